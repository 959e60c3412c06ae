/** The words of a case's life, each written once: states, clocks, holders, answers, approvals, reminders and rulings. */
import { keysOf, term, type Terms } from './vocabulary.ts';

const ARTICLE_21 = '延州办发〔2018〕15号 第二十一条';
const ARTICLE_22 = '延州办发〔2018〕15号 第二十二条';
const BAIYIN_6 = '白银市政务公开责任追究办法 第六条';
const BAIYIN_9 = '白银市政务公开责任追究办法 第九条';
const BAIYIN_10 = '白银市政务公开责任追究办法 第十条';
const LUODIAN_1 = '罗甸县信息发布管理制度 第一项';

/** 事项状态: the lanes of the board follow it. */
export const CASE_STATES = {
  awaiting_dispatch: term('待交办', 'Awaiting dispatch'),
  awaiting_acceptance: term('待签收', 'Awaiting acceptance'),
  return_ruling: term('退回待裁定', 'Return to be ruled on', '退回'),
  handling: term('核查处置', 'Finding out and handling', '核查'),
  drafting: term('起草回应', 'Drafting the answer', '起草'),
  approving: term('审核', 'In approval'),
  published: term('已发布', 'Published'),
  closed: term('已办结', 'Closed', '办结'),
  merged: term('已并入', 'Merged into another'),
} as const satisfies Terms<string>;
export type CaseState = keyof typeof CASE_STATES;
export const CASE_STATE_IDS = keysOf(CASE_STATES);
/** States in which nothing more is done. */
export const ENDED_STATES: readonly CaseState[] = ['closed', 'merged'];

/** 时限种类 a case can carry. */
export const CLOCK_KINDS = {
  accept: term('签收', 'Accept', '签收', '本系统设定'),
  pass_on: term('转办', 'Pass on', '转办', '本系统设定'),
  first_statement: term('5 小时首次发布', 'First statement within 5 hours', '首次发布', '国办发〔2016〕80号'),
  press_conference: term('24 小时新闻发布会', 'Press conference within 24 hours', '发布会', '国办发〔2016〕61号'),
  respond: term('48 小时回应', 'Respond within 48 hours', '回应', '国办发〔2016〕61号'),
  report: term('情况上报', 'Report upward', '上报', '生产安全事故报告和调查处理条例 第十一条'),
  progress: term('进展报告', 'Progress report', '进展', '本系统设定'),
  close: term('核查处置办结', 'Handle and close', '办结', '罗甸县信息发布管理制度 第九项'),
  next_release: term('下次发布', 'Next release', '下次发布', '本系统设定'),
  commitment: term('承诺事项', 'Commitment', '承诺', '本系统设定'),
} as const satisfies Terms<string>;
export type ClockKind = keyof typeof CLOCK_KINDS;
export const CLOCK_KIND_IDS = keysOf(CLOCK_KINDS);

/** What the public is owed at a stated time; no extension moves it (国办发〔2016〕61号、80号; a promise made in public). */
export const PUBLIC_CLOCKS: readonly ClockKind[] = [
  'first_statement',
  'press_conference',
  'respond',
  'next_release',
  'commitment',
];

/** How a clock ended: met in time or late, or ended because what it asked for went to another (退回成立、并入). */
export const CLOCK_ENDS = {
  met: term('已完成', 'Met'),
  ended: term('不再适用', 'No longer applies'),
} as const satisfies Terms<string>;
export type ClockEnd = keyof typeof CLOCK_ENDS;

/** 时段归属: the steps in which somebody holds a case, each with a limit of its own in the rulebook. */
export const HOLDER_STEPS = {
  judging: term('研判', 'Judging'),
  dispatching: term('待交办', 'Waiting for dispatch', '交办'),
  passing_on: term('转办', 'Passing on'),
  accepting: term('签收', 'Accepting'),
  handling: term('核查处置', 'Finding out and handling', '核查'),
  ruling: term('退回裁定', 'Ruling on a return', '裁定'),
  drafting: term('起草', 'Drafting'),
  section: term('科室负责人', 'Section head', '科室'),
  countersign: term('会签', 'Countersigning'),
  secrecy: term('保密审查', 'Secrecy review', '保密'),
  unit_head: term('单位负责人签发', 'Unit head', '签发'),
  office_review: term('政务公开办复核', 'Review by the office', '复核'),
  leader: term('领导审批', 'Leader', '审批'),
  publishing: term('发布', 'Publishing'),
  watching: term('跟踪效果', 'Watching the effect', '跟踪'),
} as const satisfies Terms<string>;
export type HolderStep = keyof typeof HOLDER_STEPS;
export const HOLDER_STEP_IDS = keysOf(HOLDER_STEPS);

