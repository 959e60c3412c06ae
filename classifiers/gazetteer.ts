import type { GazetteerEntry } from './gazetteer-entry.ts';
import { surfaceForms } from './gazetteer-forms.ts';
import type { SurfaceForm } from './gazetteer-forms.ts';

/** One spelling of one place, as the index holds it. */
export interface Candidate {
  readonly entry: GazetteerEntry;
  readonly form: SurfaceForm;
}

/** What stands at a position of a text: the spelling's end (exclusive) and every place it can mean. */
export interface GazetteerMatch {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Candidate[];
}

/** An index of places by every spelling; immutable once built. Several layers can lie over one another. */
export interface Gazetteer {
  /** The place with this code, or undefined. */
  get(code: string): GazetteerEntry | undefined;
  /** All spellings that begin at `at`, longest first; empty where none does. */
  matchesAt(text: string, at: number): readonly GazetteerMatch[];
  /** The first position from `from` on where a spelling can begin, by its first two units; the text's length where none can. */
  nextBeginning(text: string, from: number): number;
}

/** Spellings longer than this many UTF-16 units are not indexed (one bit of a number stands for each length). */
const MAX_FORM = 30;

/** Two units are folded into so many slots: some share one, which costs a look-up in vain and no match. */
const SLOTS = 1 << 16;
const hashOf = (first: number, second: number): number => Math.imul(first, 0x9e3b) ^ second;
const firstTwo = (text: string, at: number): number =>
  hashOf(text.charCodeAt(at), text.charCodeAt(at + 1)) & (SLOTS - 1);

/** One bit for each of these slots; small enough to stay in the processor's near memory. */
const BITS = 1 << 20;

/** Marks of what spellings begin with, for passing over nearly all of a text: two units, and three where none has but two. */
interface Beginnings {
  readonly two: Int32Array;
  /** First two units that are a whole spelling. */
  readonly whole: Int32Array;
  readonly three: Int32Array;
}

const newBeginnings = (): Beginnings => ({
  two: new Int32Array(BITS / 32),
  whole: new Int32Array(BITS / 32),
  three: new Int32Array(BITS / 32),
});
const isMarked = (bits: Int32Array, hash: number): boolean =>
  ((bits[(hash & (BITS - 1)) >> 5] ?? 0) & (1 << (hash & 31))) !== 0;
const mark = (bits: Int32Array, hash: number): void => {
  const at = (hash & (BITS - 1)) >> 5;
  bits[at] = (bits[at] ?? 0) | (1 << (hash & 31));
};

function markBeginning({ two, whole, three }: Beginnings, form: string): void {
  const pair = hashOf(form.charCodeAt(0), form.charCodeAt(1));
  mark(two, pair);
  if (form.length === 2) mark(whole, pair);
  else mark(three, hashOf(pair, form.charCodeAt(2)));
}

/** The marks of all layers in one: looked for apart, a layer of few places would be read to the text's end each time. */
function merged(layers: readonly Layer[]): Beginnings {
  const [only] = layers;
  if (only && layers.length === 1) return only.beginnings;
  const all = newBeginnings();
  for (const { beginnings } of layers) {
    for (const part of ['two', 'whole', 'three'] as const) {
      beginnings[part].forEach((bits, at) => (all[part][at] = (all[part][at] ?? 0) | bits));
    }
  }
  return all;
}

function nextMarked({ two, whole, three }: Beginnings, text: string, from: number): number {
  const last = text.length - 1;
  let first = text.charCodeAt(from);
  for (let at = from; at < last; at++) {
    const second = text.charCodeAt(at + 1);
    const pair = hashOf(first, second);
    if (isMarked(two, pair) && (isMarked(whole, pair) || isMarked(three, hashOf(pair, text.charCodeAt(at + 2))))) {
      return at;
    }
    first = second;
  }
  return text.length;
}

interface Layer {
  readonly entries: Map<string, GazetteerEntry>;
  readonly forms: Map<string, Candidate[]>;
  /** By the first two units: bit n is set where a spelling of n units begins so. */
  readonly lengths: Int32Array;
  readonly beginnings: Beginnings;
}

