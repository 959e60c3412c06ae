/** The manner of a reply as learnt from the corpus: scolding, denial, report, courtesies, phrases, or a plain answer. */
import { readFileSync } from 'node:fs';
import type { ReplyCode } from '../finding.ts';
import { partFeatures, replyFeatures } from './features.ts';
import { readLinear, type StoredLinear } from './linear.ts';

/** What a reply may be as a whole; `plain` answers, well or badly. */
export const MANNERS = [
  'hostile',
  'unverified_denial',
  'empty_talk',
  'boilerplate',
  'news_not_answer',
  'plain',
] as const;
export type Manner = (typeof MANNERS)[number];

/** Parts an answer may lack, each learnt by itself. */
export const PART_CODES = ['no_cause', 'no_plan', 'no_date'] as const satisfies readonly ReplyCode[];
export type PartCode = (typeof PART_CODES)[number];

/** The stored models: written by train.ts. */
export type ReplyModels = Record<'manner' | 'beside' | PartCode, StoredLinear>;

const STORED = JSON.parse(readFileSync(new URL('../../models/replies.json', import.meta.url), 'utf8')) as ReplyModels;
const manner = readLinear(STORED.manner);
const beside = readLinear(STORED.beside);
const parts = {
  no_cause: readLinear(STORED.no_cause),
  no_plan: readLinear(STORED.no_plan),
  no_date: readLinear(STORED.no_date),
};

/** How likely each manner is, 0 to 1; they sum to 1. */
export function mannerOf(reply: string): Record<Manner, number> {
  const shares = manner(replyFeatures(reply));
  return Object.fromEntries(MANNERS.map((name) => [name, shares.get(name) ?? 0])) as Record<Manner, number>;
}

/** How likely a plain answer lacks a part, 0 to 1. `marks` are what the rules read of it. */
export const lacks = (code: PartCode, reply: string, marks: readonly string[]): number =>
  parts[code](partFeatures(reply, marks)).get(code) ?? 0;

/** Marks as a sparse vector of ones. */
export const markFeatures = (marks: readonly string[]): Map<string, number> => new Map(marks.map((mark) => [mark, 1]));

/** How likely an answer is beside the point, 0 to 1, by the marks of letter and answer. */
export const isBeside = (marks: readonly string[]): number => beside(markFeatures(marks)).get('off_topic') ?? 0;
