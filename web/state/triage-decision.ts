/** What the one main button of the triage page would do, and in which words. Pure. */
import { mayDispatch, type Dispatchers } from '../../server/contract/dispatchers.ts';
import type { Category, OpinionGrade, Role } from '../../server/contract/vocabulary.ts';
import type { UnitRef } from '../../server/contract/views.ts';

/** What a person has before the eyes when deciding on an item. */
export interface Decision {
  category: Category | null;
  grade: OpinionGrade;
  /** Number of the open case to join; null opens a new one. */
  joins: string | null;
  /** The unit that would lead: proposed, or chosen. Null while a person must choose. */
  lead: UnitRef | null;
  /** How many candidates the keys A and B offer (0 to 2). */
  offered: number;
  /** False while the text has not been read. */
  ready: boolean;
  /** False while there is no verdict. */
  judged: boolean;
  /** An accusation that the law sends elsewhere. */
  transfer: boolean;
  /** The hotline handles it already (一事不二派). */
  handled: boolean;
  /** False where someone else has decided on the item meanwhile. */
  open: boolean;
  roles: readonly Role[];
  /** By the rulebook; null while it is not read. */
  dispatchers: Dispatchers | null;
  mayJudge: boolean;
  connected: boolean;
  sending: boolean;
}

/** `act` can be pressed, `wait` names what is missing, `off` says why it cannot be pressed at all. */
export type PrimaryAction =
  | { kind: 'act'; result: 'join'; number: string }
  | { kind: 'act'; result: 'dispatch'; lead: string }
  | { kind: 'act'; result: 'report'; to: 'duty_chief' | 'leader' }
  | { kind: 'wait'; missing: 'category' | 'lead'; keys: string[] }
  | {
      kind: 'off';
      why: 'read_only' | 'unread' | 'decided' | 'unjudged' | 'transfer' | 'handled' | 'disconnected' | 'sending';
    };

/** To whom a case of this grade is reported, null where one of the roles may dispatch it itself (本系统设定). */
export function reportsTo(
  dispatchers: Dispatchers | null,
  grade: OpinionGrade,
  roles: readonly Role[],
): 'duty_chief' | 'leader' | null {
  if (dispatchers === null) return 'leader';
  if (mayDispatch(dispatchers, roles, grade)) return null;
  return dispatchers[grade].includes('duty_chief') ? 'duty_chief' : 'leader';
}

/** The state of the main button. The first obstacle counts. */
export function primaryAction(decision: Decision): PrimaryAction {
  const { category, grade, joins, lead, offered, roles, dispatchers } = decision;
  if (!decision.mayJudge) return { kind: 'off', why: 'read_only' };
  if (!decision.ready) return { kind: 'off', why: 'unread' };
  if (!decision.open) return { kind: 'off', why: 'decided' };
  if (!decision.judged) return { kind: 'off', why: 'unjudged' };
  if (decision.transfer) return { kind: 'off', why: 'transfer' };
  if (decision.handled) return { kind: 'off', why: 'handled' };
  if (!decision.connected) return { kind: 'off', why: 'disconnected' };
  if (decision.sending) return { kind: 'off', why: 'sending' };
  if (category === null) return { kind: 'wait', missing: 'category', keys: ['1', '–', '6'] };
  if (joins !== null) return { kind: 'act', result: 'join', number: joins };
  if (lead === null)
    return {
      kind: 'wait',
      missing: 'lead',
      keys: ['A', 'B'].slice(0, offered),
    };
  const to = reportsTo(dispatchers, grade, roles);
  return to ? { kind: 'act', result: 'report', to } : { kind: 'act', result: 'dispatch', lead: lead.name };
}
