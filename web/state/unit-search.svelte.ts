/** Finding a unit by its name: typing pauses, the server is asked, an answer that comes too late is dropped. */
import type { UnitSearch } from '../../server/contract/views.ts';
import { api, ApiError } from './api.ts';

/** Typing pauses this long before the server is asked. */
const PAUSE_MS = 250;

/** For what a unit is sought: those to whom a case or an item is closed are not offered. */
export interface SoughtFor {
  case?: string | undefined;
  item?: string | undefined;
}

/** Use inside a component; bind `words` to the field. */
export class UnitFinder {
  words = $state('');
  /** Null before anything was asked. */
  units = $state.raw<UnitSearch['units'] | null>(null);
  searching = $state(false);
  /** What went wrong, and what to do; empty where nothing did. */
  trouble = $state('');

  constructor(about: () => SoughtFor = () => ({})) {
    $effect(() => {
      const sought = this.words.trim();
      this.units = null;
      this.trouble = '';
      this.searching = sought !== '';
      if (sought === '') return;
      const query = new URLSearchParams({ q: sought, ...definite(about()) });
      let current = true;
      const timer = setTimeout(() => void this.#ask(query, () => current), PAUSE_MS);
      return () => {
        current = false;
        clearTimeout(timer);
      };
    });
  }

  async #ask(query: URLSearchParams, isCurrent: () => boolean): Promise<void> {
    try {
      const { units } = await api.get<UnitSearch>(`/api/units?${query}`);
      if (isCurrent()) this.units = units;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isCurrent()) this.trouble = error.inFull;
    } finally {
      if (isCurrent()) this.searching = false;
    }
  }
}

const definite = (about: SoughtFor): Record<string, string> =>
  Object.fromEntries(Object.entries(about).filter((entry): entry is [string, string] => entry[1] !== undefined));
