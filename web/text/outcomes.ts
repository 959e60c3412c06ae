/** The words of 关注, 点对点答复 and 移送. */
import { pick } from './language.ts';

const zh = {
  clear: {
    open: '不属检举控告…',
    title: '不属检举控告',
    note: '程序读作检举控告的内容并不是。认定后可按一般信息立项，姓名和理由写入办理记录。',
    reason: '理由',
    submit: '认定不属检举控告',
    done: '已认定，按一般信息研判',
  },
  watch: {
    title: '关注，暂不公开回应',
    note: '到复看时间自动回到队列。重大及以上由领导签字。',
    reason: '理由',
    reviewAt: '复看时间（30 日内）',
    submit: '关注',
    done: '已转关注，到时回到队列',
  },
  reply: {
    title: '点对点答复',
    note: '答复来信人后这封信办结；只有来信人同意并去除个人信息后才能公开。',
    body: '答复内容',
    consent: '来信人同意公开',
    submit: '答复并办结',
    done: '已答复来信人',
  },
  transfer: {
    title: '移送',
    note: '移送后封存：不立项、不计时、不评分、不公开，被检举控告的单位和人员看不到。',
    receiver: (name: string) => `移送 ${name}`,
    noReceiver: '文中没有认出检举控告，请选定被检举控告的单位，由程序据此确定接收机关。',
    accused: '被检举控告的单位',
    accounts: '被检举控告的人在本系统的账号（选填，空格分隔）',
    reason: '理由',
    clause: '依据',
    submit: '移送',
    done: (name: string) => (name ? `已移送${name}` : '已移送'),
  },
};

const en: typeof zh = {
  clear: {
    open: 'Not an accusation…',
    title: 'Not an accusation',
    note: 'What the program read as an accusation is none. It can then be answered like any other; your name and reason are recorded.',
    reason: 'Reason',
    submit: 'Confirm that it accuses nobody',
    done: 'Cleared; judge it like any other',
  },
  watch: {
    title: 'Watch, no public answer now',
    note: 'It comes back to the queue at the review time. Major ones need a leader.',
    reason: 'Reason',
    reviewAt: 'Review at (within 30 days)',
    submit: 'Watch',
    done: 'Watched; it comes back in time',
  },
  reply: {
    title: 'Answer the writer',
    note: 'The reply closes the letter; it is published only with consent and without personal data.',
    body: 'Reply',
    consent: 'The writer agrees to publication',
    submit: 'Reply and close',
    done: 'The writer was answered',
  },
  transfer: {
    title: 'Transfer',
    note: 'Sealed: no case, clock, score or publication; the accused side never sees it.',
    receiver: (name) => `Transfer to ${name}`,
    noReceiver: 'No accusation was found in the text: choose the accused unit, and the receiving body follows from it.',
    accused: 'Accused unit',
    accounts: 'Accounts of accused persons here (optional, separated by spaces)',
    reason: 'Reason',
    clause: 'Clause',
    submit: 'Transfer',
    done: (name) => (name ? `Transferred to ${name}` : 'Transferred'),
  },
};

export const t = pick(zh, en);
