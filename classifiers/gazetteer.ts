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
  matchesAt(text: string, at: number): GazetteerMatch[];
}

/** Spellings longer than this many UTF-16 units are not indexed (one bit of a number stands for each length). */
const MAX_FORM = 30;

const firstTwo = (text: string, at: number): number => text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1);

interface Layer {
  readonly entries: Map<string, GazetteerEntry>;
  readonly forms: Map<string, Candidate[]>;
  /** First two characters → bit n set where a spelling of n units begins so. */
  readonly lengths: Map<number, number>;
}

/** What each gazetteer was built from, so that others can be laid over it. */
const LAYERS = new WeakMap<Gazetteer, readonly Layer[]>();

function indexEntries(entries: Iterable<GazetteerEntry>): Layer {
  const layer: Layer = { entries: new Map(), forms: new Map(), lengths: new Map() };
  for (const entry of entries) {
    layer.entries.set(entry.code, entry);
    for (const form of surfaceForms(entry)) {
      if (form.text.length < 2 || form.text.length > MAX_FORM) continue;
      const known = layer.forms.get(form.text);
      if (known) known.push({ entry, form });
      else layer.forms.set(form.text, [{ entry, form }]);
      const key = firstTwo(form.text, 0);
      layer.lengths.set(key, (layer.lengths.get(key) ?? 0) | (1 << form.text.length));
    }
  }
  return layer;
}

function fromLayers(layers: readonly Layer[]): Gazetteer {
  const get = (code: string): GazetteerEntry | undefined => {
    for (let i = layers.length - 1; i >= 0; i--) {
      const found = layers[i]?.entries.get(code);
      if (found) return found;
    }
    return undefined;
  };
  const matchesAt = (text: string, at: number): GazetteerMatch[] => {
    if (at + 1 >= text.length) return [];
    const key = firstTwo(text, at);
    let bits = 0;
    for (const layer of layers) bits |= layer.lengths.get(key) ?? 0;
    if (bits === 0) return [];
    const found: GazetteerMatch[] = [];
    for (let length = Math.min(MAX_FORM, text.length - at); length >= 2; length--) {
      if ((bits & (1 << length)) === 0) continue;
      const spelling = text.slice(at, at + length);
      const candidates = layers.flatMap((layer) => layer.forms.get(spelling) ?? []);
      if (candidates.length > 0) found.push({ start: at, end: at + length, candidates });
    }
    return found;
  };
  const gazetteer = { get, matchesAt };
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
