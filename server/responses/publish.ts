/** 发布: an approved text becomes public, its promises become clocks, and it stands as evidence of what it answers. */
import type { Publish } from '../contract/case-requests.ts';
import { displayNames } from '../access/store.ts';
import type { Act, Work } from '../cases/act.ts';
import { FAULTS } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import { startStatedClock, type RuleParts } from '../clocks/starting.ts';
import { hold, stopClocks } from '../clocks/store.ts';
import { APPROVAL_STEPS, APPROVAL_STEP_IDS, type ClockKind } from '../contract/vocabulary-case.ts';
import type { EventOf, EventType, NewEvent } from '../platform/events/catalogue.ts';
import { Fault } from '../platform/fault.ts';
import { chinaDay } from '../rules/china-time.ts';
import { readChain, type ChainNow } from './approve.ts';
import { isApproved, mayPublish } from './chain.ts';
import { requireReady } from './draft-text.ts';
import { requireAnswerable, textChanged } from './guards.ts';
import {
  addDispositions,
  commitmentsOf,
  dispositionsOf,
  markCorrected,
  nextPublicationNumber,
  publicationOf,
  publicationsOf,
  setEvidence,
  storeCommitment,
  storePublication,
  type Approver,
} from './publications/store.ts';
import { setAnswer, type DraftRow } from './store.ts';
import { personalData } from './text-findings.ts';

/** Clocks that any publication meets: what was owed was an answer. */
const MET_BY_PUBLISHING: readonly ClockKind[] = ['respond', 'first_statement', 'progress', 'next_release'];

/**
 * Publishes an approved text once. Faults: `not_yours`, `case_changed`, `response_missing`, `already_published`, `text_changed`,
 * `not_approved` (the chain is computed again here), `text_not_ready`, `personal_data`, `publication_not_current`.
 */
export function publish(parts: RuleParts): Work<Publish> {
  return async (act) => {
    const { tx, viewer, found, input, now } = act;
    const chain = await readChain(act, parts, input.responseId);
    if (!mayPublish(viewer, chain.plan)) throw FAULTS.notYours('政务公开办的审核员或领导');
    await requireUnpublished(act);
    requireAnswerable(found);
    requireApproved(act, chain);
    const { draft, answer } = chain;
    requireReady({ ...draft, nextReleaseAt: draft.next_release_at }, now);
    requireNoPersonalData(draft);
    const corrected = await standingText(act, answer.corrects);
    // What earlier texts promised ends before this text's own promise begins.
    const met = await stopClocks(tx, found.id, { kinds: MET_BY_PUBLISHING }, 'met', act.actor, now);
    const { id, number } = await store(act, parts, chain);
    await setAnswer(tx, answer.id, { state: 'published' }, now);
    await moveCase(tx, found.id, { state: 'published' }, now);
    await hold(tx, parts, found.id, [{ step: 'watching', unitId: chain.lead }], now);
    const { textHash } = input;
    return [
      eventOf(act, 'response_published', {
        caseId: found.id,
        responseId: answer.id,
        publicationId: id,
        number,
        textHash,
      }),
      ...(await correct(act, corrected, id)),
      ...(await proveDispositions(act, draft, id)),
      ...met,
      ...(await promise(act, parts, draft, { id, corrected })),
    ];
  };
}

function eventOf<T extends EventType>(
  { found, actor, now }: Act<unknown>,
  type: T,
  data: EventOf<T>['data'],
): NewEvent {
  return { stream: `case:${found.id}`, type, data, actor, at: now } as NewEvent;
}

async function requireUnpublished({ tx, found, input }: Act<Publish>): Promise<void> {
  const before = (await publicationsOf(tx, found.id)).find((one) => one.response_id === input.responseId);
  if (!before) return;
  throw new Fault('already_published', `这篇回应已经发布，编号 ${before.number}。`, {
    status: 409,
    action: '没有再次发布。',
  });
}

function requireApproved({ input }: Act<Publish>, { draft, steps }: ChainNow): void {
  if (draft.text_hash !== input.textHash) throw textChanged(draft.n);
  if (isApproved(steps)) return;
  const open = steps.filter((one) => one.state !== 'done').map((one) => APPROVAL_STEPS[one.step].zh);
  throw new Fault('not_approved', `这一稿还没有审核完，还差：${open.join('、')}。`, {
    status: 409,
    action: '审核完后再发布。',
  });
}

/** 个人隐私 is not published (政府信息公开条例 第十五条). */
function requireNoPersonalData({ title, body, commitments }: DraftRow): void {
  const [inText] = personalData(`${title}\n${body}`);
  const promised = commitments.findIndex(({ what }) => personalData(what).length > 0);
  if (!inText && promised < 0) return;
  const field = inText ? (inText.start < title.length ? 'title' : 'body') : `commitments.${promised}.what`;
  throw new Fault('personal_data', '文本里有个人信息，没有发布。', {
    status: 422,
    action: '请退回起草单位删去后重新审核。',
    fields: { [field]: inText?.message ?? '承诺里有个人信息，请删去。' },
  });
}

