/** One unit whole, as a change of it needs it, and what it holds. */
import type { UnitView } from '../../contract/directory-matrix-view.ts';
import { describeChanges } from '../../organisation/changes/describe.ts';
import { dissolving } from '../../organisation/changes/dissolve.ts';
import { dutyCells } from '../../organisation/duty-cells.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Organisation, Unit } from '../../organisation/model.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { accountsOf, openCaseCounts } from '../changes/store.ts';
import { matrixUnit } from './matrix.ts';

function unitIn(organisation: Organisation, id: string): Unit {
  const unit = organisation.unit(id);
  if (unit) return unit;
  throw new Fault('unit_missing', '没有这个单位，或已经撤销。', { status: 404, action: '请从矩阵里选择。' });
}

function dissolution(organisation: Organisation, id: string, successor: string): UnitView['dissolution'] {
  if (unitIn(organisation, successor).id === id)
    throw new Fault('successor_same', '承接单位不能是被撤销的单位自己。', { status: 422, action: '请另选承接单位。' });
  const changes = dissolving(organisation, id, successor);
  return { changes, lines: describeChanges(changes, organisation) };
}

/** Of its cases the number alone, less those closed to the viewer: who keeps the directory sees none. Faults `unit_missing`, `successor_same`. */
export async function unitView(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  id: string,
  successor: string | null,
): Promise<UnitView> {
  const unit = unitIn(organisation, id);
  const { subject, vertical, parent, formerNames } = unit;
  return {
    unit: {
      ...matrixUnit(unit),
      ...(subject && { subject }),
      ...(vertical && { vertical }),
      ...(parent && { parent }),
      aliases: [...unit.aliases],
      ...(formerNames && formerNames.length > 0 && { formerNames: [...formerNames] }),
    },
    parentName: parent ? (organisation.unit(parent)?.name ?? parent) : null,
    duties: dutyCells(organisation)
      .filter(({ units }) => units.includes(id))
      .map((cell) => ({ ...cell, units: [...cell.units] })),
    openCases: (await openCaseCounts(db, viewer, [id])).get(id) ?? 0,
    accounts: await accountsOf(db, id),
    dissolution: successor === null ? null : dissolution(organisation, id, successor),
  };
}
