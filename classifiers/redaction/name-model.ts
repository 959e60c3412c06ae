/** The learnt decision whether a stretch is a name: a logistic model over hashed keys (models/names.json). */
import { readFileSync } from 'node:fs';
import { kindAt, PLACES, quickPairs } from './name-features.ts';
import type { NameKeys } from './name-features.ts';

/** As stored: weights are bytes times `scale`, those of the whole decision by place. */
export interface StoredNameModel {
  task: 'names';
  /** Base64 of int8. */
  weights: string;
  scale: number;
  bias: number;
  /** Margins from which a stretch is a name. */
  threshold: number;
  /** What reading the clause adds at most, as good as. */
  gain: number;
  /** A model of the units alone, `keys` joined by a line feed; below its `floor` a stretch is not looked at further. */
  quick: { keys: string; weights: string; scale: number; floor: number };
}

const unpacked = ({ keys, weights, scale }: { keys: string; weights: string; scale: number }): [string, number][] => {
  const bytes = new Int8Array(Buffer.from(weights, 'base64'));
  return keys.split('\n').map((key, at) => [key, (bytes[at] ?? 0) * scale]);
};

const UNITS = 65536;
const COMPOUND = '双'.charCodeAt(0);
function tableOf(weights: readonly [string, number][], of: string, placeOf: (rest: string) => number): Float32Array {
  const table = new Float32Array(UNITS);
  for (const [key, weight] of weights) if (key.startsWith(`${of}:`)) table[placeOf(key.slice(2))] = weight;
  return table;
}

/** Ready for use. */
export class NameModel {
  readonly threshold: number;
  readonly gain: number;
  readonly floor: number;
  private readonly mostOfPairs: number;
  private readonly bias: number;
  private readonly weights = new Float32Array(PLACES);
  private readonly units: Record<'s' | 'z' | 'g' | 'h' | 'l' | 'r' | 'a' | 'b', Float32Array>;
  private readonly pairs: Float32Array;

  constructor(stored: StoredNameModel) {
    new Int8Array(Buffer.from(stored.weights, 'base64')).forEach(
      (byte, at) => (this.weights[at] = byte * stored.scale),
    );
    this.bias = stored.bias;
    this.threshold = stored.threshold;
    this.gain = stored.gain;
    this.floor = stored.quick.floor;
    const quick = unpacked(stored.quick);
    const unit = (of: string): Float32Array =>
      tableOf(quick, of, (rest) => (rest.length === 1 ? rest.charCodeAt(0) : 0));
    this.units = {
      s: unit('s'),
      z: unit('z'),
      g: unit('g'),
      h: unit('h'),
      l: unit('l'),
      r: unit('r'),
      a: unit('a'),
      b: unit('b'),
    };
    this.pairs = tableOf(quick, 'P', Number);
    this.mostOfPairs = this.pairs.reduce((most, weight) => Math.max(most, weight), 0);
  }

  /** The sum of the weights of the quick look, for all candidates; where it cannot reach `least`, anything below that. */
  quickMargin(text: string, start: number, end: number, family: 1 | 2, least = -Infinity): number {
    const { s, z, g, h, l, r, a, b } = this.units;
    const first = text.charCodeAt(start + family);
    const last = text.charCodeAt(end - 1);
    const surname = text.charCodeAt(start);
    const left = kindAt(text, start - 1);
    const right = kindAt(text, end);
    const units =
      (s[family === 2 ? COMPOUND : surname] ?? 0) +
      (end - start - family === 1 ? (z[first] ?? 0) : (g[first] ?? 0) + (h[last] ?? 0)) +
      (l[left] ?? 0) +
      (r[right] ?? 0) +
      (a[kindAt(text, start - 2)] ?? 0) +
      (b[kindAt(text, end + 1)] ?? 0);
    if (units + this.mostOfPairs < least) return units;
    return units + (this.pairs[quickPairs(text, start, end, family)] ?? 0);
  }

  /** The log odds that the stretch with these keys is a name. */
  margin({ places, count }: NameKeys): number {
    let sum = this.bias;
    for (let at = 0; at < count; at += 1) sum += this.weights[places[at] ?? 0] ?? 0;
    return sum;
  }
}

let shipped: NameModel | null = null;

/** The shipped model, read at the first call. */
export const nameModel = (): NameModel =>
  (shipped ??= new NameModel(
    JSON.parse(readFileSync(new URL('../models/names.json', import.meta.url), 'utf8')) as StoredNameModel,
  ));
