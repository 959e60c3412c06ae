/** Who may dispatch a case of which opinion grade: data, apart from the schemas, for server and page alike. */
import { ROLES, type OpinionGrade, type Role } from './vocabulary.ts';

/** 本系统设定: 一般 duty officer, 较大 duty chief, 重大 and above the office's head. */
export const DISPATCHERS: Readonly<Record<OpinionGrade, readonly Role[]>> = {
  general: ['analyst', 'duty_chief', 'leader'],
  large: ['duty_chief', 'leader'],
  major: ['leader'],
  extreme: ['leader'],
};

/** Those who may dispatch a case of this grade, in Chinese words. */
export const dispatchersInWords = (grade: OpinionGrade): string =>
  DISPATCHERS[grade].map((role) => ROLES[role].zh).join('、');

/** True where one of the roles may dispatch a case of this grade. */
export function mayDispatch(roles: readonly Role[], grade: OpinionGrade): boolean {
  return roles.some((role) => DISPATCHERS[grade].includes(role));
}
