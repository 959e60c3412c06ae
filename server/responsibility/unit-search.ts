/**
 * Finding the right unit by what people call it: names, short names, other and former names, with or without the territory, in
 * pinyin, and with a slip of typing. What is written exactly comes before what it begins, what it begins before what holds it, and
 * that before what is merely alike; the territory named decides, else the searcher's own comes first. Pure.
 */
import { byLetters, byOrder, type Likeness } from '../../classifiers/string-distance.ts';
import type { UnitSearch } from '../contract/views.ts';
import type { Organisation, Unit } from '../organisation/model.ts';
import { levelOf, plainReading, type Reading } from './finding/place-words.ts';
import { spellingIndexOf, type Bearer, type Spelled, type SpellingIndex } from './finding/spelling-index.ts';
import { folded, type SpellingKind } from './finding/spellings.ts';

const SHOWN = 20;
/** Less alike than this is another name. Chosen on the table of test/unit/responsibility/unit-queries.ts. */
const ALIKE = 0.6;
/** How much sounding alike counts beside being written alike. */
const HEARD = 0.6;
/** So many are compared letter by letter. */
const COMPARED = 60;

/** Costs: a step of a hundred is never made up for by what lies within it. */
const EXACT = 0;
const BEGINS = 100;
const HOLDS = 200;
const PINYIN = 250;
const NEAR = 300;
const SLIP = 270;
/** A territory's short name read where its full one stands. */
const SHORTER = 20;
const KIND_COSTS: Readonly<Record<SpellingKind, number>> = { name: 0, short: 0, alias: 3, former: 5, word: 8 };

export type FoundBy = UnitSearch['units'][number]['match'];

interface Found {
  unit: number;
  cost: number;
  /** The spelling that was met; null where its territory or its whole name was. */
  by: { text: string; bearer: Bearer; near: boolean } | null;
}

export interface SearchOptions {
  /** Territory of the one who searches; the jurisdiction's where left out. */
  territory?: string;
  /** Units that are never offered: those a case is closed to. */
  barred?: ReadonlySet<string>;
  /** How likeness is measured; for comparing measures. */
  likeness?: Likeness;
}

const indexes = new WeakMap<Organisation, SpellingIndex>();

function indexOf(organisation: Organisation): SpellingIndex {
  const known = indexes.get(organisation) ?? spellingIndexOf(organisation);
  indexes.set(organisation, known);
  return known;
}

/** Order tells slips within a name, letters tell parts exchanged; the best on test/unit/responsibility/unit-queries.ts. */
export const nearness: Likeness = (a, b) => (byOrder(a, b) + byLetters(a, b)) / 2;

/** The units an officer may choose from by these words, at most twenty, each with why it was found where its name doesn't say so. */
export function searchUnits(
  organisation: Organisation,
  query: string,
  options: SearchOptions = {},
): UnitSearch['units'] {
  return found(organisation, query, options)
    .slice(0, SHOWN)
    .flatMap(({ unit, by }) => {
      const one = organisation.units[unit];
      if (!one) return [];
      const territoryName = organisation.territory(one.territory)?.name ?? '';
      return [{ id: one.id, name: one.name, territoryName, match: matchOf(by) }];
    });
}

/** All units one of whose names holds the words as they stand, in the directory's order. Empty query: none. */
export function unitsNamed(organisation: Organisation, query: string): Unit[] {
  const typed = folded(query);
  if (typed === '') return [];
  return organisation.units.filter(({ name, shortName, aliases, formerNames = [] }) =>
    [name, shortName, ...aliases, ...formerNames].some((one) => folded(one).includes(typed)),
  );
}

function found(organisation: Organisation, query: string, options: SearchOptions): Found[] {
  const typed = folded(query);
  if (typed === '') return [];
  const search = new Search(organisation, options);
  search.byName(typed);
  if (search.isEmpty) search.byLikeness(typed);
  return search.found();
}

/** One search: the cheapest way in which each unit was found. */
class Search {
  readonly #index: SpellingIndex;
  readonly #best = new Map<number, Found>();
  readonly #placeCosts = new Map<string, number>();
  readonly #fitCosts = new Map<Reading, Map<string, number | null>>();

  readonly organisation: Organisation;
  readonly options: SearchOptions;

  constructor(organisation: Organisation, options: SearchOptions) {
    this.organisation = organisation;
    this.options = options;
    this.#index = indexOf(organisation);
  }

  get isEmpty(): boolean {
    return this.#best.size === 0;
  }