/** 审批链 after 起草, in its order; `leader` only for major matters and what is sensitive. */
export const APPROVAL_STEPS = {
  section: term('科室负责人', 'Section head', '科室', LUODIAN_1),
  countersign: term('会签', 'Countersigning', '会签', LUODIAN_1),
  secrecy: term('保密审查', 'Secrecy review', '保密', '政府信息公开条例 第十七条'),
  unit_head: term('单位负责人签发', 'Signed by the unit head', '签发', LUODIAN_1),
  office_review: term('政务公开办复核', 'Reviewed by the office', '复核', LUODIAN_1),
  leader: term('领导审批', 'Approved by the leader', '审批', LUODIAN_1),
} as const satisfies Terms<string>;
export type ApprovalStep = keyof typeof APPROVAL_STEPS;
export const APPROVAL_STEP_IDS = keysOf(APPROVAL_STEPS);

/** 审核意见: one step's decision on one text. */
export const APPROVAL_DECISIONS = {
  approve: term('同意', 'Approved'),
  revise: term('要求修改', 'Sent back for changes'),
} as const satisfies Terms<string>;
export type ApprovalDecision = keyof typeof APPROVAL_DECISIONS;

/** 回应稿的状态. */
export const RESPONSE_STATES = {
  drafting: term('起草', 'Draft'),
  approving: term('审核中', 'In approval'),
  revising: term('要求修改', 'To be changed'),
  approved: term('待发布', 'Approved, to be published'),
  published: term('已发布', 'Published'),
  discarded: term('不再使用', 'Discarded'),
} as const satisfies Terms<string>;
export type ResponseState = keyof typeof RESPONSE_STATES;
/** An answer in work, neither published nor put out of use: a case has one such at a time. */
export const IN_WORK: readonly ResponseState[] = ['drafting', 'approving', 'revising', 'approved'];

/** 公开回应的状态: what was said stays visible. */
export const PUBLICATION_STATES = {
  current: term('现行', 'Current'),
  corrected: term('已更正', 'Corrected by a later one'),
  withdrawn: term('已撤回', 'Withdrawn'),
} as const satisfies Terms<string>;
export type PublicationState = keyof typeof PUBLICATION_STATES;

/** 处置方式 and what each must show before the case closes. */
export const DISPOSITIONS = {
  adopt: term('吸收采纳情况公开', 'Adoption made public', '建设性意见建议', ARTICLE_21),
  resolve: term('研究解决情况公布', 'Measures made public', '实际困难', ARTICLE_21),
  investigate: term('调查处置情况发布', 'Findings made public', '重大问题', ARTICLE_21),
  clarify: term('发布权威信息、解疑释惑', 'Explained', '模糊认识', ARTICLE_21),
  correct: term('引导和纠正', 'Corrected', '错误言论', ARTICLE_21),
  refute: term('回应并依法移交线索', 'Refuted, and handed over where unlawful', '虚假不实', ARTICLE_21),
} as const satisfies Terms<string>;
export type Disposition = keyof typeof DISPOSITIONS;
export const DISPOSITION_IDS = keysOf(DISPOSITIONS);

/** 核查与处置 entries of a case. */
export const ENTRY_KINDS = {
  finding: term('核查', 'Finding'),
  measure: term('处置', 'Measure taken'),
  progress: term('进展', 'Progress'),
  report: term('上报', 'Report upward'),
  conference: term('新闻发布会', 'Press conference', '发布会'),
} as const satisfies Terms<string>;
export type EntryKind = keyof typeof ENTRY_KINDS;
export const ENTRY_KIND_IDS = keysOf(ENTRY_KINDS);

/** 退回理由. */
export const RETURN_REASONS = {
  other_duty: term('属其他单位职责', "Another unit's duty"),
  other_place: term('属其他地方', 'Another place'),
  unclear_facts: term('事实不清，请补充', 'Facts unclear'),
  must_recuse: term('本单位应当回避', 'This unit must recuse itself'),
} as const satisfies Terms<string>;
export type ReturnReason = keyof typeof RETURN_REASONS;
export const RETURN_REASON_IDS = keysOf(RETURN_REASONS);

/** 退回裁定, which binds. */
export const RETURN_RULINGS = {
  upheld: term('退回成立，改派', 'Upheld, given to another'),
  unfounded: term('退回不成立，由原单位办理', 'Unfounded, stays'),
  joint: term('共同办理', 'Both together'),
} as const satisfies Terms<string>;
export type ReturnRuling = keyof typeof RETURN_RULINGS;

/** 延期申请. */
export const EXTENSION_STATES = {
  asked: term('待批', 'Asked'),
  granted: term('同意', 'Granted'),
  refused: term('不同意', 'Refused'),
} as const satisfies Terms<string>;
export type ExtensionState = keyof typeof EXTENSION_STATES;

/** 工作提醒的种类. */
export const SIGNAL_KINDS = {
  slow: term('超时', 'Slow', '超时', ARTICLE_22),
  improper: term('回应不妥', 'Improper answer', '不妥', ARTICLE_22),
  unreported: term('未按时上报', 'Not reported in time', '上报晚', ARTICLE_22),
} as const satisfies Terms<string>;
export type SignalKind = keyof typeof SIGNAL_KINDS;
export const SIGNAL_KIND_IDS = keysOf(SIGNAL_KINDS);

