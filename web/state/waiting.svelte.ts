/** How long an answer has been waited for, as the page tells it (UI.md §6). */

/** No skeleton before this, and a line that says so after that. */
const SKELETON_AFTER_MS = 400;
const SLOW_AFTER_MS = 8_000;

export class Waiting {
  state = $state<'no' | 'skeleton' | 'slow'>('no');
  #timers: ReturnType<typeof setTimeout>[] = [];

  begin(): void {
    this.end();
    this.#timers = [
      setTimeout(() => (this.state = 'skeleton'), SKELETON_AFTER_MS),
      setTimeout(() => (this.state = 'slow'), SLOW_AFTER_MS),
    ];
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.state = 'no';
  }
}
