/** Labelled lines of a file, as `evaluate` and `train` read them, and how a file's own labels are matched with ours. */
import { createReadStream, readFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { z } from 'zod';
import { OTHER } from '../../classifiers/evaluate.ts';
import { fullText } from '../../classifiers/verdict.ts';
import { Fault, messageOf } from '../platform/fault.ts';
import { gatherLines, parseLine, type SkippedLine } from '../platform/jsonl.ts';

/** A line with its label still in the file's own words. `accepted` are further labels an honest reader might give. */
export interface Labelled {
  id: string;
  text: string;
  label: string;
  accepted: string[];
}

/** What is said of a matter without a subject, or without any priority. */
export const NONE = 'none';

const lineSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  title: z.string().nullish(),
  text: z.string().nullish(),
  alt: z.array(z.string()).nullish(),
});

/** Reads a file's lines with `read`; Fault `file_unreadable`. */
export async function gatherFile<T>(
  file: string,
  read: (value: unknown, line: number) => T,
): Promise<{ rows: T[]; skipped: SkippedLine[] }> {
  try {
    await access(file, constants.R_OK);
  } catch (error) {
    throw new Fault('file_unreadable', `${file} can't be read: ${messageOf(error)}`);
  }
  return gatherLines(createReadStream(file), read);
}

/** Title and text of a line. Fault `no_text` where it has neither. */
export function textOf(value: unknown): {
  id: string | null;
  text: string;
  line: Record<string, unknown>;
  alt: string[];
} {
  const line = parseLine(lineSchema, value);
  const text = fullText({ title: line.title ?? undefined, text: line.text ?? '' } as { title?: string; text: string });
  if (text.trim() === '') throw new Fault('no_text', 'the line has neither title nor text');
  return { id: line.id == null ? null : String(line.id), text, line, alt: line.alt ?? [] };
}

/**
 * Makes a reader of lines with one label each: in the first of `fields` that the line holds. A label null stands for `none`. Faults
 * `no_text`, `no_label`.
 */
export function labelReader(fields: readonly string[]): (value: unknown, line: number) => Labelled {
  return (value, number) => {
    const { id, text, line, alt } = textOf(value);
    const field = fields.find((name) => name in line);
    const label = field === undefined ? undefined : (line[field] ?? NONE);
    if (typeof label !== 'string' || label === '') throw new Fault('no_label', `no label in ${fields.join(', ')}`);
    return { id: id ?? `line ${number}`, text, label, accepted: alt };
  };
}

const mapSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1), z.null()]));

/** Which of our labels each label of a file stands for; a label that is not in it is passed over. */
export type LabelMap = ReadonlyMap<string, readonly string[]>;

/** Reads a map `{"theirs": "ours" | ["ours", …] | null}`. Fault `map_unreadable`. */
export function readMap(file: string): LabelMap {
  try {
    const parsed = mapSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(
      Object.entries(parsed).flatMap(([theirs, ours]) => (ours === null ? [] : [[theirs, [ours].flat()] as const])),
    );
  } catch (error) {
    const form = '{"label of the file": "our label", or a list of them, or null to pass over}';
    throw new Fault('map_unreadable', `${file} is no map of labels: ${messageOf(error)}`, {
      action: `It reads ${form}.`,
    });
  }
}

/**
 * Our prediction in the file's own labels: the truth where ours is one that it stands for, else an accepted one, else the first that
 * ours answers to, else `other`.
 */
export function inTheirLabels(predicted: string, { label, accepted }: Labelled, map: LabelMap): string {
  const answersTo = (theirs: string): boolean => map.get(theirs)?.includes(predicted) === true;
  return [label, ...accepted, ...map.keys()].find(answersTo) ?? OTHER;
}
