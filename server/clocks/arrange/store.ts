/** Clocks and ledger where cases are graded anew, merged or split. For use under the locks of the cases concerned. */
import { randomUUID } from 'node:crypto';
import type { ClockKind } from '../../contract/vocabulary-case.ts';
import type { Tx } from '../../platform/database.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { absorbed, fateOf, twinOf } from '../absorbing.ts';
import { clockBreached, clockExtended, clockStarted } from '../events.ts';
import { clocksOf, holdingsOf, storeHolding, type ClockRow } from '../store.ts';

/**
 * Lets clocks run on that ended as not applicable (a downgrade), with their first start and end: going up again restarts
 * nothing. What has passed in the meantime is 升级时已逾. Returns the events.
 */
export async function resumeClocks(
  tx: Tx,
  caseId: string,
  kinds: readonly ClockKind[],
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  const ended = (await clocksOf(tx, caseId)).filter(
    (clock) => kinds.includes(clock.kind) && clock.about === '' && clock.ended === 'ended',
  );
  for (const clock of ended) {
    const past = clock.breached_at === null && clock.due_at !== null && clock.due_at <= now;
    await tx
      .updateTable('clock')
      .set({
        stopped_at: null,
        ended: null,
        ...(past && !clock.past_at_start ? { past_at_start: true, set_at: now } : {}),
      })
      .where('id', '=', clock.id)
      .execute();
  }
  return ended.map((clock) => clockStarted(clock, caseId, actor, now));
}

interface Absorbing {
  from: { id: string; number: string };
  into: string;
}

/**
 * Brings the clocks of a case that goes into another over to that one (absorbing.ts says what becomes of which). What still
 * runs in the case that went is the caller's to end. Returns the survivor's events, and by id which clock took in which.
 */
export async function absorbClocks(
  tx: Tx,
  { from, into }: Absorbing,
  actor: string,
  now: Date,
): Promise<{ events: NewEvent[]; takenIn: Map<string, string> }> {
  const theirs = await clocksOf(tx, into);
  const events: NewEvent[] = [];
  const takenIn = new Map<string, string>();
  for (const gone of await clocksOf(tx, from.id)) {
    const kept = twinOf(gone, theirs);
    const fate = fateOf(gone, kept);
    if (fate === 'stays') continue;
    if (kept && fate.startsWith('absorbed')) events.push(...(await absorb(tx, kept, gone, actor, now)));
    if (kept && fate === 'absorbed') {
      takenIn.set(gone.id, kept.id);
      // The breach has gone over with the rest: noted on both, it would be told twice.
      await tx.updateTable('clock').set({ breached_at: null }).where('id', '=', gone.id).execute();
      continue;
    }
    const beside = fate.endsWith('beside') ? { about: gone.id, subject: `并入前（${from.number}）` } : {};
    const runs = gone.stopped_at === null && fate !== 'moves_ended' && fate !== 'stands_beside';
    const ends = runs || gone.stopped_at !== null ? {} : { stopped_at: now, ended: 'ended' as const };
    await tx
      .updateTable('clock')
      .set({ case_id: into, ...beside, ...ends })
      .where('id', '=', gone.id)
      .execute();
    events.push(clockStarted(gone, into, actor, now));
  }
  return { events, takenIn };
}

async function absorb(tx: Tx, kept: ClockRow, gone: ClockRow, actor: string, now: Date): Promise<NewEvent[]> {
  const terms = absorbed(kept, gone);
  await tx
    .updateTable('clock')
    .set({ ...terms, stopped_at: null, ended: null })
    .where('id', '=', kept.id)
    .execute();
  const merged = { ...kept, ...terms };
  const events: NewEvent[] = [];
  if (kept.stopped_at !== null) events.push(clockStarted(merged, kept.case_id, actor, now));
  else if (terms.due_at && terms.due_at.getTime() !== kept.due_at?.getTime()) {
    events.push(clockExtended({ caseId: kept.case_id, clockId: kept.id, dueAt: terms.due_at }, actor, now));
  }
  if (terms.breached_at && !kept.breached_at) events.push(breachedAgain(merged, actor, now));
  return events;
}

/** A breach noted in one case that another takes over as it was. */
function breachedAgain(clock: ClockRow, actor: string, now: Date): NewEvent {
  const { id: clockId, case_id: caseId, kind, calendar_version: calendarVersion } = clock;
  return clockBreached(
    { caseId, clockId, kind, dueAt: clock.due_at ?? clock.breached_at ?? now, calendarVersion },
    actor,
    now,
  );
}

/**
 * Copies the clocks of a case to one split off from it: same start, end, breach. `assignments` gives the copy of each present
 * assignment, for its signing or passing on; promises of published texts stay where they were published.
 */
export async function copyClocks(
  tx: Tx,
  from: string,
  to: string,
  assignments: ReadonlyMap<string, string>,
  actor: string,
  now: Date,
): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const clock of await clocksOf(tx, from)) {
    const ofUnit = clock.kind === 'accept' || clock.kind === 'pass_on';
    const about = ofUnit ? assignments.get(clock.about) : clock.about;
    if (about === undefined || clock.kind === 'commitment' || clock.kind === 'next_release') continue;
    const id = randomUUID();
    await tx
      .insertInto('clock')
      .values({ ...clock, id, case_id: to, about })
      .execute();
    events.push(clockStarted({ ...clock, id }, to, actor, now));
    // A part that is late bears its own signal while it is late.
    if (clock.breached_at && !clock.stopped_at) events.push(breachedAgain({ ...clock, id, case_id: to }, actor, now));
  }
  return events;
}

/** Copies the ledger: who held the matter until now held it for both. */
export async function copyHoldings(tx: Tx, from: string, to: string): Promise<void> {
  for (const holding of await holdingsOf(tx, from)) await storeHolding(tx, to, holding);
}
