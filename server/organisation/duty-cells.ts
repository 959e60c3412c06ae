/** 职责矩阵: twenty subjects by the territories whose departments answer; townships have no departments of their own. Pure. */
import { SUBJECT_IDS, type Subject } from '../contract/vocabulary.ts';
import type { Duty, OrganisationData, Territory } from './model.ts';

export interface DutyCell {
  territory: string;
  subject: Subject;
  /** Ids of the units that answer: none is a hole, two or more a double. */
  units: readonly string[];
}

export const cellKey = ({ territory, subject }: Pick<DutyCell, 'territory' | 'subject'>): string =>
  `${territory}:${subject}`;

/** The jurisdiction and its counties, in their order. */
export const matrixTerritories = ({
  code,
  territories,
}: Pick<OrganisationData, 'code' | 'territories'>): Territory[] => [
  ...territories.filter((territory) => territory.code === code),
  ...territories.filter((territory) => territory.parent === code && territory.level === 'county'),
];

/** The units of each cell that has any, each unit once, in the order of the duties. */
export function unitsByCell(duties: readonly Duty[]): Map<string, string[]> {
  const cells = new Map<string, string[]>();
  for (const duty of duties) {
    const units = cells.get(cellKey(duty));
    if (!units) cells.set(cellKey(duty), [duty.unit]);
    else if (!units.includes(duty.unit)) units.push(duty.unit);
  }
  return cells;
}

/** Every cell of the matrix, territory by territory. */
export function dutyCells(data: Pick<OrganisationData, 'code' | 'territories' | 'duties'>): DutyCell[] {
  const units = unitsByCell(data.duties);
  return matrixTerritories(data).flatMap(({ code: territory }) =>
    SUBJECT_IDS.map((subject) => ({ territory, subject, units: units.get(cellKey({ territory, subject })) ?? [] })),
  );
}
