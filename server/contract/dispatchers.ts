/** Who may dispatch a case of which opinion grade, as the rulebook says; the arithmetic of it, for server and page alike. */
import { ROLES, type OpinionGrade, type Role } from './vocabulary.ts';

/** Roles that dispatch at all, the one that may least first: who may dispatch a grade may dispatch what is less grave. */
export const DISPATCHING_ROLES: readonly Role[] = ['analyst', 'duty_chief', 'leader'];

/** For each grade the roles that may dispatch it. */
export type Dispatchers = Readonly<Record<OpinionGrade, readonly Role[]>>;

/** The named role and those above it; the leader alone where no role that dispatches is named. */
export const dispatchersFrom = (lowest: Role | null): readonly Role[] =>
  lowest !== null && DISPATCHING_ROLES.includes(lowest)
    ? DISPATCHING_ROLES.slice(DISPATCHING_ROLES.indexOf(lowest))
    : ['leader'];

/** Those who may dispatch a case of this grade, in Chinese words. */
export const dispatchersInWords = (dispatchers: Dispatchers, grade: OpinionGrade): string =>
  dispatchers[grade].map((role) => ROLES[role].zh).join('、');

/** True where one of the roles may dispatch a case of this grade. */
export const mayDispatch = (dispatchers: Dispatchers, roles: readonly Role[], grade: OpinionGrade): boolean =>
  roles.some((role) => dispatchers[grade].includes(role));
