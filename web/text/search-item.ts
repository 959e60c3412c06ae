/** The words of one item to be read, beside the search. */
import { pick } from './language.ts';

const zh = {
  back: '返回结果',
  outcome: '怎样处理的',
  inCase: (number: string) => `已归入 ${number}`,
  verdict: '程序的判读',
  noVerdict: '还没有判读结果。',
  model: (version: string) => `判读程序 ${version}`,
  places: '地名',
  noPlaces: '没有认出地名',
  subject: '主管领域',
  none: '未定',
  by: (name: string, time: string) => `${name} ${time}`,
  byName: (name: string) => `由 ${name} 决定`,
  review: (time: string) => `${time} 回到队列`,
  consent: { yes: '来信人同意公开', no: '来信人不同意公开' },
  reopen: '撤销，退回研判队列',
  reopenNote: '研判时限照旧走，不重新起算。',
  reopened: '已撤销，这条信息回到研判队列。',
  disconnected: '连接中断，恢复后可撤销。',
  toTriage: '到研判台研判',
  waiting: '还没有人研判。',
  and: '、',
};

const en: typeof zh = {
  back: 'Back to the results',
  outcome: 'What was decided',
  inCase: (number) => `in ${number}`,
  verdict: 'What the program read',
  noVerdict: 'Not read yet.',
  model: (version) => `model ${version}`,
  places: 'Places',
  noPlaces: 'no place found',
  subject: 'Subject',
  none: 'not set',
  by: (name, time) => `${name} ${time}`,
  byName: (name) => `decided by ${name}`,
  review: (time) => `back in the queue ${time}`,
  consent: { yes: 'the writer agrees to publication', no: 'the writer does not agree to publication' },
  reopen: 'Undo, back to triage',
  reopenNote: 'Its judging time runs on; undoing starts no clock anew.',
  reopened: 'Undone; the item is back in the queue.',
  disconnected: 'Disconnected; it can be undone once the connection is back.',
  toTriage: 'To triage',
  waiting: 'Nobody has judged it yet.',
  and: ', ',
};

export const t = pick(zh, en);
