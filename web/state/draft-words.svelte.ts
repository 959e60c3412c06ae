/** What a draft says of itself while its dialog stands open: a title it proposes until one writes another, a day, a reason. */
import type { DraftWords } from './duties.svelte.ts';

/** Use inside a component; `proposed` is read anew while the title is untouched. */
export class DraftDraft {
  validFrom = $state('');
  reason = $state('');
  #own = $state<string | null>(null);
  readonly #proposed: () => string;

  constructor(today: string, proposed: () => string) {
    this.validFrom = today;
    this.#proposed = proposed;
  }

  get title(): string {
    return this.#own ?? this.#proposed();
  }

  set title(text: string) {
    this.#own = text;
  }

  get ready(): boolean {
    return this.title.trim().length >= 2 && this.reason.trim().length >= 2 && this.validFrom !== '';
  }

  get words(): DraftWords {
    return { title: this.title.trim().slice(0, 80), reason: this.reason.trim(), validFrom: this.validFrom };
  }
}
