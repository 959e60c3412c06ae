/** Labelled lines of a file, as `evaluate` and `train` read them, and how a file's own labels are matched with ours. */
import { createReadStream, readFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { z } from 'zod';
import { OTHER } from '../../classifiers/evaluate.ts';
import { fullText } from '../../classifiers/verdict.ts';
import { Fault, messageOf } from '../platform/fault.ts';
import { subjectsOfDepartment } from './departments.ts';
import type { ModelTask } from '../platform/schema-models.ts';
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
});
const altSchema = z.array(z.string()).nullish();

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
} {
  const line = parseLine(lineSchema, value);
  const text = fullText({ title: line.title ?? undefined, text: line.text ?? '' } as { title?: string; text: string });
  if (text.trim() === '') throw new Fault('no_text', 'the line has neither title nor text');
  return { id: line.id == null ? null : String(line.id), text, line };
}

/**
 * Makes a reader of lines with one label each: in the first of `fields` that the line holds; `altField` holds further accepted ones. A label null stands for `none`. Faults
 * `no_text`, `no_label`.
 */
export function labelReader(fields: readonly string[], altField: string): (value: unknown, line: number) => Labelled {
  return (value, number) => {
    const { id, text, line } = textOf(value);
    const field = fields.find((name) => name in line);
    const label = field === undefined ? undefined : (line[field] ?? NONE);
    if (typeof label !== 'string' || label === '') throw new Fault('no_label', `no label in ${fields.join(', ')}`);
    return { id: id ?? `line ${number}`, text, label, accepted: parseLine(altSchema, line[altField]) ?? [] };
  };
}

const mapSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1), z.null()]));

/** Which of our labels each label of a file stands for; a label that is not in it is passed over. */
export type LabelMap = ReadonlyMap<string, readonly string[]>;

/** A table of a label's category and departments, as maps of several data sets hold them. */
const tableSchema = z.record(
  z.string(),
  z.looseObject({ six: z.string().optional(), dept: z.array(z.string()).optional() }),
);

/** A file of several tables: those whose rows name categories or departments, as one map of the task. */
function mapOfTables(file: unknown, task: ModelTask): LabelMap | null {
  const tables = Object.values(z.record(z.string(), z.unknown()).safeParse(file).data ?? {}).flatMap((table) => {
    const { data } = tableSchema.safeParse(table);
    return data && Object.values(data).some(({ six, dept }) => six !== undefined || dept) ? [data] : [];
  });
  if (tables.length === 0) return null;
  const rows = tables.flatMap((table) =>
    Object.entries(table).flatMap(([theirs, { six, dept = [] }]) => {
      const ours = task === 'category' ? [six ?? []].flat() : dept.flatMap((name) => subjectsOfDepartment(name) ?? []);
      return ours.length > 0 ? [[theirs, [...new Set(ours)]] as const] : [];
    }),
  );
  return new Map(rows);
}

/**
 * Reads a map `{"theirs": "ours" | ["ours", …] | null}`, or tables `{"…": {"theirs": {"six": "ours", "dept": ["住建", …]}}}`. Fault
 * `map_unreadable`.
 */
export function readMap(file: string, task: ModelTask): LabelMap {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const tables = mapOfTables(content, task);
    if (tables) return tables;
    const parsed = mapSchema.parse(content);
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
