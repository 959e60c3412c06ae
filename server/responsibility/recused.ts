/** 回避: units a case is closed to, with all they direct, take no part in it; pure. */
import type { Organisation } from '../organisation/model.ts';
import { Fault } from '../platform/fault.ts';

/** The denied units and everything each of them directs, by command or as a namesake one level down (信访工作条例 第三十条). */
export function barredUnits(organisation: Organisation, denied: readonly string[]): Set<string> {
  return new Set(denied.flatMap((id) => [id, ...organisation.subordinates(id)]));
}

/** A unit of the organisation that may be given the case. Faults `unit_unknown`, `unit_recused`, each naming the field. */
export function requireGivable(
  organisation: Organisation,
  barred: ReadonlySet<string>,
  unitId: string,
  field = 'lead',
): void {
  const unit = organisation.unit(unitId);
  if (!unit) {
    throw new Fault('unit_unknown', '所选单位不在本级组织目录里。', {
      status: 422,
      fields: { [field]: '不在本级组织目录里' },
    });
  }
  if (barred.has(unitId)) {
    throw new Fault('unit_recused', `${unit.name}应当回避，不能承办这个事项。`, {
      status: 422,
      action: '请选定与被反映一方没有隶属关系的单位。',
      fields: { [field]: '应当回避' },
    });
  }
}
