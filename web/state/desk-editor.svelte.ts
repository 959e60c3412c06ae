/** The answer being written at the desk: what is on the screen, what is saved, what clashed. Unsent words stay in this browser. */
import { untrack } from 'svelte';
import type { CaseDetail, DraftView, PublicationView, ResponseView } from '../../server/contract/case-detail-views.ts';
import { e } from '../text/desk-editor.ts';
import { announce } from './announce.svelte.ts';
import { ApiError } from './api.ts';
import { act, type CasePage } from './case-page.svelte.ts';
import { answerInWork, isBound } from './desk.ts';
import * as draft from './desk-draft.ts';
import { live } from './live.svelte.ts';
import { session } from './session.svelte.ts';
import { toasts } from './toasts.svelte.ts';

interface Base {
  caseId: string;
  responseId: string | null;
  n: number;
  corrects: string | null;
}

export class DeskEditor {
  fields = $state<draft.DraftFields>(structuredClone(draft.EMPTY_FIELDS));
  base = $state.raw<Base | null>(null);
  /** What the server holds of it. */
  saved = $state.raw<draft.DraftFields>(draft.EMPTY_FIELDS);
  /** When the unsent words were last put down in this browser. */
  keptAt = $state<number | null>(null);
  /** Set where unsent words of an earlier visit were found. */
  restoredAt = $state<number | null>(null);
  /** The draft another saved meanwhile. */
  conflict = $state.raw<DraftView | null>(null);
  comparing = $state(false);
  busy = $state<'save' | 'submit' | null>(null);
  failure = $state.raw<ApiError | null>(null);
  /** Faults are shown once saving was tried. */
  tried = $state(false);
  /** 提交 was tried with what may never be published, as a person's name or number. */
  asked = $state(false);
  /** The person wants to write: an answer after the first, or over approvals. */
  composing = $state(false);
  unlocked = $state(false);

