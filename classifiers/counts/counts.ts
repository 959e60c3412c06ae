/** The numbers that a report of an event states, each with what it counts, how firmly, and where it stands. Pure. */
import { normalise } from '../normalise.ts';
import { parseNumeral } from '../numerals.ts';
import { asideOf, tellingOf, type Aside, type Telling } from './aside.ts';
import { PATTERNS, type Counted } from './patterns.ts';
import { squeezed } from './squeezed.ts';

/** How firmly a number is stated: 12人, 至少12人, 30余人 or 数十人, 约12人, 近12人 or 不到12人. */
export type Bound = 'exact' | 'least' | 'some' | 'about' | 'below';

/** A number stated in a text. Offsets count UTF-16 units of the text as given. */
export interface StatedCount {
  of: Counted;
  /** Persons, yuan, or degrees of magnitude. */
  value: number;
  bound: Bound;
  start: number;
  end: number;
  /** Number of the sentence in the text, from 0. */
  sentence: number;
  /** Null for a number of the event itself. */
  aside: Aside | null;
  /** Adds to the number before it ("另有1人抢救无效死亡"). */
  further: boolean;
  /** Part of a number before it ("其中3人死亡"). */
  part: boolean;
  /** Known before and since replaced ("此前通报3人"). */
  superseded: boolean;
}

/** Longer stretches without a full stop are read no further: no report states its toll so late. */
const SENTENCE_LIMIT = 2000;

/** Every number of dead, hurt, missing and moved, of direct loss and of magnitude in a text, in its order. Never throws. */
export function statedCounts(source: string): StatedCount[] {
  const { text, at } = squeezed(normalise(source));
  const telling = tellingOf(text);
  const found: StatedCount[] = [];
  let offset = 0;
  for (const [sentence, part] of text.split(/(?<=[。!?\n])/).entries()) {
    for (const hit of inSentence(telling, part.slice(0, SENTENCE_LIMIT))) {
      const start = at(hit.start + offset);
      found.push({ ...hit, sentence, start, end: at(hit.end + offset - 1) + 1 });
    }
    offset += part.length;
  }
  return found;
}

type Hit = Omit<StatedCount, 'sentence'>;

const FURTHER = /另有|另外|又有|此外/;
/** Adds only where its sentence gave a number before: elsewhere the same death may be told again. */
const FURTHER_WITHIN = /另|抢救无效|不治|送医后|医治无效/;
/** A sum stands in the sentence already. */
const SUMMED = /升至|增至|上升[至到]|累计|共计|总数/;
const PART = /其中|包括|含/;
const EARLIER = /此前|早前|先前|之前|原(?:先|来)?(?:通报|公布|上报)|初报|首次通报|自动测定/;

function inSentence(telling: Telling, sentence: string): Hit[] {
  const found: Hit[] = [];
  for (const { of, pattern } of PATTERNS) {
    for (const match of sentence.matchAll(pattern)) {
      const written = match.groups?.['n'] ?? match.groups?.['m'] ?? '';
      const value = of === 'magnitude' ? magnitude(written) : parseNumeral(written);
      const { index: start } = match;
      const end = start + match[0].length;
      if (value === null || !countsSomething(of, written, value, sentence, start, end)) continue;
      if (found.some((f) => f.of === of && f.start < end && start < f.end)) continue;
      const before = sentence.slice(0, start);
      const clause = before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf('。')) + 1);
      const part = PART.test(clause);
      found.push({
        of,
        value,
        bound: boundOf(before, match[0], written, sentence.slice(end)),
        start,
        end,
        aside: asideOf(telling, sentence, start, end),
        further: !part && !SUMMED.test(sentence) && isFurther(found, of, sentence, start, match[0]),
        part,
        superseded: EARLIER.test(clause),
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Whether a number adds to the one before: said so, or one of a list ("2名驾驶员死亡、1名乘客死亡"). */
function isFurther(found: readonly Hit[], of: Counted, sentence: string, start: number, matched: string): boolean {
  const before = sentence.slice(0, start);
  const clause = before.slice(before.lastIndexOf(',') + 1);
  if (FURTHER.test(clause.slice(-8))) return true;
  const earlier = found.filter((hit) => hit.of === of && hit.end <= start);
  if (earlier.length === 0) return false;
  const listed = sentence.charAt(start - 1) === '、' && earlier.some(({ end }) => end === start - 1);
  return listed || FURTHER_WITHIN.test(clause.slice(-6) + matched);
}

/** "6.2", "六", "七点八" as degrees. */
function magnitude(written: string): number | null {
  const [whole, tenth] = written.split('点').map((part) => parseNumeral(part));
  return whole === null || whole === undefined ? null : whole + (tenth ?? 0) / 10;
}

const isYear = (written: string, value: number): boolean => /^\d{4}$/.test(written) && value >= 1900 && value <= 2100;
/** Dead and missing given in one sum: how many are dead is not stated. */
const MIXED = /(?:死亡|遇难)(?:和|或|、|及)?(?:失踪|失联|下落不明)/;

/** Whether a match counts what its pattern says: no year, no ordinal ("第3名伤者"), no sum of dead and missing. */
function countsSomething(
  of: Counted,
  written: string,
  value: number,
  sentence: string,
  start: number,
  end: number,
): boolean {
  if (of === 'magnitude') return value <= 9.9;
  if (isYear(written, value) || (sentence.charAt(start - 1) === '第' && of !== 'loss')) return false;
  if (of === 'dead' || of === 'missing') {
    if (MIXED.test(sentence.slice(Math.max(0, start - 5), end + 4))) return false;
  }
  // "12,3人": digits that run on are no number of persons.
  return !/[\d.]$/.test(sentence.slice(0, start)) || !/^\d/.test(written);
}

function boundOf(before: string, matched: string, written: string, after: string): Bound {
  const lead = (before.slice(-4) + matched.slice(0, matched.indexOf(written))).slice(-6);
  if (/不足|不到|未满|近$|将近/.test(lead)) return 'below';
  if (/至少|不少于|超过?|逾|最少|[过上]$/.test(lead)) return 'least';
  if (/[余多几数]/.test(written)) return 'some';
  const tail = matched.slice(matched.indexOf(written) + written.length) + after.slice(0, 3);
  if (/^(?:余|多)/.test(tail)) return 'some';
  if (/以上/.test(tail.slice(0, 6))) return 'least';
  return /约|大概|左右/.test(lead + tail.slice(0, 5)) ? 'about' : 'exact';
}
