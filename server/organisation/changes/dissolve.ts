/** What dissolving a unit takes: its duties, the precedents that name it and the units under it go to its successor. Pure. */
import { cellKey, unitsByCell } from '../duty-cells.ts';
import type { OrganisationData } from '../model.ts';
import type { Change } from './change.ts';

/** The changes, the unit's own end last; both must be units of `data`. */
export function dissolving(data: OrganisationData, id: string, successor: string): Change[] {
  const cells = unitsByCell(data.duties);
  const held = new Map(data.duties.filter(({ unit }) => unit === id).map((duty) => [cellKey(duty), duty]));
  const next = (unit: string): string => (unit === id ? successor : unit);
  return [
    ...[...held].map(([key, { territory, subject }]): Change => {
      const to = [...new Set((cells.get(key) ?? []).map(next))];
      return { kind: 'duty', territory, subject, to };
    }),
    ...(data.precedents ?? [])
      .filter(({ unit }) => unit === id)
      .map((one): Change => ({ kind: 'precedent', id: one.id, to: { ...one, unit: successor } })),
    ...data.units
      .filter(({ parent }) => parent === id)
      .map(({ parent: _, aliases, formerNames, ...unit }): Change => ({
        kind: 'unit',
        id: unit.id,
        to: {
          ...unit,
          aliases: [...aliases],
          ...(formerNames && { formerNames: [...formerNames] }),
          // The successor can't stand under itself.
          ...(unit.id !== successor && { parent: successor }),
        },
        successor: null,
      })),
    { kind: 'unit', id, to: null, successor },
  ];
}
