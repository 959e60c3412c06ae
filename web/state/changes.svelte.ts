/** The page of changes: the list, read now and then while it is seen, and the replay of the one that is chosen. */
import { untrack } from 'svelte';
import type { ChangeSetsView, ChangeSetView } from '../../server/contract/directory-views.ts';
import type { ReplayView } from '../../server/contract/what-if-views.ts';
import { api, ApiError } from './api.ts';
import { Newest } from './newest.ts';
import { whileSeen } from './while-seen.ts';

const POLL_MS = 15_000;
/** While a replay runs. */
const RUN_MS = 300;

export const CHANGE_TABS = ['open', 'ended', 'all'] as const;
export type ChangeTab = (typeof CHANGE_TABS)[number];

/** Open: somebody has still to decide, or its day to come. */
export const inChangeTab = ({ state }: Pick<ChangeSetView, 'state'>, tab: ChangeTab): boolean =>
  tab === 'all' || (tab === 'open') === (state === 'draft' || state === 'approved');

const pathOf = (id: string, rest = ''): string => `/api/directory/changes/${encodeURIComponent(id)}${rest}`;

/** Use inside a component: `new ChangesPage(() => id)`; `replay` follows the id. */
export class ChangesPage {
  view = $state.raw<ChangeSetsView | null>(null);
  /** Why the last reading failed; null once one went well. */
  error = $state.raw<ApiError | null>(null);
  replay = $state.raw<ReplayView | null>(null);
  replayError = $state.raw<ApiError | null>(null);
  readonly #lists = new Newest();
  #replayAsked = 0;
  #id: string | null = null;
  #closed = false;

  constructor(id: () => string | null) {
    $effect(() => {
      this.#id = id();
      this.replay = this.replayError = null;
      untrack(() => void this.#readReplay());
    });
    $effect(() => {
      untrack(() => void this.#readList());
      const end = whileSeen(POLL_MS, () => void this.reload());
      return () => {
        this.#closed = true;
        end();
      };
    });
  }

  /** Reads list and replay anew. Never rejects: a failure is kept. */
  async reload(): Promise<void> {
    await Promise.all([this.#readList(), this.#readReplay()]);
  }

  /** Throws ApiError. */
  approve({ id, version }: ChangeSetView): Promise<ChangeSetView> {
    return this.#then(api.post<ChangeSetView>(pathOf(id, '/approve'), { version }));
  }

  withdraw({ id, version }: ChangeSetView, reason: string): Promise<ChangeSetView> {
    return this.#then(api.post<ChangeSetView>(pathOf(id, '/withdraw'), { version, reason }));
  }

  /** Starts a replay, whose progress is then followed. Throws ApiError. */
  startReplay(id: string, days: number): Promise<void> {
    return this.#follow(id, api.post<ReplayView>(pathOf(id, '/replay'), { days }));
  }

  cancelReplay(id: string): Promise<void> {
    return this.#follow(id, api.delete<ReplayView>(pathOf(id, '/replay')));
  }

  /** A refused act (another was faster) is looked at anew too. */
  async #then<T>(act: Promise<T>): Promise<T> {
    try {
      return await act;
    } finally {
      await this.reload();
    }
  }

  async #follow(id: string, act: Promise<ReplayView>): Promise<void> {
    try {
      const view = await act;
      this.#take(id, ++this.#replayAsked, view);
    } catch (error) {
      await this.#readReplay();
      throw error;
    }
  }

  async #readList(): Promise<void> {
    await this.#lists.read(() => api.get<ChangeSetsView>('/api/directory/changes'), {
      take: (view) => {
        this.view = view;
        this.error = null;
      },
      fail: (error) => (this.error = error),
    });
  }

  async #readReplay(): Promise<void> {
    const mine = ++this.#replayAsked;
    const id = this.#id;
    if (id === null) return;
    try {
      this.#take(id, mine, await api.get<ReplayView>(pathOf(id, '/replay')));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === this.#replayAsked) this.replayError = error;
    }
  }

  /** Shows it, and asks again soon while it runs. */
  #take(id: string, asked: number, view: ReplayView): void {
    if (asked !== this.#replayAsked || id !== this.#id) return;
    this.replay = view;
    this.replayError = null;
    if (!view.run) return;
    setTimeout(() => {
      if (asked === this.#replayAsked && !this.#closed) void this.#readReplay();
    }, RUN_MS);
  }
}