/** 提醒 → 催办 → 督办. */
export const SIGNAL_LEVELS = {
  reminder: term('提醒', 'Reminder'),
  urge: term('催办', 'Urged'),
  supervise: term('督办', 'Supervised'),
} as const satisfies Terms<string>;
export type SignalLevel = keyof typeof SIGNAL_LEVELS;
export const SIGNAL_LEVEL_IDS = keysOf(SIGNAL_LEVELS);

/** 工作提醒的状态. */
export const SIGNAL_STATES = {
  open: term('未消除', 'Open'),
  mended: term('已改正', 'Mended'),
  lifted: term('已撤销', 'Lifted'),
} as const satisfies Terms<string>;
export type SignalState = keyof typeof SIGNAL_STATES;

/** 问题线索的依据: 重大 matters by 第二十二条, others only where 白银 第六条 names them. */
export const LEAD_GROUNDS = {
  poor_handling: term('处置不得力', 'Handled poorly', '处置不得力', ARTICLE_22),
  improper_answer: term('回应不妥当', 'Answered improperly', '回应不妥当', ARTICLE_22),
  late_report: term('报告不及时', 'Reported late', '报告不及时', ARTICLE_22),
  false_information: term(
    '本机关发布的虚假或不完整信息未及时更正',
    'Own false information not corrected',
    '未及时更正',
    `${BAIYIN_6}（六）`,
  ),
  bad_monitoring: term(
    '重大舆情监测、收集、研判、处置、回应不力造成不良影响',
    'Major matter neglected',
    '不力且有不良影响',
    `${BAIYIN_6}（七）`,
  ),
} as const satisfies Terms<string>;
export type LeadGround = keyof typeof LEAD_GROUNDS;
export const LEAD_GROUND_IDS = keysOf(LEAD_GROUNDS);

/** 线索 → 告知 → 陈述申辩 → 认定 → 整改 → 复核. */
export const LEAD_STATES = {
  notified: term('已告知，待陈述', 'Notified', '陈述'),
  stated: term('待认定', 'To be ruled on', '认定'),
  unfounded: term('不成立', 'Unfounded', '不成立'),
  rectifying: term('整改', 'Being put right', '整改'),
  reviewing: term('待复核', 'To be reviewed', '复核'),
  finished: term('复核通过', 'Reviewed', '办结'),
} as const satisfies Terms<string>;
export type LeadState = keyof typeof LEAD_STATES;

/** 认定的结论; measures beyond the first two are proposed only after supervision without effect or a bad result. */
export const CONCLUSIONS = {
  unfounded: term('不成立', 'Unfounded'),
  improve: term('成立 · 提醒改进', 'Upheld, to improve', '提醒改进'),
  talk: term('成立 · 约谈整改', 'Upheld, talk and put right', '约谈整改', ARTICLE_22),
  criticism: term('成立 · 通报批评', 'Upheld, criticised in a circular', '通报批评', ARTICLE_22),
  refer: term('建议移送有权机关', 'Propose to the competent organ', '建议移送', '白银市政务公开责任追究办法 第七条'),
} as const satisfies Terms<string>;
export type Conclusion = keyof typeof CONCLUSIONS;
export const CONCLUSION_IDS = keysOf(CONCLUSIONS);

/** 从轻情形. */
export const MITIGATING = {
  cooperated: term('主动配合调查', 'Cooperated', '主动配合', BAIYIN_9),
  mended: term('及时改正', 'Put right in time', '及时改正', BAIYIN_9),
  averted: term('有效避免或挽回', 'Averted or made good', '避免挽回', BAIYIN_9),
  stood_up: term('敢于担当的失误', 'A mistake of those who stood up', '敢于担当', '国办发〔2016〕61号'),
} as const satisfies Terms<string>;
export type Mitigating = keyof typeof MITIGATING;

/** 从重情形. */
export const AGGRAVATING = {
  shifted: term('推卸、转嫁责任', 'Shifted blame', '推卸转嫁', BAIYIN_10),
  obstructed: term('干扰、阻碍调查', 'Obstructed', '干扰调查', BAIYIN_10),
  grave_effect: term('重大损失或恶劣影响', 'Grave loss or effect', '恶劣影响', BAIYIN_10),
  repeated: term('一年内两次及以上', 'Twice within a year', '一年两次', BAIYIN_10),
} as const satisfies Terms<string>;
export type Aggravating = keyof typeof AGGRAVATING;

/** 满意度: three steps under each published answer (白银市政务公开社会评议办法). */
export const RATINGS = {
  satisfied: term('满意', 'Satisfied'),
  mostly: term('基本满意', 'Mostly satisfied'),
  dissatisfied: term('不满意', 'Not satisfied'),
} as const satisfies Terms<string>;
export type Rating = keyof typeof RATINGS;
export const RATING_IDS = keysOf(RATINGS);
