/** The list of cases as one person looks at it: the address's filter, and the cases it leaves, live or from the server. */
import { untrack } from 'svelte';
import type { CaseView } from '../../server/contract/case-views.ts';
import { boardCase, byTimeLeft } from './board.ts';
import {
  askedOf,
  choicesOf,
  isAmong,
  isLive,
  readFilter,
  writeFilter,
  inTab,
  type CaseFilter,
  type CaseTab,
  type ListedCase,
} from './case-list.ts';
import { Found } from './found.svelte.ts';
import { keepResults, keptResults } from './kept-results.ts';
import { live } from './live.svelte.ts';
import { router } from './router.svelte.ts';
import { session } from './session.svelte.ts';

const named = ({ id, number, title }: CaseView) => ({ id, number, title });

/** Where each live list was left, in pixels. */
const scrolls = new Map<string, number>();

export class CaseListPage {
  readonly found = new Found();
  /** Pixels the rows are scrolled by. */
  scrolled = 0;
  /** Grows where the rows are to be scrolled to `scrolled`. */
  turned = $state(0);
  #shown: { address: string; asked: string | null } | null = null;

  readonly filter = $derived(readFilter(router.page === 'cases' ? router.query : ''));
  readonly live = $derived(isLive(this.filter.tab));
  readonly #all = $derived([...live.cases.values()]);
  /** By the minute is enough for the order, and keeps the rows from being sorted each second. */
  readonly #minute = $derived(Math.floor(live.now / 60_000) * 60_000);
  readonly choices = $derived(choicesOf(this.#all));
  readonly rows = $derived.by((): ListedCase[] => {
    if (this.live) {
      const among = this.#all.filter((view) => isAmong(view, this.filter)).map(boardCase);
      return byTimeLeft(among, this.#minute).map(({ view }) => ({ ...named(view), view }));
    }
    return this.found.hits.map(({ id, caseNumber, title, caseView }) => {
      const view = live.cases.get(id) ?? caseView;
      return { ...(view ? named(view) : { id, number: caseNumber ?? '', title: title.text }), view };
    });
  });

  /** How many a tab holds; null where that isn't known. */
  count(tab: CaseTab): number | null {
    if (!isLive(tab)) return this.filter.tab === tab ? (this.found.view?.total ?? null) : null;
    return live.loaded ? this.#all.filter((view) => inTab(view, tab)).length : null;
  }

  /** Called in an effect: asks the server where the address wants cases that are not live. */
  follow(): void {
    const address = writeFilter(this.filter);
    const asked = this.live ? null : askedOf(this.filter);
    untrack(() => {
      if (this.#shown?.address === address) return;
      this.leave();
      this.#shown = { address, asked };
      const left =
        asked !== null && router.returned && session.view
          ? keptResults(session.view, `cases?${address}`, Date.now())
          : null;
      this.scrolled = left?.scrolled ?? (router.returned && asked === null ? (scrolls.get(address) ?? 0) : 0);
      this.turned += 1;
      if (asked !== null && left) this.found.restore(asked, left);
      else void this.found.ask(asked);
    });
  }

  /** Keeps where the list stands, for who comes back to it. */
  leave(): void {
    if (!this.#shown) return;
    const { address } = this.#shown;
    scrolls.set(address, this.scrolled);
    const there = this.found.kept;
    if (!session.view || !there) return;
    keepResults(session.view, `cases?${address}`, { ...there, chosen: null, scrolled: this.scrolled }, Date.now());
  }

  /** Another tab or filter; the way back leads out of the list, not through each of them. */
  go(change: Partial<CaseFilter>): void {
    router.go('cases', { query: writeFilter({ ...this.filter, ...change }), replace: true });
  }
}
