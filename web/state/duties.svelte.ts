/** The page of the duty matrix: the matrix, the chosen cell, and what is drafted from it. */
import { untrack } from 'svelte';
import type {
  CellView,
  ImportFile,
  ImportPlanView,
  MatrixView,
  UnitView,
} from '../../server/contract/directory-matrix-view.ts';
import type { ChangeSetView, DraftChanges } from '../../server/contract/directory-views.ts';
import { api, type ApiError } from './api.ts';
import { placeKey, type CellPlace } from './duties.ts';
import { Newest } from './newest.ts';

/** What every draft says of itself. */
export type DraftWords = Pick<DraftChanges, 'title' | 'reason' | 'validFrom'>;

/** GET /api/directory/units/:id. Throws ApiError. */
export const readUnit = (id: string, successor: string | null = null): Promise<UnitView> =>
  api.get<UnitView>(
    `/api/directory/units/${encodeURIComponent(id)}${successor ? `?successor=${encodeURIComponent(successor)}` : ''}`,
  );

/** Use inside a component: `new DutiesPage(() => place)`; `cell` follows the place. */
export class DutiesPage {
  view = $state.raw<MatrixView | null>(null);
  error = $state.raw<ApiError | null>(null);
  cell = $state.raw<CellView | null>(null);
  cellError = $state.raw<ApiError | null>(null);
  #place: CellPlace | null = null;
  readonly #matrices = new Newest();
  readonly #cells = new Newest();

  constructor(place: () => CellPlace | null) {
    $effect(() => {
      this.#place = place();
      untrack(() => void this.#readCell());
    });
    $effect(() => untrack(() => void this.reload()));
  }

  /** Reads matrix and chosen cell anew. Never rejects: a failure is kept. */
  async reload(): Promise<void> {
    await Promise.all([this.#readMatrix(), this.#readCell()]);
  }

  /** Drafts an edit; answers with the draft. Throws ApiError. */
  async draft(words: DraftWords, changes: DraftChanges['changes']): Promise<ChangeSetView> {
    const body: DraftChanges = { ...words, origin: 'edit', changes };
    const set = await api.post<ChangeSetView>('/api/directory/changes', body);
    await this.reload();
    return set;
  }

  /** A dry run, or with `draft` a draft of what the file changes. Throws ApiError. */
  async import(file: ImportFile): Promise<ImportPlanView> {
    const plan = await api.post<ImportPlanView>('/api/directory/import', file);
    if (plan.set) await this.reload();
    return plan;
  }

  async #readMatrix(): Promise<void> {
    await this.#matrices.read(() => api.get<MatrixView>('/api/directory/matrix'), {
      take: (view) => {
        this.view = view;
        this.error = null;
      },
      fail: (error) => (this.error = error),
    });
  }

  async #readCell(): Promise<void> {
    const place = this.#place;
    const shown = this.cell && placeKey({ territory: this.cell.territory.code, subject: this.cell.subject });
    if (!place || shown !== placeKey(place)) this.cell = this.cellError = null;
    if (!place) return this.#cells.drop();
    const path = `/api/directory/cell?territory=${encodeURIComponent(place.territory)}&subject=${place.subject}`;
    await this.#cells.read(() => api.get<CellView>(path), {
      take: (cell) => {
        this.cell = cell;
        this.cellError = null;
      },
      fail: (error) => (this.cellError = error),
    });
  }
}
