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
import { api, ApiError } from './api.ts';
import { placeKey, type CellPlace } from './duties.ts';

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
  #asked = 0;
  #cellAsked = 0;

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
    const mine = ++this.#asked;
    try {
      const view = await api.get<MatrixView>('/api/directory/matrix');
      if (mine !== this.#asked) return;
      this.view = view;
      this.error = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === this.#asked) this.error = error;
    }
  }

  async #readCell(): Promise<void> {
    const mine = ++this.#cellAsked;
    const place = this.#place;
    const shown = this.cell && placeKey({ territory: this.cell.territory.code, subject: this.cell.subject });
    if (!place || shown !== placeKey(place)) this.cell = this.cellError = null;
    if (!place) return;
    try {
      const cell = await api.get<CellView>(
        `/api/directory/cell?territory=${encodeURIComponent(place.territory)}&subject=${place.subject}`,
      );
      if (mine !== this.#cellAsked) return;
      this.cell = cell;
      this.cellError = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === this.#cellAsked) this.cellError = error;
    }
  }
}
