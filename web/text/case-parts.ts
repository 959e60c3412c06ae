/** Words of the parts that several pages show of a case: the working-day bar, the approval chain. */
import type { ClockView } from '../../server/contract/case-views.ts';
import type { WorkdaysLeft } from '../state/workdays.ts';
import { formatLeft } from '../state/time-left.ts';
import { pick } from './language.ts';
import { dayTime } from './time.ts';
import { length } from './timeline.ts';

const zh = {
  past: (time: string) => `升级时已逾 ${time}`.trimEnd(),
  workdays: {
    left: ({ days, exact }: WorkdaysLeft) => (exact ? `剩 ${days} 个工作日` : `剩 ${days} 天（含节假日）`),
    due: (time: string) => `${time} 24:00 到期`,
    rest: '周末与节假日不计',
  },
  path: {
    label: '交办路径',
    to: '→',
    dispatched: (name: string, time: string) => `${name} ${time} 交办`,
    passed: (name: string, time: string) => `${name} ${time} 转办`,
    accepted: (name: string, time: string) => `${name} ${time} 签收`,
    toPassOn: '待转办',
    toSign: '待签收',
    proposed: '拟承办',
  },
  chain: {
    label: '审批链',
    draft: '起草',
    publish: '发布',
    version: (n: number) => `第 ${n} 稿`,
    held: (time: string) => `停留 ${time}`,
    units: (n: number) => `${n} 家`,
    states: { done: '已完成', current: '当前', ahead: '未到', revise: '要求修改', none: '不需要' },
    none: '—',
    and: '、',
  },
};

type Words = typeof zh;

const en: Words = {
  past: (time) => (time ? `past by ${time} when upgraded` : 'past when upgraded'),
  workdays: {
    left: ({ days, exact }) => (exact ? `${days} working days left` : `${days} days left, holidays among them`),
    due: (time) => `due ${time} 24:00`,
    rest: 'weekends and holidays not counted',
  },
  path: {
    label: 'Way of the dispatch',
    to: '→',
    dispatched: (name, time) => `dispatched by ${name} ${time}`,
    passed: (name, time) => `passed on by ${name} ${time}`,
    accepted: (name, time) => `accepted by ${name} ${time}`,
    toPassOn: 'to be passed on',
    toSign: 'to be signed',
    proposed: 'proposed',
  },
  chain: {
    label: 'Approval chain',
    draft: 'Draft',
    publish: 'Publish',
    version: (n) => `draft ${n}`,
    held: (time) => `held ${time}`,
    units: (n) => `${n} units`,
    states: { done: 'done', current: 'current', ahead: 'ahead', revise: 'to be changed', none: 'not needed' },
    none: '—',
    and: ', ',
  },
};

export const partWords: Words = pick(zh, en);

/** `剩 4 个工作日`; on the last day `剩 9:30`; once over `超时 3:12`. */
export function workdayWords(left: WorkdaysLeft, ms: number): string {
  return ms <= 0 || left.days === 0 ? formatLeft(ms, { clock: true }) : partWords.workdays.left(left);
}

/** `升级时已逾 13:54`; without the time where it isn't on record. */
export const pastWords = ({ pastBy }: Pick<ClockView, 'pastBy'>): string =>
  partWords.past(pastBy === null ? '' : length(pastBy * 60_000));

/** A length of time to the minute: `34 分`, `2 小时 5 分`, `3 天 4 小时`. Takes milliseconds. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return pick(`${minutes} 分`, `${minutes} min`);
  if (hours < 24) return pick(`${hours} 小时 ${minutes % 60} 分`, `${hours} h ${minutes % 60} min`);
  return pick(`${Math.floor(hours / 24)} 天 ${hours % 24} 小时`, `${Math.floor(hours / 24)} d ${hours % 24} h`);
}

/** `03-18 24:00`: a working day ends with the day, which no clock shows as 23:59. */
export const dayEnd = (instant: string | number): string => `${dayTime(instant).slice(0, 5)} 24:00`;
