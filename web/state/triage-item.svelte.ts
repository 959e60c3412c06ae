/** The item being read, and what a person has chosen for it so far. Choices stay with their item while one looks at others. */
import { SvelteMap } from 'svelte/reactivity';
import type { Category, OpinionGrade, Subject } from '../../server/contract/vocabulary.ts';
import type { ItemDetail, UnitRef } from '../../server/contract/views.ts';
import { api, ApiError } from './api.ts';
import { sure } from './triage-same.ts';
import { Waiting } from './waiting.svelte.ts';

/** What differs from the proposal. An absent field follows it. */
interface Draft {
  category?: Category;
  subject?: Subject | null;
  grade?: OpinionGrade;
  lead?: UnitRef;
  caseId?: string | null;
  /** 同题 that go along. */
  also?: readonly string[];
}

const KEPT = 50;

export class TriageItem {
  detail = $state.raw<ItemDetail | null>(null);
  error = $state.raw<ApiError | null>(null);
  #draft = $state.raw<Draft>({});
  #wanted: { id: string; version: number } | null = null;
  readonly #waiting = new Waiting();
  readonly #drafts = new SvelteMap<string, Draft>();
  readonly #read = new SvelteMap<string, ItemDetail>();

  readonly proposal = $derived(this.detail?.proposal ?? null);
  readonly ownCategory = $derived(
    this.detail?.category && this.detail.category !== 'none' ? this.detail.category : null,
  );
  readonly ownSubject = $derived(this.detail?.subject ?? null);
  readonly category = $derived(this.#draft.category ?? this.ownCategory);
  readonly subject = $derived(this.#draft.subject === undefined ? this.ownSubject : this.#draft.subject);
  readonly grade = $derived<OpinionGrade>(this.#draft.grade ?? this.detail?.opinionGrade ?? 'general');
  readonly joins = $derived(this.detail?.caseCandidates.find(({ caseId }) => caseId === this.#draft.caseId) ?? null);
  /** A tie, or no unit found: the program does not choose. */
  readonly mustChoose = $derived(!this.proposal?.lead || this.proposal.needsHuman);
  readonly offered = $derived(this.mustChoose ? (this.proposal?.candidates.slice(0, 2) ?? []) : []);
  readonly chosenLead = $derived(this.#draft.lead ?? null);
  readonly lead = $derived(this.chosenLead ?? (this.mustChoose ? null : (this.proposal?.lead ?? null)));
  /** 同题 that go into the same case: what a person ticked, else what is plainly alike. Only what still waits. */
  readonly also = $derived.by(() => {
    const same = this.detail?.same ?? [];
    const ticked = this.#draft.also ?? sure(same);
    return same.filter(({ id }) => ticked.includes(id)).map(({ id }) => id);
  });
  /** Each of them with the version that was seen. */
  readonly alsoSeen = $derived(
    (this.detail?.same ?? []).filter(({ id }) => this.also.includes(id)).map(({ id, version }) => ({ id, version })),
  );
  readonly chosenByHand = $derived(this.#draft.category !== undefined);
  readonly subjectChanged = $derived(this.subject !== this.ownSubject);
  readonly corrected = $derived(this.category !== null && (this.category !== this.ownCategory || this.subjectChanged));

  /** What to show while the item is on its way. */
  get waiting(): Waiting['state'] {
    return this.#waiting.state;
  }

  /** Reads an item of which at least `version` is known; shows what was read before where it is as new. Null clears. */
  async open(id: string | null, version: number): Promise<void> {
    if (id === null) return this.#clear();
    if (this.#wanted?.id === id && this.#wanted.version >= version) return;
    const other = this.#wanted?.id !== id;
    this.#wanted = { id, version };
    if (other) this.#turnTo(id);
    const known = this.#read.get(id);
    if (known && known.version >= version) return this.take(known);
    await this.#fetch(id);
  }

  /** Reads again after a failure, or to see what has become of it. */
  async reload(): Promise<void> {
    if (this.#wanted) await this.#fetch(this.#wanted.id);
  }

  /** Shows a detail the server sent. One of an item no longer being read is only kept. */
  take(detail: ItemDetail): void {
    this.#read.delete(detail.id);
    this.#read.set(detail.id, detail);
    const oldest = this.#read.size > KEPT ? this.#read.keys().next().value : undefined;
    if (oldest !== undefined) this.#read.delete(oldest);
    if (this.#wanted?.id !== detail.id) return;
    this.#wanted = {
      id: detail.id,
      version: Math.max(detail.version, this.#wanted.version),
    };
    this.#settle();
    this.detail = detail;
  }

  choose(change: Draft): void {
    if (!this.detail) return;
    this.#draft = { ...this.#draft, ...change };
    this.#drafts.set(this.detail.id, this.#draft);
  }

  /** Whether one of the 同题 goes along. */
  tick(id: string, ticked: boolean): void {
    const rest = this.also.filter((one) => one !== id);
    this.choose({ also: ticked ? [...rest, id] : rest });
  }

  tickAll(ticked: boolean): void {
    this.choose({ also: ticked ? (this.detail?.same ?? []).map(({ id }) => id) : [] });
  }

  /** Back to the proposed lead. */
  resetLead(): void {
    const { lead: _lead, ...rest } = this.#draft;
    this.#draft = rest;
    if (this.detail) this.#drafts.set(this.detail.id, rest);
  }

  /** The item carries my category and subject now; a lead found for another subject is not kept. */
  correctedTo(detail: ItemDetail): void {
    const { category: _category, subject: _subject, ...rest } = this.#drafts.get(detail.id) ?? {};
    this.#drafts.set(detail.id, rest);
    if (this.#wanted?.id === detail.id) this.#draft = rest;
    this.take(detail);
  }

  /** A decided item needs its draft no more. */
  forget(id: string): void {
    this.#drafts.delete(id);
  }

  #turnTo(id: string): void {
    this.detail = null;
    this.#draft = this.#drafts.get(id) ?? {};
    this.#settle();
  }

  #clear(): void {
    this.#wanted = null;
    this.detail = null;
    this.#draft = {};
    this.#settle();
  }

  #settle(): void {
    this.#waiting.end();
    this.error = null;
  }

  async #fetch(id: string): Promise<void> {
    this.#settle();
    if (!this.detail) this.#waiting.begin();
    try {
      this.take(await api.get<ItemDetail>(`/api/items/${encodeURIComponent(id)}`));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#wanted?.id !== id) return;
      this.#settle();
      this.error = error;
    }
  }
}
