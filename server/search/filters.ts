/** What the results are limited to, and where a page goes on; pure. */
import { oneOf } from '../contract/one-of.ts';
import { SEARCH_KIND_IDS, SEARCH_STAGE_IDS, type SearchKind, type SearchStage } from '../contract/search-views.ts';
import { OPINION_GRADE_IDS, SUBJECT_IDS, type OpinionGrade, type Subject } from '../contract/vocabulary.ts';
import { Fault } from '../platform/fault.ts';
import { dayAfter, readMoment, startOfDay } from '../rules/china-time.ts';

export interface Filters {
  kinds: readonly SearchKind[];
  /** Codes as cases and items bear them: a county's or the jurisdiction's own. */
  territories: readonly string[];
  subjects: readonly Subject[];
  grades: readonly OpinionGrade[];
  stages: readonly SearchStage[];
  /** From this instant on, and before that one. */
  from: Date | null;
  before: Date | null;
}

/** Where the last page ended: the sort key of its last result. */
export interface Cursor {
  score: number;
  at: string;
  kind: string;
  thing: string;
}

export type Sort = 'relevance' | 'time';

const refused = (field: string, what: string): Fault =>
  new Fault('search_filter', `检索条件“${what}”不正确。`, {
    status: 422,
    fields: { [field]: '没有这个值' },
    action: '请清除条件后重新检索。',
  });

const VALUES_LIMIT = 50;

function listOf(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter((value) => value !== ''))].slice(0, VALUES_LIMIT);
}

function listOfKnown<T extends string>(
  query: Record<string, string>,
  field: string,
  what: string,
  ids: readonly T[],
): T[] {
  const known = oneOf(ids);
  return listOf(query[field]).map((value) => {
    const parsed = known.safeParse(value);
    if (!parsed.success) throw refused(field, what);
    return parsed.data;
  });
}

function dayOf(query: Record<string, string>, field: 'from' | 'to'): string | null {
  const text = query[field];
  if (!text) return null;
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && readMoment(text)) return text;
  } catch {
    // A day that does not exist is refused like any other text.
  }
  throw refused(field, '时间');
}

/** Reads the filters of a request. Fault `search_filter` names the one it does not know. */
export function readFilters(query: Record<string, string>): Filters {
  const from = dayOf(query, 'from');
  const to = dayOf(query, 'to');
  return {
    kinds: listOfKnown(query, 'kind', '类型', SEARCH_KIND_IDS),
    territories: listOf(query.territory).filter((code) => /^\d{1,12}$/.test(code)),
    subjects: listOfKnown(query, 'subject', '主管领域', SUBJECT_IDS),
    grades: listOfKnown(query, 'grade', '舆情等级', OPINION_GRADE_IDS),
    stages: listOfKnown(query, 'stage', '状态', SEARCH_STAGE_IDS),
    from: from ? startOfDay(from) : null,
    before: to ? startOfDay(dayAfter(to)) : null,
  };
}

/** `relevance` wherever something is looked for and nothing else is asked. */
export function readSort(text: string | undefined): Sort {
  if (text === undefined || text === '' || text === 'relevance') return 'relevance';
  if (text === 'time') return 'time';
  throw refused('sort', '排序');
}

export const writeCursor = ({ score, at, kind, thing }: Cursor): string =>
  Buffer.from(JSON.stringify([score, at, kind, thing])).toString('base64url');

/** Reads a page's `after`; null for the first page. Fault `search_cursor` where it is none of ours. */
export function readCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  try {
    const [score, at, kind, thing] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const cursor = { score, at, kind, thing } as Cursor;
    const clean = [at, kind, thing].every((part) => typeof part === 'string' && !part.includes('\u0000'));
    if (clean && Number.isSafeInteger(score) && Math.abs(cursor.score) < 1_000 && isInstant(cursor.at)) return cursor;
  } catch {
    // Refused below, like any other text that is no cursor.
  }
  throw new Fault('search_cursor', '翻页的位置已失效。', { status: 422, action: '请重新检索。' });
}

const isInstant = (text: string): boolean => {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
};
