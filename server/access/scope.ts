/**
 * The only way to build a query that returns rows of cases, items and what hangs on them. Each takes who asks; the architecture
 * test fails on any other query of these tables.
 */
import { sql, type Expression, type SqlBool } from 'kysely';
import type { Database, Tx } from '../platform/database.ts';
import { permits, type Viewer } from './viewer.ts';
import { seesJurisdiction } from './permissions.ts';

/**
 * The program acting by itself (handlers, the inside of a transaction whose right has been checked). What it reads is never
 * shown to a person; routes and gateways may not name it.
 */
export const THE_PROGRAM = Symbol('the program');
export type Asker = Viewer | typeof THE_PROGRAM;

const NOTHING = sql<SqlBool>`false`;
const EVERYTHING = sql<SqlBool>`true`;

/** Cases the asker may see. Deny beats every role. */
export function scopedCases(db: Database | Tx, asker: Asker) {
  return db.selectFrom('case').where(caseVisible(asker, sql.ref('case.id')));
}

/** Items the asker may see: the triage roles', less those of a case they may not see. */
export function scopedItems(db: Database | Tx, asker: Asker) {
  return db.selectFrom('item').where(itemVisible(asker));
}

/** Stored views of the cases the asker may see. */
export function scopedCaseViews(db: Database | Tx, asker: Asker) {
  return db.selectFrom('case_view').where(caseVisible(asker, sql.ref('case_view.case_id')));
}

/** Verdicts on the items the asker may see. */
export function scopedVerdicts(db: Database | Tx, asker: Asker) {
  return db.selectFrom('verdict').innerJoin('item', 'item.id', 'verdict.item_id').where(itemVisible(asker));
}

/** Assignments of the cases the asker may see. */
export function scopedAssignments(db: Database | Tx, asker: Asker) {
  return db.selectFrom('assignment').where(caseVisible(asker, sql.ref('assignment.case_id')));
}

/** Clocks of the cases the asker may see. */
export function scopedClocks(db: Database | Tx, asker: Asker) {
  return db.selectFrom('clock').where(caseVisible(asker, sql.ref('clock.case_id')));
}

function itemVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'item.read')) return NOTHING;
  return sql<SqlBool>`(item.case_id is null or ${caseVisible(asker, sql.ref('item.case_id'))})`;
}

function caseVisible(asker: Asker, caseId: Expression<unknown>): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'case.read')) return NOTHING;
  const denied = audienceExists(caseId, 'deny', asker.accountId, asker.denyUnits);
  if (seesJurisdiction(asker.roles)) return sql<SqlBool>`not ${denied}`;
  return sql<SqlBool>`(not ${denied} and ${audienceExists(caseId, 'grant', asker.accountId, asker.grantUnits)})`;
}

function audienceExists(
  caseId: Expression<unknown>,
  effect: 'grant' | 'deny',
  accountId: string,
  units: readonly string[],
) {
  return sql<SqlBool>`exists (
    select from case_audience a where a.case_id = ${caseId} and a.effect = ${effect}
      and (a.account_id = ${accountId} or a.unit_id = any(${[...units]})))`;
}
