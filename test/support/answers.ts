/** Answers for tests: a case its lead has accepted, and the road of a text through drafting, approval and publication. */
import type { Work } from '../../server/cases/act.ts';
import { actOn } from '../../server/cases/act.ts';
import { lockCase, moveCase } from '../../server/cases/store.ts';
import { hold, stopClocks } from '../../server/clocks/store.ts';
import type { SaveDraft } from '../../server/contract/case-requests.ts';
import type { ConfirmItem } from '../../server/contract/requests.ts';
import type { ApprovalDecision, ApprovalStep, CaseState, Disposition } from '../../server/contract/vocabulary-case.ts';
import { transact } from '../../server/platform/database.ts';
import type { NewEvent } from '../../server/platform/events/catalogue.ts';
import { seal } from '../../server/platform/events/seal.ts';
import { verifyLog } from '../../server/platform/events/verify.ts';
import { acceptAssignment, assignmentsOf } from '../../server/responsibility/store.ts';
import { approve } from '../../server/responses/approve.ts';
import { closeCase } from '../../server/responses/close.ts';
import { setDispositions } from '../../server/responses/dispositions.ts';
import { saveDraft } from '../../server/responses/drafts.ts';
import { publish } from '../../server/responses/publish.ts';
import { submitDraft } from '../../server/responses/submit.ts';
import { withdraw } from '../../server/responses/withdraw.ts';
import { TEST_KEYS, type House } from './house.ts';
import { openWaterCase } from './matters.ts';

export const LEAD = '990100:water_resources';
export const HOUR_MS = 3_600_000;

/** A case given to a unit, and accepted by it and whoever supports, as their officers would. */
export async function openAccepted(house: House, chosen: Partial<ConfirmItem> = {}): Promise<string> {
  const { caseId } = await openWaterCase(house, { lead: LEAD, ...chosen });
  const { accountId, unit } = await house.viewer('officer');
  await transact(house.parts.db, async (tx) => {
    const now = house.time.now;
    for (const one of await assignmentsOf(tx, caseId)) {
      if (one.role !== 'coordinator') await acceptAssignment(tx, one.id, accountId, now);
    }
    await moveCase(tx, caseId, { state: 'handling', accepted_at: now }, now);
    await stopClocks(tx, caseId, { kinds: ['accept'] }, 'met', 'program', now);
    await hold(tx, house.parts.rules, caseId, [{ step: 'handling', unitId: unit?.id ?? null }], now);
  });
  return caseId;
}

/** Does an act as a person of the sample accounts, at the house's present. */
export async function as<Input>(
  house: House,
  name: string,
  caseId: string,
  work: Work<Input>,
  input: Input,
  options: { ended?: boolean } = {},
): Promise<NewEvent[]> {
  return actOn(house.parts.db, await house.viewer(name), caseId, input, house.time.now, work, options);
}

/** Refused with this code: what was thrown, or an error that nothing was. */
export async function refusal(work: Promise<unknown>): Promise<{ code: string; status: number; message: string }> {
  try {
    await work;
  } catch (error) {
    const { code, status, message } = error as { code: string; status: number; message: string };
    return { code, status, message };
  }
  throw new Error('it was allowed');
}

const BODY = [
  '经核查，砚湖区自来水发黄的原因是东干管检修后管壁铁锈脱落。',
  '市水务局已组织冲洗管道 6 公里，检测结果每日公布。',
].join('\n');

/** A draft as the officer's editor would send it. */
export const draftInput = (more: Partial<SaveDraft> = {}): SaveDraft => ({
  responseId: null,
  n: 0,
  title: '关于砚湖区自来水发黄的情况说明',
  body: BODY,
  nextReleaseAt: null,
  commitments: [],
  dispositions: [{ kind: 'resolve', paragraph: 2 }],
  countersign: [],
  corrects: null,
  ...more,
});

export interface Text {
  responseId: string;
  n: number;
  textHash: string;
}

/** The text of a save. */
export function textOf(events: readonly NewEvent[]): Text {
  const saved = events.find((event) => event.type === 'draft_saved');
  if (!saved) throw new Error('nothing was saved');
  const { responseId, n, textHash } = saved.data;
  return { responseId, n, textHash };
}

export async function draft(
  house: House,
  caseId: string,
  more: Partial<SaveDraft> = {},
  name = 'officer',
): Promise<Text> {
  return textOf(await as(house, name, caseId, saveDraft(house.parts.rules), draftInput(more)));
}

export const submit = (house: House, caseId: string, { responseId, n }: Text, name = 'officer') =>
  as(house, name, caseId, submitDraft(house.parts.rules), { responseId, n });

