/** Where the directory of duties isn't plain: a subject of a territory with several competent units, or with none. Pure. */
import type { DutyCell } from '../../contract/setup-view.ts';
import { dutyCells } from '../../organisation/duty-cells.ts';
import type { Organisation } from '../../organisation/model.ts';

/** The cells two or more units answer for (a person decides between them), and those nobody answers for. */
export function unclearDuties(organisation: Organisation): { doubles: DutyCell[]; holes: DutyCell[] } {
  const all = dutyCells(organisation).map(({ territory, subject, units }) => ({
    territoryName: organisation.territory(territory)?.name ?? territory,
    subject,
    unitNames: units.map((id) => organisation.unit(id)?.name ?? id),
  }));
  return {
    doubles: all.filter((cell) => cell.unitNames.length > 1),
    holes: all.filter((cell) => cell.unitNames.length === 0),
  };
}
