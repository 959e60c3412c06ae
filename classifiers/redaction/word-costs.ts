/**
 * How well the words of the dictionary explain a stretch: the log probability of the best cut of a clause, and what it loses
 * where a cut is forced at both ends of the stretch. A name is no word, so that it explains itself badly.
 */
import { readFileSync } from 'node:fs';
import { readEntries } from '../dictionary-entries.ts';
import { isHan } from '../han.ts';
import { DICTIONARY_FILE } from '../segment.ts';
import { Trie } from '../trie.ts';

/** About how many nodes the words of up to four units need. */
const EXPECTED_NODES = 260_000;
const LONGEST = 4;
/** How far a clause is read on either side, and how many units of it at most. */
const REACH = 8;
const WIDTH = 4 * REACH;
const PERSON = 'nr';

/** Log probabilities, negated, that part the steps of rarity. */
const RARITY = [7, 8.5, 10, 11.5, 13, 15];
/** Rarities of persons' names begin here. */
export const PERSONS_RARITY = RARITY.length + 2;

const rarityOf = (weight: number): number => {
  const at = RARITY.findIndex((most) => -weight <= most);
  return 1 + (at < 0 ? RARITY.length : at);
};

const PAIR_PLACES = 1 << 21;
const placeOfPair = (first: number, second: number): number =>
  (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 11;
/** Frequencies from which a word of two units is more and more usual. */
export const PAIR_STEPS = [3, 30, 300, 2000];

export class WordCosts {
  private readonly trie = new Trie(EXPECTED_NODES);
  private readonly weights: Float32Array;
  private readonly persons: Uint8Array;
  private readonly rarities: Uint8Array;
  private readonly rarest: number;
  private readonly pairs = new Uint8Array(PAIR_PLACES);
  /** The words of the clause that is being read. */
  private readonly edges = {
    from: new Uint8Array(LONGEST * WIDTH),
    to: new Uint8Array(LONGEST * WIDTH),
    weight: new Float64Array(LONGEST * WIDTH),
  };

  /** `lines`: "word frequency tag" each, as jieba's dictionaries are written. */
  constructor(lines: string) {
    const nodes: number[] = [];
    const frequencies: number[] = [];
    const tags: boolean[] = [];
    const doubles: [start: number, frequency: number][] = [];
    let total = 0;
    readEntries(lines, (start, end, frequency, tag) => {
      if (end - start > LONGEST || !isHan(lines.charCodeAt(start))) return;
      const person = end - start > 1 && lines.startsWith(PERSON, tag);
      // Names of the famous and of books are no everyday words.
      if (person && frequency < 3) return;
      nodes.push(this.trie.add(lines, start, end));
      frequencies.push(frequency);
      tags.push(person);
      if (end - start === 2 && !person) doubles.push([start, frequency]);
      total += frequency;
    });
    this.weights = new Float32Array(this.trie.size + 1);
    this.persons = new Uint8Array(this.trie.size + 1);
    this.rarities = new Uint8Array(this.trie.size + 1);
    nodes.forEach((node, at) => {
      this.weights[node] = Math.log(Math.max(1, frequencies[at] ?? 1) / total);
      const isPerson = tags[at] === true;
      this.persons[node] = isPerson ? 1 : 0;
      this.rarities[node] = rarityOf(this.weights[node] ?? 0) + (isPerson ? PERSONS_RARITY : 0);
    });
    this.rarest = Math.log(1 / total);
    for (const [start, frequency] of doubles) {
      const place = placeOfPair(lines.charCodeAt(start), lines.charCodeAt(start + 1));
      const usual = PAIR_STEPS.findLastIndex((least) => frequency >= least) + 1;
      this.pairs[place] = Math.max(this.pairs[place] ?? 0, usual);
    }
  }

  /** How usual the word of two units is: 0 for none, to `PAIR_STEPS.length`. Quick; few pairs are mistaken for others. */
  pair(first: number, second: number): number {
    return this.pairs[placeOfPair(first, second)] ?? 0;
  }

  /** How rare the word `text[start..end)` is: 0 for none, else a step of `RARITY`, counted on for persons' names. */
  rarity(text: string, start = 0, end = text.length): number {
    if (start < 0 || end > text.length) return 0;
    let node = this.trie.root(text.charCodeAt(start));
    for (let at = start + 1; at < end && node !== 0; at += 1) node = this.trie.step(node, text.charCodeAt(at));
    return this.rarities[node] ?? 0;
  }

  /** Best log probabilities of `text[from..to)`, up to and from each unit; names of persons are no words here. */
  lattice(text: string, from: number, to: number, forward: Float64Array, backward: Float64Array): void {
    const { trie, weights, persons, rarest } = this;
    const length = to - from;
    forward.fill(-Infinity, 0, length + 1);
    backward.fill(-Infinity, 0, length + 1);
    forward[0] = 0;
    backward[length] = 0;
    const { from: starts, to: ends, weight: scores } = this.edges;
    let edges = 0;
    for (let at = 0; at < length; at += 1) {
      const here = forward[at] ?? 0;
      let node = trie.root(text.charCodeAt(from + at));
      const single = (node === 0 ? 0 : weights[node]) || rarest;
      if (here + single > (forward[at + 1] ?? 0)) forward[at + 1] = here + single;
      starts[edges] = at;
      ends[edges] = at + 1;
      scores[edges++] = single;
      for (let end = at + 1; node !== 0 && end < length && end - at < LONGEST;) {
        node = trie.step(node, text.charCodeAt(from + end));
        end += 1;
        const weight = weights[node] ?? 0;
        if (weight === 0 || persons[node] === 1) continue;
        if (here + weight > (forward[end] ?? 0)) forward[end] = here + weight;
        starts[edges] = at;
        ends[edges] = end;
        scores[edges++] = weight;
      }
    }
    for (let i = edges - 1; i >= 0; i -= 1) {
      const at = starts[i] ?? 0;
      const score = (scores[i] ?? 0) + (backward[ends[i] ?? 0] ?? 0);
      if (score > (backward[at] ?? 0)) backward[at] = score;
    }
  }
}

let costs: WordCosts | null = null;

/** The dictionary's costs, read at the first call. */
export const wordCosts = (): WordCosts => (costs ??= new WordCosts(readFileSync(DICTIONARY_FILE, 'utf8')));

/** What the words around a stretch lose by it. */
export interface Fit {
  /** Log probability of the words that stand for the stretch in the best cut, with what is lost across its ends; at most 0. */
  readonly inside: number;
  /** What a cut forced at the beginning, at the end costs, at least 0; 0 where the best cut has it. */
  readonly left: number;
  readonly right: number;
}

/** The lattice of the clause around the stretches of a text; neighbours share one. */
export class ClauseCosts {
  private readonly text: string;
  private readonly costs = wordCosts();
  private readonly forward = new Float64Array(WIDTH + 1);
  private readonly backward = new Float64Array(WIDTH + 1);
  private from = 0;
  private to = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Reads a stretch of at most four units. */
  fit(start: number, end: number): Fit {
    if (!this.holds(start, end)) this.read(start, end);
    const { forward, backward, from, to } = this;
    const total = forward[to - from] ?? 0;
    const [f, b] = [forward[start - from] ?? 0, backward[start - from] ?? 0];
    const [g, c] = [forward[end - from] ?? 0, backward[end - from] ?? 0];
    return { inside: total - f - c, left: total - f - b, right: total - g - c };
  }

  private holds(start: number, end: number): boolean {
    const { text, from, to } = this;
    const roomBefore = start - from >= 3 || (start >= from && !isHan(text.charCodeAt(from - 1)));
    const roomBehind = to - end >= 3 || (end <= to && !isHan(text.charCodeAt(to)));
    return roomBefore && roomBehind;
  }

  private read(start: number, end: number): void {
    let from = start;
    while (from > 0 && start - from < REACH && isHan(this.text.charCodeAt(from - 1))) from -= 1;
    let to = end;
    while (to < this.text.length && to - from < WIDTH - REACH && isHan(this.text.charCodeAt(to))) to += 1;
    this.costs.lattice(this.text, from, to, this.forward, this.backward);
    this.from = from;
    this.to = to;
  }
}
