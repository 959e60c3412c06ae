/** What `train` learns from: labelled lines of a file, what people said of items, or both. */
import { createHash } from 'node:crypto';
import { normalise } from '../../../classifiers/normalise.ts';
import { Fault } from '../../platform/fault.ts';
import type { SkippedLine } from '../../platform/jsonl.ts';
import type { ModelTask } from '../../platform/schema-models.ts';
import type { Lessons } from '../../triage/corrections/lessons.ts';
import { ALT_FIELDS, FIELDS_OF, nothingUsable } from '../evaluate.ts';
import { gatherFile, labelReader, NONE, readMap, type Labelled } from '../labelled.ts';

/** Lines with their labels, each text once: copies on both sides of a fold would flatter the model. */
export interface Material {
  lines: Labelled[];
  skipped: SkippedLine[];
  /** Lines of the file among them. */
  file: number;
  /** What people said; null where it was not asked for. */
  people: Pick<Lessons, 'confirmed' | 'corrected' | 'destroyed'> | null;
}

/** How a file's labels are read. */
export interface ReadingOptions {
  task: ModelTask;
  /** Field that holds the label, for files that call it otherwise. */
  labelField?: string;
  /** File with a map of labels. */
  map?: string;
}

/** Knows a text again, however it is spaced, without holding it. */
export const textKey = (text: string): string =>
  createHash('sha256').update(normalise(text).replace(/\s+/g, '')).digest('hex').slice(0, 16);

/** Reads a file. Lines that can't be used are skipped and named. Faults `file_unreadable`, `map_unreadable`, `nothing_to_evaluate`. */
export async function readMaterial(file: string, options: ReadingOptions): Promise<Material> {
  const read = labelReader(
    options.labelField ? [options.labelField] : FIELDS_OF[options.task],
    ALT_FIELDS[options.task],
  );
  const map = options.map ? readMap(options.map, options.task) : null;
  const seen = new Set<string>();
  const { rows, skipped } = await gatherFile(file, (value, number) => {
    const line = read(value, number);
    const label = map ? map.get(line.label)?.[0] : line.label;
    if (label === undefined) throw new Fault('label_unmapped', `label ${line.label}: the map does not hold it`);
    if (options.task === 'subject' && label === NONE) throw new Fault('no_subject', 'a line without a subject');
    const key = textKey(line.text);
    if (seen.has(key)) throw new Fault('duplicate', 'the same text stands in an earlier line');
    seen.add(key);
    return { ...line, label };
  });
  if (rows.length === 0) throw nothingUsable(skipped);
  return { lines: rows, skipped, file: rows.length, people: null };
}

/** Adds what people said, each text once. Where the file says another thing of a text, the file holds: somebody chose to give it. */
export function withLessons(
  { lines, skipped, file }: Material,
  { lines: lessons, confirmed, corrected, destroyed }: Lessons,
): Material {
  const seen = new Set(lines.map(({ text }) => textKey(text)));
  const fresh = lessons.filter(({ text }) => {
    const key = textKey(text);
    return !seen.has(key) && seen.add(key);
  });
  const added = fresh.map((lesson) => ({ ...lesson, accepted: [] }));
  return { lines: [...lines, ...added], skipped, file, people: { confirmed, corrected, destroyed } };
}

/** Nothing read yet. */
export const NO_MATERIAL: Material = { lines: [], skipped: [], file: 0, people: null };
