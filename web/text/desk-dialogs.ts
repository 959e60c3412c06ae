/** Words of the desk's dialogs. */
import { pick } from './language.ts';

const zh = {
  lost: '实时连接已断开，恢复后才能提交；填的内容留在这里。',
  return: {
    title: '退回',
    reason: '理由',
    hints: {
      other_duty: '写明是谁的职责',
      other_place: '写明是哪里的',
      unclear_facts: '写明缺什么，请派发人补充',
      must_recuse: '写明与事项的关系',
    },
    clause: '条款',
    clauseHint: '必填，例如“三定”规定第四条（五）',
    unit: '建议单位',
    unitHint: '前两项理由必填',
    clear: '不选',
    note: '说明',
    noteHint: '写清事实与凭据',
    since: (time: string, spent: string) =>
      `${time} 交办，已过 ${spent}。退回须在规则库所定时限内（通用规则自交办起 24 小时）。`,
    facts: [
      '公开时限不因退回而停，从交办起算。',
      '提出合适单位和条款，不计入工作提醒。',
      '每个事项只可退回一次，裁定后执行，不再开放第二次退回。',
    ],
    meanwhile: '裁定前仍由本单位首接负责',
    submit: '提交退回',
    done: '已提交，等待政务公开办裁定',
  },
  extend: {
    title: '申请延期',
    clock: '时限',
    clockDue: (label: string, due: string) => `${label}（${due} 到期）`,
    days: '延长几个工作日',
    reason: '理由',
    reasonHint: '写明为什么按时办不完，延长后怎么办',
    note: '由政务公开办批准。批准前原时限照走；按自然时计的时限不延期。',
    none: '没有可以延期的时限：只有按工作日计、未延过期的时限可以申请。',
    submit: '提交申请',
    done: '已提交延期申请',
  },
  keep: {
    title: '兑现承诺',
    proof: '怎么兑现的，凭据',
    proofHint: '写明做了什么、何时、在哪里看得到',
    note: '兑现后承诺的时限停下，记入办理记录。',
    submit: '确认兑现',
    done: '承诺已兑现',
  },
  urge: {
    title: (level: string) => `答复${level}`,
    answer: '答复',
    answerHint: '写明现在到哪一步、何时办完、困难是什么',
    submit: '提交答复',
    done: '已答复',
  },
  edit: {
    title: '修改审核中的稿',
    lines: (done: string) => [
      `这一稿正在审核${done ? `，${done}已同意` : ''}。`,
      '存下新的一稿后，已有的审核意见作废，审批链从科室负责人重新走。',
      '只看不改，请取消。',
    ],
    submit: '开始修改',
  },
  receipt: {
    title: '签收回执',
    number: '回执编号',
    hint: '本单位登记的收文号或受理号',
    note: '回执送回移送单位，记入记录。',
    submit: '签收',
    done: '已签收移送',
  },
};

type Words = typeof zh;

const en: Words = {
  lost: 'The live connection is down; sending is possible once it is back. What you filled in stays.',
  return: {
    title: 'Return',
    reason: 'Reason',
    hints: {
      other_duty: 'say whose duty it is',
      other_place: 'say which place',
      unclear_facts: 'say what is missing',
      must_recuse: 'say how the unit is concerned',
    },
    clause: 'Clause',
    clauseHint: 'required',
    unit: 'Suggested unit',
    unitHint: 'required for the first two reasons',
    clear: 'None',
    note: 'Explanation',
    noteHint: 'facts and evidence',
    since: (time, spent) =>
      `Dispatched ${time}, ${spent} ago. Returns are open within the rulebook’s limit (24 hours from dispatch by the common rule).`,
    facts: [
      'Public time limits don’t stop for a return.',
      'A return with a fitting unit and clause is no mark against the unit.',
      'Each case can be returned once; the ruling binds, a second return is not open.',
    ],
    meanwhile: 'Until the ruling this unit stays responsible',
    submit: 'Send the return',
    done: 'Sent; the office rules on it',
  },
  extend: {
    title: 'Ask for an extension',
    clock: 'Time limit',
    clockDue: (label, due) => `${label} (due ${due})`,
    days: 'Working days',
    reason: 'Reason',
    reasonHint: 'why it can’t be done in time, and what then',
    note: 'The office decides. Until then the limit runs on; limits in hours are not extended.',
    none: 'No time limit can be extended: only working-day limits not yet extended.',
    submit: 'Send',
    done: 'Extension asked for',
  },
  keep: {
    title: 'Promise kept',
    proof: 'How, with proof',
    proofHint: 'what was done, when, where to see it',
    note: 'Its clock stops, and it is recorded.',
    submit: 'It is kept',
    done: 'Recorded as kept',
  },
  urge: {
    title: (level) => `Answer: ${level}`,
    answer: 'Answer',
    answerHint: 'where it stands, when it will be done, what is difficult',
    submit: 'Send the answer',
    done: 'Answered',
  },
  edit: {
    title: 'Change a text in approval',
    lines: (done) => [
      `This draft is in approval${done ? `; approved by ${done}` : ''}.`,
      'Saving a new draft voids the approvals given, and the chain begins anew.',
      'To read only, cancel.',
    ],
    submit: 'Begin to change',
  },
  receipt: {
    title: 'Receipt',
    number: 'Receipt number',
    hint: 'your own register’s number',
    note: 'The receipt goes back to the sender and is recorded.',
    submit: 'Receive',
    done: 'Received',
  },
};

export const d: Words = pick(zh, en);
