/** 提醒不同: which work signals the limits of each world would raise on what really happened, and which returns refuse. Pure. */
import type { FlagDifference } from '../../contract/what-if-views.ts';
import { exceededHolders } from '../../clocks/ledger.ts';
import { deadlineOf } from '../../rules/deadline.ts';
import { codeOf } from '../../platform/fault.ts';
import type { Asked, PastMatter } from './matter.ts';
import { isLate, type ClockPair, type TimedClock } from './timed.ts';

/** A flag of one world: minutes over the limit. */
type Flag = Pick<FlagDifference<string>, 'kind' | 'of' | 'unit'> & { over: number };

const MINUTE_MS = 60_000;
const minutesFrom = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / MINUTE_MS));

function clockFlag({ clock }: ClockPair, side: TimedClock | null, now: Date): Flag[] {
  if (!side?.due || !isLate(side.outcome)) return [];
  return [{ kind: 'clock', of: clock.kind, unit: null, over: minutesFrom(side.due, clock.stoppedAt ?? now) }];
}

/** The holders who exceeded their own step's limit, by the limits of the world; excused stretches count for nobody. */
function stepFlags(matter: PastMatter, world: Asked, now: Date): Flag[] {
  const holdings = matter.holdings.map((one) => ({ ...one, limitMinutes: world.stepMinutes(one.step) }));
  const span = { startAt: matter.detectedAt, until: matter.closedAt ?? now };
  return exceededHolders(holdings, span).map(({ step, unitId, overMinutes }) => ({
    kind: 'step',
    of: step,
    unit: unitId,
    over: overMinutes,
  }));
}

/** Returns that the world's limit (period.return) would have refused. */
function returnFlags({ returns }: PastMatter, { returnPeriod, calendar }: Asked): Flag[] {
  if (returnPeriod === null) return [];
  const { counted, amount } = returnPeriod;
  return returns.flatMap(({ unitId, givenAt, at }) => {
    const due = endOf({ clock: counted, amount, start: givenAt }, calendar);
    return due !== null && at > due
      ? [{ kind: 'return', of: null, unit: unitId, over: minutesFrom(due, at) } as const]
      : [];
  });
}

/** Null where the calendar of a year it needs is not loaded: then nobody can say that it was late. */
function endOf(...of: Parameters<typeof deadlineOf>): Date | null {
  try {
    return deadlineOf(...of).due;
  } catch (error) {
    if (codeOf(error) === 'calendar_not_loaded') return null;
    throw error;
  }
}

const keyOf = ({ kind, of, unit }: Flag): string => `${kind} ${of ?? ''} ${unit ?? ''}`;

/** Flags of one key are told by their number and the longest of them. */
function byKey(flags: readonly Flag[]): Map<string, Flag[]> {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) groups.set(keyOf(flag), [...(groups.get(keyOf(flag)) ?? []), flag]);
  for (const group of groups.values()) group.sort((a, b) => b.over - a.over);
  return groups;
}

/** The flags that stand in one world and not in the other. */
export function flaggedDifferences(
  matter: PastMatter,
  pairs: readonly ClockPair[],
  before: Asked,
  after: Asked,
  now: Date,
): FlagDifference<string>[] {
  const was = byKey([
    ...pairs.flatMap((pair) => clockFlag(pair, pair.before, now)),
    ...stepFlags(matter, before, now),
    ...returnFlags(matter, before),
  ]);
  const would = byKey([
    ...pairs.flatMap((pair) => clockFlag(pair, pair.after, now)),
    ...stepFlags(matter, after, now),
    ...returnFlags(matter, after),
  ]);
  return [...new Set([...was.keys(), ...would.keys()])].flatMap((key) => {
    const [old = [], fresh = []] = [was.get(key), would.get(key)];
    const told = ({ kind, of, unit }: Flag) => ({ kind, of, unit });
    return [
      ...old.slice(fresh.length).map((flag) => ({ ...told(flag), before: flag.over, after: null })),
      ...fresh.slice(old.length).map((flag) => ({ ...told(flag), before: null, after: flag.over })),
    ];
  });
}
