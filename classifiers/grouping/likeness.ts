/** How far an item tells of a group's event: likeness to its members, less what place, name, year and time say against it. */
import { COPY, resemblance } from './copies.ts';
import type { Group, Member } from './groups.ts';
import { namedApart } from './names.ts';
import { cosine } from './terms.ts';

const DAY_MS = 86_400_000;

/** Members whose mean counts: one alike member alone is no event, or half-alike texts would grow into a chain. */
const NEAREST = 3;
/** Members asked for place, name and year, the latest. */
const ASKED = 12;
/** What likeness is worth where most members lie elsewhere, or name other things. */
const ELSEWHERE = 0.5;
/** For each month of silence so much likeness more is asked for, for at most four. */
const QUIET_DAYS = 30;
const QUIET_COST = 0.02;
const QUIET_MONTHS = 4;

/** Likeness of an item to a group, 0 to 1; below `least` it is not worked out further. */
export function likenessTo(group: Group, item: Member, least: number): number {
  const near = group.members
    .map((member) => ({ member, alike: cosine(item.sketch, member.sketch, item.nameTerms) }))
    .sort((a, b) => b.alike - a.alike)
    .slice(0, NEAREST);
  const mean = near.reduce((sum, { alike }) => sum + alike, 0) / Math.max(1, near.length);
  const alike = mean - silence(group, item);
  if (alike < least) return Math.max(0, alike);
  const placed = mostly(group, item, placedApart);
  const named = mostly(group, item, namedApart);
  if (placed || named || mostly(group, item, datedApart)) {
    // The same text with another place, name or year in it is a form that was filled in again.
    if (near.some(({ member }) => resemblance(item.lead, member.lead) >= COPY)) return 0;
  }
  return alike * (placed ? ELSEWHERE : 1) * (named ? ELSEWHERE : 1);
}

function silence(group: Group, item: Member): number {
  if (item.at === null || group.lastAt === null) return 0;
  const months = Math.abs(item.at - group.lastAt) / DAY_MS / QUIET_DAYS;
  return months < 1 ? 0 : QUIET_COST * Math.min(QUIET_MONTHS, months);
}

/** Whether more than half of the members that can say so (the others say null) stand apart from the item. */
function mostly(group: Group, item: Member, apart: (a: Member, b: Member) => boolean | null): boolean {
  const said = group.members.slice(-ASKED).flatMap((member) => apart(item, member) ?? []);
  return said.filter(Boolean).length > said.length / 2;
}

/** Both name places, and none of them is, holds or lies in one of the other's. */
function placedApart(a: Member, b: Member): boolean | null {
  if (a.places.length === 0 || b.places.length === 0) return null;
  return !a.places.some((one) => b.places.some((other) => within(one, other) || within(other, one)));
}

/** Whether one place's code is the other's or lies in it: 222401 in 222400 in 220000. */
const within = (inner: string, outer: string): boolean => inner.startsWith(outer.replace(/(?:00)+$/, ''));

function datedApart(a: Member, b: Member): boolean | null {
  if (a.years.length === 0 || b.years.length === 0) return null;
  return !a.years.some((year) => b.years.includes(year));
}
