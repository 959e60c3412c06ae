/** Where the directory of duties isn't plain: a subject of a territory with several competent units, or with none. Pure. */
import type { DutyCell } from '../../contract/setup-view.ts';
import { SUBJECT_IDS } from '../../contract/vocabulary.ts';
import type { Organisation, Territory } from '../../organisation/model.ts';

/** The jurisdiction and its counties: where matters are dispatched to; townships have no departments of their own. */
function answering(organisation: Organisation): Territory[] {
  const home = organisation.territory(organisation.code);
  const counties = organisation.counties().filter((county) => county.code !== organisation.code);
  return home ? [home, ...counties] : counties;
}

function cells(organisation: Organisation): DutyCell[] {
  const units = new Map<string, string[]>();
  for (const { territory, subject, unit } of organisation.duties) {
    const key = `${territory}:${subject}`;
    units.set(key, [...(units.get(key) ?? []), organisation.unit(unit)?.name ?? unit]);
  }
  return answering(organisation).flatMap(({ code, name }) =>
    SUBJECT_IDS.map((subject) => ({ territoryName: name, subject, unitNames: units.get(`${code}:${subject}`) ?? [] })),
  );
}

/** The cells two or more units answer for (a person decides between them), and those nobody answers for. */
export function unclearDuties(organisation: Organisation): { doubles: DutyCell[]; holes: DutyCell[] } {
  const all = cells(organisation);
  return {
    doubles: all.filter((cell) => cell.unitNames.length > 1),
    holes: all.filter((cell) => cell.unitNames.length === 0),
  };
}
