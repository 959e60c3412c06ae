/** Who countersigns sees the case for the sake of one text: where that is used no more, the case leaves their screens. */
import { withdrawGrants } from '../cases/store.ts';
import { publishingOffices } from '../organisation/lines.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Tx } from '../platform/database.ts';
import { formerCountersigners } from './requests/store.ts';
import { assignmentsOf } from './store.ts';

/** Takes the case from countersigners of discarded texts that have no other part in it. The reviewing offices stay. */
export async function dismissCountersigners(tx: Tx, organisation: Organisation, caseId: string): Promise<void> {
  await takeFrom(tx, organisation, caseId, await formerCountersigners(tx, caseId));
}

/** Takes the case from units that countersign no more, unless they answer for it or review it. */
export async function takeFrom(
  tx: Tx,
  organisation: Organisation,
  caseId: string,
  units: readonly string[],
): Promise<void> {
  const staying = new Set([
    ...(await assignmentsOf(tx, caseId)).map((one) => one.unit_id),
    ...publishingOffices(organisation).map((office) => office.id),
  ]);
  await withdrawGrants(
    tx,
    caseId,
    units.filter((unit) => !staying.has(unit)),
  );
}
