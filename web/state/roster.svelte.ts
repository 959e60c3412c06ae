/** The roster page: a week, hand-overs, contacts; read at the start and after each act. */
import type { ContactsView, HandOversView, RosterView } from '../../server/contract/roster-views.ts';
import { api, ApiError } from './api.ts';
import { localTime } from './local-time.ts';

const DAY_MS = 86_400_000;

/** A day some days on, `YYYY-MM-DD`. */
export const dayOn = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The day in China on which an instant lies. */
export const chinaDayOf = (at: number): string => localTime(at).slice(0, 10);

export class RosterPage {
  roster = $state.raw<RosterView | null>(null);
  handOvers = $state.raw<HandOversView | null>(null);
  contacts = $state.raw<ContactsView | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** First day shown; null: today. */
  #from: string | null = null;
  readonly #readsHandOvers: boolean;

  constructor(readsHandOvers: boolean) {
    this.#readsHandOvers = readsHandOvers;
    void this.load();
  }

  async load(): Promise<void> {
    try {
      const [roster, handOvers, contacts] = await Promise.all([
        api.get<RosterView>(`/api/roster${this.#from ? `?from=${this.#from}` : ''}`),
        this.#readsHandOvers ? api.get<HandOversView>('/api/roster/hand-overs') : null,
        api.get<ContactsView>('/api/contacts'),
      ]);
      this.roster = roster;
      this.handOvers = handOvers;
      this.contacts = contacts;
      this.error = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
    }
  }

  /** Shows the seven days from another one on; null: from today. */
  show(from: string | null): void {
    this.#from = from;
    void this.load();
  }

  step(days: number): void {
    if (this.roster) this.show(dayOn(this.roster.from, days));
  }
}
