/** What the board shows, computed from the cases and the present instant; pure. */
import type { CaseView, ClockView } from '../../server/contract/case-views.ts';
import type { TerritoryRef, UnitRef } from '../../server/contract/views.ts';
import type { CaseState } from '../../server/contract/vocabulary-case.ts';
import type { Category } from '../../server/contract/vocabulary.ts';
import { CATEGORY_IDS } from '../../server/contract/vocabulary.ts';
import { hoursMinutes } from '../text/time.ts';
import { isOpen } from './ended.ts';
import { sharesLeft, wholeMinutes } from './time-left.ts';
import { dayNumber } from './workdays.ts';

/** 「2 小时内到期」 of the indicators and of the heat grid. */
export const DUE_SOON_MS = 2 * 3_600_000;

/** A case with the one clock its card shows, its instants read once. `dueMs` is null where no clock runs yet. */
export interface BoardCase {
  readonly view: CaseView;
  readonly clock: ClockView | null;
  readonly startMs: number | null;
  readonly dueMs: number | null;
}

/**
 * Picks the running clock that is due first. A stopped clock asks nothing more of anyone; one that was past when an upgrade
 * set it (升级时已逾) belongs to judging, turns nobody's card red, and is not picked either.
 */
export function boardCase(view: CaseView): BoardCase {
  let clock: ClockView | null = null;
  let dueMs: number | null = null;
  for (const each of isOpen(view) ? view.clocks : []) {
    const due = Date.parse(each.dueAt);
    if (each.stoppedAt !== null || each.pastAtStart || Number.isNaN(due) || (dueMs !== null && due >= dueMs)) continue;
    clock = each;
    dueMs = due;
  }
  return { view, clock, dueMs, startMs: clock && Date.parse(clock.startAt) };
}

/** Due at or before now: the boundary itself is overdue (剩余 ≤ 0). */
export const isOverdue = (one: BoardCase, now: number): boolean => one.dueMs !== null && one.dueMs <= now;

/** Not yet overdue, and due within two hours. */
export const isDueSoon = (one: BoardCase, now: number): boolean =>
  one.dueMs !== null && one.dueMs > now && one.dueMs - now <= DUE_SOON_MS;

/** Share of the time that is left, 0 to 1; an overdue bar is full. Null where no clock runs. */
export function shareLeft(one: BoardCase, now: number): number | null {
  if (one.dueMs === null || one.startMs === null) return null;
  return one.dueMs <= now ? 1 : sharesLeft({ dueAt: one.dueMs, startAt: one.startMs, now });
}

/** `h:mm` of what is left (positive) or over (0 or negative), rounded as the cards round it. */
export const hourMinute = (ms: number): string => hoursMinutes(wholeMinutes(ms).minutes);

export interface Figures {
  open: number;
  awaitingDispatch: number;
  awaitingAcceptance: number;
  /** Returns that wait for their ruling. */
  returned: number;
  dueSoon: number;
  /** Milliseconds left of the one due next among `dueSoon`; null where none is. */
  nearestLeft: number | null;
  overdue: number;
  /** Milliseconds the longest overdue one is over; null where none is. */
  longestOver: number | null;
  /** Opened, published and closed today in China's time; a case closed today counts where it was published today. */
  openedToday: number;
  publishedToday: number;
  closedToday: number;
  /** Commitments of the open cases. */
  kept: number;
  promised: number;
}

