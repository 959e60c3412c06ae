/** The queue as one person sees it: order, tab, selection, and what is kept back while the hands are on the keys. */
import { SvelteMap } from 'svelte/reactivity';
import { live } from './live.svelte.ts';
import { rowFrom } from './row-steps.ts';
import { folded, sameCounts } from './triage-same.ts';
import { held, waiting, type QueueTab } from './triage-queue.ts';

/** How long after a key the queue keeps its order. */
const QUIET_MS = 2_000;

export class TriageList {
  tab = $state<QueueTab>('all');
  selectedId = $state<string | null>(null);
  #keyAt = $state(0);
  /** Ids on the screen when the queue last stood still. */
  #shown = $state.raw<readonly string[]>([]);
  /** Items decided here, hidden until a newer version says they wait again. */
  readonly #decided = new SvelteMap<string, number>();
  #index = 0;

  readonly #holding = $derived(live.now - this.#keyAt < QUIET_MS);
  readonly #waiting = $derived(
    waiting(live.items.values()).filter((item) => item.version > (this.#decided.get(item.id) ?? 0)),
  );
  readonly #held = $derived(held(this.#waiting, this.#shown, this.#holding));
  readonly all = $derived(this.#held.items);
  readonly human = $derived(this.all.filter((item) => item.needsHuman));
  /** One row for each event. */
  readonly rows = $derived(folded(this.tab === 'human' ? this.human : this.all, this.selectedId));
  readonly same = $derived(sameCounts(this.all));
  /** How many arrived and are kept back. */
  readonly fresh = $derived(this.#held.back);
  /** Where the selected row stands, -1 where it has left. */
  readonly at = $derived(this.rows.findIndex((item) => item.id === this.selectedId));

  /** A key was pressed: the order stands still for two seconds. */
  touch(): void {
    this.#keyAt = live.now;
  }

  /** Shows what was kept back. */
  admit(): void {
    this.#keyAt = 0;
    this.#shown = this.#waiting.map((item) => item.id);
  }

  /** Called in an effect: takes note of what is shown, and selects the first row where nothing is selected. */
  settle(): void {
    if (!this.#holding) this.#shown = this.#waiting.map((item) => item.id);
    if (this.at >= 0) this.#index = this.at;
    this.selectedId ??= this.rows[0]?.id ?? null;
  }

  select(id: string): void {
    this.selectedId = id;
  }

  move(step: number): void {
    this.selectedId = rowFrom(this.rows, this.selectedId, step, this.#index);
  }

  show(tab: QueueTab): void {
    this.tab = tab;
    if (this.at < 0) this.selectedId = this.rows[0]?.id ?? null;
  }

  /** An item was decided here: its row goes, and where it was selected the next one takes its place. */
  leave(id: string, version: number): void {
    const next = this.at >= 0 ? (this.rows[this.at + 1] ?? this.rows[this.at - 1]) : this.rows[this.#index];
    this.#decided.set(id, version);
    if (this.selectedId === id) this.selectedId = next && next.id !== id ? next.id : null;
  }

  /** Items that went along with a decision: their rows go too. */
  leaveAlong(items: readonly { id: string; version: number }[]): void {
    for (const { id, version } of items) this.#decided.set(id, version);
  }

  /** A decision was undone: the row comes back and is selected. */
  comeBack(id: string): void {
    this.#shown = [...this.#shown, id];
    this.selectedId = id;
  }
}
