/** 起草: saves a version of an answer. Any edit voids the approvals given to another text. */
import type { SaveDraft } from '../contract/case-requests.ts';
import { IN_WORK, type ResponseState } from '../contract/vocabulary-case.ts';
import type { Act, Work } from '../cases/act.ts';
import { denialsOf, moveCase, setAudience, touchCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import type { Tx } from '../platform/database.ts';
import { Fault } from '../platform/fault.ts';
import { takeFrom } from '../responsibility/countersigners.ts';
import { isDenied } from './chain.ts';
import { draftHash, draftText } from './draft-text.ts';
import { requireAnswer, requireAnswerable, requireLead } from './guards.ts';
import { publicationOf } from './publications/store.ts';
import { answersOf, latestDraft, setAnswer, storeAnswer, storeDraft, voidApprovals, type AnswerRow } from './store.ts';

/**
 * Saves a draft of the lead. Faults: `not_yours`, `case_changed`, `response_missing`, `answer_in_work`, `answer_finished`,
 * `draft_changed`, `unit_unknown`, `countersign_refused`, `publication_missing`, `text_empty`, `time_invalid`. What is saved as
 * it stands already makes no new version.
 */
export function saveDraft(parts: RuleParts): Work<SaveDraft> {
  return async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    requireAnswerable(found);
    const lead = await requireLead(act);
    const text = draftText(input);
    const countersign = [...new Set(input.countersign)];
    const known = await openAnswer(act);
    await requireCountersigners(act, parts, lead.unit_id, countersign);
    await requireCorrectable(act);
    const { corrects } = input;
    const textHash = draftHash(text, corrects, countersign);
    if (known && (await latestDraft(tx, known.id)).text_hash === textHash) return [];
    const accountId = viewer.accountId;
    const answer =
      known ??
      (await storeAnswer(
        tx,
        { caseId: found.id, number: await nextNumber(tx, found.id), corrects, countersign, accountId },
        now,
      ));
    const n = answer.n + 1;
    await storeDraft(tx, { responseId: answer.id, n, text, textHash, accountId }, now);
    const voided = await voidApprovals(tx, answer.id, textHash);
    await setAnswer(tx, answer.id, { state: afterEdit(answer.state), n, corrects, countersign }, now);
    await shareWith(act, parts, answer, countersign);
    await backToDrafting(act, parts, lead.unit_id);
    const data = { caseId: found.id, responseId: answer.id, n, textHash, voided };
    return [{ stream: `case:${found.id}`, type: 'draft_saved', data, actor, at: now }];
  };
}

/** A text sent back stays so until it is submitted again; all else is a draft once more. */
const afterEdit = (state: ResponseState): ResponseState => (state === 'revising' ? 'revising' : 'drafting');

const nextNumber = async (tx: Tx, caseId: string): Promise<number> =>
  Math.max(0, ...(await answersOf(tx, caseId)).map((one) => one.number)) + 1;

/** The answer to edit, at the version the person saw; null where a new one begins. */
async function openAnswer(act: Act<SaveDraft>): Promise<AnswerRow | null> {
  const { tx, found, input } = act;
  if (input.responseId === null) {
    const working = (await answersOf(tx, found.id)).find((one) => IN_WORK.includes(one.state));
    if (!working) return null;
    throw new Fault('answer_in_work', `回应 ${working.number} 还没有发布，一个事项同时只有一篇回应在办。`, {
      status: 409,
      action: '请在这篇回应里修改。',
    });
  }
  const answer = await requireAnswer(act, input.responseId);
  if (!IN_WORK.includes(answer.state)) {
    throw new Fault('answer_finished', `回应 ${answer.number} 已经发布，不能再改，您的文本没有保存。`, {
      status: 409,
      action: '请另起一篇回应，或发布更正。',
    });
  }
  if (answer.n !== input.n) {
    throw new Fault('draft_changed', `他人已保存第 ${answer.n} 稿，您的文本没有保存。`, {
      status: 409,
      action: '请对照第 ' + String(answer.n) + ' 稿后再保存。',
    });
  }
  return answer;
}

/** 会签 units: of this organisation, not the lead, and not those the case is closed to. */
async function requireCountersigners(
  { tx, found }: Act<SaveDraft>,
  parts: RuleParts,
  lead: string,
  countersign: readonly string[],
): Promise<void> {
  if (countersign.length === 0) return;
  const organisation = parts.organisation();
  const denied = (await denialsOf(tx, found.id)).units;
  for (const unitId of countersign) {
    const unit = organisation.unit(unitId);
    if (!unit) throw new Fault('unit_unknown', '所选会签单位不在本级组织目录里。', { status: 422 });
    const refused = unitId === lead || isDenied(organisation, unitId, denied);
    if (refused) throw new Fault('countersign_refused', `${unit.name}不能会签这篇回应。`, { status: 422 });
  }
}

/** What is corrected must be a publication of this case that still stands. */
async function requireCorrectable({ tx, found, input }: Act<SaveDraft>): Promise<void> {
  if (input.corrects === null) return;
  const corrected = await publicationOf(tx, found.id, input.corrects);
  if (!corrected) throw new Fault('publication_missing', '这个事项里没有要更正的发布。', { status: 422 });
  if (corrected.state === 'current') return;
  throw new Fault('publication_not_current', '要更正的发布已经更正或撤回。', {
    status: 409,
    action: '请另起一篇回应。',
  });
}

/** Who countersigns must see the case; who no longer does and has no other part in it leaves. */
async function shareWith(
  { tx, found, now }: Act<SaveDraft>,
  parts: RuleParts,
  before: AnswerRow,
  countersign: readonly string[],
): Promise<void> {
  await setAudience(tx, found.id, 'grant', { units: countersign, accounts: [] }, now);
  const dropped = before.countersign.filter((unit) => !countersign.includes(unit));
  if (dropped.length === 0) return;
  const others = (await answersOf(tx, found.id)).filter((one) => one.id !== before.id);
  const elsewhere = new Set(others.flatMap((one) => one.countersign));
  await takeFrom(
    tx,
    parts.organisation(),
    found.id,
    dropped.filter((unit) => !elsewhere.has(unit)),
  );
}

async function backToDrafting({ tx, found, now }: Act<SaveDraft>, parts: RuleParts, lead: string): Promise<void> {
  if (found.state === 'drafting') await touchCase(tx, found.id, now);
  else await moveCase(tx, found.id, { state: 'drafting' }, now);
  await hold(tx, parts, found.id, [{ step: 'drafting', unitId: lead }], now);
}
