/** What the rules of time limits may ask about a case, read under its lock. */
import { scopedAssignments, scopedCases, THE_PROGRAM } from '../../access/scope.ts';
import type { Tx } from '../../platform/database.ts';
import type { ClockFacts } from '../../rules/facts.ts';

/** The facts of a case as it stands in this transaction; for use after its right has been checked. */
export async function clockFactsOf(tx: Tx, caseId: string): Promise<ClockFacts> {
  const found = await scopedCases(tx, THE_PROGRAM)
    .select(['category', 'opinion_grade', 'incident_grade', 'incident_confirmed'])
    .where('case.id', '=', caseId)
    .executeTakeFirstOrThrow();
  const units = await scopedAssignments(tx, THE_PROGRAM)
    .select('unit_id')
    .distinct()
    .where('case_id', '=', caseId)
    .where('role', '!=', 'coordinator')
    .where('ended_at', 'is', null)
    .execute();
  return {
    category: found.category,
    opinionGrade: found.opinion_grade,
    incidentGrade: (found.incident_confirmed ? found.incident_grade : null) ?? 'none',
    units: units.length > 1 ? 'several' : 'one',
  };
}
