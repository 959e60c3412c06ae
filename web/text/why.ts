/** 为什么不是: the words of the fold that sets the class given against its runner-up. */
import {
  CATEGORIES,
  SUBJECTS,
  VERDICT_REASONS,
  type Category,
  type Subject,
} from '../../server/contract/vocabulary.ts';
import type { WhyLine } from '../state/why.ts';
import { pick, shortWord, word } from './language.ts';

const zh = {
  title: (second: string) => `为什么不是${second}`,
  plain: '为什么不是第二位',
  category: '类别',
  subject: '主领域',
  against: (first: string, second: string) => `判为${first}，不是${second}`,
  for: (name: string) => `支持${name}`,
  probability: '概率',
  words: '所列字词合计',
  rest: '其余各项合计',
  noWords: '没有突出的字词',
  nothing: '没有可说的依据',
  joint: '、',
  term: (term: string, name: string) => `${term}，支持${name}，在正文中标出`,
  note: '数值为各项对两类概率之比（对数）的作用，按项相加即得两类之差。程序的理由只供研判参考。',
  models: (judged: string, now: string) => `判定时模型 ${judged}，现模型 ${now}，以下按现模型说明。`,
  empty: '正文没有可判读的文字。',
  loading: '正在读取理由',
  failed: '理由没有读到。',
  retry: '重试',
};

const en: typeof zh = {
  title: (second) => `Why not ${second}`,
  plain: 'Why not the second best',
  category: 'Category',
  subject: 'Subject',
  against: (first, second) => `${first}, not ${second}`,
  for: (name) => `For ${name}`,
  probability: 'Probability',
  words: 'Words listed, together',
  rest: 'All the rest, together',
  noWords: 'No words stand out',
  nothing: 'Nothing speaks for it',
  joint: ', ',
  term: (term, name) => `${term}, for ${name}, shown in the text`,
  note: 'Figures are what each adds to the logarithm of the ratio of both probabilities; they sum to the difference. Advice, no decision.',
  models: (judged, now) => `Judged by model ${judged}; explained by the present one, ${now}.`,
  empty: 'The text holds nothing to be read.',
  loading: 'Reading the reasons',
  failed: 'The reasons could not be read.',
  retry: 'Try again',
};

export const t = pick(zh, en);

/** A label or subject in short. */
export function className(code: string, none: string): string {
  if (code in CATEGORIES) return shortWord(CATEGORIES[code as Category]);
  return code in SUBJECTS ? shortWord(SUBJECTS[code as Subject]) : none;
}

/** What a line is called. */
export function lineName(code: WhyLine['code']): string {
  return code === 'words' || code === 'rest' ? t[code] : word(VERDICT_REASONS[code]);
}
