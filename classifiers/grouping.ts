/**
 * One event, one group: items in order of time, each to the group it belongs to or to one of its own. A key once given stays. A
 * group is joined by likeness to several of its members, not to one alone, so that a chain of half-alike texts does not grow.
 * Candidates are found by rare shared terms, never by a scan: the cost of an item does not grow with the number of groups.
 */
import { countTerms, likeness, TermStatistics, type TermVector } from './grouping-terms.ts';

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
export const ONE_EVENT = 0.2;
const DAY_MS = 86_400_000;

/** Members compared of a group; a group's likeness is their mean. */
const NEAREST = 3;
const LOOKED_UP_TERMS = 30;
const CANDIDATES = 12;
/** A term's list keeps its latest members: an older event has gone quiet. */
const POSTINGS = 256;

interface Group {
  key: string;
  members: Member[];
  lastAt: number | null;
}

interface Member {
  group: Group;
  vector: TermVector;
  places: readonly string[];
}

export interface GrouperOptions {
  threshold?: number;
  quietDays?: number;
  quietPenalty?: number;
}

/** Groups items given one after another. `add` decides; `restore` takes in what was decided before. */
export class Grouper {
  private readonly statistics = new TermStatistics();
  private readonly groups = new Map<string, Group>();
  private readonly postings = new Map<string, Member[]>();
  private readonly options: Required<GrouperOptions>;

  constructor(options: GrouperOptions = {}) {
    this.options = { threshold: ONE_EVENT, quietDays: 60, quietPenalty: 0.05, ...options };
  }

  /** Teaches which words are common, by texts that belong to no group. */
  learn(texts: Iterable<{ title?: string; text: string }>): void {
    for (const { title = '', text } of texts) this.statistics.see(countTerms(title, text));
  }

  /** Decides where an item belongs; `key` names its group if it opens one. */
  add(item: Groupable, key: string): Grouped {
    const counts = countTerms(item.title, item.text);
    const vector = this.statistics.vector(counts);
    const best = this.nearestGroup(vector, item);
    const joined = best !== null && best.likeness >= this.options.threshold;
    const group = joined ? best.group : this.groupOf(key);
    this.statistics.see(counts);
    this.keep(group, vector, item);
    return { key: group.key, likeness: joined ? best.likeness : 0, joined };
  }

  /** Takes in an item whose group was decided before. */
  restore(item: Groupable, key: string): void {
    const counts = countTerms(item.title, item.text);
    const vector = this.statistics.vector(counts);
    this.statistics.see(counts);
    this.keep(this.groupOf(key), vector, item);
  }

  private groupOf(key: string): Group {
    const known = this.groups.get(key);
    if (known) return known;
    const group: Group = { key, members: [], lastAt: null };
    this.groups.set(key, group);
    return group;
  }

  private keep(group: Group, vector: TermVector, { at, places = [] }: Groupable): void {
    const member: Member = { group, vector, places };
    group.members.push(member);
    if (at !== null) group.lastAt = Math.max(group.lastAt ?? at, at);
    for (const [term] of heaviest(vector)) {
      const list = this.postings.get(term);
      if (!list) this.postings.set(term, [member]);
      else {
        list.push(member);
        if (list.length > POSTINGS) list.shift();
      }
    }
  }

  private nearestGroup(vector: TermVector, item: Groupable): { group: Group; likeness: number } | null {
    let best: { group: Group; likeness: number } | null = null;
    for (const group of this.candidates(vector)) {
      const alike = this.likenessTo(group, vector, item);
      if (!best || alike > best.likeness) best = { group, likeness: alike };
    }
    return best;
  }

  /** Groups with members that share the item's heaviest terms, most shared weight first. */
  private candidates(vector: TermVector): Group[] {
    const shared = new Map<Member, number>();
    for (const [term, weight] of heaviest(vector)) {
      for (const member of this.postings.get(term) ?? [])
        shared.set(member, (shared.get(member) ?? 0) + weight * (member.vector.get(term) ?? 0));
    }
    const groups = new Set<Group>();
    for (const [member] of [...shared].sort((a, b) => b[1] - a[1])) {
      groups.add(member.group);
      if (groups.size === CANDIDATES) break;
    }
    return [...groups];
  }

  private likenessTo(group: Group, vector: TermVector, { at, places = [] }: Groupable): number {
    const near = group.members
      .slice(-40)
      .map((member) => likeness(vector, member.vector) * (elsewhere(places, member.places) ? 0.5 : 1))
      .sort((a, b) => b - a)
      .slice(0, NEAREST);
    const mean = near.reduce((sum, one) => sum + one, 0) / Math.max(1, near.length);
    const quiet = at !== null && group.lastAt !== null && Math.abs(at - group.lastAt) > this.options.quietDays * DAY_MS;
    return quiet ? mean - this.options.quietPenalty : mean;
  }
}

/** Both name places and none of them is, holds or lies in one of the other's. */
function elsewhere(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return !a.some((one) => b.some((other) => within(one, other) || within(other, one)));
}

/** Whether one place's code is the other's or lies in it: 222401 in 222400 in 220000. */
const within = (inner: string, outer: string): boolean => inner.startsWith(outer.replace(/(?:00)+$/, ''));

/** The terms that tell most of a text. */
function heaviest(vector: TermVector): [string, number][] {
  return [...vector].sort((a, b) => b[1] - a[1]).slice(0, LOOKED_UP_TERMS);
}
