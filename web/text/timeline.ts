/** Words of the timeline of a case. */
import type { PublicationView } from '../../server/contract/case-detail-views.ts';
import {
  CLOCK_KINDS,
  PUBLICATION_STATES,
  RETURN_REASONS,
  RETURN_RULINGS,
  SIGNAL_KINDS,
  SIGNAL_LEVELS,
  type ClockKind,
  type ReturnReason,
  type ReturnRuling,
  type SignalKind,
  type SignalLevel,
} from '../../server/contract/vocabulary-case.ts';
import { pick, shortWord, word } from './language.ts';
import { hoursMinutes } from './time.ts';

const zh = {
  title: '时间线',
  now: (time: string) => `现在 ${time}`,
  legend: {
    met: '已按时',
    used: '已用',
    left: '剩余',
    over: '超时段',
    due: '到期点',
    published: '已发布',
    draft: '草稿',
    night: '夜间',
    rest: '周末',
  },
  zoom: { in: '放大', out: '缩小', all: '全程', label: '缩放' },
  table: '以表格查看',
  chart: '以图查看',
  keys: '左右方向键移动，加减键缩放，0 键看全程',
  rows: {
    heat: '热度',
    heatUnit: '条/小时',
    arrivals: '信息到达',
    items: (n: number) => `${n} 条`,
    holders: '时段归属',
    total: (time: string) => `合计 ${time}`,
    nodes: '节点',
  },
  shapes: { social: '社交', hotline: '热线信箱', media: '媒体报送' },
  amount: {
    hours: (n: number) => `${n} 小时`,
    minutes: (n: number) => `${n} 分钟`,
    workdays: (n: number) => `${n} 个工作日`,
  },
  from: { occurred: '自发生', detected: '自发现', dispatched: '自交办', stated: '自公布' },
  extended: '已延期',
  result: {
    early: (time: string) => `✓ 提前 ${time}`,
    used: (time: string) => `✓ 按时 用 ${time}`,
    late: (time: string) => `! 超时 ${time}`,
    past: '升级时已逾，归研判',
    pastBy: (time: string) => `升级时已逾 ${time}，归研判`,
    ended: '不再适用',
    undated: (reason: string) => `到期日未定：${reason}`,
  },
  nobody: '无人持有',
  together: (n: number, step: string) => `${step} ${n} 家`,
  overLimit: (limit: string) => `超本环节时限 ${limit}`,
  excused: (why: string) => `不计入：${why}`,
  narrow: (parts: string[], more: number) => parts.join(' · ') + (more > 0 ? ` · 另 ${more} 段` : ''),
  columns: { what: '内容', from: '起', to: '止', result: '结果' },
  groups: { heat: '信息到达（逐小时）', clocks: '时限', holders: '时段归属', nodes: '节点' },
  due: (time: string) => `到期 ${time}`,
  still: '至今',
  count: (n: number, shape: string) => `${shape} ${n} 条`,
  and: '、',
  summary: (s: { from: string; until: string; items: number; clocks: string; holder: string; nodes: number }) =>
    `时间线：${s.from} 发现，至 ${s.until}；信息 ${s.items} 条；${s.clocks}；${s.holder}；节点 ${s.nodes} 个。详见表格。`,
  noClocks: '没有时限',
  holds: (who: string) => `当前由 ${who} 持有`,
};

type Words = typeof zh;

const en: Words = {
  title: 'Timeline',
  now: (time) => `now ${time}`,
  legend: {
    met: 'met in time',
    used: 'used',
    left: 'left',
    over: 'past due',
    due: 'due',
    published: 'published',
    draft: 'draft',
    night: 'night',
    rest: 'weekend',
  },
  zoom: { in: 'Zoom in', out: 'Zoom out', all: 'Whole case', label: 'Zoom' },
  table: 'As a table',
  chart: 'As a chart',
  keys: 'Arrow keys move, plus and minus zoom, 0 shows the whole case',
  rows: {
    heat: 'Heat',
    heatUnit: 'per hour',
    arrivals: 'Arrivals',
    items: (n) => `${n} items`,
    holders: 'Held by',
    total: (time) => `${time} in all`,
    nodes: 'Events',
  },
  shapes: { social: 'social', hotline: 'hotline', media: 'media' },
  amount: { hours: (n) => `${n} h`, minutes: (n) => `${n} min`, workdays: (n) => `${n} working days` },
  from: { occurred: 'from event', detected: 'from detection', dispatched: 'from dispatch', stated: 'as stated' },
  extended: 'extended',
  result: {
    early: (time) => `✓ ${time} early`,
    used: (time) => `✓ in time, took ${time}`,
    late: (time) => `! ${time} late`,
    past: 'past when upgraded: judging',
    pastBy: (time) => `${time} past when upgraded: judging`,
    ended: 'no longer applies',
    undated: (reason) => `no due date yet: ${reason}`,
  },
  nobody: 'held by nobody',
  together: (n, step) => `${step}: ${n} units`,
  overLimit: (limit) => `over its own limit of ${limit}`,
  excused: (why) => `not counted: ${why}`,
  narrow: (parts, more) => parts.join(' · ') + (more > 0 ? ` and ${more} more` : ''),
  columns: { what: 'What', from: 'From', to: 'To', result: 'Result' },
  groups: { heat: 'Arrivals by the hour', clocks: 'Clocks', holders: 'Held by', nodes: 'Events' },
  due: (time) => `due ${time}`,
  still: 'still',
  count: (n, shape) => `${shape} ${n}`,
  and: ', ',
  summary: (s) =>
    `Timeline: detected ${s.from}, until ${s.until}; ${s.items} items; ${s.clocks}; ${s.holder}; ${s.nodes} events. The table tells all.`,
  noClocks: 'no clocks',
  holds: (who) => `held by ${who}`,
};

export const t: Words = pick(zh, en);

const answer = (number: number | null): string =>
  number === null ? pick('回应', 'Answer') : pick(`回应 ${number}`, `Answer ${number}`);

/** Words of the nodes. */
export const nodeWords = {
  published: (number: number | null, title: string, state: PublicationView['state']): string =>
    `${answer(number)} ${clipped(title, 12)}${state === 'current' ? '' : `（${word(PUBLICATION_STATES[state])}）`}`,
  draft: (number: number, n: number): string => pick(`${answer(number)} 第 ${n} 稿`, `${answer(number)}, draft ${n}`),
  returned: (unit: string, reason: ReturnReason): string =>
    pick(`${unit}退回：${word(RETURN_REASONS[reason])}`, `${unit} returned: ${word(RETURN_REASONS[reason])}`),
  ruled: (ruling: ReturnRuling): string => word(RETURN_RULINGS[ruling]),
  signal: (kind: SignalKind, level: SignalLevel, clock: ClockKind | null): string =>
    `${word(SIGNAL_LEVELS[level])} · ${clock && kind === 'slow' ? shortWord(CLOCK_KINDS[clock]) : ''}${shortWord(SIGNAL_KINDS[kind])}`,
};

/** A text of at most `most` characters. */
function clipped(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** A length of time: `0:28`, `13:54`, `41:20`; from a hundred hours in days, `5 天 3:10`. Takes milliseconds. */
export function length(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const days = minutes >= 6000 ? Math.floor(minutes / 1440) : 0;
  const rest = minutes - days * 1440;
  const clock = hoursMinutes(rest);
  return days > 0 ? pick(`${days} 天 ${clock}`, `${days} d ${clock}`) : clock;
}

/** A rough width of a text, in the size of its letters: Chinese letters are square. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += /[\u2e80-\uffef]/.test(letter) ? 1 : 0.58;
  return width * size;
}
