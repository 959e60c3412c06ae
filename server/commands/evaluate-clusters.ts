/** `huiying evaluate --task cluster`: how well items are put together by event, measured on lines that say their event. */
import { z } from 'zod';
import { bcubed, intervalOfF1, type GroupingScore } from '../../classifiers/bcubed.ts';
import { createGrouper } from '../../classifiers/grouping/known.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { Fault } from '../platform/fault.ts';
import { lineIdSchema, parseLine, type SkippedLine } from '../platform/jsonl.ts';
import { gatherFile, textOf } from './labelled.ts';

/** Kind of pairs and events that tell one rumour of several towns: measured apart. */
export const TEMPLATE = 'template_rumour';
/** Groups and events that came out wrong and are named. */
const NAMED = 10;

/** Pairs of one kind that are two events: how many were put together all the same. */
export interface PairScore {
  kind: string;
  pairs: number;
  joined: number;
  /** Pairs of which an item is not in the file. */
  missing: number;
}

/** A group that holds several events, or an event that lies in several groups: the ids under each of them, largest first. */
export interface Wrong {
  name: string;
  parts: { name: string; ids: string[] }[];
}

export interface ClusterReport {
  used: number;
  events: number;
  /** Lines that say no event: they are grouped along and not measured. */
  beside: number;
  /** Of all events but rumours retold of other towns. */
  bcubed: GroupingScore & { interval: [number, number] };
  /** Of those rumours; null where there are none. */
  template: GroupingScore | null;
  /** Null without a file of pairs. */
  pairs: PairScore[] | null;
  mixed: Wrong[];
  split: Wrong[];
}

export interface ClusterRow {
  id: string;
  title: string;
  text: string;
  at: number | null;
  event: string | null;
  template: boolean;
}

const itemSchema = z.looseObject({
  id: lineIdSchema,
  title: z.string().nullish(),
  text: z.string().nullish(),
  publishedAt: z.string().nullish(),
  time: z.string().nullish(),
  event: z.string().nullish(),
  cluster: z.string().nullish(),
  caseKey: z.string().nullish(),
  template_rumour: z.unknown().optional(),
});
const pairSchema = z.looseObject({
  a: lineIdSchema,
  b: lineIdSchema,
  kind: z.string().nullish(),
  why: z.string().nullish(),
  template_rumour: z.unknown().optional(),
});

/** A line's item; its event stands in `event`, `cluster` or `caseKey`. Fault `no_text`. */
export function readClusterRow(value: unknown): ClusterRow {
  textOf(value);
  const line = parseLine(itemSchema, value);
  const at = Date.parse(line.publishedAt ?? line.time ?? '');
  return {
    id: String(line.id),
    title: line.title ?? '',
    text: line.text ?? '',
    at: Number.isNaN(at) ? null : at,
    event: line.event ?? line.cluster ?? line.caseKey ?? null,
    template: Boolean(line.template_rumour),
  };
}

/** A pair of ids that are two events, with its kind: what the line says of it, or why. */
function readPair(value: unknown): { a: string; b: string; kind: string } {
  const { a, b, kind, why, template_rumour: template } = parseLine(pairSchema, value);
  return { a: String(a), b: String(b), kind: template ? TEMPLATE : (kind ?? why ?? 'unnamed') };
}

/**
 * Groups a file's items in order of time and measures the groups. Faults: `file_unreadable`, `nothing_to_evaluate` where no line says
 * its event.
 */
export async function evaluateClusters(
  file: string,
  pairsFile?: string,
): Promise<ClusterReport & { task: 'cluster'; skipped: SkippedLine[] }> {
  const items = await gatherFile(file, readClusterRow);
  if (items.rows.every(({ event }) => event === null)) {
    const message = 'No line says its event: in event, cluster or caseKey.';
    throw new Fault('nothing_to_evaluate', message);
  }
  const pairs = pairsFile ? await gatherFile(pairsFile, readPair) : { rows: null, skipped: [] };
  const rows = [...new Map(items.rows.toReversed().map((row) => [row.id, row])).values()].toReversed();
  const keys = groupRows(rows);
  const skipped = [...items.skipped, ...pairs.skipped];
  return { task: 'cluster', skipped, ...reportClusters(rows, keys, pairs.rows) };
}

/** Each row's group by its id, as the `cluster` command would give it. */
function groupRows(rows: readonly ClusterRow[]): Map<string, string> {
  const grouper = createGrouper();
  const gazetteer = nationalGazetteer();
  const inTime = [...rows].sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
  return new Map(
    inTime.map((row) => {
      const named = places(row.title ? `${row.title}\n${row.text}` : row.text, { gazetteer });
      return [row.id, grouper.add({ ...row, places: named.map(({ code }) => code) }, row.id).key];
    }),
  );
}

/** Measures groups (`keys`, by id) beside the events that the rows say. Pure. */
export function reportClusters(
  rows: readonly ClusterRow[],
  keys: ReadonlyMap<string, string>,
  pairs: readonly { a: string; b: string; kind: string }[] | null,
): ClusterReport {
  const labelled = rows.flatMap(({ id, event, template }) =>
    event === null ? [] : [{ id, event, template, key: keys.get(id) ?? id }],
  );
  const columns = (template: boolean): [string[], string[]] => {
    const some = labelled.filter((row) => row.template === template);
    return [some.map(({ key }) => key), some.map(({ event }) => event)];
  };
  const plain = columns(false);
  const retold = columns(true);
  return {
    used: labelled.length,
    events: new Set(labelled.map(({ event }) => event)).size,
    beside: rows.length - labelled.length,
    bcubed: { ...bcubed(...plain), interval: intervalOfF1(...plain) },
    template: retold[0].length > 0 ? bcubed(...retold) : null,
    pairs: pairs && scorePairs(pairs, keys),
    mixed: wrongOf(labelled.map(({ id, key, event }) => ({ id, whole: key, part: event }))),
    split: wrongOf(labelled.map(({ id, key, event }) => ({ id, whole: event, part: key }))),
  };
}

function scorePairs(pairs: readonly { a: string; b: string; kind: string }[], keys: ReadonlyMap<string, string>) {
  const scores = new Map<string, PairScore>();
  for (const { a, b, kind } of pairs) {
    const score = scores.get(kind) ?? { kind, pairs: 0, joined: 0, missing: 0 };
    scores.set(kind, score);
    score.pairs += 1;
    if (!keys.has(a) || !keys.has(b)) score.missing += 1;
    else if (keys.get(a) === keys.get(b)) score.joined += 1;
  }
  return [...scores.values()];
}

/** Wholes of several parts, those with most items beside their largest part first. */
function wrongOf(rows: readonly { id: string; whole: string; part: string }[]): Wrong[] {
  const wholes = new Map<string, Map<string, string[]>>();
  for (const { id, whole, part } of rows) {
    const parts = wholes.get(whole) ?? new Map<string, string[]>();
    wholes.set(whole, parts.set(part, [...(parts.get(part) ?? []), id]));
  }
  const astray = ({ parts }: Wrong): number => parts.slice(1).reduce((sum, { ids }) => sum + ids.length, 0);
  return [...wholes]
    .map(([name, parts]) => ({
      name,
      parts: [...parts].map(([part, ids]) => ({ name: part, ids })).sort((a, b) => b.ids.length - a.ids.length),
    }))
    .filter(({ parts }) => parts.length > 1)
    .sort((a, b) => astray(b) - astray(a))
    .slice(0, NAMED);
}
