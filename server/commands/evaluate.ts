/** `huiying evaluate`: how well a task is done, measured on labelled lines. */
import { z } from 'zod';
import {
  reportPlaces,
  reportSets,
  type JudgedPlaces,
  type JudgedSet,
  type LabelReport,
  type PlacesReport,
  type SetReport,
} from '../../classifiers/evaluate.ts';
import { reportSpans, type SpanReport } from '../../classifiers/evaluate-spans.ts';
import { lineage } from '../../classifiers/gazetteer.ts';
import type { ModelSources } from '../../classifiers/classify.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { checkReply } from '../../classifiers/replies/check.ts';
import { REPLY_CODES, type ReplyCode } from '../../classifiers/replies/finding.ts';
import { Fault } from '../platform/fault.ts';
import { parseLine, type SkippedLine } from '../platform/jsonl.ts';
import type { ModelTask } from '../platform/schema-models.ts';
import { labelJudge, reportLines } from './evaluate-labels.ts';
import { evaluateClusters, type ClusterReport } from './evaluate-clusters.ts';
import { judgeRedaction, KINDS } from './evaluate-redaction.ts';
import { gatherFile, labelReader, textOf } from './labelled.ts';
import type { Task } from './tasks.ts';

export interface EvaluateOptions {
  task: Task;
  /** Field that holds the label, for files that call it otherwise. */
  labelField?: string;
  /** File with a map of labels. */
  map?: string;
  /** File of a model to measure in the place of the present one. */
  model?: string;
  /** Models measured as the program would use them, in the place of the shipped ones. */
  installed?: ModelSources;
  /** File of pairs that are two events (cluster). */
  pairs?: string;
}

/** What is printed, as text or JSON. */
export type Evaluation = { task: Task; skipped: SkippedLine[] } & (
  LabelReport | SetReport | PlacesReport | ClusterReport | SpanReport
);

/** Where a line's label is looked for. */
export const FIELDS_OF: Record<ModelTask, readonly string[]> = {
  category: ['category', 'label'],
  subject: ['subject', 'label'],
};
/** Where the further labels are that an honest reader might give. */
export const ALT_FIELDS: Record<ModelTask, string> = { category: 'alt', subject: 'subjectAlt' };

/**
 * Measures a task on a file. Lines that can't be used are skipped and named. Faults: `file_unreadable`, `map_unreadable`,
 * `model_unreadable`, `nothing_to_evaluate`.
 */
export async function evaluateFile(file: string, options: EvaluateOptions): Promise<Evaluation> {
  const { task } = options;
  if (task === 'cluster') return evaluateClusters(file, options.pairs);
  if (task === 'places') return whole(task, await gatherFile(file, judgePlaces()), reportPlaces);
  if (task === 'replies')
    return whole(task, await gatherFile(file, judgeReply), (rows) => reportSets(rows, REPLY_CODES));
  if (task === 'redact') return whole(task, await gatherFile(file, judgeRedaction), (rows) => reportSpans(rows, KINDS));
  const { judge, known } = labelJudge(task, options);
  const read = labelReader(options.labelField ? [options.labelField] : FIELDS_OF[task], ALT_FIELDS[task]);
  const gathered = await gatherFile(file, (value, line) => judge(read(value, line)));
  return whole(task, gathered, (rows) => reportLines(rows, known, options.map !== undefined));
}

function whole<Row, Report extends LabelReport | SetReport | PlacesReport | SpanReport>(
  task: Task,
  { rows, skipped }: { rows: Row[]; skipped: SkippedLine[] },
  report: (rows: Row[]) => Report,
): { task: Task; skipped: SkippedLine[] } & Report {
  if (rows.length === 0) throw nothingUsable(skipped);
  return { task, skipped, ...report(rows) };
}

/** The fault of a file without a line that can be used, with the first reason. */
export function nothingUsable(skipped: readonly SkippedLine[]): Fault {
  const [first] = skipped;
  const why = first ? ` Line ${first.line}: ${first.message} (${first.code}).` : ' It is empty.';
  return new Fault('nothing_to_evaluate', `The file holds no line that can be used.${why}`);
}

const placesSchema = z.looseObject({
  territories: z.array(z.string()).nullish(),
  places: z.array(z.union([z.string(), z.looseObject({ code: z.string() })])).nullish(),
  jurisdiction: z.string().nullish(),
});

const isCode = (place: string): boolean => /^\d{6}(?:\d{3})?$/.test(place);

/** Where the truth is given in codes, the very set of codes is asked for. */
function judgeCodes(truth: readonly string[], found: readonly string[]): JudgedPlaces {
  const right = found.filter((code) => truth.includes(code)).length;
  return { named: truth.length, found: right, predicted: found.length, right };
}

/** 延吉市 and 延吉 are one word for a place. */
const stemOf = (name: string): string =>
  name.length > 2 ? name.replace(/(?:特别行政区|自治[区州县旗]|地区|街道|省|市|州|盟|县|区|旗|镇|乡)$/, '') : name;

/** By codes where the truth has only codes; else a place is right where the truth names it, and a named one is found also as the place above one found. */
function judgePlaces(): (value: unknown) => JudgedPlaces {
  const gazetteer = nationalGazetteer();
  return (value) => {
    const { text } = textOf(value);
    const { territories, places: listed, jurisdiction } = parseLine(placesSchema, value);
    const named = listed ?? territories;
    if (!named) throw new Fault('no_label', 'no label in territories, places');
    const truth = named.map((place) => (typeof place === 'string' ? place : place.code));
    const mentions = places(text, { gazetteer, jurisdiction: jurisdiction ?? undefined });
    if (truth.every(isCode))
      return judgeCodes(
        [...new Set(truth)],
        mentions.map(({ code }) => code),
      );
    const found = mentions.map(({ code, name }) => {
      const above = lineage(gazetteer, code).flatMap((one) => [one, stemOf(gazetteer.get(one)?.name ?? one)]);
      return { own: [code, stemOf(name)], above };
    });
    const asWord = (place: string): string => (isCode(place) ? place : stemOf(place));
    const words = truth.map(asWord);
    return {
      named: truth.length,
      found: words.filter((word) => found.some(({ own, above }) => [...own, ...above].includes(word))).length,
      predicted: found.length,
      right: found.filter(({ own }) => own.some((word) => words.includes(word))).length,
    };
  };
}

const replySchema = z.looseObject({
  title: z.string().nullish(),
  text: z.string(),
  reply: z.string(),
  codes: z.array(z.enum(REPLY_CODES)).nullish(),
});

/** A line {title?, text, reply, codes[]}: the codes that should be found, none for a fine reply. */
function judgeReply(value: unknown): JudgedSet {
  const { title, text, reply, codes } = parseLine(replySchema, value);
  if (!codes) throw new Fault('no_label', 'no label in codes');
  const { findings } = checkReply(title ? `${title}\n${text}` : text, reply);
  return { truth: codes, predicted: [...new Set<ReplyCode>(findings.map(({ code }) => code))] };
}
