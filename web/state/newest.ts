/** Reads of which only the newest counts: one that was overtaken by another changes nothing any more. */
import { ApiError } from './api.ts';

export interface Taking<T> {
  take(value: T): void;
  fail(error: ApiError): void;
}

export class Newest {
  #asked = 0;

  /** Reads, and gives the answer or its failure on unless it was overtaken. What is no ApiError is thrown. */
  async read<T>(ask: () => Promise<T>, { take, fail }: Taking<T>): Promise<void> {
    const mine = ++this.#asked;
    try {
      const value = await ask();
      if (mine === this.#asked) take(value);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === this.#asked) fail(error);
    }
  }

  /** What is being read counts no more. */
  drop(): void {
    this.#asked += 1;
  }
}
