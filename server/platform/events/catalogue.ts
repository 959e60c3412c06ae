/**
 * Every event of the program and what it carries: ids, codes, numbers and hashes of texts, never a text or personal data, so
 * that contents can be destroyed (a spilled secret, the end of retention) while the chain verifies.
 */
import type { Category, DismissalReason, Label, OpinionGrade, Role, Subject } from '../../contract/vocabulary.ts';

export interface EventData {
  account_created: { accountId: string; roles: Role[]; unitId: string | null };
  account_changed: { accountId: string; what: 'password' | 'roles' | 'unit' | 'enabled' | 'locked' };
  signed_in: { accountId: string };
  signed_out: { accountId: string };
  source_added: { sourceId: string };
  item_received: { itemId: string; sourceId: string; fingerprint: string; textHash: string };
  item_seen_again: { itemId: string; sourceId: string };
  item_judged: { itemId: string; verdictId: string; textHash: string; modelVersion: string; category: Label };
  item_corrected: { itemId: string; verdictId: string; category: Label; subject: Subject | null };
  item_confirmed: { itemId: string; verdictId: string; category: Category; subject: Subject | null; caseId: string };
  item_dismissed: { itemId: string; verdictId: string; reason: DismissalReason };
  item_reopened: { itemId: string };
  case_opened: {
    caseId: string;
    number: string;
    category: Category;
    opinionGrade: OpinionGrade;
    rule: string;
    clause: string;
  };
  case_item_added: { caseId: string; itemId: string };
  case_dispatched: {
    caseId: string;
    lead: string;
    supporting: string[];
    coordinator: string | null;
    rule: string;
    clause: string;
    opinionGrade: OpinionGrade;
  };
  clock_started: {
    caseId: string;
    clockId: string;
    kind: string;
    startAt: string;
    dueAt: string;
    rule: string;
    rulebookVersion: string;
  };
  seal: { through: string; streams: number; digest: string; mac: string };
}

export type EventType = keyof EventData;

export type EventOf<T extends EventType> = { stream: string; type: T; data: EventData[T]; actor: string; at: Date };
/** An event to be written. */
export type NewEvent = { [T in EventType]: EventOf<T> }[EventType];
/** An event as delivered to handlers: a hint that something of this kind happened to these ids. */
export type DeliveredEvent = NewEvent & { id: string; seq: string };

/** Actor of what the program does by itself. */
export const PROGRAM = 'program';
