/** The words of consulting together and of being on duty: 会商, 口径, 值班, 交接班. Each is written once. */
import { keysOf, term, type Terms } from './vocabulary.ts';

/** 会商的状态: what was confirmed is never changed; a correction is a further version of its minutes. */
export const CONSULTATION_STATES = {
  called: term('已召集', 'Called'),
  held: term('已会商，待出纪要', 'Held, minutes to come', '待出纪要'),
  minutes: term('纪要待确认', 'Minutes to be confirmed', '待确认'),
  confirmed: term('纪要已确认', 'Minutes confirmed', '已确认'),
  cancelled: term('已取消', 'Cancelled'),
} as const satisfies Terms<string>;
export type ConsultationState = keyof typeof CONSULTATION_STATES;
export const CONSULTATION_STATE_IDS = keysOf(CONSULTATION_STATES);

/** What may be done with a consultation, as far as it lies with one person now. */
export const CONSULTATION_ACTS = {
  invite: term('调整参会单位', 'Change who takes part'),
  opinion: term('提出意见', 'State an opinion'),
  hold: term('记为已会商', 'Note that it was held'),
  minutes: term('签发纪要', 'Sign the minutes'),
  confirm: term('确认纪要', 'Confirm the minutes'),
  conclude: term('逾期未确认，结束确认', 'Conclude without those who are silent', '结束确认'),
  meet: term('登记落实', 'Note that a decision was met'),
  cancel: term('取消会商', 'Cancel'),
} as const satisfies Terms<string>;
export type ConsultationAct = keyof typeof CONSULTATION_ACTS;
export const CONSULTATION_ACT_IDS = keysOf(CONSULTATION_ACTS);

/** 为什么不再参会. */
export const LEFT_WHY = {
  released: term('不再参会', 'Released'),
  recused: term('回避', 'Recused'),
} as const satisfies Terms<string>;
export type LeftWhy = keyof typeof LEFT_WHY;

/** 口径的状态: every version is kept, one at most is in force. */
export const LINE_STATES = {
  agreeing: term('征求意见', 'To be agreed'),
  in_force: term('现行', 'In force'),
  replaced: term('已被替代', 'Replaced'),
  discarded: term('不再使用', 'Discarded'),
} as const satisfies Terms<string>;
export type LineState = keyof typeof LINE_STATES;
export const LINE_STATE_IDS = keysOf(LINE_STATES);

/** What may be done with the line of a case. */
export const LINE_ACTS = {
  draft: term('起草口径', 'Draft a line'),
  agree: term('答复口径', 'Answer on the line'),
  enforce: term('定为现行口径', 'Put in force'),
  discard: term('不再使用', 'Discard'),
} as const satisfies Terms<string>;
export type LineAct = keyof typeof LINE_ACTS;
export const LINE_ACT_IDS = keysOf(LINE_ACTS);

/** 值班岗位 of the news office; each is held by an account of the role of the same name. */
export const DUTY_POSTS = {
  duty_chief: term('值班长', 'Duty chief'),
  analyst: term('研判员', 'Analyst'),
  leader: term('带班领导', 'Leader on duty'),
} as const satisfies Terms<string>;
export type DutyPost = keyof typeof DUTY_POSTS;
export const DUTY_POST_IDS = keysOf(DUTY_POSTS);

/** 交接班的状态. */
export const HAND_OVER_STATES = {
  written: term('待签收', 'To be signed'),
  signed: term('已签收', 'Signed'),
  refused: term('不予签收', 'Refused'),
} as const satisfies Terms<string>;
export type HandOverState = keyof typeof HAND_OVER_STATES;
export const HAND_OVER_STATE_IDS = keysOf(HAND_OVER_STATES);

/** 交班时未了的事项, by why they are handed over. */
export const OPEN_MATTERS = {
  awaiting_dispatch: term('待交办', 'Awaiting dispatch'),
  due: term('下一班内到期', 'Due within the next shift'),
  return_ruling: term('退回待裁定', 'Return to be ruled on'),
} as const satisfies Terms<string>;
export type OpenMatter = keyof typeof OPEN_MATTERS;
export const OPEN_MATTER_IDS = keysOf(OPEN_MATTERS);
