/** Which cases the board shows: all that live, and for a day those that were closed; pure. */
import type { CaseState } from '../contract/vocabulary-case.ts';

const HOUR_MS = 3_600_000;
/** How long a closed case stays on the board, so that leaders see how it ended. */
const CLOSED_SHOWN_MS = 24 * HOUR_MS;

/**
 * A case closed before this instant has left the board. It moves on by whole hours, with the board's hourly refresh: what a
 * fresh snapshot leaves out, the open screens have been told to take away.
 */
export function leftBoardBefore(now: Date): Date {
  return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - CLOSED_SHOWN_MS);
}

/** Whether the board shows a case. One that went into another is shown by that other. */
export function onBoard(view: { state: CaseState; closedAt: string | null }, now: Date): boolean {
  if (view.state === 'merged') return false;
  if (view.state !== 'closed') return true;
  return view.closedAt !== null && new Date(view.closedAt) >= leftBoardBefore(now);
}

/**
 * Cases closed within this span have just left the board: the refresh notes them until one hour after they left, and a day of
 * standing still is caught up. Open screens then take them away.
 */
export function leavingBoard(now: Date): { from: Date; before: Date; notedAfterMs: number } {
  const before = leftBoardBefore(now);
  return { from: new Date(before.getTime() - CLOSED_SHOWN_MS), before, notedAfterMs: CLOSED_SHOWN_MS + HOUR_MS };
}
