/** 退回与误派: what is shown of both sides, and the cases behind each figure. */
import {
  DISPATCHER_FIGURES,
  UNIT_FIGURES,
  type Fairness,
  type FairnessCases,
  type UnitFairness,
} from '../../contract/accountability-views.ts';
import { seesJurisdiction } from '../../access/permissions.ts';
import { displayNames } from '../../access/store.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Organisation, Unit } from '../../organisation/model.ts';
import { readAtOnce, type Database, type Tx } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { casesNamed, dispatchCounts, dispatchRows, returnRows } from './store.ts';
import { isMisDispatch, tally, UNIT_COUNTS, type Tally } from './tally.ts';
import { readTerm, termsAt, type Term } from './term.ts';

const LISTED = 200;

/** People of a unit see their own unit's row, and nobody's dispatches. */
const ownUnit = (viewer: Viewer): string | null => (seesJurisdiction(viewer.roles) ? null : (viewer.unit?.id ?? ''));

/** Counts over the cases the viewer may see that were dispatched within the term. Fault `term_invalid`. */
export function readFairness(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  asked: string | undefined,
  now: Date,
): Promise<Fairness> {
  const term = readTerm(asked, now);
  return readAtOnce(db, async (tx) => {
    const counts = tally(await dispatchCounts(tx, viewer, term), await returnRows(tx, viewer, term));
    const own = ownUnit(viewer);
    const groups = groupsOf(organisation, counts, own);
    const shown = groups.reduce((sum, { units }) => sum + units.length, 0);
    return {
      term: term.id,
      fromDay: term.fromDay,
      toDay: term.toDay,
      terms: termsAt(now),
      dispatchers: own === null ? await dispatchersOf(tx, counts) : [],
      groups,
      silentUnits: own === null ? Math.max(0, organisation.units.length - shown) : 0,
    };
  });
}

async function dispatchersOf(tx: Tx, counts: Tally): Promise<Fairness['dispatchers']> {
  const names = await displayNames(tx, [...counts.dispatchers.keys()]);
  return [...counts.dispatchers]
    .map(([id, figures]) => ({ id, name: names.get(id) ?? '', ...figures }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh') || (a.id < b.id ? -1 : 1));
}

/** Units with a figure, by territory, in the order of the directory; dissolved ones last. */
function groupsOf(organisation: Organisation, { units }: Tally, own: string | null): Fairness['groups'] {
  const groups = new Map<string, UnitFairness[]>();
  const add = (name: string, { id, name: unitName }: Unit): void => {
    const figures = units.get(id);
    if (!figures || (own !== null && id !== own)) return;
    groups.set(name, [...(groups.get(name) ?? []), { unit: { id, name: unitName }, ...figures }]);
  };
  for (const unit of organisation.units) add(organisation.territory(unit.territory)?.name ?? '', unit);
  for (const unit of organisation.former ?? []) add('已撤销单位', unit);
  return [...groups].map(([name, members]) => ({ name, units: members }));
}

export interface AskedCases {
  term?: string | undefined;
  figure?: string | undefined;
  /** Account that dispatched, or unit: which of the two says whose figure it is. */
  dispatcher?: string | undefined;
  unit?: string | undefined;
}

interface Dispatched {
  case_id: string;
  at: Date;
}

/** The cases behind one figure that the viewer may see. Faults `term_invalid`, `figure_unknown`. */
export function readFairnessCases(db: Database, viewer: Viewer, asked: AskedCases, now: Date): Promise<FairnessCases> {
  const term = readTerm(asked.term, now);
  const own = ownUnit(viewer);
  const closed = own !== null && asked.unit !== own;
  return readAtOnce(db, async (tx) => {
    const rows = await rowsBehind(tx, viewer, asked, term);
    const open = closed ? [] : rows;
    const listed = open.slice(0, LISTED);
    const names = await casesNamed(
      tx,
      viewer,
      listed.map((row) => row.case_id),
    );
    const cases = listed.flatMap(({ case_id, at }) => {
      const named = names.get(case_id);
      return named ? [{ id: case_id, ...named, dispatchedAt: at.toISOString() }] : [];
    });
    return { cases, total: open.length };
  });
}

async function rowsBehind(tx: Tx, viewer: Viewer, asked: AskedCases, term: Term): Promise<Dispatched[]> {
  const { dispatcher, unit } = asked;
  if (dispatcher !== undefined) {
    const figure = figureOf(DISPATCHER_FIGURES, asked.figure);
    const given =
      figure === 'dispatched' ? await dispatchRows(tx, viewer, term) : await misDispatches(tx, viewer, term);
    return given.filter((row) => row.dispatched_by === dispatcher);
  }
  const figure = figureOf(UNIT_FIGURES, asked.figure);
  if (figure === 'received') return (await dispatchRows(tx, viewer, term)).filter((row) => row.unit_id === unit);
  const counts = UNIT_COUNTS[figure];
  return (await returnRows(tx, viewer, term)).filter((row) => row.unit_id === unit && counts(row));
}

const misDispatches = async (tx: Tx, viewer: Viewer, term: Term) =>
  (await returnRows(tx, viewer, term)).filter(isMisDispatch);

function figureOf<F extends string>(figures: readonly F[], asked: string | undefined): F {
  const figure = figures.find((one) => one === asked);
  if (figure) return figure;
  throw new Fault('figure_unknown', '没有这项统计。', { status: 422, action: '请从页面上的数字打开。' });
}
