/** 会商与口径 of one case, kept fresh: read anew when the live board tells that the case changed. */
import { untrack } from 'svelte';
import type {
  ConsultationView,
  ConsultingView,
  DecisionView,
  LineView,
} from '../../server/contract/consultation-views.ts';
import { api, type ApiError } from './api.ts';
import { live } from './live.svelte.ts';
import { Newest } from './newest.ts';

/** Which dialog of the panel is open, and on what. */
export type ConsultingDialog =
  | { kind: 'call' | 'line' | 'compare' }
  | { kind: 'invite' | 'opinion' | 'hold' | 'minutes' | 'confirm' | 'conclude' | 'cancel'; one: ConsultationView }
  | { kind: 'meet'; decision: DecisionView }
  | { kind: 'line-answer' | 'line-enforce' | 'line-discard'; line: LineView };

/** Use inside a component: `const consulting = new Consulting(() => id)`. */
export class Consulting {
  view = $state.raw<ConsultingView | null>(null);
  error = $state.raw<ApiError | null>(null);
  readonly #id: () => string;
  readonly #reads = new Newest();
  #shown = '';

  constructor(id: () => string) {
    this.#id = id;
    $effect(() => {
      void live.cases.get(id());
      untrack(() => void this.read());
    });
  }

  async read(): Promise<void> {
    const id = this.#id();
    if (this.#shown !== id) this.view = this.error = null;
    this.#shown = id;
    const path = `/api/cases/${encodeURIComponent(id)}/consultations`;
    await this.#reads.read(() => api.get<ConsultingView>(path), {
      take: (view) => {
        this.view = view;
        this.error = null;
      },
      fail: (error) => {
        if (error.status === 404) this.view = null;
        this.error = error;
      },
    });
  }
}

/** The line in force, or else the one to be agreed on; null where there is neither. */
export const lineShown = (lines: readonly LineView[]): LineView | null =>
  lines.find((one) => one.state === 'in_force') ?? lines.find((one) => one.state === 'agreeing') ?? null;

/** Units asked that have not agreed. */
export const notAgreed = (line: LineView): string[] =>
  line.asked.filter(({ answer }) => !answer?.agrees).map(({ unit }) => unit.name);

/** `2026-11-20T14:30` of a field for local time, read as China Standard Time; null where it is not whole. */
export const chinaInstant = (field: string): string | null =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(field) ? `${field}:00+08:00` : null;

/** An instant as a field for local time shows it, in China Standard Time. */
export const chinaField = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