  readonly #page: CasePage;
  readonly response = $derived.by((): ResponseView | null => answerInWork(this.#page.detail?.responses ?? []));
  readonly dirty = $derived(!draft.sameFields(this.fields, this.saved));
  readonly troubles = $derived(draft.troublesOf(this.fields));
  readonly bound = $derived(isBound(this.response) && !this.unlocked);
  readonly savedDraft = $derived(this.response?.drafts.at(-1) ?? null);
  readonly blocking = $derived((this.response?.findings ?? []).filter((one) => one.blocks).length);
  readonly refused = $derived(this.asked && !this.dirty && this.blocking > 0);

  constructor(page: CasePage) {
    this.#page = page;
    // While a request is under way its own answer comes first.
    $effect(() => (this.busy ? undefined : this.#follow(page.detail)));
    $effect(() => this.#keep());
  }

  /** Begins an answer after the first. */
  compose(): void {
    this.composing = true;
  }

  /** Begins the correction of what was published, with its words. */
  correct(publication: PublicationView): void {
    if (!this.base) return;
    this.base = { ...this.base, responseId: null, n: 0, corrects: publication.id };
    this.fields = draft.correctionOf(publication);
    this.composing = true;
  }

  /** Drops what isn't saved. */
  discard(): void {
    this.fields = structuredClone(this.saved);
    this.restoredAt = null;
    this.failure = null;
    this.tried = false;
    if (this.base?.responseId !== null) return;
    this.base = { ...this.base, corrects: null };
    this.composing = false;
  }

  /** Saves; true where the server now holds what is on the screen. */
  async save(): Promise<boolean> {
    const base = this.base;
    this.tried = true;
    this.asked = false;
    if (!base || this.busy || this.troubles.length > 0 || this.conflict) return false;
    this.busy = 'save';
    try {
      return await this.#send(base);
    } finally {
      this.busy = null;
    }
  }

  /** Saves where needed, then hands the draft into the approval chain; not one whose words block its publication. */
  async submit(): Promise<boolean> {
    if ((this.dirty || !this.savedDraft) && !(await this.save())) return false;
    const { base } = this;
    this.asked = true;
    if (!base?.responseId || this.busy || this.blocking > 0) return false;
    this.busy = 'submit';
    this.failure = null;
    try {
      this.#page.take(await act(base.caseId, 'submit', { responseId: base.responseId, n: base.n }));
      toasts.show({ text: e.submitted });
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    } finally {
      this.busy = null;
    }
  }

  /** 弃稿: takes the answer out of use, with what isn't saved of it. Throws the ApiError, for the dialog that asked. */
  async drop(): Promise<void> {
    const { base, response } = this;
    if (!base || !response) return;
    const detail = await act(base.caseId, 'discard', { responseId: response.id });
    forget({ ...base, responseId: response.id });
    this.#page.take(detail);
    toasts.show({ text: e.drop.done });
  }

  /** After a clash: goes on with one's own words, on top of the other's version. */
  keepMine(): void {
    if (this.base && this.conflict) this.base = { ...this.base, n: this.conflict.n };
    this.#settle();
  }

  /** After a clash: takes the other's words. */
  takeTheirs(): void {
    if (this.base && this.conflict) this.#load(this.base.caseId, this.response, this.conflict);
    this.#settle();
  }

  #settle(): void {
    this.conflict = null;
    this.comparing = false;
    this.failure = null;
  }

  async #send(base: Base): Promise<boolean> {
    const sent = $state.snapshot(this.fields) as draft.DraftFields;
    this.failure = null;
    try {
      const { caseId, ...rest } = base;
      const detail = await act(caseId, 'draft', draft.requestOf(sent, rest));
      this.#took(base, sent, detail);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  #took(base: Base, sent: draft.DraftFields, detail: CaseDetail | undefined): void {
    const all = detail?.responses ?? [];
    const response = all.find((one) => one.id === base.responseId) ?? answerInWork(all);
    const last = response?.drafts.at(-1);
    forget(base);
    if (!detail || !response || !last || this.base?.caseId !== base.caseId) return;
    const untouched = draft.sameFields(this.fields, sent);
    this.saved = draft.fieldsOf(last, response);
    if (untouched) this.fields = structuredClone(this.saved);
    this.base = { ...base, responseId: response.id, n: last.n };
    this.restoredAt = null;
    this.tried = this.unlocked = this.composing = false;
    this.#page.take(detail);
    // No toast: it would lie over 提交; the bar above the text says when it was saved.
    announce.say(e.savedDone(last.n));
  }

  #fail(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    this.failure = error;
    if (error.status !== 409) return;
    const current = error.current as CaseDetail | undefined;
    // Reading anew shows what the other saved; following it finds the clash.
    if (current?.case) this.#page.take(current);
    else this.#page.retry();
  }

  /** The case was opened, or changed under the hands. */
  #follow(detail: CaseDetail | null): void {
    if (!detail) return;
    untrack(() => {
      const response = answerInWork(detail.responses);
      const last = response?.drafts.at(-1) ?? null;
      const base = this.base;
      const fresh = base?.caseId !== detail.case.id;
      // A new answer begun here stays until it is saved, though another one may have been saved beside it.
      const begun = !fresh && base?.responseId === null && this.dirty;
      if (fresh || (!begun && base?.responseId !== (response?.id ?? null)))
        return this.#open(detail.case.id, response, last);
      if (!last || !base) return;
      if (begun && response?.corrects === base.corrects) this.base = { ...base, responseId: response?.id ?? null };
      if (begun || last.n > base.n) this.#meet(response, last);
    });
  }

  #meet(response: ResponseView | null, last: DraftView): void {
    const theirs = draft.fieldsOf(last, response);
    if (draft.sameFields(this.fields, theirs) || !this.dirty) {
      if (this.base) this.#load(this.base.caseId, response, last);
      return;
    }
    this.conflict = last;
    this.failure = null;
  }

  #load(caseId: string, response: ResponseView | null, last: DraftView | null): void {
    this.base = { caseId, responseId: response?.id ?? null, n: last?.n ?? 0, corrects: response?.corrects ?? null };
    this.saved = draft.fieldsOf(last, response);
    this.fields = structuredClone(this.saved);
    this.restoredAt = null;
    this.tried = this.asked = false;
  }

  #open(caseId: string, response: ResponseView | null, last: DraftView | null): void {
    this.#settle();
    this.composing = this.unlocked = false;
    this.keptAt = null;
    this.#load(caseId, response, last);
    const kept = draft.readKept(localStorage.getItem(keyOf(caseId, response?.id ?? null)));
    if (!kept || draft.sameFields(kept.fields, this.saved)) return;
    this.fields = kept.fields;
    this.restoredAt = this.keptAt = kept.at;
    this.composing = true;
    if (this.base) this.base = { ...this.base, n: kept.n, corrects: kept.corrects };
    if (last && last.n > kept.n) this.conflict = last;
  }

  #keep(): void {
    const { base, dirty } = this;
    if (!base) return;
    const fields = $state.snapshot(this.fields) as draft.DraftFields;
    if (!dirty) {
      forget(base);
      untrack(() => (this.keptAt = null));
      return;
    }
    const kept: draft.Kept = { fields, n: base.n, corrects: base.corrects, at: untrack(() => live.now) };
    try {
      localStorage.setItem(keyOf(base.caseId, base.responseId), JSON.stringify(kept));
      untrack(() => (this.keptAt = kept.at));
    } catch {
      // A full or closed store: the words still stand on the screen, and the mark 未存 with them.
      untrack(() => (this.keptAt = null));
    }
  }
}

const keyOf = (caseId: string, responseId: string | null): string =>
  draft.keptKey(session.view?.user.id ?? '', caseId, responseId);

const forget = (base: Base): void => localStorage.removeItem(keyOf(base.caseId, base.responseId));
