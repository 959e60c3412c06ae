/** 催办 and 督办: asks a unit that exceeded its own step for an answer, and keeps what it answers. */
import type { AnswerUrge, Urge } from '../contract/case-requests.ts';
import { SIGNAL_LEVELS, type ApprovalStep } from '../contract/vocabulary-case.ts';
import type { Viewer } from '../access/viewer.ts';
import { FAULTS, type Act } from '../cases/act.ts';
import { touchCase } from '../cases/store.ts';
import type { Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText, hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { leadOf } from '../responsibility/store.ts';
import { withPresentHolders } from './evidence.ts';
import { signalMissing } from './lift.ts';
import { higherLevel } from './signals.ts';
import {
  publicationsOf,
  setLevel,
  signalsOf,
  storeAnswer,
  storeUrge,
  unitsReached,
  urgesOf,
  type SignalRow,
} from './store.ts';

const HOUR_MS = 3_600_000;

/**
 * Urges a unit on a signal, then supervises (提醒 → 催办 → 督办). Faults: `signal_missing`, `signal_ended`, `urge_first`,
 * `already_urged`, and those of choosing the unit.
 */
export async function urge({ tx, viewer, actor, found, input, now }: Act<Urge>): Promise<NewEvent[]> {
  const stored = (await signalsOf(tx, found.id)).find((one) => one.id === input.signalId);
  if (!stored) throw signalMissing();
  if (stored.state !== 'open')
    throw new Fault('signal_ended', '这条提醒已经消除，不必再催。', { status: 409, action: '请看现在的状态。' });
  const before = (await urgesOf(tx, found.id)).filter((one) => one.signal_id === stored.id);
  const { level } = input;
  if (level === 'supervise' && !before.some((one) => one.level === 'urge')) {
    throw new Fault('urge_first', '还没有催办过，不能直接督办。', { status: 409, action: '请先催办。' });
  }
  const [signal = stored] = await withPresentHolders(tx, found.id, [stored], now);
  const unitId = chooseUnit(await askable(tx, found.id, signal), input.unitId);
  if (before.some((one) => one.level === level && one.unit_id === unitId)) {
    throw new Fault('already_urged', `已就这条提醒向该单位${SIGNAL_LEVELS[level].zh}过。`, {
      status: 409,
      action: '请看对方的答复。',
    });
  }
  const replyBy = new Date(now.getTime() + input.replyHours * HOUR_MS);
  const note = cleanText(input.note);
  const { accountId } = viewer;
  const urgeId = await storeUrge(
    tx,
    { caseId: found.id, signalId: signal.id, level, unitId, note, replyBy, accountId },
    now,
  );
  await setLevel(tx, signal.id, higherLevel(signal.level, level));
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, signalId: signal.id, urgeId, level, unitId };
  return [{ stream: `case:${found.id}`, type: 'case_urged', data, actor, at: now }];
}

export interface Askable {
  /** Units that may be asked. */
  units: readonly string[];
  /** The one taken where none is named. */
  first: string | null;
  /** True where the office alone exceeded its steps: it is named in the signal and asked nothing by itself. */
  officeAlone: boolean;
}

/** Whom a signal may be put to: units that exceeded their step and still see the case; where nobody did, who answers for it. */
async function askable(tx: Tx, caseId: string, signal: SignalRow): Promise<Askable> {
  const lead = (await leadOf(tx, caseId))?.unit_id ?? null;
  const answered = (await publicationsOf(tx, caseId)).find((one) => one.id === signal.publication_id)?.unit_id ?? null;
  const held = signal.holders.flatMap((holder) => (holder.unitId === null ? [] : [holder.unitId]));
  const officeAlone = signal.holders.length > 0 && held.length === 0;
  const named = signal.holders.length > 0 ? held : [answered, lead].filter((id) => id !== null);
  const reached = await unitsReached(tx, caseId);
  const units = [...new Set(named)].filter((id) => reached.has(id));
  return { units, first: lead !== null && units.includes(lead) ? lead : (units[0] ?? null), officeAlone };
}

/** The unit to urge. Faults: `office_held`, `unit_not_holding`. */
export function chooseUnit({ units, first, officeAlone }: Askable, chosen: string | null): string {
  if (officeAlone) {
    throw new Fault('office_held', '超出环节时限的是政务公开办或领导环节，不能向承办单位催办。', {
      status: 422,
      action: '请由值班长或领导处理；没有持有的时段不归责。',
    });
  }
  const unitId = chosen ?? first;
  if (unitId === null || !units.includes(unitId)) {
    throw new Fault('unit_not_holding', '该单位没有超出本环节时限，或已不办理这个事项。', {
      status: 422,
      action: '请从提醒列出的持有单位中选择。',
    });
  }
  return unitId;
}

/** Posts of the approval chain that answer for their unit as its officers do: its step is often what was slow. */
const ANSWERING_POSTS: readonly ApprovalStep[] = ['unit_head', 'office_review'];

/** Whether the viewer may answer in the name of that unit: its officers, and the posts above. */
export const answersFor = ({ unit, roles, approvalSteps }: Viewer, unitId: string): boolean =>
  unit?.id === unitId &&
  (roles.includes('officer') ||
    (roles.includes('reviewer') && ANSWERING_POSTS.some((step) => approvalSteps.includes(step))));

/** 答复 of the unit urged, once. Faults: `urge_missing`, `not_yours`, `already_answered`. */
export async function answerUrge({ tx, viewer, actor, found, input, now }: Act<AnswerUrge>): Promise<NewEvent[]> {
  const asked = (await urgesOf(tx, found.id)).find((one) => one.id === input.urgeId);
  if (!asked) throw new Fault('urge_missing', '这个事项没有这条催办。', { status: 404 });
  if (!answersFor(viewer, asked.unit_id)) throw FAULTS.notYours('被催办单位的承办员、单位负责人或复核人');
  if (asked.answered_at !== null)
    throw new Fault('already_answered', '这条催办已经答复过，没有再次保存。', {
      status: 409,
      action: '需要补充时记入办理情况。',
    });
  const body = cleanText(input.answer);
  await storeAnswer(tx, asked.id, { body, accountId: viewer.accountId }, now);
  await touchCase(tx, found.id, now);
  const data = { caseId: found.id, urgeId: asked.id, textHash: hashText(body) };
  return [{ stream: `case:${found.id}`, type: 'urge_answered', data, actor, at: now }];
}
