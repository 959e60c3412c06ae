/** 核查与处置: what a unit found, did and reported, put on the record of the case. */
import type { RecordEntry } from '../contract/case-requests.ts';
import type { ClockKind, EntryKind } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { touchCase } from '../cases/store.ts';
import { clockFactsOf } from '../clocks/case-facts/store.ts';
import { startClocks, type RuleParts } from '../clocks/starting.ts';
import { stopClocks } from '../clocks/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText, hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { hasPublished, storeEntry } from './requests/store.ts';
import { assignmentsOf } from './store.ts';

/** The clock each kind of entry meets: any finding or measure tells of progress. */
const MEETS: Record<EntryKind, ClockKind> = {
  finding: 'progress',
  measure: 'progress',
  progress: 'progress',
  report: 'report',
  conference: 'press_conference',
};

/**
 * Puts an entry on the record, by a unit that has signed for its part. Progress begins to count anew until the first publication
 * (本系统设定 clock.progress). Faults: `not_yours`, `not_accepted`, `in_future`, `long_ago`.
 */
export const recordEntry =
  (parts: RuleParts): Work<RecordEntry> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const unitId = await handlingUnit(act);
    const happenedAt = input.happenedAt === null ? now : new Date(input.happenedAt);
    if (happenedAt > now) throw inFuture();
    if (happenedAt < EARLIEST) throw longAgo();
    const body = cleanText(input.body);
    const evidence = cleanText(input.evidence ?? '') || null;
    const { kind } = input;
    const fresh = { caseId: found.id, kind, body, evidence, happenedAt, unitId, accountId: viewer.accountId };
    const entryId = await storeEntry(tx, fresh, now);
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, entryId, kind, textHash: hashText(body) };
    const recorded: NewEvent = { stream: `case:${found.id}`, type: 'entry_recorded', data, actor, at: now };
    return [recorded, ...(await clocksMoved(act, parts, entryId))];
  };

async function handlingUnit({ tx, found, viewer }: Act<unknown>): Promise<string> {
  const own = (await assignmentsOf(tx, found.id)).filter(
    (one) => one.unit_id === viewer.unit?.id && one.role !== 'coordinator',
  );
  const [first] = own;
  if (!first) throw FAULTS.notYours('牵头或配合单位');
  if (own.some((one) => one.accepted_at)) return first.unit_id;
  throw new Fault('not_accepted', '本单位还没有签收这个事项。', { status: 409, action: '请先签收，再记录办理情况。' });
}

const inFuture = (): Fault =>
  new Fault('in_future', '发生时间不能晚于现在。', { status: 422, fields: { happenedAt: '不能晚于现在' } });

/** What a case answers for happened in this century; an earlier year is a slip of the hand. */
const EARLIEST = new Date('2000-01-01T00:00:00+08:00');

const longAgo = (): Fault =>
  new Fault('long_ago', '发生时间不正确。', { status: 422, fields: { happenedAt: '请改成实际的时间' } });

async function clocksMoved(act: Act<RecordEntry>, parts: RuleParts, entryId: string): Promise<NewEvent[]> {
  const { tx, found, actor, input, now } = act;
  const kind = MEETS[input.kind];
  const stopped = await stopClocks(tx, found.id, { kinds: [kind] }, 'met', actor, now);
  if (kind !== 'progress' || (await hasPublished(tx, found.id))) return stopped;
  const instants = { occurred: null, detected: found.detected_at, dispatched: now };
  const of = { caseId: found.id, instants, facts: await clockFactsOf(tx, found.id), about: entryId };
  return [...stopped, ...(await startClocks(tx, parts, ['progress'], of, actor, now))];
}
