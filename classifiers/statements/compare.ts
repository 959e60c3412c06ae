/**
 * Sets the statements of several units on one case side by side and names what cannot both be right: 涉事各方口径应一致 (国办发〔2016〕61号). A
 * number that rose in a later statement that says so is a development; one hospital's number is part of the whole. Pure.
 */
import { countsTold } from './counts.ts';
import { eventCauses, eventPlaces, eventTimes, promises } from './events.ts';
import type {
  CauseStated,
  Contradiction,
  CountStated,
  Fact,
  FactKind,
  PlaceStated,
  PromiseStated,
  Statement,
} from './fact.ts';
import { differ, order } from './moments.ts';

/** All facts of one statement's text, in the order of kinds. Never throws. */
export function factsOf(text: string): Fact[] {
  return [...countsTold(text), ...eventTimes(text), ...eventPlaces(text), ...eventCauses(text), ...promises(text)];
}

/** What cannot both be right, pair by pair, each fact of a pair once. */
export function contradictions(statements: readonly Statement[]): Contradiction[] {
  const read = statements.map((statement) => ({ statement, facts: factsOf(statement.text) }));
  return read.flatMap((one, at) => read.slice(at + 1).flatMap((other) => between(one, other)));
}

interface Read {
  statement: Statement;
  facts: Fact[];
}

function between(one: Read, other: Read): Contradiction[] {
  const found = new Map<string, Contradiction>();
  for (const a of one.facts) {
    for (const b of other.facts) {
      if (a.kind !== b.kind || !contradict(one, a, other, b)) continue;
      const key = a.kind === 'promise' ? `promise ${a.deed}` : a.kind;
      if (!found.has(key)) found.set(key, asContradiction(one, a, other, b));
    }
  }
  // Two causes named by one text are not held against a text that names one of them.
  if (found.has('cause') && agreeOnACause(one, other)) found.delete('cause');
  return [...found.values()];
}

function contradict(one: Read, a: Fact, other: Read, b: Fact): boolean {
  if (a.kind === 'time' && b.kind === 'time') return differ(a.moment, b.moment);
  if (a.kind === 'place' && b.kind === 'place') return elsewhere(a, b);
  if (a.kind === 'cause' && b.kind === 'cause') return a.sure && b.sure && unlike(a, b);
  if (a.kind === 'promise' && b.kind === 'promise') return promisedOtherwise(a, b);
  if ('bound' in a && 'bound' in b) return countsDiffer(one, a, other, b);
  return false;
}

/** Least and most that a number as stated allows: "30余" is 30 to 39, "约30" a tenth to each side, "近30" a fifth below. */
function range({ value, bound }: CountStated): readonly [number, number] {
  if (bound === 'some') return [value, value + lastUnit(value) * (value === 20 ? 8 : 1)];
  if (bound === 'least') return [value, Number.POSITIVE_INFINITY];
  if (bound === 'below') return [value * 0.8, value];
  return bound === 'about' ? [value * 0.9, value * 1.1] : [value, value];
}

/** The unit of the last digit that is not nought: 10 of 30, 1000 of 12000. "数十" is read as 20 and may be anything below a hundred. */
function lastUnit(value: number): number {
  let unit = 1;
  while (value > 0 && value % (unit * 10) === 0) unit *= 10;
  return unit;
}

function countsDiffer(one: Read, a: CountStated, other: Read, b: CountStated): boolean {
  const [[leastA, mostA], [leastB, mostB]] = [range(a), range(b)];
  if (a.scope !== b.scope) {
    // A part may be less than the whole, never more.
    if (a.scope !== '' && b.scope !== '') return false;
    // A hospital counts among the hurt it received those who died there.
    const room = (whole: Read): number => (a.kind === 'injured' ? deadIn(whole) : 0);
    return a.scope === '' ? leastB > mostA + room(one) : leastA > mostB + room(other);
  }
  if (leastA <= mostB && leastB <= mostA) return false;
  return !isDevelopment(one, a, other, b);
}

function deadIn({ facts }: Read): number {
  const dead = facts.find((fact): fact is CountStated => fact.kind === 'dead' && 'scope' in fact && fact.scope === '');
  return dead?.value ?? 0;
}

/** A later number that says it is one: it rose, or was corrected; the missing become fewer as they are found. */
function isDevelopment(one: Read, a: CountStated, other: Read, b: CountStated): boolean {
  const sooner = soonerFirst(one, a, other, b);
  if (sooner === null) return false;
  const [before, after] = sooner;
  if (after.asOf === null && !after.update) return false;
  return after.value > before.value || after.kind === 'missing' || after.update;
}

function soonerFirst(one: Read, a: CountStated, other: Read, b: CountStated): [CountStated, CountStated] | null {
  const byText = a.asOf && b.asOf ? order(a.asOf, b.asOf) : 0;
  const byClock = Math.sign((one.statement.at ?? 0) - (other.statement.at ?? 0));
  const known = one.statement.at !== undefined && other.statement.at !== undefined;
  const turn = byText !== 0 ? byText : known ? byClock : 0;
  return turn === 0 ? null : turn < 0 ? [a, b] : [b, a];
}

/** Places differ where both name a unit of one kind, and neither name holds the other. */
function elsewhere(a: PlaceStated, b: PlaceStated): boolean {
  return Object.entries(a.parts).some(([level, name]) => {
    const other = b.parts[level];
    return other !== undefined && !name.includes(other) && !other.includes(name);
  });
}

const pairsOf = (words: string): Set<string> => {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < words.length; i += 1) pairs.add(words.slice(i, i + 2));
  return pairs;
};
/** Two causes that share fewer of their character pairs are told as different ones. */
const ALIKE = 0.2;

function unlike(a: CauseStated, b: CauseStated): boolean {
  const [left, right] = [pairsOf(a.words), pairsOf(b.words)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return shared / Math.max(1, Math.min(left.size, right.size)) < ALIKE;
}

function agreeOnACause(one: Read, other: Read): boolean {
  const causes = (read: Read): CauseStated[] => read.facts.filter((fact): fact is CauseStated => fact.kind === 'cause');
  return causes(one).some((a) => causes(other).some((b) => !unlike(a, b)));
}

/** The same deed by another time, and neither says that the time was changed. */
function promisedOtherwise(a: PromiseStated, b: PromiseStated): boolean {
  if (a.update || b.update) return false;
  const same = a.deed.startsWith(b.deed.slice(0, 4)) || b.deed.startsWith(a.deed.slice(0, 4));
  return same && differ(a.moment, b.moment);
}

/** The facts in official Chinese. */
export const FACT_WORDS: Readonly<Record<FactKind, string>> = {
  dead: '死亡人数', grave: '重伤人数', injured: '受伤人数', missing: '失联人数', evacuated: '转移安置人数', loss: '直接经济损失',
  magnitude: '震级', time: '事发时间', place: '事发地点', cause: '原因', promise: '承诺时间',
}; // prettier-ignore

function asContradiction(one: Read, a: Fact, other: Read, b: Fact): Contradiction {
  const [left, right] = [one.statement.text.slice(a.start, a.end), other.statement.text.slice(b.start, b.end)];
  return {
    fact: a.kind,
    values: [
      { statement: one.statement.id, start: a.start, end: a.end },
      { statement: other.statement.id, start: b.start, end: b.end },
    ],
    message: `${FACT_WORDS[a.kind]}说法不一：“${left}”与“${right}”。发布前由牵头单位核实，统一口径；属后续进展的，写明截至时间。`,
  };
}
