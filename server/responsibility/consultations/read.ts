/** Reads the consultations and lines of a case as of one instant. */
import type { ConsultingView } from '../../contract/consultation-views.ts';
import { ENDED_STATES } from '../../contract/vocabulary-case.ts';
import type { Viewer } from '../../access/viewer.ts';
import { FAULTS } from '../../cases/act.ts';
import { consultationsOf } from '../../cases/consultations/store.ts';
import { partyOf } from '../../cases/consultations/who.ts';
import { linesOf } from '../../cases/lines/store.ts';
import { denialsOf, stateOf } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { unitNames } from '../../organisation/unit-names.ts';
import { readAtOnce, type Database } from '../../platform/database.ts';
import { barredUnits } from '../recused.ts';
import { lineUnits } from './lines.ts';
import { consultingView } from './view.ts';

/** As the viewer may see them. Fault `case_missing`, also where the viewer may not see the case. */
export function readConsulting(
  db: Database,
  parts: RuleParts,
  viewer: Viewer,
  caseId: string,
  now: Date,
): Promise<ConsultingView> {
  return readAtOnce(db, async (tx) => {
    const state = await stateOf(tx, viewer, caseId);
    if (state === null) throw FAULTS.missing();
    // Reading holds no lock on the directory, as giving a case does.
    const barred = barredUnits(parts.organisation(), (await denialsOf(tx, caseId)).units);
    const consulting = {
      consultations: await consultationsOf(tx, viewer, caseId),
      lines: await linesOf(tx, viewer, caseId),
      units: await lineUnits(tx, caseId, barred),
      ended: ENDED_STATES.includes(state),
    };
    return consultingView(consulting, partyOf(viewer), unitNames(parts.organisation()), now);
  });
}