/** The text to correct, which nobody corrected or withdrew while this one was in approval. */
async function standingText({ tx, found }: Act<Publish>, corrects: string | null): Promise<string | null> {
  if (corrects === null) return null;
  const before = await publicationOf(tx, found.id, corrects);
  if (before?.state === 'current') return before.id;
  throw new Fault('publication_not_current', '要更正的发布已经更正或撤回，没有发布。', {
    status: 409,
    action: '请由起草单位修改后重新审核。',
  });
}

async function store(act: Act<Publish>, parts: RuleParts, chain: ChainNow): Promise<{ id: string; number: string }> {
  const { tx, viewer, found, now } = act;
  const { answer, draft, lead } = chain;
  if (lead === null) throw FAULTS.changed('这个事项现在没有牵头单位');
  const number = `${chinaDay(now).slice(0, 4)}-${String(await nextPublicationNumber(tx)).padStart(4, '0')}`;
  const { title, body, text_hash: textHash, next_release_at: nextReleaseAt } = draft;
  const id = await storePublication(
    tx,
    {
      caseId: found.id,
      responseId: answer.id,
      number,
      title,
      body,
      textHash,
      unitId: lead,
      accountId: viewer.accountId,
      nextReleaseAt,
      corrects: answer.corrects,
      approvers: await approversOf(act, parts, chain),
    },
    now,
  );
  return { id, number };
}

/** Who approved this text, step by step: named where it is withdrawn. */
async function approversOf(
  { tx }: Act<Publish>,
  parts: RuleParts,
  { approvals, draft, plan }: ChainNow,
): Promise<Approver[]> {
  const given = approvals.filter((one) => !one.void && one.decision === 'approve' && one.text_hash === draft.text_hash);
  const counted = given.filter((one) => one.step !== 'countersign' || plan.countersign.includes(one.unit_id ?? ''));
  const names = await displayNames(
    tx,
    counted.map((one) => one.account_id),
  );
  return counted
    .map(({ step, unit_id, account_id, at }) => ({
      step,
      unit: unit_id === null ? '' : (parts.organisation().unit(unit_id)?.name ?? ''),
      name: names.get(account_id) ?? '',
      at: at.toISOString(),
    }))
    .sort((a, b) => APPROVAL_STEP_IDS.indexOf(a.step) - APPROVAL_STEP_IDS.indexOf(b.step));
}

/** A correction takes the place of what it corrects, also as evidence. */
async function correct(act: Act<Publish>, corrected: string | null, by: string): Promise<NewEvent[]> {
  if (corrected === null) return [];
  const { tx, found } = act;
  await markCorrected(tx, corrected, by);
  const proved = (await dispositionsOf(tx, found.id)).filter((one) => one.publication_id === corrected);
  await setEvidence(
    tx,
    found.id,
    proved.map((one) => one.kind),
    by,
  );
  return [eventOf(act, 'publication_corrected', { caseId: found.id, publicationId: corrected, by })];
}

/** The dispositions the draft names have this text as evidence; one that nobody had set is set by it. */
async function proveDispositions(act: Act<Publish>, draft: DraftRow, publicationId: string): Promise<NewEvent[]> {
  const { tx, viewer, found, now } = act;
  const named = [...new Set(draft.dispositions.map((one) => one.kind))];
  const before = (await dispositionsOf(tx, found.id)).map((one) => one.kind);
  const fresh = named.filter((kind) => !before.includes(kind));
  await addDispositions(tx, found.id, fresh, viewer.accountId, now);
  await setEvidence(tx, found.id, named, publicationId);
  if (fresh.length === 0) return [];
  return [eventOf(act, 'dispositions_set', { caseId: found.id, kinds: [...before, ...fresh] })];
}

/**
 * Each promise gets a clock of its own, and so does the next release. A correction that repeats a promise word for word and hour
 * for hour makes no second one.
 */
async function promise(
  act: Act<Publish>,
  parts: RuleParts,
  draft: DraftRow,
  of: { id: string; corrected: string | null },
): Promise<NewEvent[]> {
  const { tx, actor, found, now } = act;
  const caseId = found.id;
  const repeated = (await commitmentsOf(tx, caseId)).filter((one) => one.publication_id === of.corrected);
  const events: (NewEvent | null)[] = [];
  for (const { what, dueAt: stated } of draft.commitments) {
    const dueAt = new Date(stated);
    if (repeated.some((one) => one.what === what && one.due_at.getTime() === dueAt.getTime())) continue;
    const about = await storeCommitment(tx, { caseId, publicationId: of.id, what, dueAt });
    events.push(eventOf(act, 'commitment_made', { caseId, commitmentId: about, dueAt: dueAt.toISOString() }));
    const clock = { caseId, kind: 'commitment', about, subject: what, dueAt } as const;
    events.push(await startStatedClock(tx, parts, clock, actor, now));
  }
  if (draft.next_release_at) {
    const clock = { kind: 'next_release', about: of.id, subject: draft.title, dueAt: draft.next_release_at } as const;
    events.push(await startStatedClock(tx, parts, { caseId, ...clock }, actor, now));
  }
  return events.filter((event): event is NewEvent => event !== null);
}
