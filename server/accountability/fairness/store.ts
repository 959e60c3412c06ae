/** What was dispatched and what came back, in the cases the viewer may see. */
import { scopedAssignments, scopedCases, scopedReturns } from '../../access/scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Term } from './term.ts';

/** How many cases were given to a lead within the term, by who gave them and to whom. */
export async function dispatchCounts(db: Database | Tx, viewer: Viewer, term: Term) {
  const rows = await dispatches(db, viewer, term)
    .select(({ fn }) => ['assignment.dispatched_by', 'assignment.unit_id', fn.countAll<string>().as('n')])
    .groupBy(['assignment.dispatched_by', 'assignment.unit_id'])
    .execute();
  return rows.map(({ n, ...row }) => ({ ...row, n: Number(n) }));
}

export type DispatchCount = Awaited<ReturnType<typeof dispatchCounts>>[number];

/** Each of these dispatches by itself, latest first. */
export function dispatchRows(db: Database | Tx, viewer: Viewer, term: Term) {
  return dispatches(db, viewer, term)
    .select(['assignment.case_id', 'assignment.dispatched_by', 'assignment.unit_id', 'assignment.at'])
    .orderBy('assignment.at', 'desc')
    .orderBy('assignment.id')
    .execute();
}

/** The returns of these dispatches, whenever they came, latest dispatch first. */
export async function returnRows(db: Database | Tx, viewer: Viewer, term: Term) {
  const given = await dispatches(db, viewer, term).select(['assignment.id', 'assignment.at']).execute();
  const dispatchedAt = new Map(given.map(({ id, at }) => [id, at]));
  // Nothing comes back before it was given.
  const rows = await scopedReturns(db, viewer)
    .select([
      'return_request.assignment_id',
      'return_request.case_id',
      'return_request.dispatched_by',
      'return_request.unit_id',
      'return_request.suggested_unit',
      'return_request.ruling',
      'return_request.ruling_lead',
    ])
    .where('return_request.at', '>=', term.from)
    .orderBy('return_request.id')
    .execute();
  return rows
    .flatMap(({ assignment_id, ...row }) => {
      const at = dispatchedAt.get(assignment_id);
      return at ? [{ ...row, at }] : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

export type ReturnRow = Awaited<ReturnType<typeof returnRows>>[number];

/** Number and title of cases, as far as the viewer may see them. */
export async function casesNamed(db: Database | Tx, viewer: Viewer, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { number: string; title: string }>();
  const rows = await scopedCases(db, viewer)
    .select(['case.id', 'number', 'title'])
    .where('case.id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, number, title }) => [id, { number, title }]));
}

function dispatches(db: Database | Tx, viewer: Viewer, term: Term) {
  return scopedAssignments(db, viewer)
    .where('assignment.role', '=', 'lead')
    .where('assignment.at', '>=', term.from)
    .where('assignment.at', '<', term.until);
}
