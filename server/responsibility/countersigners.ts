/** Who countersigns sees the case for the sake of one text: where that is used no more, the case leaves their screens. */
import { withdrawGrants } from '../cases/store.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Tx } from '../platform/database.ts';
import { formerCountersigners } from './requests/store.ts';
import { assignmentsOf } from './store.ts';

/** Takes the case from countersigners of discarded texts that have no other part in it. The reviewing offices stay. */
export async function dismissCountersigners(tx: Tx, organisation: Organisation, caseId: string): Promise<void> {
  const { code } = organisation;
  const offices = [organisation.body(code, 'government_office'), organisation.body(code, 'news_office')];
  const staying = new Set([
    ...(await assignmentsOf(tx, caseId)).map((one) => one.unit_id),
    ...offices.flatMap((office) => (office ? [office.id] : [])),
  ]);
  const former = await formerCountersigners(tx, caseId);
  await withdrawGrants(
    tx,
    caseId,
    former.filter((unit) => !staying.has(unit)),
  );
}