/** One step's decision, by the sample account of that name. */
export const decide = (
  house: House,
  caseId: string,
  { responseId, textHash }: Text,
  [name, step]: readonly [string, ApprovalStep],
  decision: ApprovalDecision = 'approve',
  note: string | null = null,
) => as(house, name, caseId, approve(house.parts.rules), { responseId, textHash, step, decision, note });

/** Who holds each step for the lead of these tests. */
export const SIGNERS = [
  ['section', 'section'],
  ['secrecy', 'secrecy'],
  ['head', 'unit_head'],
  ['reviewer', 'office_review'],
] as const satisfies readonly (readonly [string, ApprovalStep])[];

export async function approveAll(house: House, caseId: string, text: Text): Promise<void> {
  for (const signer of SIGNERS) await decide(house, caseId, text, signer);
}

export const release = (house: House, caseId: string, { responseId, textHash }: Text, name = 'reviewer') =>
  as(house, name, caseId, publish(house.parts.rules), { responseId, textHash });

export interface Published extends Text {
  publicationId: string;
  number: string;
  events: NewEvent[];
}

/** A text drafted, approved by all and published. */
export async function publishText(house: House, caseId: string, more: Partial<SaveDraft> = {}): Promise<Published> {
  const text = await draft(house, caseId, more);
  await submit(house, caseId, text);
  await approveAll(house, caseId, text);
  const events = await release(house, caseId, text);
  const done = events.find((event) => event.type === 'response_published');
  if (!done) throw new Error('nothing was published');
  return { ...text, publicationId: done.data.publicationId, number: done.data.number, events };
}

export async function stateOf(house: House, caseId: string): Promise<CaseState> {
  const row = await house.parts.db
    .selectFrom('case')
    .select('state')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  return row.state;
}

/** Who holds the case now, as `step unit`. */
export async function holdersNow(house: House, caseId: string): Promise<string[]> {
  const rows = await house.parts.db
    .selectFrom('holding')
    .select(['step', 'unit_id'])
    .where('case_id', '=', caseId)
    .where('to_at', 'is', null)
    .execute();
  return rows.map((row) => [row.step, row.unit_id].filter(Boolean).join(' ')).sort();
}

/** The clocks of a kind, oldest first. */
export const clocksNow = (house: House, caseId: string, kind: string) =>
  house.parts.db
    .selectFrom('clock')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', kind as 'respond')
    .orderBy('start_at')
    .execute();

/** The types of an act's events, in order. */
export const typesOf = (events: readonly { type: string }[]): string[] => events.map((event) => event.type);

export const publicationsOf = (house: House, caseId: string) =>
  house.parts.db
    .selectFrom('publication')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('published_at')
    .orderBy('number')
    .execute();

export const commitmentsOf = (house: House, caseId: string) =>
  house.parts.db.selectFrom('commitment').selectAll().where('case_id', '=', caseId).orderBy('due_at').execute();

/** Disposition -> the publication that is its evidence. */
export async function evidenceOf(house: House, caseId: string): Promise<Record<string, string | null>> {
  const rows = await house.parts.db.selectFrom('disposition').selectAll().where('case_id', '=', caseId).execute();
  return Object.fromEntries(rows.map((one) => [one.kind, one.publication_id]));
}

export const closeBy = (house: House, caseId: string, name = 'chief') =>
  as(house, name, caseId, closeCase(house.parts.rules), { summary: '已办结' });

export const setKinds = (house: House, caseId: string, kinds: Disposition[], name = 'chief') =>
  as(house, name, caseId, setDispositions, { kinds, from: null });

export const takeBack = (house: House, caseId: string, publicationId: string, name = 'reviewer') =>
  as(house, name, caseId, withdraw(house.parts.rules), { publicationId, reason: '检测数据有误' });

/** Whatever was tried, the log tells it whole; then the house closes. */
export async function leaveVerified(house: House): Promise<void> {
  await house.settled();
  await seal(house.parts.db, TEST_KEYS, house.time.now);
  const { breaches } = await verifyLog(house.parts.db, TEST_KEYS);
  await house.close();
  if (breaches.length > 0) throw new Error(`the log is broken: ${JSON.stringify(breaches)}`);
}

export const hoursLater = (house: House, hours: number): Date => new Date(house.time.now.getTime() + hours * HOUR_MS);

/** Changes a locked case past every command, as a later part would. */
export async function change(house: House, caseId: string, columns: Parameters<typeof moveCase>[2]): Promise<void> {
  await transact(house.parts.db, async (tx) => {
    if (!(await lockCase(tx, await house.viewer('leader'), caseId))) throw new Error('no such case');
    await moveCase(tx, caseId, columns, house.time.now);
  });
}
