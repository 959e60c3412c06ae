/** The triage page: queue, item, decisions, and the dialogs between them. */
import { untrack } from 'svelte';
import type { DismissalReason, OpinionGrade } from '../../server/contract/vocabulary.ts';
import type { ConfirmItem, CorrectItem, DismissItem, ReopenItem } from '../../server/contract/requests.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { t } from '../text/triage.ts';
import { t as said } from '../text/triage-dialogs.ts';
import { api, ApiError } from './api.ts';
import { live } from './live.svelte.ts';
import { session } from './session.svelte.ts';
import { toasts } from './toasts.svelte.ts';
import type { Chosen } from './triage-conflict.ts';
import { primaryAction } from './triage-decision.ts';
import { parted } from './triage-same.ts';
import { TriageItem } from './triage-item.svelte.ts';
import { TriageList } from './triage-list.svelte.ts';
import { Why } from './triage-why.svelte.ts';

/** A dismissal can be taken back with one key for this long. */
const UNDO_MS = 8_000;
interface Dismissed {
  id: string;
  version: number;
  until: number;
  toast: number;
}

/** 关注, 点对点答复, 移送. */
export type Outcome = 'watch' | 'reply' | 'transfer';

export class Triage {
  readonly list = new TriageList();
  readonly item = new TriageItem();
  readonly why = new Why();
  marksShown = $state(true);
  /** The right column, where it is a drawer. */
  railOpen = $state(false);
  /** The reading pane, where list and item share the screen. */
  detailOpen = $state(false);
  /** True where list and item share the screen. */
  narrow = $state(false);
  dismissing = $state(false);
  /** The dialog of an outcome beside 立项 and 不纳入, where one is open. */
  outcome = $state<Outcome | null>(null);
  /** The dialog that lists the 同题. */
  comparing = $state(false);
  confirmingExtreme = $state(false);
  conflict = $state.raw<{ mine: Chosen; now: ItemDetail } | null>(null);
  failure = $state.raw<ApiError | null>(null);
  sending = $state(false);
  #dismissed: Dismissed[] = [];

  readonly mayJudge = $derived(session.can('item.judge'));
  /** True while nobody has decided on the item: the queue still holds it. */
  readonly open = $derived.by(() => {
    const { detail } = this.item;
    return detail?.state === 'judged' && (!live.loaded || live.items.has(detail.id));
  });
  readonly action = $derived(
    primaryAction({
      category: this.item.category,
      grade: this.item.grade,
      joins: this.item.joins?.number ?? null,
      lead: this.item.lead,
      offered: this.item.offered.length,
      ready: this.item.detail !== null,
      judged: Boolean(this.item.detail?.verdict),
      transfer: this.item.proposal?.transfer ?? false,
      handled: typeof this.item.detail?.orderNumber === 'string',
      open: this.open,
      roles: session.view?.user.roles ?? [],
      dispatchers: session.view?.dispatchers ?? null,
      mayJudge: this.mayJudge,
      connected: live.connected,
      sending: this.sending,
    }),
  );
  /** True where choices can be made at all. */
  readonly editable = $derived(this.mayJudge && this.open && !this.sending);
  readonly canSend = $derived(this.editable && live.connected && Boolean(this.item.detail?.verdict));

  /** Called in an effect: reads the selected item, and reads it again where it has moved on. */
  follow(): void {
    const id = this.list.selectedId;
    const version = id === null ? 0 : (live.items.get(id)?.version ?? 1);
    untrack(() => void this.item.open(id, version));
  }

  select(id: string): void {
    this.failure = null;
    this.list.select(id);
  }

  move(step: number): void {
    this.failure = null;
    this.list.move(step);
  }

  chooseGrade(grade: OpinionGrade): void {
    if (!this.editable) return;
    if (grade === 'extreme' && this.item.grade !== 'extreme') this.confirmingExtreme = true;
    else this.item.choose({ grade });
  }

  /** A and B: the first or second of the units that tie. */
  chooseOffered(rank: 0 | 1): void {
    const unit = this.item.offered[rank];
    if (unit && this.editable) this.item.choose({ lead: { id: unit.id, name: unit.name } });
  }

  /** M: the case most alike, or back to a new one. */
  toggleJoin(): void {
    const first = this.item.detail?.caseCandidates[0];
    if (first && this.editable) this.item.choose({ caseId: this.item.joins ? null : first.caseId });
  }

  /** Enter: opens the item where only the list is on the screen, else confirms. */
  enter(): void {
    if (this.narrow && !this.detailOpen) this.detailOpen = this.list.selectedId !== null;
    else void this.confirm();
  }

