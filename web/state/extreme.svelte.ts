/** 特别重大 matters that a leader has not taken note of yet: told on every page until the case was opened or noted. */
import { SvelteSet } from 'svelte/reactivity';
import type { CaseView } from '../../server/contract/case-views.ts';
import { extremeCases } from './extreme.ts';
import { live } from './live.svelte.ts';
import { session } from './session.svelte.ts';

const keyOf = (accountId: string): string => `extreme.${accountId}`;

class Extreme {
  readonly #noted = new SvelteSet<string>();
  #of: string | null = null;

  /** Those this person has to be told of, the newest first. */
  get untold(): CaseView[] {
    const { view } = session;
    if (!view?.user.roles.includes('leader')) return [];
    return extremeCases(live.cases.values()).filter(({ id }) => !this.#noted.has(id));
  }

  /** Reads what this person has noted in this browser. */
  open(accountId: string): void {
    if (this.#of === accountId) return;
    this.#of = accountId;
    this.#noted.clear();
    for (const id of (localStorage.getItem(keyOf(accountId)) ?? '').split(' ')) this.#noted.add(id);
  }

  /** This person knows of it. */
  note(id: string): void {
    if (this.#of === null || this.#noted.has(id)) return;
    this.#noted.add(id);
    // Those that ended are forgotten with the list of the live ones.
    const kept = [...this.#noted].filter((one) => one === id || !live.loaded || live.cases.has(one));
    localStorage.setItem(keyOf(this.#of), kept.join(' '));
  }
}

export const extreme = new Extreme();
