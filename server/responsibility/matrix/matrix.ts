/** The duty matrix as it holds and as it will, from organisation and change sets; pure. */
import type { CellView, Coming, MatrixCell, MatrixUnit, MatrixView } from '../../contract/directory-matrix-view.ts';
import type { Subject } from '../../contract/vocabulary.ts';
import { permits, type Viewer } from '../../access/viewer.ts';
import { changesOf, type Change } from '../../organisation/changes/change.ts';
import { cellKey, dutyCells, matrixTerritories } from '../../organisation/duty-cells.ts';
import type { Organisation, Unit } from '../../organisation/model.ts';
import { unitNames } from '../../organisation/unit-names.ts';
import { Fault } from '../../platform/fault.ts';
import type { Rulebook } from '../../rules/rulebook.ts';
import type { ChangeSet } from '../changes/store.ts';
import { resolve } from '../resolver.ts';

export const matrixUnit = ({ id, name, shortName, territory, kind }: Unit): MatrixUnit => ({
  ...{ id, name, shortName, territory, kind },
});

type Ref = (id: string) => { id: string; name: string };

/** Names as they will be: a unit that a change brings is named by the change. */
function namesWith(organisation: Organisation, changes: readonly Change[]): Ref {
  const fresh = new Map(changesOf(changes, 'unit').flatMap(({ id, to }) => (to ? [[id, to.name] as const] : [])));
  const { unitRef } = unitNames(organisation);
  return (id) => ({ id, name: fresh.get(id) ?? unitRef(id).name });
}

/** What the sets that wait will make of each cell they touch, by cell. */
function comingByCell(organisation: Organisation, waiting: readonly ChangeSet[]): Map<string, Coming[]> {
  const cells = new Map<string, Coming[]>();
  for (const { id: setId, title, state, validFrom, changes } of waiting) {
    const ref = namesWith(organisation, changes);
    for (const change of changesOf(changes, 'duty')) {
      const coming = { setId, title, state, validFrom, units: change.to.map(ref) };
      cells.set(cellKey(change), [...(cells.get(cellKey(change)) ?? []), coming]);
    }
  }
  return cells;
}

export interface MatrixFacts {
  organisation: Organisation;
  /** Sets drafted or approved, by their day. */
  waiting: readonly ChangeSet[];
  directoryVersion: number;
  /** The day in China. */
  today: string;
  viewer: Viewer;
}

/** The whole matrix, for this person. */
export function matrixView({ organisation, waiting, directoryVersion, today, viewer }: MatrixFacts): MatrixView {
  const coming = comingByCell(organisation, waiting);
  const precedents = organisation.precedents ?? [];
  const cells = dutyCells(organisation).map(({ territory, subject, units }): MatrixCell => ({
    territory,
    subject,
    units: [...units],
    coming: coming.get(cellKey({ territory, subject })) ?? [],
    precedents: precedents.filter((one) => one.territory === territory && one.subject === subject).length,
  }));
  const mayDraft = permits(viewer, 'directory.draft');
  return {
    home: organisation.code,
    territories: matrixTerritories(organisation).map(({ code, name, level }) => ({ code, name, level })),
    units: organisation.units.map(matrixUnit),
    cells,
    directoryVersion,
    today,
    mayDraft,
    mayDraftUnits: mayDraft && viewer.roles.includes('admin'),
  };
}

export interface CellFacts {
  organisation: Organisation;
  rulebook: Rulebook;
  waiting: readonly ChangeSet[];
  /** Sets that hold, in the order in which they came to. */
  effective: readonly ChangeSet[];
  names: ReadonlyMap<string, string>;
}

/** One cell: since when and by which change its units answer, its precedents, and whom the resolver would name. Fault `cell_missing`. */
export function cellView(
  { organisation, rulebook, waiting, effective, names }: CellFacts,
  at: string,
  subject: Subject,
): CellView {
  const cell = dutyCells(organisation).find((one) => one.territory === at && one.subject === subject);
  const territory = organisation.territory(at);
  if (!cell || !territory) throw cellMissing();
  const { unitRef } = unitNames(organisation);
  const touches = (change: { territory: string; subject: Subject }): boolean => cellKey(change) === cellKey(cell);
  const history = effective.flatMap((set) => {
    const change = changesOf(set.changes, 'duty').findLast(touches);
    if (!change) return [];
    const { id: setId, title, reason, validFrom, effectiveAt, decidedBy } = set;
    const decidedByName = (decidedBy && names.get(decidedBy)) || '';
    const units = change.to.map(unitRef);
    return [{ setId, title, reason, validFrom, effectiveAt: effectiveAt?.toISOString() ?? null, decidedByName, units }];
  });
  return {
    territory: { code: territory.code, name: territory.name, level: territory.level },
    subject,
    units: cell.units.map(unitRef),
    history: history.reverse(),
    coming: comingByCell(organisation, waiting).get(cellKey(cell)) ?? [],
    precedents: (organisation.precedents ?? [])
      .filter(touches)
      .map(({ id, number, terms, unit, clause }) => ({ id, number, terms, unit: unitRef(unit), clause })),
    answer: resolve(
      {
        text: '',
        subject,
        subjects: [{ code: subject, confidence: 1 }],
        places: [{ code: territory.code, level: territory.level }],
        severity: null,
      },
      organisation,
      rulebook,
    ),
  };
}

export const cellMissing = (): Fault =>
  new Fault('cell_missing', '职责矩阵里没有这一格。', { status: 404, action: '请从矩阵里选择。' });
