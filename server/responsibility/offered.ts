/** Units offered for a case or an item: found by words, without those it is closed to. */
import type { UnitSearch } from '../contract/views.ts';
import type { Viewer } from '../access/viewer.ts';
import { FAULTS } from '../cases/act.ts';
import { denialsOf, numberOf } from '../cases/store.ts';
import type { Organisation } from '../organisation/model.ts';
import { readAtOnce, type Database } from '../platform/database.ts';
import { readItem } from '../triage/store.ts';
import { denialsOf as itemDenialsOf } from '../triage/wall/store.ts';
import { barredUnits } from './recused.ts';
import { searchUnits } from './unit-search.ts';

export interface AskedUnits {
  q?: string | undefined;
  /** Case or item for which a unit is sought. */
  case?: string | undefined;
  item?: string | undefined;
}

/**
 * The units a person may choose from by these words, own territory first. Fault `case_missing` for a case the person may not see:
 * which units are left out would tell whom it accuses.
 */
export async function offeredUnits(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  asked: AskedUnits,
): Promise<UnitSearch> {
  const denied = [...(await deniedOfCase(db, viewer, asked.case)), ...(await deniedOfItem(db, viewer, asked.item))];
  const territory = organisation.unit(viewer.unit?.id ?? '')?.territory;
  const barred = barredUnits(organisation, denied);
  return { units: searchUnits(organisation, asked.q ?? '', { barred, ...(territory && { territory }) }) };
}

async function deniedOfCase(db: Database, viewer: Viewer, id: string | undefined): Promise<string[]> {
  if (id === undefined) return [];
  return readAtOnce(db, async (tx) => {
    if ((await numberOf(tx, viewer, id)) === null) throw FAULTS.missing();
    return (await denialsOf(tx, id)).units;
  });
}

async function deniedOfItem(db: Database, viewer: Viewer, id: string | undefined): Promise<string[]> {
  if (id === undefined || (await readItem(db, viewer, id)) === null) return [];
  return ((await itemDenialsOf(db, [id])).get(id) ?? []).flatMap(({ unit_id }) => unit_id ?? []);
}