  found(): Found[] {
    return [...this.#best.values()].sort((a, b) => a.cost - b.cost || a.unit - b.unit);
  }

  /** By letters that stand in a name. */
  byName(typed: string): void {
    for (const code of new Set(this.#index.places.beginning(typed))) this.#ofPlace([code], BEGINS);
    for (const reading of this.#index.places.read(typed)) {
      if (reading.rest === '') this.#ofPlace(reading.places ?? [], EXACT);
      else this.#byRest(reading, 0);
    }
    if (this.isEmpty) this.#byWholeName(typed);
    if (this.isEmpty && /^[a-z]{2,}$/.test(typed)) this.#byPinyin(typed);
  }

  /** By likeness: a slip in the territory, in the name, or words around a name. */
  byLikeness(typed: string): void {
    const slips = this.#index.places.readSlips(typed);
    for (const reading of slips) this.#byRest(reading, SLIP);
    for (const reading of [...this.#index.places.read(typed), ...slips]) this.#byNear(reading);
  }

  #byRest(reading: Reading, cost: number): void {
    const { rest } = reading;
    for (const spelled of this.#index.spellings) {
      const at = spelled.text.indexOf(rest);
      if (at < 0) continue;
      const longer = Math.min(20, spelled.text.length - rest.length);
      const step = at > 0 ? HOLDS : longer > 0 ? BEGINS : EXACT;
      this.#add(spelled, reading, cost + step + longer, false);
    }
  }

  #byNear(reading: Reading): void {
    const { rest } = reading;
    if (rest.length < 2) return;
    const likeness = this.options.likeness ?? nearness;
    const sound = this.#index.soundOf(rest);
    for (const spelled of this.#index.resembling(rest, COMPARED)) {
      const alike = HEARD * likeness(sound, spelled.sound) + (1 - HEARD) * likeness(rest, spelled.text);
      if (alike >= ALIKE) this.#add(spelled, reading, NEAR + (1 - alike) * 200 + (reading.shorter ? SHORTER : 0), true);
    }
  }

  #byWholeName(typed: string): void {
    this.#index.names.forEach((name, unit) => {
      if (name.includes(typed)) this.#keep(unit, HOLDS + this.#placeCost(unit), null);
    });
  }

  #byPinyin(typed: string): void {
    for (const spelled of this.#index.spellings) {
      const whole = spelled.pinyin === typed || spelled.initials === typed;
      if (!whole && !spelled.pinyin.startsWith(typed) && !spelled.initials.startsWith(typed)) continue;
      this.#add(spelled, plainReading(typed), PINYIN + (whole ? 0 : Math.min(20, spelled.initials.length)), false);
    }
  }

  #ofPlace(codes: readonly string[], cost: number): void {
    for (const code of codes) {
      this.organisation.units.forEach((unit, at) => {
        if (unit.territory === code) this.#keep(at, cost, null);
      });
    }
  }

  #add({ text, bearers }: Spelled, reading: Reading, cost: number, near: boolean): void {
    for (const bearer of bearers) {
      const place = this.#fits(bearer.unit, reading);
      if (place === null) continue;
      const by = { text, bearer, near: near || !reading.exact };
      this.#keep(bearer.unit, cost + place + KIND_COSTS[bearer.kind], by);
    }
  }

  /** What it costs that the unit lies where it does; null where another place is named. */
  #fits(at: number, reading: Reading): number | null {
    const territory = this.organisation.units[at]?.territory ?? '';
    const costs = this.#fitCosts.get(reading) ?? new Map<string, number | null>();
    this.#fitCosts.set(reading, costs);
    const known = costs.get(territory);
    if (known !== undefined) return known;
    const cost = this.#fitOf(territory, at, reading);
    costs.set(territory, cost);
    return cost;
  }

  #fitOf(territory: string, at: number, { places, level }: Reading): number | null {
    if (level !== null) {
      const own = levelOf(this.organisation.territory(territory)?.name ?? '') === level;
      return own ? this.#placeCost(at) / 2 : null;
    }
    if (places === null) return this.#placeCost(at);
    if (places.includes(territory)) return 0;
    if (this.organisation.lineage(territory).some((code) => places.includes(code))) return 30;
    return places.some((code) => this.organisation.lineage(code).includes(territory)) ? 45 : null;
  }

  /** Own territory, jurisdiction, what lies in it, what lies above. */
  #placeCost(at: number): number {
    const territory = this.organisation.units[at]?.territory ?? '';
    const known = this.#placeCosts.get(territory);
    if (known !== undefined) return known;
    const { code } = this.organisation;
    const inside = this.organisation.lineage(territory).includes(code);
    const cost = territory === (this.options.territory ?? code) ? 5 : territory === code ? 15 : inside ? 30 : 45;
    this.#placeCosts.set(territory, cost);
    return cost;
  }

  #keep(unit: number, cost: number, by: Found['by']): void {
    const before = this.#best.get(unit);
    if (before && before.cost <= cost) return;
    if (!this.options.barred?.has(this.organisation.units[unit]?.id ?? '')) this.#best.set(unit, { unit, cost, by });
  }
}

function matchOf(by: Found['by']): FoundBy {
  if (by === null) return null;
  const { text, bearer, near } = by;
  if (near) return { by: 'near', text, until: null };
  if (bearer.kind === 'name' || bearer.kind === 'short') return null;
  return bearer.kind === 'former' ? { by: 'former', text, until: bearer.until } : { by: 'alias', text, until: null };
}
