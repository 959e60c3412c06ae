/** The duty matrix as a grid one walks through: which cell lies beside which, and the next one that wants a look; pure. */
import type { MatrixCell, MatrixView } from '../../server/contract/directory-matrix-view.ts';
import { SUBJECT_IDS, type Subject } from '../../server/contract/vocabulary.ts';

export interface CellPlace {
  territory: string;
  subject: Subject;
}

export const placeKey = ({ territory, subject }: CellPlace): string => `${territory}:${subject}`;

/** The place an address names; null where it is none of the matrix. */
export function placeIn(view: MatrixView, id: string | null): CellPlace | null {
  const [territory = '', name = ''] = id?.split(':') ?? [];
  const subject = SUBJECT_IDS.find((one) => one === name);
  return subject && view.territories.some(({ code }) => code === territory) ? { territory, subject } : null;
}

export type CellState = 'one' | 'double' | 'hole';
export const stateOf = ({ units }: Pick<MatrixCell, 'units'>): CellState =>
  units.length === 0 ? 'hole' : units.length > 1 ? 'double' : 'one';

/** Cells by their key. */
export const cellsByKey = (view: MatrixView): ReadonlyMap<string, MatrixCell> =>
  new Map(view.cells.map((cell) => [placeKey(cell), cell]));

export const STEPS = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
} as const;
export type StepKey = keyof typeof STEPS;

/** The first cell, where one begins; null in a matrix without territories. */
export function firstPlace(view: MatrixView): CellPlace | null {
  const [territory] = view.territories;
  const [subject] = SUBJECT_IDS;
  return territory && subject ? { territory: territory.code, subject } : null;
}

/** The place beside this one; the same at the edge, the first where none is chosen. */
export function placeBeside(view: MatrixView, from: CellPlace | null, key: StepKey): CellPlace | null {
  if (!from) return firstPlace(view);
  const [right, down] = STEPS[key];
  const column = view.territories.findIndex(({ code }) => code === from.territory) + right;
  const row = SUBJECT_IDS.indexOf(from.subject) + down;
  return {
    territory: view.territories[column]?.code ?? from.territory,
    subject: SUBJECT_IDS[row] ?? from.subject,
  };
}

/** Row by row, as one reads. */
const inReading = (view: MatrixView): CellPlace[] =>
  SUBJECT_IDS.flatMap((subject) => view.territories.map(({ code: territory }) => ({ territory, subject })));

/** The cells nobody or several answer for, row by row. */
export function unclear(view: MatrixView): MatrixCell[] {
  const cells = cellsByKey(view);
  return inReading(view).flatMap((place) => {
    const cell = cells.get(placeKey(place));
    return cell && stateOf(cell) !== 'one' ? [cell] : [];
  });
}

/** The next double or hole behind a place, from the first again after the last; null where there is none. */
export function nextUnclear(view: MatrixView, from: CellPlace | null): CellPlace | null {
  const order = inReading(view).map(placeKey);
  const here = from ? order.indexOf(placeKey(from)) : -1;
  const all = unclear(view);
  return all.find((cell) => order.indexOf(placeKey(cell)) > here) ?? all[0] ?? null;
}

/**
 * A unit's name in the column of its territory, whose own name stands above: 砚湖区水务局 is 区水务局 there. A name that doesn't begin
 * with the territory's is left whole.
 */
export const nameUnder = (name: string, territory: string): string =>
  territory.length > 1 && name.length > territory.length && name.startsWith(territory)
    ? name.slice(territory.length - 1)
    : name;

/** Words one types in one field, parted by whatever people part them with. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s|｜、，,;；]+/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];
