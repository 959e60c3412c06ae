/** Shifts of the news office: who is on duty, where nobody is, and who follows whom; pure. */
import { DUTY_POST_IDS, type DutyPost } from '../../contract/vocabulary-duty.ts';

export interface Shift {
  id: string;
  post: DutyPost;
  holder: string;
  fromAt: Date;
  toAt: Date;
}

export interface Span {
  fromAt: Date;
  toAt: Date;
}

/** Shifts that run at an instant; the one that begins then does, the one that ends then doesn't. */
export const onDuty = <S extends Shift>(shifts: readonly S[], at: Date): S[] =>
  shifts.filter((shift) => shift.fromAt <= at && at < shift.toAt);

/** Stretches of a span in which nobody holds a post, of every post, in the order of time. */
export function holesIn(shifts: readonly Shift[], span: Span): (Span & { post: DutyPost })[] {
  return DUTY_POST_IDS.flatMap((post) =>
    uncovered(
      shifts.filter((one) => one.post === post),
      span,
      post,
    ),
  ).sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime());
}

function uncovered(shifts: readonly Shift[], span: Span, post: DutyPost): (Span & { post: DutyPost })[] {
  const inOrder = [...shifts].sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime());
  const found: (Span & { post: DutyPost })[] = [];
  let covered = span.fromAt;
  for (const { fromAt, toAt } of inOrder) {
    if (toAt <= covered) continue;
    if (fromAt >= span.toAt) break;
    if (fromAt > covered) found.push({ post, fromAt: covered, toAt: fromAt });
    covered = toAt;
  }
  if (covered < span.toAt) found.push({ post, fromAt: covered, toAt: span.toAt });
  return found;
}

/** A duty chief's shift and the one of another chief after it. */
export interface Relief<S extends Shift = Shift> {
  outgoing: S;
  incoming: S;
}

const chiefs = <S extends Shift>(shifts: readonly S[]): S[] =>
  shifts
    .filter((one) => one.post === 'duty_chief')
    .sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime() || a.toAt.getTime() - b.toAt.getTime());

/** Every change of the duty chief, in order. Whoever goes on after their own shift hands nothing over. */
export function reliefs<S extends Shift>(shifts: readonly S[]): Relief<S>[] {
  const inOrder = chiefs(shifts);
  return inOrder.slice(1).flatMap((incoming, at) => {
    const outgoing = inOrder[at];
    return outgoing && outgoing.holder !== incoming.holder ? [{ outgoing, incoming }] : [];
  });
}

/** The relief that began last: the one whose hand-over is to be signed by now. */
export const lastRelief = <S extends Shift>(shifts: readonly S[], now: Date): Relief<S> | null =>
  reliefs(shifts).findLast(({ incoming }) => incoming.fromAt <= now) ?? null;

/** What an account may hand over now: its own shift has begun, and the next chief's has not ended. The latest of several. */
export const reliefOf = <S extends Shift>(shifts: readonly S[], accountId: string, now: Date): Relief<S> | null =>
  reliefs(shifts).findLast(
    ({ outgoing, incoming }) => outgoing.holder === accountId && outgoing.fromAt <= now && now < incoming.toAt,
  ) ?? null;

/** A shift of the same person that overlaps a new one, if any: nobody is on duty twice at once. */
export const overlapping = (shifts: readonly Shift[], fresh: Omit<Shift, 'id'>): Shift | null =>
  shifts.find((one) => one.holder === fresh.holder && one.fromAt < fresh.toAt && fresh.fromAt < one.toAt) ?? null;