/** The figures of the indicator row. Closed cases count in those of today alone, merged ones in none. */
export function figures(cases: readonly BoardCase[], now: number): Figures {
  const shown = cases.filter((one) => one.view.state !== 'merged');
  const open = shown.filter((one) => isOpen(one.view));
  const inState = (state: CaseState) => open.filter((one) => one.view.state === state).length;
  const left = (one: BoardCase) => (one.dueMs ?? now) - now;
  const soon = open.filter((one) => isDueSoon(one, now)).map(left);
  const over = open.filter((one) => isOverdue(one, now)).map((one) => -left(one));
  const least = (all: readonly number[]) => all.reduce<number | null>((a, b) => (a === null || b < a ? b : a), null);
  const most = (all: readonly number[]) => all.reduce<number | null>((a, b) => (a === null || b > a ? b : a), null);
  const sum = (of: (view: CaseView) => number) => open.reduce((all, one) => all + of(one.view), 0);
  const today = (at: (view: CaseView) => string | null) =>
    shown.filter(({ view }) => {
      const instant = at(view);
      return instant !== null && dayNumber(instant) === dayNumber(now);
    }).length;
  return {
    open: open.length,
    awaitingDispatch: inState('awaiting_dispatch'),
    awaitingAcceptance: inState('awaiting_acceptance'),
    returned: inState('return_ruling'),
    dueSoon: soon.length,
    nearestLeft: least(soon),
    overdue: over.length,
    longestOver: most(over),
    openedToday: today((view) => view.openedAt),
    publishedToday: today((view) => view.lastPublishedAt),
    closedToday: today((view) => view.closedAt),
    kept: sum((view) => view.commitments.kept),
    promised: sum((view) => view.commitments.total),
  };
}

/** Overdue, then due within two hours, then those no clock runs for yet, then the rest. */
function urgency(one: BoardCase, now: number): number {
  if (one.dueMs === null) return 2;
  if (isOverdue(one, now)) return 0;
  return isDueSoon(one, now) ? 1 : 3;
}

/**
 * By time left, overdue on top, longest overdue first. A case no clock runs for waits on this office itself, so it stands
 * before those with hours to spare (oldest first) instead of being folded away at the end of a long lane.
 */
export function byTimeLeft(cases: readonly BoardCase[], now: number): BoardCase[] {
  const opened = (one: BoardCase) => one.view.openedAt;
  return [...cases].sort(
    (a, b) =>
      urgency(a, now) - urgency(b, now) ||
      (a.dueMs ?? 0) - (b.dueMs ?? 0) ||
      opened(a).localeCompare(opened(b)) ||
      a.view.number.localeCompare(b.view.number),
  );
}

export const LANE_IDS = ['acceptance', 'handling', 'drafting', 'published'] as const;
export type LaneId = (typeof LANE_IDS)[number];

/** Where a case of each state stands. `closed` is the folded end of the last lane; what was merged shows nowhere. */
const LANE_OF: Readonly<Record<CaseState, LaneId | 'closed' | null>> = {
  awaiting_dispatch: 'acceptance',
  awaiting_acceptance: 'acceptance',
  return_ruling: 'acceptance',
  handling: 'handling',
  drafting: 'drafting',
  approving: 'drafting',
  published: 'published',
  closed: 'closed',
  merged: null,
};

/** The four lanes, each by time left, and those closed of late, the last closed first. */
export function lanes(cases: readonly BoardCase[], now: number): Record<LaneId | 'closed', BoardCase[]> {
  const all: Record<LaneId | 'closed', BoardCase[]> = {
    acceptance: [],
    handling: [],
    drafting: [],
    published: [],
    closed: [],
  };
  for (const one of byTimeLeft(cases, now)) {
    const lane = LANE_OF[one.view.state];
    if (lane !== null) all[lane].push(one);
  }
  all.closed.sort((a, b) => (b.view.closedAt ?? '').localeCompare(a.view.closedAt ?? ''));
  return all;
}

/** How many cards a lane shows before it folds, and how many one press adds. */
export const FOLD_AT = 30;
export const UNFOLD_BY = 50;

/** Row keys of the heat grid beside the counties' codes. */
export const WHOLE = 'whole';
export const UNKNOWN = 'unknown';

export interface Area {
  code: string;
  counties: readonly TerritoryRef[];
}

/** The row a case belongs to: its county, the whole jurisdiction, or unknown (no place, or one outside the rows). */
export function rowOf(view: CaseView, area: Area): string {
  const code = view.territory?.code;
  if (code === undefined) return UNKNOWN;
  const county = area.counties.find((each) => code.startsWith(each.code));
  if (county) return county.code;
  return code === area.code ? WHOLE : UNKNOWN;
}

