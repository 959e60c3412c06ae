/** Words of the dialog that dispatches a case (交办), and of choosing a unit. */
import { pick } from './language.ts';

const zh = {
  detail: {
    reasons: '依据',
    gone: '这个事项已不在您的看板上。',
  },
  dispatch: {
    title: '交办',
    proposed: '拟牵头单位',
    proposedTag: '程序建议',
    noProposal: '程序没有提出牵头单位，请查找并选定。',
    search: '另选单位',
    find: '查找单位',
    searchHint: '输入单位名称或简称',
    searching: '正在查找',
    noneFound: (words: string) => `没有名称含“${words}”的单位。`,
    confirm: (unit: string) => `交办 ${unit}`,
    choose: '请先选定牵头单位',
    done: (number: string, unit: string) => `${number} 已交办 ${unit}`,
    starts: '交办后由该单位签收；时限按规则列出，交办写入办理记录。',
    changed: '您查看期间这个事项有了变化，请看过现在的内容。',
    seen: '已看过，继续',
    already: '这个事项已经交办。',
    stale: '实时连接中断，恢复后才能交办。',
  },
};

type Words = typeof zh;

const en: Words = {
  detail: {
    reasons: 'Reasons',
    gone: 'This case is no longer on your board.',
  },
  dispatch: {
    title: 'Dispatch',
    proposed: 'Proposed lead unit',
    proposedTag: 'proposed',
    noProposal: 'No lead was proposed; find and choose one.',
    search: 'Choose another unit',
    find: 'Find a unit',
    searchHint: 'Name or short name of a unit',
    searching: 'Searching',
    noneFound: (words) => `No unit has “${words}” in its name.`,
    confirm: (unit) => `Dispatch to ${unit}`,
    choose: 'Choose a lead unit first',
    done: (number, unit) => `${number} dispatched to ${unit}`,
    starts: 'The unit then accepts; its time limit is set by rule, and the dispatch is recorded.',
    changed: 'The case changed while you looked at it; please read it as it stands now.',
    seen: 'Read, go on',
    already: 'This case has been dispatched already.',
    stale: 'The live connection is down; dispatch is possible once it is back.',
  },
};

export const words: Words = pick(zh, en);
