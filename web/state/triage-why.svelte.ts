/** 为什么不是: the fold beside the evidence. What it says is asked for when it is open, and for each item anew. */
import { untrack } from 'svelte';
import type { ExplanationView, TextSpan } from '../../server/contract/explanation-views.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { api, ApiError } from './api.ts';
import type { PointedWords, Side } from './marks.ts';
import { Waiting } from './waiting.svelte.ts';

/** The item explained, with its verdict: another of either is asked for again. */
interface About {
  id: string;
  verdict: string;
}

export class Why {
  open = $state(false);
  view = $state.raw<ExplanationView | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** Words the pointer or the focus is on; `seek` where they are to come into sight. */
  pointed = $state.raw<(PointedWords & { seek: boolean }) | null>(null);
  #about: About | null = null;
  #asked = false;
  readonly #waiting = new Waiting();

  get waiting(): Waiting['state'] {
    return this.#waiting.state;
  }

  toggle(): void {
    this.open = !this.open;
    this.pointed = null;
  }

  point(side: Side, spans: readonly TextSpan[], seek = false): void {
    this.pointed = { side, spans, seek };
  }

  /** Called in an effect: keeps to the item being read. */
  follow(detail: ItemDetail | null): void {
    const about = detail?.verdict ? { id: detail.id, verdict: detail.verdict.id } : null;
    const { open } = this;
    untrack(() => {
      if (about?.id !== this.#about?.id || about?.verdict !== this.#about?.verdict) this.#turnTo(about);
      if (open && about && !this.#asked) void this.retry();
    });
  }

  /** Asks, or asks again after a failure. */
  async retry(): Promise<void> {
    const about = this.#about;
    if (!about) return;
    this.#asked = true;
    this.error = null;
    this.#waiting.begin();
    try {
      const view = await api.get<ExplanationView>(`/api/items/${encodeURIComponent(about.id)}/explanation`);
      if (this.#about === about) this.view = view;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#about === about) this.error = error;
    } finally {
      if (this.#about === about) this.#waiting.end();
    }
  }

  #turnTo(about: About | null): void {
    this.#about = about;
    this.#asked = false;
    this.#waiting.end();
    this.view = null;
    this.error = null;
    this.pointed = null;
  }
}
