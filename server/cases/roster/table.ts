/** A table of shifts as people bring it: 岗位,账号,开始,结束, one shift a line, times of China; pure. */
import { DUTY_POST_IDS, DUTY_POSTS, type DutyPost } from '../../contract/vocabulary-duty.ts';
import { splitCsv } from '../../organisation/csv.ts';
import { codeOf, Fault, messageOf } from '../../platform/fault.ts';
import { readMoment } from '../../rules/china-time.ts';

export interface TableShift {
  /** Line of the table, from 1. */
  line: number;
  post: DutyPost;
  account: string;
  fromAt: Date;
  toAt: Date;
}

export const ROSTER_COLUMNS = ['岗位', '账号', '开始', '结束'] as const;
const MOST_SHIFTS = 2_000;
const LONGEST_HOURS = 48;
const HOUR_MS = 3_600_000;

/** Reads the table, tabs or commas between cells. Fault `roster_invalid` lists every fault with its line. */
export function readRosterTable(text: string): TableShift[] {
  const faults: string[] = [];
  const rows = rowsOf(text.replaceAll('\t', ','));
  const [head, ...lines] = rows;
  const names = (head?.values ?? []).map((name) => name.replace(/^\uFEFF/, '').trim());
  const at = ROSTER_COLUMNS.map((column) => names.indexOf(column));
  if (at.includes(-1)) throw invalid([`第 1 行应是列名：${ROSTER_COLUMNS.join(',')}`]);
  if (lines.length === 0) throw invalid(['表里没有班次']);
  if (lines.length > MOST_SHIFTS) throw invalid([`一次最多 ${MOST_SHIFTS} 个班次`]);
  const shifts = lines.flatMap(({ line, values }) => {
    const cells = at.map((index) => (values[index] ?? '').trim());
    const read = readShift(line, cells);
    if ('fault' in read) faults.push(`第 ${line} 行：${read.fault}`);
    return 'fault' in read ? [] : [read];
  });
  if (faults.length > 0) throw invalid(faults);
  return shifts;
}

function rowsOf(text: string): ReturnType<typeof splitCsv> {
  try {
    return splitCsv('值班表', text);
  } catch (error) {
    if (codeOf(error) !== 'pack_invalid') throw error;
    throw invalid([messageOf(error)]);
  }
}

function readShift(
  line: number,
  [name = '', account = '', from = '', to = '']: string[],
): TableShift | { fault: string } {
  const post = DUTY_POST_IDS.find((one) => DUTY_POSTS[one].zh === name || one === name);
  if (!post) return { fault: `没有岗位“${name}”，应是${DUTY_POST_IDS.map((one) => DUTY_POSTS[one].zh).join('、')}` };
  if (account === '') return { fault: '没有填账号' };
  const [fromAt, toAt] = [instantOf(from), instantOf(to)];
  if (!fromAt || !toAt) return { fault: `时间“${fromAt ? to : from}”不是日期和时间，应如 2026-11-20 08:00` };
  const why = spanFault(fromAt, toAt);
  return why ? { fault: why } : { line, post, account, fromAt, toAt };
}

/** Why a shift can't last so; null where it can. */
export function spanFault(fromAt: Date, toAt: Date): string | null {
  if (toAt <= fromAt) return '结束应晚于开始';
  if (toAt.getTime() - fromAt.getTime() > LONGEST_HOURS * HOUR_MS) return `一个班次最长 ${LONGEST_HOURS} 小时`;
  return null;
}

function instantOf(text: string): Date | null {
  try {
    const { at, timed } = readMoment(text.replaceAll('/', '-'));
    return timed ? at : null;
  } catch (error) {
    if (codeOf(error) !== 'invalid_start') throw error;
    return null;
  }
}

/** The faults of a table or a shift, all at once. */
export const invalid = (faults: readonly string[]): Fault =>
  new Fault('roster_invalid', `值班表有 ${faults.length} 处不对，没有保存。`, {
    status: 422,
    action: '请按下列各处改正后再导入。',
    fields: Object.fromEntries(faults.slice(0, 50).map((fault, index) => [String(index + 1), fault])),
  });
