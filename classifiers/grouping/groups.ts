/** The groups that may still be joined: found by rare shared terms, never by a scan; those quiet for longest are forgotten. */
import type { Name } from './names.ts';
import { heaviest, type Sketch } from './terms.ts';

/** What is remembered of an item, about two kilobytes. */
export interface Member {
  readonly sketch: Sketch;
  readonly names: readonly Name[];
  /** Terms of those names: to share them alone is to share no matter. */
  readonly nameTerms: ReadonlySet<number>;
  readonly lead: string;
  readonly years: readonly string[];
  readonly places: readonly string[];
  /** Milliseconds; null where the source gives none. */
  readonly at: number | null;
}

/** An open group: its first and latest members, and when it was last heard of. */
export interface Group {
  readonly key: string;
  readonly members: Member[];
  lastAt: number | null;
}

/** Terms by which an item is found and looked up. */
const INDEXED_TERMS = 24;
/** Groups a term leads to, the latest: what stands in more tells little, and rarer terms lead there too. */
const GROUPS_OF_TERM = 32;
/** Groups that are compared with an item. */
const COMPARED_GROUPS = 12;
/** Members a group is remembered by. */
const REMEMBERED_MEMBERS = 40;

/** Open groups by key and by term. */
export class Groups {
  private readonly groups = new Map<string, Group>();
  private readonly postings = new Map<number, Group[]>();
  private members = 0;
  private readonly capacity: number;

  /** `capacity` is how many members are remembered in all. */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Puts an item into the group of that key, which is opened if there is none. */
  keep(key: string, member: Member): Group {
    const group = this.groups.get(key) ?? { key, members: [], lastAt: null };
    this.groups.delete(key);
    this.groups.set(key, group); // a Map keeps this order: the longest quiet stands first
    group.members.push(member);
    this.members += 1;
    if (group.members.length > REMEMBERED_MEMBERS) {
      group.members.splice(1, 1);
      this.members -= 1;
    }
    if (member.at !== null) group.lastAt = Math.max(group.lastAt ?? member.at, member.at);
    for (const [term] of heaviest(member.sketch, INDEXED_TERMS)) this.index(term, group);
    while (this.members > this.capacity && this.groups.size > 1) this.forgetQuietest();
    return group;
  }

  /** The groups that share an item's heaviest terms, most shared weight first. */
  near(sketch: Sketch): Group[] {
    const shared = new Map<Group, number>();
    for (const [term, weight] of heaviest(sketch, INDEXED_TERMS))
      for (const group of this.postings.get(term) ?? []) shared.set(group, (shared.get(group) ?? 0) + weight * weight);
    return [...shared]
      .sort((a, b) => b[1] - a[1])
      .slice(0, COMPARED_GROUPS)
      .map(([group]) => group);
  }

  private index(term: number, group: Group): void {
    const list = this.postings.get(term);
    if (!list) this.postings.set(term, [group]);
    else if (!list.includes(group)) {
      list.push(group);
      if (list.length > GROUPS_OF_TERM) list.shift();
    }
  }

  private forgetQuietest(): void {
    const [quietest] = this.groups.values();
    if (!quietest) return;
    this.groups.delete(quietest.key);
    this.members -= quietest.members.length;
    for (const { sketch } of quietest.members) for (const term of sketch.terms) this.unindex(term, quietest);
  }

  private unindex(term: number, group: Group): void {
    const list = this.postings.get(term);
    const at = list?.indexOf(group) ?? -1;
    if (!list || at < 0) return;
    if (list.length === 1) this.postings.delete(term);
    else list.splice(at, 1);
  }
}
