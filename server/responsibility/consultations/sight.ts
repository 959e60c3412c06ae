/** Sight of a case that taking part in a consultation gives, and what takes it back: release, cancellation, 回避. */
import { leave, moveConsultations, unitsConsulted } from '../../cases/consultations/store.ts';
import { moveLines } from '../../cases/lines/store.ts';
import { setAudience } from '../../cases/store.ts';
import type { Organisation } from '../../organisation/model.ts';
import type { Tx } from '../../platform/database.ts';
import { takeFrom } from '../countersigners.ts';
import { countersigners } from '../requests/store.ts';

/** Takes the case from units consulted no more, unless something else gives it to them: a part in it, a text to countersign. */
export async function takeSight(
  tx: Tx,
  organisation: Organisation,
  caseId: string,
  units: readonly string[],
): Promise<void> {
  const signing = new Set(await countersigners(tx, caseId));
  await takeFrom(
    tx,
    organisation,
    caseId,
    units.filter((unitId) => !signing.has(unitId)),
  );
}

/** Ends the part of barred units in every consultation of a case: from then on they see neither these nor the line. */
export async function recuseFromConsultations(
  tx: Tx,
  organisation: Organisation,
  caseId: string,
  barred: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  await takeSight(tx, organisation, caseId, await leave(tx, { caseId }, [...barred], 'recused', now));
}

/**
 * Consultations and lines of a case that is merged go with it. Whom the survivor bars takes part no more; who does, sees the survivor.
 * A split copies nothing: both stay with the original.
 */
export async function followConsultations(
  tx: Tx,
  organisation: Organisation,
  merged: { from: string; into: string; barred: ReadonlySet<string> },
  now: Date,
): Promise<void> {
  const { from, into, barred } = merged;
  await moveConsultations(tx, from, into);
  await moveLines(tx, from, into, now);
  await recuseFromConsultations(tx, organisation, into, barred, now);
  await setAudience(tx, into, 'grant', { units: await unitsConsulted(tx, into), accounts: [] }, now);
}
