/** What the roster, the status bar and the hand-over show. */
import type { DutyNow, HandOversView, RosterView } from '../../contract/roster-views.ts';
import { DUTY_POST_IDS } from '../../contract/vocabulary-duty.ts';
import { permits, type Viewer } from '../../access/viewer.ts';
import { readAtOnce, type Database, type Tx } from '../../platform/database.ts';
import { dayAfter, startOfDay, type ChinaDay } from '../../rules/china-time.ts';
import { casesNamed, handOverBetween, handOvers, openMatters } from './hand-over/store.ts';
import { around, handOverView, seenMatters } from './hand-over/view.ts';
import { holesIn, lastRelief, onDuty, reliefOf } from './shift.ts';
import { candidates, hasRoster, shiftsIn, type NamedShift } from './store.ts';

const DAYS = 7;
const SHOWN = 20;

const holderOf = ({ holder, holderName }: NamedShift) => ({ id: holder, name: holderName });

/** Who is on duty, and whether what went before is signed for. */
export const readDutyNow = (db: Database, now: Date): Promise<DutyNow> => readAtOnce(db, (tx) => dutyNow(tx, now));

async function dutyNow(tx: Tx, now: Date): Promise<DutyNow> {
  const near = await shiftsIn(tx, around(now));
  const present = onDuty(near, now).filter((shift) => !shift.unfit);
  return {
    at: now.toISOString(),
    planned: await hasRoster(tx),
    posts: DUTY_POST_IDS.map((post) => {
      const held = present.filter((shift) => shift.post === post);
      const until = held.map((shift) => shift.toAt.toISOString()).sort()[0] ?? null;
      return { post, holders: held.map(holderOf), until };
    }),
    unsigned: await unsigned(tx, near, now),
  };
}

async function unsigned(tx: Tx, near: readonly NamedShift[], now: Date): Promise<DutyNow['unsigned']> {
  const relief = lastRelief(near, now);
  if (!relief) return null;
  const { outgoing, incoming } = relief;
  const written = await handOverBetween(tx, outgoing.id, incoming.id);
  if (written?.state === 'signed') return null;
  return {
    since: incoming.fromAt.toISOString(),
    written: written !== null,
    from: holderOf(outgoing),
    to: holderOf(incoming),
  };
}

/** Seven days of the roster from a day on. */
export function readRoster(db: Database, viewer: Viewer, from: ChinaDay, now: Date): Promise<RosterView> {
  const days = [from];
  while (days.length < DAYS) days.push(dayAfter(days.at(-1) ?? from));
  const span = { fromAt: startOfDay(from), toAt: startOfDay(dayAfter(days.at(-1) ?? from)) };
  return readAtOnce(db, async (tx) => {
    const shifts = await shiftsIn(tx, span);
    const mayChange = permits(viewer, 'roster.change');
    const ahead = { fromAt: span.fromAt < now ? now : span.fromAt, toAt: span.toAt };
    const fit = shifts.filter((shift) => !shift.unfit);
    return {
      from,
      days,
      shifts: shifts.map((shift) => ({
        id: shift.id,
        post: shift.post,
        holder: holderOf(shift),
        fromAt: shift.fromAt.toISOString(),
        toAt: shift.toAt.toISOString(),
        unfit: shift.unfit,
      })),
      holes: (ahead.fromAt < ahead.toAt ? holesIn(fit, ahead) : []).map(({ post, fromAt, toAt }) => ({
        post,
        fromAt: fromAt.toISOString(),
        toAt: toAt.toISOString(),
      })),
      now: await dutyNow(tx, now),
      mayChange,
      candidates: mayChange ? await candidates(tx) : [],
    };
  });
}

/** The last hand-overs as the viewer may see them, and what the viewer would hand over now. */
export function readHandOvers(
  db: Database,
  viewer: Viewer,
  failingSources: () => Promise<string[]>,
  now: Date,
): Promise<HandOversView> {
  return readAtOnce(db, async (tx) => {
    const rows = await handOvers(tx, SHOWN);
    const ids = rows.flatMap((row) => row.matters.map((one) => one.caseId));
    const seen = await casesNamed(tx, viewer, ids);
    return {
      handOvers: rows.map((row) => handOverView(row, seen, viewer.accountId, now)),
      mine: permits(viewer, 'hand_over.write') ? await mine(tx, viewer, failingSources, now) : null,
    };
  });
}

async function mine(
  tx: Tx,
  viewer: Viewer,
  failingSources: () => Promise<string[]>,
  now: Date,
): Promise<HandOversView['mine']> {
  const relief = reliefOf(await shiftsIn(tx, around(now)), viewer.accountId, now);
  if (!relief || (await handOverBetween(tx, relief.outgoing.id, relief.incoming.id))) return null;
  const open = await openMatters(tx, viewer, relief.incoming.toAt);
  const seen = await casesNamed(
    tx,
    viewer,
    open.map((one) => one.caseId),
  );
  const matters = open.map(({ why, caseId, dueAt }) => ({
    why,
    caseId,
    dueAt: dueAt?.toISOString() ?? null,
    note: null,
  }));
  return {
    outgoing: relief.outgoing.id,
    incoming: relief.incoming.id,
    to: holderOf(relief.incoming),
    takesOverAt: relief.incoming.fromAt.toISOString(),
    matters: seenMatters(matters, seen),
    failingSources: await failingSources(),
  };
}