export interface HeatCell {
  category: Category;
  count: number;
  /** Step of the scale, 0 to 5. */
  step: number;
  /** True where one of the cell's cases is due within two hours. */
  dueSoon: boolean;
}
export interface HeatRow {
  key: string;
  /** The county's name; null for the rows `whole` and `unknown`, which the page words. */
  name: string | null;
  cells: HeatCell[];
  total: number;
}
export interface HeatGrid {
  rows: HeatRow[];
  totals: { category: Category; count: number }[];
  total: number;
}

/** Steps follow the count while the largest is 5 or less, and its share of the largest beyond. */
export function heatStep(count: number, largest: number): number {
  if (count <= 0) return 0;
  return largest <= 5 ? Math.min(5, count) : Math.min(5, Math.ceil((count / largest) * 5));
}

/** Open cases by place and category. Every county has a row; `whole` and `unknown` only where they hold a case. */
export function heatGrid(cases: readonly BoardCase[], area: Area, now: number): HeatGrid {
  const held = new Map<string, { count: number; dueSoon: boolean }>();
  for (const one of cases) {
    const key = `${rowOf(one.view, area)} ${one.view.category}`;
    const before = held.get(key) ?? { count: 0, dueSoon: false };
    held.set(key, {
      count: before.count + 1,
      dueSoon: before.dueSoon || isDueSoon(one, now),
    });
  }
  const largest = Math.max(0, ...[...held.values()].map((each) => each.count));
  const row = (key: string, name: string | null): HeatRow => {
    const cells = CATEGORY_IDS.map((category) => {
      const { count, dueSoon } = held.get(`${key} ${category}`) ?? {
        count: 0,
        dueSoon: false,
      };
      return { category, count, dueSoon, step: heatStep(count, largest) };
    });
    return {
      key,
      name,
      cells,
      total: cells.reduce((sum, cell) => sum + cell.count, 0),
    };
  };
  const extra = [row(WHOLE, null), row(UNKNOWN, null)].filter((each) => each.total > 0);
  const rows = [...area.counties.map((county) => row(county.code, county.name)), ...extra];
  const totals = CATEGORY_IDS.map((category, index) => ({
    category,
    count: rows.reduce((sum, each) => sum + (each.cells[index]?.count ?? 0), 0),
  }));
  return { rows, totals, total: cases.length };
}

/** One cell of the grid, as a filter of the lanes. */
export interface CellFilter {
  row: string;
  category: Category;
}

export const sameCell = (a: CellFilter | null, b: CellFilter | null): boolean =>
  a !== null && b !== null && a.row === b.row && a.category === b.category;

/** The cases of one cell; all of them without a filter. */
export function inCell(cases: readonly BoardCase[], filter: CellFilter | null, area: Area): readonly BoardCase[] {
  if (filter === null) return cases;
  return cases.filter((one) => one.view.category === filter.category && rowOf(one.view, area) === filter.row);
}

export interface UnitRow {
  /** Null gathers the cases no unit leads. */
  unit: UnitRef | null;
  open: number;
  overdue: number;
}

/** Open and overdue cases by lead unit, in order of name; not a ranking. Those without a lead stand last. */
export function unitRows(cases: readonly BoardCase[], now: number): UnitRow[] {
  const rows = new Map<string, UnitRow>();
  for (const one of cases) {
    const { lead } = one.view;
    const row = rows.get(lead?.id ?? '') ?? { unit: lead, open: 0, overdue: 0 };
    rows.set(lead?.id ?? '', {
      ...row,
      open: row.open + 1,
      overdue: row.overdue + (isOverdue(one, now) ? 1 : 0),
    });
  }
  return [...rows.values()].sort((a, b) => {
    if (a.unit === null || b.unit === null) return Number(a.unit === null) - Number(b.unit === null);
    return a.unit.name.localeCompare(b.unit.name, 'zh-Hans') || a.unit.id.localeCompare(b.unit.id);
  });
}
