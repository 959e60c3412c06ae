/** What the desk lists, computed from the live cases, the person and the present instant; pure. */
import type { CaseDetail, ResponseView } from '../../server/contract/case-detail-views.ts';
import type { AssignmentView, CaseView, ClockView, HopView } from '../../server/contract/case-views.ts';
import type { SessionView } from '../../server/contract/views.ts';
import { isEnded } from './ended.ts';
import { bandOf, millis, type Band } from './time-left.ts';
import { myAssignment, ofMyUnit } from './mine.ts';

type User = SessionView['user'];

export const DESK_TABS = ['open', 'accept', 'support', 'returned', 'closed'] as const;
export type DeskTab = (typeof DESK_TABS)[number];

export interface DeskRow {
  readonly view: CaseView;
  readonly mine: AssignmentView;
  /** The clock the row shows; null where none runs. */
  readonly clock: ClockView | null;
}

/** True where my unit's own return waits for its ruling. */
const isReturned = ({ view, mine }: DeskRow): boolean => view.returned?.unit.id === mine.unit.id;

/** Running clocks, soonest due first. Time that was past at an upgrade belongs to judging and stands last. */
export function runningClocks(view: CaseView, mine?: AssignmentView | null): ClockView[] {
  // Another unit may still have to accept; that is not what this desk waits for.
  const asked = (clock: ClockView) =>
    clock.stoppedAt === null && !((clock.kind === 'accept' || clock.kind === 'pass_on') && mine?.acceptedAt);
  return view.clocks
    .filter(asked)
    .sort((a, b) => Number(a.pastAtStart) - Number(b.pastAtStart) || millis(a.dueAt) - millis(b.dueAt));
}

export function deskRows(cases: Iterable<CaseView>, user: User): DeskRow[] {
  return ofMyUnit(cases, user).flatMap((view) => {
    const mine = myAssignment(view, user);
    return mine ? [{ view, mine, clock: runningClocks(view, mine)[0] ?? null }] : [];
  });
}

/** The hop my office has still to pass on; null where it has none, or only signs (特别重大). */
export const hopToPass = ({ view, mine }: DeskRow): HopView | null =>
  view.hops.find((hop) => hop.assignmentId === mine.id && !hop.given) ?? null;

const isWaiting = (row: DeskRow): boolean => row.mine.acceptedAt === null && !row.view.returned && !isEnded(row.view);

/** 转办 is what comes next: passing on is the office's signature. */
export const toPassOn = (row: DeskRow): boolean => isWaiting(row) && hopToPass(row) !== null;

/** 签收 is what comes next. */
export const toAccept = (row: DeskRow): boolean => isWaiting(row) && hopToPass(row) === null;

const IN_TAB: Readonly<Record<DeskTab, (row: DeskRow) => boolean>> = {
  open: (row) => row.mine.role !== 'supporting' && !isEnded(row.view),
  accept: isWaiting,
  support: (row) => row.mine.role === 'supporting' && !isEnded(row.view),
  returned: (row) => isReturned(row) && !isEnded(row.view),
  closed: (row) => isEnded(row.view),
};

/** The rows of a tab by time left: overdue on top, those without a clock last, the closed ones latest first. */
export function rowsOf(rows: readonly DeskRow[], tab: DeskTab): DeskRow[] {
  const due = (row: DeskRow) => (row.clock ? millis(row.clock.dueAt) : Infinity);
  const late = (row: DeskRow) => Number(row.clock?.pastAtStart ?? false);
  const chosen = rows.filter(IN_TAB[tab]);
  if (tab === 'closed') return chosen.sort((a, b) => millis(b.view.updatedAt) - millis(a.view.updatedAt));
  return chosen.sort(
    (a, b) =>
      late(a) - late(b) || (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : a.view.number.localeCompare(b.view.number)),
  );
}

/** How many rows a tab has. */
export const countIn = (rows: readonly DeskRow[], tab: DeskTab): number => rows.filter(IN_TAB[tab]).length;

/** Where one begins: what is in hand, else what waits, else the first tab that has anything. */
export function firstTab(rows: readonly DeskRow[]): DeskTab {
  return DESK_TABS.find((tab) => rows.some(IN_TAB[tab])) ?? 'open';
}

/** The band of a row; `none` where no clock runs. Past at an upgrade is grey, never red. */
export function bandOfRow({ clock }: DeskRow, now: number): Band | 'none' {
  if (!clock) return 'none';
  if (clock.pastAtStart) return 'ok';
  return bandOf({ ...clock, now });
}

/** The clocks of the head: the soonest by the hour, and the soonest by working days. */
export function headClocks(
  view: CaseView,
  mine: AssignmentView | null,
): { hours: ClockView | null; days: ClockView | null } {
  const running = runningClocks(view, mine);
  return {
    hours: running.find((clock) => clock.counted === 'hours') ?? null,
    days: running.find((clock) => clock.counted === 'workdays') ?? null,
  };
}

/** Published promises don't move. */
const PROMISED: readonly ClockView['kind'][] = ['commitment', 'next_release'];

/** Working-day clocks an extension may be asked for: running, not due, never moved before, none asked already. */
export function extensible(view: CaseView, now: number): ClockView[] {
  const asked = new Set(view.extensions.map((one) => one.clockId));
  return view.clocks.filter(
    (clock) =>
      clock.counted === 'workdays' &&
      clock.stoppedAt === null &&
      millis(clock.dueAt) > now &&
      !clock.extended &&
      !PROMISED.includes(clock.kind) &&
      !asked.has(clock.id),
  );
}

/** 退回 is for the lead, once, before it drafts and before anything was published, what was withdrawn later included. */
export function mayReturn(
  { view, mine }: DeskRow,
  detail: Pick<CaseDetail, 'returns' | 'publications'> | null,
): boolean {
  if (mine.role !== 'lead' || (view.state !== 'awaiting_acceptance' && view.state !== 'handling')) return false;
  return !detail?.publications.length && !detail?.returns.some((one) => one.unit.id === mine.unit.id);
}

const ANSWERABLE: readonly CaseView['state'][] = ['handling', 'drafting', 'approving', 'published'];

/** The lead writes the answer once it has accepted. */
export function mayDraft({ view, mine }: DeskRow): boolean {
  return mine.role === 'lead' && mine.acceptedAt !== null && ANSWERABLE.includes(view.state);
}

/** Lead and supporting units record what they found, once they have accepted. */
export function mayRecord({ view, mine }: DeskRow): boolean {
  return mine.role !== 'coordinator' && mine.acceptedAt !== null && !isEnded(view);
}

/** 延期 is for the lead. */
export function mayExtend(row: DeskRow, now: number): boolean {
  const { view, mine } = row;
  return mine.role === 'lead' && hopToPass(row) === null && !isEnded(view) && extensible(view, now).length > 0;
}

/** The answer in work: the last one neither published nor discarded. */
export function answerInWork(responses: readonly ResponseView[]): ResponseView | null {
  return responses.findLast((one) => one.state !== 'published' && one.state !== 'discarded') ?? null;
}

/** Its text cannot be changed without voiding what was approved. */
export const isBound = (response: ResponseView | null): boolean =>
  response !== null && (response.state === 'approving' || response.state === 'approved');

/** Who sent the text back last, and why, until it is submitted again: an edit voids the decision, not what it asks for. */
export function sentBack(response: ResponseView | null): ResponseView['approvals'][number] | null {
  if (response?.state !== 'revising') return null;
  return response.approvals.findLast((one) => one.decision === 'revise') ?? null;
}
