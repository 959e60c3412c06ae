/** What the rules of time limits may ask about a case: read under its lock, or of many that are past. */
import { scopedAssignments, scopedCases, THE_PROGRAM } from '../../access/scope.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import type { ClockFacts } from '../../rules/facts.ts';

/** The facts of a case as it stands in this transaction; for use after its right has been checked. */
export async function clockFactsOf(tx: Tx, caseId: string): Promise<ClockFacts> {
  const facts = (await clockFactsOfAll(tx, [caseId])).get(caseId);
  if (!facts) throw new Fault('case_missing', '没有这个事项。', { status: 404 });
  return facts;
}

/** The same for many cases at once, by id; one that is not there is left out. */
export async function clockFactsOfAll(db: Database | Tx, caseIds: readonly string[]): Promise<Map<string, ClockFacts>> {
  if (caseIds.length === 0) return new Map();
  const found = await scopedCases(db, THE_PROGRAM)
    .select(['case.id', 'category', 'opinion_grade', 'incident_grade', 'incident_confirmed'])
    .where('case.id', 'in', [...caseIds])
    .execute();
  const shared = await withSeveralUnits(db, caseIds);
  return new Map(
    found.map((one) => [
      one.id,
      {
        category: one.category,
        opinionGrade: one.opinion_grade,
        incidentGrade: (one.incident_confirmed ? one.incident_grade : null) ?? 'none',
        units: shared.has(one.id) ? 'several' : 'one',
      },
    ]),
  );
}

/** Of these cases, those that more than one unit leads and supports. */
async function withSeveralUnits(db: Database | Tx, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await scopedAssignments(db, THE_PROGRAM)
    .select('case_id')
    .where('case_id', 'in', [...caseIds])
    .where('role', '!=', 'coordinator')
    .where('ended_at', 'is', null)
    .groupBy('case_id')
    .having((eb) => eb(eb.fn.count('unit_id').distinct(), '>', 1))
    .execute();
  return new Set(rows.map((row) => row.case_id));
}
