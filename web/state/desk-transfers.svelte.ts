/** 移送: what was handed over to this body; read only by those who may receive it. */
import type { Transfers, TransferView } from '../../server/contract/accountability-views.ts';
import { api, ApiError } from './api.ts';
import { session } from './session.svelte.ts';

const EVERY_MS = 60_000;

export class DeskTransfers {
  list = $state.raw<readonly TransferView[]>([]);
  selectedId = $state<string | null>(null);
  readonly selected = $derived(this.list.find((one) => one.id === this.selectedId) ?? null);

  /** Use inside a component. The board never tells of transfers, so they are read anew each minute. */
  constructor() {
    $effect(() => {
      if (!session.can('transfer.receive')) return;
      void this.read();
      const timer = setInterval(() => void this.read(), EVERY_MS);
      return () => clearInterval(timer);
    });
  }

  /** A failure leaves what was shown; who may receive nothing sees nothing. */
  async read(): Promise<void> {
    try {
      const { transfers } = await api.get<Transfers>('/api/transfers');
      this.list = transfers;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** Throws ApiError. */
  async receive(id: string, number: string): Promise<void> {
    await api.post(`/api/transfers/${encodeURIComponent(id)}/receive`, { number });
    await this.read();
  }
}
