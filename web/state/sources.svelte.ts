/** The page of the sources: read every quarter of a minute while it is seen, and after each act. What is shown stays where that fails. */
import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { AddSource, ChangeSource } from '../../server/contract/source-requests.ts';
import type {
  IssuedToken,
  SourceDetail,
  SourceRowView,
  SourcesView,
  SourceTest,
} from '../../server/contract/source-views.ts';
import { api, type ApiError } from './api.ts';
import { live } from './live.svelte.ts';
import { Newest } from './newest.ts';
import { whileSeen } from './while-seen.ts';

const POLL_MS = 15_000;
/** Two rounds missed: what is shown is no longer now. */
const STALE_MS = 45_000;

const pathOf = (id: string, rest = ''): string => `/api/sources/${encodeURIComponent(id)}${rest}`;

/** POST /api/sources/try. Throws ApiError. */
export const trySource = (url: string): Promise<SourceTest> => api.post<SourceTest>('/api/sources/try', { url });

/** Use inside a component: `new SourcesPage(() => id)`; `detail` follows the id. */
export class SourcesPage {
  view = $state.raw<SourcesView | null>(null);
  /** Why the last reading failed; null once one went well. */
  error = $state.raw<ApiError | null>(null);
  detail = $state.raw<SourceDetail | null>(null);
  detailError = $state.raw<ApiError | null>(null);
  /** Sources with a test or a resumption under way. */
  readonly busy = new SvelteSet<string>();
  #readAt = $state(0);
  readonly #lists = new Newest();
  readonly #details = new Newest();
  #id: string | null = null;

  /** Milliseconds since the list was read. */
  readonly age = $derived(Math.max(0, live.now - this.#readAt));
  /** The server's time: that of the list, and what has passed since. */
  readonly now = $derived(this.view ? Date.parse(this.view.at) + this.age : live.now);
  readonly stale = $derived(this.view !== null && (this.error !== null || this.age > STALE_MS));

  constructor(id: () => string | null) {
    $effect(() => {
      this.#id = id();
      untrack(() => void this.#readDetail());
    });
    $effect(() => {
      if (document.visibilityState === 'visible') untrack(() => void this.reload());
      return whileSeen(POLL_MS, () => void this.reload());
    });
  }

  /** Reads list and chosen source anew. Never rejects: a failure is kept. */
  async reload(): Promise<void> {
    await Promise.all([this.#readList(), this.#readDetail()]);
  }

  /** Tries the source's own address. Throws ApiError. */
  test(source: SourceRowView): Promise<SourceTest> {
    return this.#busy(source.id, () => api.post<SourceTest>(pathOf(source.id, '/test'), {}));
  }

  resume({ id, version }: SourceRowView): Promise<unknown> {
    return this.#busy(id, () => api.post(pathOf(id, '/resume'), { version }));
  }

  pause({ id, version }: SourceRowView, reason: string): Promise<unknown> {
    return this.#then(api.post(pathOf(id, '/pause'), { version, reason }));
  }

  /** Answers with the new source's id. */
  async add(source: AddSource): Promise<string> {
    const { id } = await this.#then(api.post<{ id: string }>('/api/sources', source));
    return id;
  }

  change(id: string, change: ChangeSource): Promise<unknown> {
    return this.#then(api.post(pathOf(id, '/change'), change));
  }

  allowPrivate({ id, version }: SourceRowView, allow: boolean): Promise<unknown> {
    return this.#then(api.post(pathOf(id, '/allow-private'), { version, allow }));
  }

  issueToken(id: string, name: string): Promise<IssuedToken> {
    return this.#then(api.post<IssuedToken>(pathOf(id, '/tokens'), { name }));
  }

  revokeToken(id: string, token: string): Promise<unknown> {
    return this.#then(api.delete(pathOf(id, `/tokens/${encodeURIComponent(token)}`)));
  }

  async #busy<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.busy.add(id);
    try {
      return await this.#then(work());
    } finally {
      this.busy.delete(id);
    }
  }

  /** An act, and then what has become of it; a refused one (another was faster) is looked at anew too. */
  async #then<T>(act: Promise<T>): Promise<T> {
    try {
      return await act;
    } finally {
      await this.reload();
    }
  }

  async #readList(): Promise<void> {
    await this.#lists.read(() => api.get<SourcesView>('/api/sources'), {
      take: (view) => {
        this.view = view;
        this.#readAt = live.now;
        this.error = null;
      },
      fail: (error) => (this.error = error),
    });
  }

  async #readDetail(): Promise<void> {
    const id = this.#id;
    if (this.detail?.id !== id) this.detail = this.detailError = null;
    if (id === null) return this.#details.drop();
    await this.#details.read(() => api.get<SourceDetail>(pathOf(id)), {
      take: (detail) => {
        this.detail = detail;
        this.detailError = null;
      },
      fail: (error) => (this.detailError = error),
    });
  }
}
