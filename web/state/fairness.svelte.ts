/** 退回与误派 as the page shows them: one term at a time, and the cases behind one figure. */
import { untrack } from 'svelte';
import {
  LEAST_SAMPLE,
  type DispatcherFigure,
  type Fairness,
  type FairnessCases,
  type UnitFigure,
} from '../../server/contract/accountability-views.ts';
import { api, ApiError } from './api.ts';

/** Whose figure was opened, and which. */
export type OpenedFigure =
  | { of: 'dispatcher'; id: string; name: string; figure: DispatcherFigure }
  | { of: 'unit'; id: string; name: string; figure: UnitFigure };

/** Per cent with one digit, or null where the sample is too small to say. */
export const shareOf = (part: number, whole: number): string | null =>
  whole < LEAST_SAMPLE ? null : `${((part / whole) * 100).toFixed(1)}%`;

export class FairnessPage {
  view = $state.raw<Fairness | null>(null);
  error = $state.raw<ApiError | null>(null);
  opened = $state.raw<OpenedFigure | null>(null);
  cases = $state.raw<FairnessCases | null>(null);
  casesError = $state.raw<ApiError | null>(null);

  /** `term` is the one in the address; empty for the present quarter. */
  constructor(term: () => string) {
    $effect(() => {
      const asked = term();
      untrack(() => void this.load(asked));
    });
  }

  async load(term: string): Promise<void> {
    try {
      this.view = await api.get<Fairness>(`/api/fairness${term ? `?${new URLSearchParams({ term })}` : ''}`);
      this.error = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
    }
  }

  async open(figure: OpenedFigure): Promise<void> {
    this.opened = figure;
    this.cases = null;
    this.casesError = null;
    const query = { term: this.view?.term ?? '', figure: figure.figure, [figure.of]: figure.id };
    try {
      const cases = await api.get<FairnessCases>(`/api/fairness/cases?${new URLSearchParams(query)}`);
      if (this.opened === figure) this.cases = cases;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.opened === figure) this.casesError = error;
    }
  }

  close(): void {
    this.opened = null;
  }
}
