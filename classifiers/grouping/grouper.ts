/**
 * One event, one group: items in order of time, each to the group it belongs to or to one of its own. A key once given stays. The cost
 * of an item does not grow with the number of groups, and memory is bounded by `capacity`.
 */
import { Groups, type Group, type Member } from './groups.ts';
import { likenessTo } from './likeness.ts';
import { leadOf, maskedPlaces, namesOf, yearsOf, type Name } from './names.ts';
import { countTerms, TermStatistics, termNumber } from './terms.ts';

/** What grouping reads of an item; the text may be masked. */
export interface Groupable {
  title: string;
  text: string;
  /** Milliseconds; null where the source gives none. */
  at: number | null;
  /** Codes of the places it concerns, where they are known. */
  places?: readonly string[];
}

/** Where an item went: a group's key, and how alike the group's nearest members are (0 for a new group). */
export interface Grouped {
  key: string;
  likeness: number;
  joined: boolean;
}

/** As alike as this (mean of the nearest members) is one event; from labelled pairs, see README.md. */
export const ONE_EVENT = 0.19;
/** Items remembered: an event older than so many others is not joined any more. */
export const REMEMBERED_ITEMS = 100_000;

export interface GrouperOptions {
  threshold?: number;
  /** Items remembered at most. */
  capacity?: number;
}

/** Groups items given one after another. `add` decides; `restore` takes in what was decided before. */
export class Grouper {
  private readonly statistics = new TermStatistics();
  private readonly groups: Groups;
  private readonly threshold: number;

  constructor({ threshold = ONE_EVENT, capacity = REMEMBERED_ITEMS }: GrouperOptions = {}) {
    this.threshold = threshold;
    this.groups = new Groups(capacity);
  }

  /** Teaches which words are common, by texts that belong to no group. */
  learn(texts: Iterable<{ title?: string; text: string }>): void {
    for (const { title = '', text } of texts) this.statistics.see(countTerms(title, text));
  }

  /** Decides where an item belongs; `key` names its group if it opens one. */
  add(item: Groupable, key: string): Grouped {
    const member = this.read(item);
    const best = this.nearestGroup(member);
    const joined = best !== null && best.likeness >= this.threshold;
    const group = this.groups.keep(joined ? best.group.key : key, member);
    return { key: group.key, likeness: joined ? best.likeness : 0, joined };
  }

  /** Takes in an item whose group was decided before. */
  restore(item: Groupable, key: string): void {
    this.groups.keep(key, this.read(item));
  }

  /** Weighs an item by what was common before it, and remembers what is common with it. */
  private read({ title, text, at, places = [] }: Groupable): Member {
    const counts = countTerms(title, text);
    const sketch = this.statistics.sketch(counts);
    this.statistics.see(counts);
    const names = namesOf(title, text);
    return {
      sketch,
      names,
      nameTerms: termsOfNames(names),
      lead: leadOf(title, text),
      years: yearsOf(title, text),
      places: [...places, ...maskedPlaces(title, text)],
      at,
    };
  }

  private nearestGroup(member: Member): { group: Group; likeness: number } | null {
    let best: { group: Group; likeness: number } | null = null;
    for (const group of this.groups.near(member.sketch)) {
      const likeness = likenessTo(group, member, best?.likeness ?? this.threshold);
      if (!best || likeness > best.likeness) best = { group, likeness };
    }
    return best;
  }
}

const termsOfNames = (names: readonly Name[]): Set<number> =>
  new Set(names.flatMap(({ whole }) => [...countTerms('', whole).keys()].map(termNumber)));
