/**
 * Cuts text into the most probable words of a dictionary, as jieba does without its model of unknown words: what the
 * dictionary does not hold falls apart into single characters. Works on units in flat arrays; several times as fast as a
 * call across the language border that makes a string of every word (`npm run bench -- text`).
 */
import { readFileSync } from 'node:fs';
import { readEntries } from './dictionary-entries.ts';
import { isHan } from './han.ts';
import { Trie } from './trie.ts';

/** Words of a text: word i is `starts[i]..starts[i + 1]`. `starts` holds one more entry than there are words. */
export interface Words {
  count: number;
  starts: Int32Array;
}

/** About how many nodes the general dictionary needs. */
const EXPECTED_NODES = 130_000;
/** Rarer words are left out: they are seldom met, and a smaller tree stays in the cache. */
const LEAST_FREQUENCY = 10;
/** Frequency given to the words of this field that the dictionary lacks: enough to win over their parts. */
const FIELD_FREQUENCY = 2_000;

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LOWER_A = 0x61;
const LOWER_Z = 0x7a;
const SPACE = 0x20;

/** Folded letters and digits of the Latin kind: they stay together. */
export const isLatin = (unit: number): boolean =>
  (unit >= LOWER_A && unit <= LOWER_Z) || (unit >= DIGIT_0 && unit <= DIGIT_9);

/** A dictionary ready to cut. */
export class Dictionary {
  private readonly trie = new Trie(EXPECTED_NODES);
  /** Log probability of the word that ends at a node; 0 where none does. */
  private readonly weights: Float32Array;
  private readonly rarest: number;

  /** `lines`: "word frequency tag" each, as jieba's dictionaries are written; `fieldWords` are added to them. */
  constructor(lines: string, fieldWords: readonly string[]) {
    const nodes: number[] = [];
    const frequencies: number[] = [];
    let total = 0;
    readEntries(lines, (start, end, frequency) => {
      if (frequency < LEAST_FREQUENCY) return;
      nodes.push(this.trie.add(lines, start, end));
      frequencies.push(frequency);
      total += frequency;
    });
    const field = fieldWords.map((word) => this.trie.add(word));
    this.weights = new Float32Array(this.trie.size + 1);
    const logTotal = Math.log(total);
    nodes.forEach((node, at) => (this.weights[node] = Math.log(frequencies[at] ?? 1) - logTotal));
    for (const node of field) this.weights[node] ||= Math.log(FIELD_FREQUENCY) - logTotal;
    this.rarest = -logTotal;
  }

  /** Cuts folded units into words; linear in their number. A text that is cut already, by spaces, stays as it is cut. */
  cut(units: Uint16Array): Words {
    const length = units.length;
    const ends = isCutBySpaces(units) ? endsAtSpaces(units) : this.bestEnds(units);
    const starts = new Int32Array(length + 1);
    let count = 0;
    for (let at = 0; at < length; at = ends[at] ?? length) starts[count++] = at;
    starts[count] = length;
    return { count, starts };
  }

  /** From the end backwards: where the word that begins at each unit ends in the best cut of what follows. */
  private bestEnds(units: Uint16Array): Int32Array {
    const { trie, weights, rarest } = this;
    const length = units.length;
    const ends = new Int32Array(length);
    const scores = new Float64Array(length + 1);
    for (let at = length - 1; at >= 0; at -= 1) {
      const unit = units[at] ?? 0;
      let node = trie.root(unit);
      let best = ((node === 0 ? 0 : weights[node]) || rarest) + (scores[at + 1] ?? 0);
      let bestEnd = at + 1;
      if (isLatin(unit) && at + 1 < length && isLatin(units[at + 1] ?? 0)) {
        bestEnd = ends[at + 1] ?? at + 1;
        best = scores[at + 1] ?? 0;
        node = 0;
      }
      for (let end = at + 1; node !== 0 && end < length;) {
        node = trie.step(node, units[end] ?? 0);
        end += 1;
        const weight = weights[node] ?? 0;
        if (weight === 0) continue;
        const score = weight + (scores[end] ?? 0);
        if (score > best) {
          best = score;
          bestEnd = end;
        }
      }
      ends[at] = bestEnd;
      scores[at] = best;
    }
    return ends;
  }
}

/** From this share of spaces on, with Han characters beside them, a text was cut by somebody before. */
const SPACES_OF_CUT_TEXT = 0.18;

function isCutBySpaces(units: Uint16Array): boolean {
  let spaces = 0;
  let han = 0;
  for (const unit of units) {
    if (unit === SPACE) spaces += 1;
    else if (isHan(unit)) han += 1;
  }
  return spaces >= units.length * SPACES_OF_CUT_TEXT && han * 2 > units.length;
}

/** Words between spaces; a space is a word of its own. */
function endsAtSpaces(units: Uint16Array): Int32Array {
  const ends = new Int32Array(units.length);
  for (let at = units.length - 1, end = units.length; at >= 0; at -= 1) {
    if (units[at] === SPACE || units[at + 1] === SPACE) end = at + 1;
    ends[at] = end;
  }
  return ends;
}

/** Reads a dictionary's file. */
export const readDictionary = (file: string, fieldWords: readonly string[]): Dictionary =>
  new Dictionary(readFileSync(file, 'utf8'), fieldWords);
