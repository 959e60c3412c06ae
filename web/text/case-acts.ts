/** The words of the dialogs in which something is done on a case. */
import { acts } from './case-act-names.ts';
import { pick } from './language.ts';

const zh = {
  lost: '连接已断开，恢复后才能提交；填写的内容会保留。',
  ruling: {
    of: (unit: string) => `${unit}的退回`,
    reason: '理由',
    clause: '条款',
    suggested: '建议',
    note: '说明',
    none: '未提出',
    held: '时段归属',
    total: (time: string) => `发现至今 ${time}，公开时限继续走`,
    rulings: '裁定',
    unit: '接办单位',
    joint: '共同办理单位',
    suggestedTag: '退回单位建议',
    precedent: '记为判例，供以后同类事项参照',
    terms: '这类事项的用语',
    termsHint:
      '文中出现其中之一即按判例交办；用顿号分隔，每个至少 2 字，例如：共享单车、乱停放。判例即日载入职责矩阵。',
    choose: '请选定裁定和单位',
    submit: { upheld: '裁定：改派', unfounded: '裁定：不成立', joint: '裁定：共同办理' },
    short: { upheld: '退回成立，改派', unfounded: '不成立', joint: '共同办理' },
  },
  reassign: { unit: '改派给', from: (unit: string) => `现由 ${unit} 牵头` },
  recuse: {
    units: '回避的单位',
    accounts: '回避的人员（登录名，用逗号或空格隔开）',
    remove: (name: string) => `去掉 ${name}`,
    hint: '如 officer02',
  },
  extension: {
    which: '申请',
    asked: (days: number, label: string) => `“${label}”延期 ${days} 个工作日`,
    due: (from: string, to: string) => `原 ${from} 到期，同意后 ${to}`,
    because: '申请理由',
    grant: '同意延期',
    refuse: '不同意',
  },
  grades: { incident: '突发事件等级', none: '不是突发事件', opinion: '舆情等级', now: '现为', pending: '待核' },
  dispositions: { legend: '第二十一条六类处置', proved: '已有依据，不能取消' },
  handOver: {
    receipt: '已移交，填移交回执',
    signed: '不涉嫌违法，不移交（须由领导签字）',
    number: '移交回执',
    numberHint: '接收机关的回执号和日期',
    reason: '不移交的理由',
    reasonHint: '为什么不涉嫌违法',
  },
  merge: {
    find: '查找在办事项',
    hint: '编号或题名',
    none: '没有符合的在办事项。',
    more: (n: number) => `还有 ${n} 件，请写得更具体。`,
  },
  split: {
    items: '拆出的信息',
    title: '新事项题名',
    chosen: (n: number, all: number) => `已选 ${n} / ${all}`,
    atLeast: '至少留下一条。',
    open: '打开新事项',
  },
  close: { lacking: '还缺以下各项，备齐后才能办结', nothing: '办结条件已具备。' },
  lead: {
    signals: '依据的提醒',
    ground: '依据',
    major: '处置不得力、回应不妥当、报告不及时只适用于经确认的重大及以上事项，这里不列。',
  },
  urge: { unit: '单位', hours: '答复时限（小时）' },
};

type Words = typeof zh;

const en: Words = {
  lost: 'Disconnected: sending is possible once the connection is back. What you wrote stays.',
  ruling: {
    of: (unit) => `Returned by ${unit}`,
    reason: 'Reason',
    clause: 'Clause',
    suggested: 'Suggests',
    note: 'Explains',
    none: 'none',
    held: 'Who held it',
    total: (time) => `${time} since detection; public limits run on`,
    rulings: 'Ruling',
    unit: 'Given to',
    joint: 'Together with',
    suggestedTag: 'suggested by the unit',
    precedent: 'Keep as a precedent',
    terms: 'Words of such matters',
    termsHint:
      'A text that holds one of them goes by the precedent; separate them by commas, each of at least 2 characters. It enters the duty matrix today.',
    choose: 'Choose a ruling and a unit',
    submit: { upheld: 'Rule: give to another', unfounded: 'Rule: unfounded', joint: 'Rule: both together' },
    short: { upheld: 'Upheld', unfounded: 'Unfounded', joint: 'Both together' },
  },
  reassign: { unit: 'Give to', from: (unit) => `Now led by ${unit}` },
  recuse: {
    units: 'Units',
    accounts: 'Persons (sign-in names, separated by commas or blanks)',
    remove: (name) => `Remove ${name}`,
    hint: 'e.g. officer02',
  },
  extension: {
    which: 'Request',
    asked: (days, label) => `${label}: ${days} working days more`,
    due: (from, to) => `due ${from}, if granted ${to}`,
    because: 'Asked because',
    grant: 'Grant',
    refuse: 'Refuse',
  },
  grades: {
    incident: 'Incident grade',
    none: 'Not an emergency',
    opinion: 'Opinion grade',
    now: 'now',
    pending: 'to be confirmed',
  },
  dispositions: { legend: 'The six dispositions', proved: 'has its evidence, stays' },
  handOver: {
    receipt: 'Handed over, with receipt',
    signed: 'Not unlawful, not handed over (a leader signs)',
    number: 'Receipt',
    numberHint: 'number and day of the receiving body',
    reason: 'Why not',
    reasonHint: 'why nothing is unlawful',
  },
  merge: {
    find: 'Find an open case',
    hint: 'number or title',
    none: 'No open case fits.',
    more: (n) => `${n} more; be more precise.`,
  },
  split: {
    items: 'Posts to take out',
    title: 'Title of the new case',
    chosen: (n, all) => `${n} of ${all} chosen`,
    atLeast: 'At least one must stay.',
    open: 'Open it',
  },
  close: { lacking: 'Lacking; it can be closed once these are there', nothing: 'Nothing is lacking.' },
  lead: {
    signals: 'Reminders',
    ground: 'Ground',
    major: 'Grounds of article 22 need a case confirmed as major; they are not offered here.',
  },
  urge: { unit: 'Unit', hours: 'Answer within (hours)' },
};

export const words = { acts, ...pick(zh, en) };
