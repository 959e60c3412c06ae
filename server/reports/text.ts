/** A report as people read it: Chinese, Markdown tables, and at its foot what each figure means. Pure. */
import { CLOCK_KINDS, RATING_IDS, RATINGS } from '../contract/vocabulary-case.ts';
import { ITEM_STATES, NOT_CLASSIFIED_NOTICE } from '../contract/vocabulary.ts';
import { chinaMinute } from '../rules/china-time.ts';
import { LEAST, type ClockFigures } from './clock-figures.ts';
import { LEAST_RATINGS, type Figures, type UnitFigures } from './figures.ts';
import type { Period } from './period.ts';

export interface Report {
  jurisdiction: { code: string; name: string };
  officeName: string;
  from: string;
  to: string;
  at: string;
  figures: Figures;
  definitions: string[];
}

/** What each figure counts; printed under every report, and in its JSON. */
export const DEFINITIONS: readonly string[] = [
  '期间按北京时间,含首日和末日;办理结果以出具报告时为准。',
  '设有回避或隔离的事项、移送的检举控告不计入任何一项,也不另列件数。',
  '收到信息:期间内发现、去除重复后的条数;去向以出具报告时为准。',
  '立项、首次发布、办结:该日期在期间内的事项数;已并入其他事项的不重复计;已撤回的发布不计。在办:期间末以前立项、出具报告时未办结的事项数。',
  '时限:终点在期间内的时限。按时率 = 按时 ÷ (按时 + 逾期完成 + 逾期未完成);逾期未完成的始终留在分母。退回成立、并入等不再适用的,升级时已逾的,以及因日历未载入而无终点的,单列,不计入按时率。',
  '用时:自起算至完成的自然时间,不扣除任何环节;中位数只计已完成的,最长含逾期未完成的。',
  '牵头单位:现在(或最后)的牵头单位,按单位名录的次序排列,不排名。时限逾期不等于该单位的责任:各环节谁占用了多少时间,见事项的时段归属。',
  '承诺事项:公开回应中承诺、到期日在期间内的事项。退回:期间内提出的退回,按裁定列出。',
  `样本少于 ${LEAST} 的不列比例;公众评价少于 ${LEAST_RATINGS} 份的不列分布。`,
  '来源中断:期间内没有听到的时段;其间的信息可能没有收到或收到得晚,上列件数因此可能偏少。',
];

/** `1 天 2 小时`, `3 小时 20 分`, `8 分`. */
export function span(minutes: number | null): string {
  if (minutes === null) return '—';
  const whole = Math.round(minutes);
  const [days, hours, rest] = [Math.floor(whole / 1_440), Math.floor((whole % 1_440) / 60), whole % 60];
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`;
  if (hours > 0) return rest > 0 ? `${hours} 小时 ${rest} 分` : `${hours} 小时`;
  return `${rest} 分`;
}

const percent = (rate: number | null): string => (rate === null ? '—' : `${Math.round(rate * 100)}%`);
/** A bar in a name must not open a column. */
const cell = (text: string | number): string => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

const clockRow = ({ kind, fates, due, rate, medianMinutes, worstMinutes }: ClockFigures): (string | number)[] => [
  CLOCK_KINDS[kind].zh,
  due,
  fates.inTime,
  fates.late,
  fates.overdue,
  percent(rate),
  span(medianMinutes),
  span(worstMinutes),
  fates.running,
  fates.notApplicable + fates.pastAtStart + fates.undated,
];

const unitRow = ({ name, opened, published, closed, due, inTime, rate }: UnitFigures): (string | number)[] => [
  name,
  opened,
  published,
  closed,
  due,
  inTime,
  due - inTime,
  percent(rate),
];

function answered({ items, cases }: Figures): string {
  const { received, waiting, in_case, watched, replied, dismissed } = items;
  return [
    '## 一、收到与回应',
    '',
    table(
      ['收到信息', '已立项', ITEM_STATES.replied.zh, ITEM_STATES.watched.zh, ITEM_STATES.dismissed.zh, '待研判'],
      [[received, in_case, replied, watched, dismissed, waiting]],
    ),
    '',
    table(['立项', '首次发布', '办结', '在办'], [[cases.opened, cases.published, cases.closed, cases.open]]),
  ].join('\n');
}

const CLOCK_HEAD = ['种类', '到期', '按时', '逾期完成', '逾期未完成', '按时率', '用时中位', '最长', '未到期', '不计'];

function limits({ clocks }: Figures): string {
  if (clocks.length === 0) return '## 二、时限\n\n期间内没有到期的时限。';
  const clauses = clocks.map(({ kind, clauses: all }) => `- ${CLOCK_KINDS[kind].zh}:${all.join('、')}`);
  return ['## 二、时限', '', table(CLOCK_HEAD, clocks.map(clockRow)), '', '依据:', ...clauses].join('\n');
}

function units({ units: all }: Figures): string {
  if (all.length === 0) return '## 三、牵头单位\n\n期间内没有牵头单位的事项。';
  const head = ['单位', '立项', '首次发布', '办结', '到期时限', '按时', '逾期', '按时率'];
  return ['## 三、牵头单位', '', table(head, all.map(unitRow))].join('\n');
}

function promises({ commitments, returns, satisfaction }: Figures): string {
  const { due, kept, keptLate, overdue, running } = commitments;
  const rates = satisfaction.rates;
  const shares = rates
    ? RATING_IDS.map((id) => `${RATINGS[id].zh} ${percent(rates[id])}`).join(',')
    : '样本不足,不列分布';
  return [
    '## 四、承诺、退回与评价',
    '',
    table(['承诺事项到期', '按时兑现', '逾期兑现', '逾期未兑现', '未到期'], [[due, kept, keptLate, overdue, running]]),
    '',
    table(
      ['退回', '成立', '共同办理', '不成立', '待裁定'],
      [[returns.asked, returns.upheld, returns.joint, returns.unfounded, returns.waiting]],
    ),
    '',
    `公众评价 ${satisfaction.ratings} 份:${shares}。`,
  ].join('\n');
}

function sources({ sources: all }: Figures): string {
  if (all.length === 0) return '## 五、来源\n\n期间内没有记录到来源中断。';
  const rows = all.map((one) => [one.name, one.gaps, span(one.minutes), one.open ? '是' : '否', one.lastMessage]);
  return ['## 五、来源中断', '', table(['来源', '次数', '合计', '期末仍中断', '最后一次的原因'], rows)].join('\n');
}

/** The whole report. */
export function reportText({ jurisdiction, officeName, from, to, at, figures, definitions }: Report): string {
  return `${[
    `# ${jurisdiction.name}政务舆情回应情况(${from} 至 ${to})`,
    `${officeName} · 出具于 ${chinaMinute(new Date(at))}(北京时间)`,
    answered(figures),
    limits(figures),
    units(figures),
    promises(figures),
    sources(figures),
    ['## 说明', '', ...definitions.map((one, index) => `${index + 1}. ${one}`)].join('\n'),
    NOT_CLASSIFIED_NOTICE,
  ].join('\n\n')}\n`;
}

/** Joins figures and period to a report. */
export const reportOf = (
  home: { code: string; name: string; officeName: string },
  period: Period,
  figures: Figures,
  now: Date,
): Report => ({
  jurisdiction: { code: home.code, name: home.name },
  officeName: home.officeName,
  from: period.fromDay,
  to: period.toDay,
  at: now.toISOString(),
  figures,
  definitions: [...DEFINITIONS],
});