/** What each gazetteer was built from, so that others can be laid over it. */
const LAYERS = new WeakMap<Gazetteer, readonly Layer[]>();

function indexEntries(entries: Iterable<GazetteerEntry>): Layer {
  const layer: Layer = {
    entries: new Map(),
    forms: new Map(),
    lengths: new Int32Array(SLOTS),
    beginnings: newBeginnings(),
  };
  for (const entry of entries) {
    layer.entries.set(entry.code, entry);
    for (const form of surfaceForms(entry)) {
      if (form.text.length < 2 || form.text.length > MAX_FORM) continue;
      const known = layer.forms.get(form.text);
      if (known) known.push({ entry, form });
      else layer.forms.set(form.text, [{ entry, form }]);
      markBeginning(layer.beginnings, form.text);
      const key = firstTwo(form.text, 0);
      layer.lengths[key] = (layer.lengths[key] ?? 0) | (1 << form.text.length);
    }
  }
  return layer;
}

const NONE: readonly GazetteerMatch[] = [];

function fromLayers(layers: readonly Layer[]): Gazetteer {
  const get = (code: string): GazetteerEntry | undefined => {
    for (let i = layers.length - 1; i >= 0; i--) {
      const found = layers[i]?.entries.get(code);
      if (found) return found;
    }
    return undefined;
  };
  const beginnings = merged(layers);
  const nextBeginning = (text: string, from: number): number => nextMarked(beginnings, text, from);
  const matchesAt = (text: string, at: number): readonly GazetteerMatch[] => {
    if (at + 1 >= text.length) return NONE;
    const slot = firstTwo(text, at);
    let bits = 0;
    for (const { lengths } of layers) bits |= lengths[slot] ?? 0;
    if (bits === 0) return NONE;
    const found: GazetteerMatch[] = [];
    for (let length = Math.min(MAX_FORM, text.length - at); length >= 2; length--) {
      if ((bits & (1 << length)) === 0) continue;
      const spelling = text.slice(at, at + length);
      const candidates = layers.flatMap((layer) => layer.forms.get(spelling) ?? []);
      if (candidates.length > 0) found.push({ start: at, end: at + length, candidates });
    }
    return found;
  };
  const gazetteer = { get, matchesAt, nextBeginning };
  LAYERS.set(gazetteer, layers);
  return gazetteer;
}

function layersOf(gazetteer: Gazetteer): readonly Layer[] {
  const layers = LAYERS.get(gazetteer);
  if (!layers) throw new TypeError('extendGazetteer wants a gazetteer made by buildGazetteer');
  return layers;
}

/** An index over the given places. Short spellings (延吉 for 延吉市, 延边 for 延边朝鲜族自治州) are derived from the names. */
export function buildGazetteer(entries: Iterable<GazetteerEntry>): Gazetteer {
  return fromLayers([indexEntries(entries)]);
}

/**
 * The base with further places laid over it (a sample city, a new district); the base itself is not changed. What it holds under
 * the same code and name is not laid on a second time: one place in two layers would read as two places of one name.
 */
export function extendGazetteer(base: Gazetteer, entries: Iterable<GazetteerEntry>): Gazetteer {
  const further = [...entries].filter((entry) => base.get(entry.code)?.name !== entry.name);
  return further.length > 0 ? fromLayers([...layersOf(base), indexEntries(further)]) : base;
}

/** Whether `upper` lies above `lower` (by the parent links, so that 99… codes and oddly coded places work too). */
export function isAbove(gazetteer: Gazetteer, upper: string, lower: string): boolean {
  let code = gazetteer.get(lower)?.parent ?? null;
  for (let steps = 0; code !== null && steps < 6; steps++) {
    if (code === upper) return true;
    code = gazetteer.get(code)?.parent ?? null;
  }
  return false;
}

/** The places above `code` and itself, nearest first. */
export function lineage(gazetteer: Gazetteer, code: string): string[] {
  const line: string[] = [];
  let at: string | null = code;
  while (at !== null && line.length < 6) {
    line.push(at);
    at = gazetteer.get(at)?.parent ?? null;
  }
  return line;
}
