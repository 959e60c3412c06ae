/** What GET /api/search answers, page after page. */
import type { Hit, SearchView } from '../../server/contract/search-views.ts';
import { api, ApiError } from './api.ts';
import { joined } from './search-hits.ts';
import { Waiting } from './waiting.svelte.ts';

/** Results as they were left, to be shown again when one comes back to them. */
export interface Kept {
  view: SearchView;
  hits: readonly Hit[];
  next: string | null;
}

export class Found {
  /** The first page; null before it has come, and after a failure. */
  view = $state.raw<SearchView | null>(null);
  hits = $state.raw<readonly Hit[]>([]);
  error = $state.raw<ApiError | null>(null);
  /** Why the next page did not come; what is there stays. */
  moreError = $state.raw<ApiError | null>(null);
  loadingMore = $state(false);
  next = $state.raw<string | null>(null);
  /** True while what is shown still belongs to the query before. */
  pending = $state(false);
  readonly waiting = new Waiting();
  #asked = 0;
  #query: string | null = null;

  /** Asks for a query as text (see search-query.ts); null asks nothing and shows nothing. Never rejects. */
  async ask(query: string | null): Promise<void> {
    const other = query !== this.#query;
    const mine = this.#begin(query);
    if (query === null) return this.#show(null);
    this.pending = other;
    this.waiting.begin();
    try {
      const view = await api.get<SearchView>(`/api/search?${query}`);
      if (mine === this.#asked) this.#show({ view, hits: view.hits, next: view.next });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine !== this.#asked) return;
      this.#show(null);
      this.error = error;
    }
  }

  /** Shows what was kept of a query. */
  restore(query: string, kept: Kept): void {
    this.#begin(query);
    this.#show(kept);
  }

  /** Asks the same once more. */
  again(): Promise<void> {
    return this.ask(this.#query);
  }

  /** The next page, where there is one and none is on its way. Never rejects. */
  async more(): Promise<void> {
    const { next } = this;
    if (next === null || this.loadingMore) return;
    const mine = this.#asked;
    this.loadingMore = true;
    this.moreError = null;
    try {
      const view = await api.get<SearchView>(`/api/search?${this.#query}&after=${encodeURIComponent(next)}`);
      if (mine !== this.#asked) return;
      this.hits = joined(this.hits, view.hits);
      this.next = view.next;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === this.#asked) this.moreError = error;
    } finally {
      if (mine === this.#asked) this.loadingMore = false;
    }
  }

  /** What is shown, to be restored later; null where nothing came. */
  get kept(): Kept | null {
    return this.view && { view: this.view, hits: this.hits, next: this.next };
  }

  #begin(query: string | null): number {
    this.#query = query;
    this.loadingMore = false;
    this.moreError = null;
    this.#asked += 1;
    return this.#asked;
  }

  #show(kept: Kept | null): void {
    this.waiting.end();
    this.pending = false;
    this.error = null;
    this.view = kept?.view ?? null;
    this.hits = kept?.hits ?? [];
    this.next = kept?.next ?? null;
  }
}
