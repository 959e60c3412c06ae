/** Two outcomes of judging that open no case: 关注 and 点对点答复. */
import { redact } from '../../../classifiers/redaction.ts';
import type { ReplyItem, WatchItem } from '../../contract/requests.ts';
import { PERSONAL_DATA, ROLES, type Channel, type OpinionGrade } from '../../contract/vocabulary.ts';
import type { Viewer } from '../../access/viewer.ts';
import { transact, type Database } from '../../platform/database.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import { lockForDecision } from '../decisions.ts';
import { setDecided } from '../store.ts';
import { storeReply } from './store.ts';

const DAY_MS = 86_400_000;
/** An item may not be put off for longer: 本系统设定. */
export const LONGEST_WATCH_DAYS = 30;

/** Grades whose 关注 a leader signs: 本系统设定. */
const SIGNED_GRADES: readonly OpinionGrade[] = ['major', 'extreme'];

/** Channels whose writer waits for an answer of their own. */
const LETTERS: readonly Channel[] = ['letter', 'hotline'];

/**
 * 关注: no public answer now; the item comes back at `reviewAt` by itself. Faults: `item_missing`, `item_changed`,
 * `signature_needed` where the grade asks for a leader, `review_time_wrong`.
 */
export function watchItem(db: Database, viewer: Viewer, id: string, input: WatchItem, now: Date): Promise<void> {
  const { opinionGrade, verdictId } = input;
  return transact(db, async (tx) => {
    const { item } = await lockForDecision(tx, viewer, id, input);
    // Lowering the grade in the same breath doesn't do without the signature.
    requireSignature(viewer, [opinionGrade, item.opinion_grade]);
    const reviewAt = requireReviewTime(input.reviewAt, now);
    const columns = {
      state: 'watched',
      opinion_grade: opinionGrade,
      review_at: reviewAt,
      watch_reason: cleanText(input.reason),
    } as const;
    await setDecided(tx, id, columns, viewer.accountId, now);
    const data = { itemId: id, verdictId, opinionGrade, reviewAt: reviewAt.toISOString() };
    const actor = `account:${viewer.accountId}`;
    await append(tx, [{ stream: `item:${id}`, type: 'item_watched', data, actor, at: now }]);
  });
}

function requireSignature(viewer: Viewer, grades: readonly (OpinionGrade | null)[]): void {
  const signed = grades.some((grade) => grade !== null && SIGNED_GRADES.includes(grade));
  if (!signed || viewer.roles.includes('leader')) return;
  throw new Fault('signature_needed', `重大、特别重大的信息列为关注，须由${ROLES.leader.zh}签批。`, {
    status: 403,
    action: `请报${ROLES.leader.zh}决定，或立项回应。`,
  });
}

function requireReviewTime(wanted: string, now: Date): Date {
  const reviewAt = new Date(wanted);
  const wait = reviewAt.getTime() - now.getTime();
  if (wait > 0 && wait <= LONGEST_WATCH_DAYS * DAY_MS) return reviewAt;
  const message = `复核时间应在现在之后、${LONGEST_WATCH_DAYS} 天以内。`;
  throw new Fault('review_time_wrong', message, { status: 422, fields: { reviewAt: message } });
}

/**
 * 点对点答复: the reply to the writer closes a letter or a call; without the writer's consent it is never published. Faults:
 * `item_missing`, `item_changed`, `not_a_letter`, `personal_data`.
 */
export function replyItem(db: Database, viewer: Viewer, id: string, input: ReplyItem, now: Date): Promise<void> {
  const { verdictId, consent } = input;
  return transact(db, async (tx) => {
    const { item } = await lockForDecision(tx, viewer, id, input);
    if (!LETTERS.includes(item.channel)) {
      throw new Fault('not_a_letter', '只有来信和热线可以点对点答复，这条信息没有可答复的来信人。', {
        status: 422,
        action: '请改为立项回应、关注或不纳入。',
      });
    }
    const body = cleanText(input.body);
    requireNoPersonalData(body);
    const textHash = hashText(body);
    await storeReply(tx, { itemId: id, body, textHash, consent, accountId: viewer.accountId }, now);
    await setDecided(tx, id, { state: 'replied' }, viewer.accountId, now);
    const data = { itemId: id, verdictId, textHash, consent };
    const actor = `account:${viewer.accountId}`;
    await append(tx, [{ stream: `item:${id}`, type: 'item_replied', data, actor, at: now }]);
  });
}

function requireNoPersonalData(body: string): void {
  const kinds = [...new Set(redact(body).spans.map((span) => PERSONAL_DATA[span.type].zh))];
  if (kinds.length === 0) return;
  throw new Fault('personal_data', `答复中含有个人信息：${kinds.join('、')}。`, {
    status: 422,
    action: '请去掉个人信息后再答复。',
    fields: { body: `含有${kinds.join('、')}` },
  });
}