  /** 确认: what the main button says, and nothing where it only says what is missing. */
  async confirm(): Promise<void> {
    const { detail, category, subject, grade, lead, joins } = this.item;
    // Where the column with the choices is a drawer, what is missing is behind it.
    if (this.action.kind === 'wait') this.railOpen = true;
    if (this.action.kind !== 'act' || !detail?.verdict || category === null) return;
    const body: ConfirmItem = {
      version: detail.version,
      verdictId: detail.verdict.id,
      category,
      subject,
      opinionGrade: grade,
      // The unit the button names is the unit that gets it, also where the resolver would say otherwise by now.
      lead: joins ? null : (lead?.id ?? null),
      caseId: joins?.caseId ?? null,
      also: this.item.alsoSeen,
    };
    const done = await this.#send(detail.id, 'confirm', body);
    if (!done) return;
    const words = joins ? said.done.joined : said.done.opened;
    const { along, kept } = parted(body.also, done.same);
    toasts.show({
      text: (done.caseNumber ? words(done.caseNumber) : said.done.plain) + said.done.along(along.length, kept),
    });
    this.list.leaveAlong(along);
    this.#leave(done);
  }

  /** 不纳入. True where it was done, so that the dialog may close. */
  async dismiss(reason: DismissalReason, note: string): Promise<boolean> {
    const { detail } = this.item;
    if (!this.canSend || !detail?.verdict) return false;
    const { version, id, title } = detail;
    const body: DismissItem = {
      version,
      verdictId: detail.verdict.id,
      reason,
      note: note.trim() || null,
    };
    const done = await this.#send(id, 'dismiss', body);
    if (!done) return false;
    const one: Dismissed = { id, version: done.version, until: Date.now() + UNDO_MS, toast: 0 };
    one.toast = toasts.show({
      text: said.dismissal.done(title),
      action: { label: said.dismissal.undo, run: () => void this.undo(one) },
      ms: UNDO_MS,
    });
    this.#dismissed.push(one);
    this.#leave(done);
    return true;
  }

  /** Sends another outcome of the item being read; rejects with ApiError, which its dialog shows. */
  async settle(outcome: Outcome, fields: object, words: (done: unknown) => string): Promise<void> {
    const { detail } = this.item;
    if (!detail?.verdict) return;
    const { id, version } = detail;
    const body = { version, verdictId: detail.verdict.id, ...fields };
    const done = await api.post<unknown>(`/api/items/${encodeURIComponent(id)}/${outcome}`, body);
    toasts.show({ text: words(done) });
    this.#leave({ id, version: version + 1 });
  }

  /** 不属检举控告: the item stays in the queue and may be confirmed. Rejects with ApiError. */
  async clear(reason: string): Promise<void> {
    const { detail } = this.item;
    if (!detail?.verdict) return;
    const body = { version: detail.version, verdictId: detail.verdict.id, reason };
    const now = await api.post<ItemDetail | undefined>(`/api/items/${encodeURIComponent(detail.id)}/clear`, body);
    if (now) this.item.take(now);
  }

  /** 撤销 a dismissal, by default the last, within eight seconds. */
  async undo(one: Dismissed | undefined = this.#dismissed.at(-1)): Promise<void> {
    this.#dismissed = this.#dismissed.filter((each) => each !== one && Date.now() <= each.until);
    if (!one || Date.now() > one.until) return;
    toasts.dismiss(one.toast);
    const body: ReopenItem = { version: one.version };
    const done = await this.#send(one.id, 'reopen', body);
    if (!done) return;
    this.list.comeBack(one.id);
    toasts.show({ text: said.dismissal.undone });
  }

  /** 更正: keeps category and subject without deciding; the units are found anew. */
  async correct(): Promise<void> {
    const { detail, category, subject, corrected } = this.item;
    if (!this.canSend || !detail?.verdict || !corrected || category === null) return;
    const body: CorrectItem = {
      version: detail.version,
      verdictId: detail.verdict.id,
      category,
      subject,
    };
    const done = await this.#send(detail.id, 'correct', body);
    if (!done) return;
    this.item.correctedTo(done);
    toasts.show({ text: t.rail.corrected });
  }

  /** After a clash: the item as it now stands; my choices stay with it. */
  lookAtNow(): void {
    if (this.conflict) this.item.take(this.conflict.now);
    this.conflict = null;
  }

  #leave(done: { id: string; version: number }): void {
    this.item.forget(done.id);
    this.list.leave(done.id, done.version);
    this.detailOpen = false;
  }

  /** Sends a decision; what fails is kept for the page to show. Null where it was not done. */
  async #send(
    id: string,
    what: 'confirm' | 'dismiss' | 'correct' | 'reopen',
    body: object,
  ): Promise<ItemDetail | null> {
    const mine = this.#mine();
    this.sending = true;
    this.failure = null;
    try {
      return await api.post<ItemDetail>(`/api/items/${encodeURIComponent(id)}/${what}`, body);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (what === 'reopen') toasts.show({ text: error.message });
      else this.#failed(error, mine);
      return null;
    } finally {
      this.sending = false;
    }
  }

  #mine(): Chosen {
    const { category, grade, joins } = this.item;
    return { category, grade, joins: joins?.number ?? null };
  }

  #failed(error: ApiError, mine: Chosen): void {
    const now = error.status === 409 ? (error.current as ItemDetail | undefined) : undefined;
    if (now && error.code === 'item_changed') {
      this.dismissing = false;
      this.conflict = { mine, now };
    } else {
      this.failure = error;
    }
  }
}
