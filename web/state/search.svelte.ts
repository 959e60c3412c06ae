/** The search page: the address's query, its results, the chosen one, and what is kept of them while one looks elsewhere. */
import { untrack } from 'svelte';
import type { Hit } from '../../server/contract/search-views.ts';
import { facetLabel } from '../text/search.ts';
import { Found } from './found.svelte.ts';
import { keepResults, keptResults } from './kept-results.ts';
import { router, type Place } from './router.svelte.ts';
import { rowFrom } from './row-steps.ts';
import { hitKey, targetOf } from './search-hits.ts';
import type { Labelling } from './search-facets.ts';
import { asksNothing, readQuery, writeQuery, type SearchQuery } from './search-query.ts';
import { session } from './session.svelte.ts';

export class SearchPage {
  readonly found = new Found();
  /** Pixels the results are scrolled by. */
  scrolled = 0;
  /** The side panes, where they are drawers. */
  drawer = $state<'filters' | 'preview' | null>(null);
  #chosen = $state<string | null>(null);
  #shown: string | null = null;

  readonly query = $derived(readQuery(router.page === 'search' ? router.query : ''));
  readonly text = $derived(writeQuery(this.query));
  readonly blank = $derived(asksNothing(this.query));
  /** The results as the page may show them: not once a skeleton stands for those on their way. */
  readonly hits = $derived(this.found.waiting.state === 'no' ? this.found.hits : []);
  readonly chosen = $derived<Hit | null>(this.hits.find((hit) => hitKey(hit) === this.#chosen) ?? this.hits[0] ?? null);

  /** Called in an effect: asks for what the address says, or shows again what one comes back to. */
  follow(): void {
    const { text, blank } = this;
    untrack(() => {
      if (this.#shown === text) return;
      this.leave();
      this.#shown = text;
      const left = router.returned && session.view ? keptResults(session.view, `search?${text}`, Date.now()) : null;
      this.#chosen = left?.chosen ?? null;
      this.scrolled = left?.scrolled ?? 0;
      if (left) this.found.restore(text, left);
      else void this.found.ask(blank ? null : text);
    });
  }

  /** Keeps what is shown, for who comes back to it. */
  leave(): void {
    const { view } = session;
    const there = this.found.kept;
    if (!view || !there || this.#shown === null) return;
    const left = { ...there, chosen: this.#chosen, scrolled: this.scrolled };
    keepResults(view, `search?${this.#shown}`, left, Date.now());
  }

  /** Goes to another query; the same one is asked once more. */
  go(query: SearchQuery): void {
    const text = writeQuery(query);
    if (text !== this.text || router.id !== null) return router.go('search', { query: text });
    this.scrolled = 0;
    void this.found.ask(this.blank ? null : text);
  }

  choose(hit: Hit): void {
    this.#chosen = hitKey(hit);
  }

  /** The hit `step` further becomes the chosen one; at the end of what is there the next page is asked for. */
  move(step: number): Hit | null {
    const { hits } = this;
    const id = rowFrom(
      hits.map((hit) => ({ id: hitKey(hit) })),
      this.chosen && hitKey(this.chosen),
      step,
    );
    this.#chosen = id;
    if (hits.length > 0 && id === hitKey(hits.at(-1) as Hit)) void this.found.more();
    return this.chosen;
  }

  /** Where a hit leads; an item read here keeps the query in the address. */
  placeOf(hit: Hit): Place | null {
    const may = { judge: session.can('item.judge'), readItems: session.can('item.read') };
    const target = targetOf(hit, may);
    return target && { ...target, query: target.page === 'search' ? this.text : '' };
  }

  /** Opens a hit; not while the answer to another query is on its way. */
  open(hit: Hit): void {
    const place = this.found.pending ? null : this.placeOf(hit);
    if (place?.page) router.go(place.page, place);
  }

  /** A value of a filter in words; places the server named none of are looked up among the counties. */
  readonly label: Labelling = (key, value, given) =>
    facetLabel(key, value, given, (code) => {
      const here = session.view?.jurisdiction;
      return here?.code === code ? here.name : (here?.counties.find((one) => one.code === code)?.name ?? null);
    });
}
