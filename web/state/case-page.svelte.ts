/** One case whole, kept fresh: read when it is opened, and anew when the live board tells that it changed. */
import { untrack } from 'svelte';
import type { CaseDetail } from '../../server/contract/case-detail-views.ts';
import { api, type ApiError } from './api.ts';
import { live } from './live.svelte.ts';
import { Newest } from './newest.ts';

/** Sends a command of a case: `accept`, `return`, … Answers with the case, or nothing where it has left the sender's sight. */
export function act(caseId: string, name: string, body: unknown): Promise<CaseDetail | undefined> {
  return api.post<CaseDetail | undefined>(`/api/cases/${encodeURIComponent(caseId)}/${name}`, body);
}

/** Use inside a component: `const page = new CasePage(() => id)`; `detail` follows the id and the live board. */
export class CasePage {
  detail = $state.raw<CaseDetail | null>(null);
  error = $state.raw<ApiError | null>(null);
  loading = $state(false);
  readonly #reads = new Newest();

  constructor(id: () => string | null) {
    $effect(() => {
      const wanted = id();
      // The live view is replaced whole at each change; its coming is the sign to read anew.
      void (wanted && live.cases.get(wanted));
      untrack(() => void this.#read(wanted));
    });
  }

  /** Takes an answer of a command, so that the page needn't wait for the board. */
  take(detail: CaseDetail | undefined): void {
    if (detail && detail.case.id === this.detail?.case.id) this.detail = detail;
  }

  /** Reads anew. */
  retry(): void {
    void this.#read(this.detail?.case.id ?? null);
  }

  async #read(id: string | null): Promise<void> {
    if (id === null) {
      this.detail = this.error = null;
      return this.#reads.drop();
    }
    if (this.detail?.case.id !== id) {
      this.detail = this.error = null;
      this.loading = true;
    }
    await this.#reads.read(() => api.get<CaseDetail>(`/api/cases/${encodeURIComponent(id)}`), {
      take: (detail) => {
        this.detail = detail;
        this.error = null;
        this.loading = false;
      },
      fail: (error) => {
        if (error.status === 404) this.detail = null;
        this.error = error;
        this.loading = false;
      },
    });
  }
}
