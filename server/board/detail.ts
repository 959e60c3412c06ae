/** One case whole, as its own page shows it. */
import type { CaseDetail } from '../contract/case-views.ts';
import type { Viewer } from '../access/viewer.ts';
import { FAULTS } from '../cases/act.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Database } from '../platform/database.ts';
import { checksumOf } from '../platform/events/log.ts';
import { viewsOf } from './store.ts';

/** Reads a case. Fault `case_missing`, also where the viewer may not see it. */
export async function caseDetail(
  db: Database,
  _organisation: Organisation,
  viewer: Viewer,
  id: string,
  _now: Date,
): Promise<CaseDetail> {
  const [view] = await viewsOf(db, viewer, [id]);
  if (!view) throw FAULTS.missing();
  return {
    case: view,
    checksum: await checksumOf(db, `case:${id}`),
    items: [],
    holdings: [],
    entries: [],
    responses: [],
    publications: [],
    commitments: [],
    dispositions: [],
    signals: [],
    urges: [],
    returns: [],
    extensions: [],
    record: [],
  };
}
