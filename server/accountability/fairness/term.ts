/** The quarter or year that counts are over, by days in China; pure. */
import { Fault } from '../../platform/fault.ts';
import { chinaDay, dayAfter, startOfDay, type ChinaDay } from '../../rules/china-time.ts';

export interface Term {
  /** 2026-Q4, or 2026. */
  id: string;
  fromDay: ChinaDay;
  /** The last day, which counts. */
  toDay: ChinaDay;
  from: Date;
  /** The first instant that no longer counts. */
  until: Date;
}

const FORM = /^(20\d{2})(?:-Q([1-4]))?$/;
const QUARTER_ENDS = ['03-31', '06-30', '09-30', '12-31'];
const QUARTER_STARTS = ['01-01', '04-01', '07-01', '10-01'];

const quarterOf = (day: ChinaDay): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** The term asked for; the present quarter where none is. Fault `term_invalid`. */
export function readTerm(asked: string | undefined, now: Date): Term {
  const id = asked ?? quarterOf(chinaDay(now));
  const [, year = '', quarter] = FORM.exec(id) ?? [];
  if (year === '') {
    throw new Fault('term_invalid', '这个时段无法识别。', { status: 422, action: '请从列出的季度或年度中选择。' });
  }
  const fromDay = `${year}-${QUARTER_STARTS[Number(quarter ?? 1) - 1]}`;
  const toDay = `${year}-${QUARTER_ENDS[Number(quarter ?? 4) - 1]}`;
  return { id, fromDay, toDay, from: startOfDay(fromDay), until: startOfDay(dayAfter(toDay)) };
}

/** What may be chosen: this year's quarters from the present one back, the year, and the same of the year before. */
export function termsAt(now: Date): string[] {
  const [year, present] = quarterOf(chinaDay(now)).split('-Q').map(Number) as [number, number];
  const quarters = (of: number, last: number): string[] =>
    Array.from({ length: last }, (_, at) => `${of}-Q${last - at}`);
  return [...quarters(year, present), `${year}`, ...quarters(year - 1, 4), `${year - 1}`];
}
