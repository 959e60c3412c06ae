/** 联络员 of units beside which they are shown, read when the units change. */
import type { ContactsView, ContactView } from '../../server/contract/roster-views.ts';
import { api, ApiError } from './api.ts';

/** Use inside a component: `const contacts = new Contacts(() => ids)`. */
export class Contacts {
  /** Null until they were read. */
  list = $state.raw<readonly ContactView[] | null>(null);
  #asked = '';

  constructor(units: () => readonly string[]) {
    $effect(() => {
      const wanted = [...new Set(units())].sort().join(',');
      if (wanted === this.#asked) return;
      this.#asked = wanted;
      this.list = null;
      if (wanted) void this.#read(wanted);
    });
  }

  /** Those that hold today. */
  of(unitId: string): ContactView[] {
    return (this.list ?? []).filter((one) => one.unit.id === unitId && one.current);
  }

  async #read(wanted: string): Promise<void> {
    try {
      const { contacts } = await api.get<ContactsView>(`/api/contacts?units=${encodeURIComponent(wanted)}`);
      if (wanted === this.#asked) this.list = contacts;
    } catch (error) {
      // They stand beside something else, which is not spoiled by their lack.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
