/** Lines of command around one unit; pure. */
import type { Organisation, Unit } from './model.ts';

/** The unit and all it commands: whose cases its people see. */
export function commanded(organisation: Organisation, unitId: string): string[] {
  const found = [unitId];
  for (const id of found) {
    for (const unit of organisation.units) if (unit.parent === id && !found.includes(unit.id)) found.push(unit.id);
  }
  return found;
}

/** Offices of the jurisdiction that review and publish: 政务公开办 first, then the news office. */
export const publishingOffices = (organisation: Organisation): Unit[] =>
  (['government_office', 'news_office'] as const).flatMap((kind) => organisation.body(organisation.code, kind) ?? []);

/** Government offices on the way down from a territory to one below it, the uppermost first; none where it lies elsewhere. */
export function officesBetween(organisation: Organisation, from: string, to: string): Unit[] {
  const line = organisation.lineage(to);
  return line
    .slice(0, Math.max(0, line.indexOf(from)))
    .reverse()
    .flatMap((code) => organisation.body(code, 'government_office') ?? []);
}

/**
 * The unit and every unit it is subordinate to, by command or as a namesake one level down: a denial of any of them closes a
 * case to its people (信访工作条例 第三十条: the accused's subordinates, a department's namesakes in the counties).
 */
export function superiors(organisation: Organisation, unitId: string): string[] {
  return [
    unitId,
    ...organisation.units.filter((unit) => organisation.subordinates(unit.id).has(unitId)).map((unit) => unit.id),
  ];
}
