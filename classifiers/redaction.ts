import { MASK } from '../server/contract/vocabulary.ts';
import { normalise } from './normalise.ts';
import { homeAddresses } from './redaction-address.ts';
import { personalNames, uncoveredNames } from './redaction-names.ts';
import { personalNumbers } from './redaction-numbers.ts';
import type { Span } from './redaction-numbers.ts';

export type { Span } from './redaction-numbers.ts';

export interface RedactOptions {
  /** Full names of persons in office: they stay where they act in office (beside 局长, 同志 and the like). */
  readonly officials?: readonly string[];
}

export interface Redacted {
  /** The text with `＊` for each masked UTF-16 unit; as long as the text given. */
  readonly text: string;
  /** What was masked, in order, without overlaps; offsets in UTF-16 units. */
  readonly spans: readonly Span[];
}

/** Where two readings overlap, the more certain one wins. */
const RANK = { id_card: 0, bank_card: 1, phone: 2, email: 3, plate: 4, address: 5, name: 6 } as const;
/** Masking can uncover a further reading; each round only adds, and the text of a settled round masks to itself. */
const ROUNDS = 6;

/**
 * Masks personal data: telephone numbers, identity cards, names, addresses at house level, number plates, bank
 * cards, mail addresses. Offices' numbers, hotlines, document and order numbers, prices, 张某 and 王先生 stay. Linear in
 * the text's length; never throws; a masked text masks to itself.
 */
export function redact(text: string, options: RedactOptions = {}): Redacted {
  const officials = new Set((options.officials ?? []).map((name) => normalise(name)));
  let masked = text;
  let spans: Span[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const found = findPersonal(normalise(masked), officials, round > 0);
    if (found.length === 0) break;
    spans = settle([...spans, ...found]);
    masked = mask(text, spans);
  }
  return { text: masked, spans };
}

function findPersonal(plain: string, officials: ReadonlySet<string>, again: boolean): Span[] {
  const names = (again ? uncoveredNames(plain) : personalNames(plain)).filter(
    ({ start, end }) => !(officials.has(plain.slice(start, end)) && actsInOffice(plain, start, end)),
  );
  return settle([...personalNumbers(plain), ...homeAddresses(plain), ...names]);
}

const OFFICE_BEFORE =
  /(?:长|书记|主任|主席|常委|委员|干部|民警|警官|法官|检察官|党组成员|负责人|领导|同志|发言人|组员|代表|巡视员|调研员|总工程师|秘书|经理)[:：\s]{0,2}$/;
const OFFICE_AFTER =
  /^[,，\s(（]{0,2}(?:副?(?:局长|县长|市长|区长|州长|省长|镇长|乡长|书记|主任|主席|科长|处长|所长|院长|校长|部长|厅长|站长|队长|警官|法官)|同志|主持|出席|调研|强调|指出|带队|介绍|表示|任|当选|等领导)/;
const PRIVATE_BEFORE = /(?:我叫|本人|姓名[:：\s]?|家住|患者|业主|申请人[:：]?|投诉人[:：]?)$/;

/** A listed official's name in office, or named among several such (局长王建国、副局长李静). */
function actsInOffice(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 10), start);
  if (PRIVATE_BEFORE.test(before)) return false;
  return OFFICE_BEFORE.test(before) || OFFICE_AFTER.test(text.slice(end, end + 8)) || /[、和]$/.test(before);
}

/** In order and without overlaps; of two that overlap, the more certain stays, of equal ones the longer. */
function settle(spans: readonly Span[]): Span[] {
  const ordered = [...spans].sort((a, b) => a.start - b.start || RANK[a.type] - RANK[b.type] || b.end - a.end);
  const kept: Span[] = [];
  for (const span of ordered) {
    const last = kept.at(-1);
    if (!last || span.start >= last.end) kept.push(span);
    else if (wins(span, last)) {
      kept.pop();
      const previous = kept.at(-1);
      if (!previous || span.start >= previous.end) kept.push(span);
    }
  }
  return kept;
}

const wins = (a: Span, b: Span): boolean =>
  RANK[a.type] !== RANK[b.type] ? RANK[a.type] < RANK[b.type] : a.end - a.start > b.end - b.start;

function mask(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), MASK.repeat(end - start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
