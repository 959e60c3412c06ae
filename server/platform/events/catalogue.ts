/**
 * Every event of the program and what it carries: ids, codes, numbers and hashes of texts, never a text or personal data, so
 * that contents can be destroyed (a spilled secret, the end of retention) while the chain verifies.
 */
import type {
  Category,
  DismissalReason,
  IncidentGrade,
  Label,
  OpinionGrade,
  Role,
  Subject,
} from '../../contract/vocabulary.ts';
import type {
  ApprovalStep,
  ClockEnd,
  ClockKind,
  Conclusion,
  Disposition,
  EntryKind,
  LeadGround,
  Rating,
  ReturnReason,
  ReturnRuling,
  SignalKind,
  SignalLevel,
} from '../../contract/vocabulary-case.ts';
import type { ModelTask } from '../schema-models.ts';

export interface EventData {
  change_drafted: {
    changeSetId: string;
    origin: 'edit' | 'import' | 'ruling';
    validFrom: string;
    changes: number;
    reasonHash: string;
  };
  change_approved: { changeSetId: string };
  change_withdrawn: { changeSetId: string; reasonHash: string };
  /** What a change set says holds from now on. */
  change_effective: { changeSetId: string; directoryVersion: number };
  /** A case whose lead may not keep it after a change of the directory: people give it to another. */
  case_unassigned: { caseId: string; from: string; why: 'dissolved' | 'recused'; changeSetId: string };
  /** A unit that answers for the case was renamed or moved. */
  case_unit_changed: { caseId: string; unitId: string };
  /** A sealed transfer nobody had signed for goes to the next level's body, its receiver being on the accused side now. */
  transfer_redirected: { itemId: string; transferId: string };
  account_created: { accountId: string; roles: Role[]; unitId: string | null };
  account_changed: { accountId: string; what: 'password' | 'roles' | 'steps' | 'unit' | 'enabled' | 'locked' };
  signed_in: { accountId: string };
  signed_out: { accountId: string };
  source_added: { sourceId: string };
  source_changed: { sourceId: string; what: 'settings' | 'paused' | 'resumed' | 'private_allowed' | 'private_refused' };
  source_token_issued: { sourceId: string; tokenId: string };
  source_token_revoked: { sourceId: string; tokenId: string };
  /** Words are kept apart; the record holds that somebody searched, and the hash of what for. */
  search_made: { wordsHash: string };
  item_received: { itemId: string; sourceId: string; fingerprint: string; textHash: string };
  item_seen_again: { itemId: string; sourceId: string };
  item_judged: { itemId: string; verdictId: string; textHash: string; modelVersion: string; category: Label };
  item_grouped: { itemId: string; groupId: string };
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
    /** Offices that pass it on, in no order. */
    hops: string[];
  };
  item_watched: { itemId: string; verdictId: string; opinionGrade: OpinionGrade; reviewAt: string };
  item_watch_due: { itemId: string };
  item_replied: { itemId: string; verdictId: string; textHash: string; consent: boolean };
  /** Neither the accused nor the words: an auditor of the record may be on the accused side. */
  item_transferred: { itemId: string; transferId: string };
  item_closed_to: { itemId: string };
  item_cleared: { itemId: string; verdictId: string; reasonHash: string };
  transfer_received: { itemId: string; transferId: string };
  /** 转办: an office of the path has signed and given the case to `to`; `reasonHash` where that is not the unit proposed. */
  case_passed_on: { caseId: string; hopId: string; unitId: string; to: string; reasonHash: string | null };
  case_accepted: { caseId: string; assignmentId: string; unitId: string };
  case_returned: {
    caseId: string;
    returnId: string;
    unitId: string;
    reason: ReturnReason;
    suggestedUnit: string | null;
    noteHash: string;
  };
  return_ruled: {
    caseId: string;
    returnId: string;
    ruling: ReturnRuling;
    lead: string | null;
    /** Account that dispatched wrongly, where the return was upheld. */
    misDispatchedBy: string | null;
    precedent: string | null;
    reasonHash: string;
  };
  case_reassigned: { caseId: string; from: string; to: string; reasonHash: string };
  case_recused: { caseId: string; units: string[]; accounts: string[]; reasonHash: string };
  entry_recorded: { caseId: string; entryId: string; kind: EntryKind; textHash: string };
  extension_asked: { caseId: string; extensionId: string; clockId: string; workdays: number; reasonHash: string };
  extension_decided: { caseId: string; extensionId: string; granted: boolean };
  incident_graded: { caseId: string; from: IncidentGrade | null; grade: IncidentGrade | null; reasonHash: string };
  opinion_graded: { caseId: string; from: OpinionGrade; grade: OpinionGrade; reasonHash: string };
  dispositions_set: { caseId: string; kinds: Disposition[] };
  disposition_handed_over: { caseId: string; kind: Disposition; handedOver: boolean; textHash: string };
  /** In the stream of the case that went; `caseId` is the survivor in its own stream's event case_absorbed. */
  case_merged: { caseId: string; into: string; reasonHash: string };
  case_absorbed: { caseId: string; merged: string };
  case_split: { caseId: string; from: string; items: string[]; reasonHash: string };
  case_split_off: { caseId: string; to: string; items: string[] };
  case_closed: { caseId: string; summaryHash: string };
  case_reopened: { caseId: string; reasonHash: string };
  clock_ended: { caseId: string; clockId: string; kind: ClockKind; end: ClockEnd; late: boolean };
  clock_breached: { caseId: string; clockId: string; kind: ClockKind; dueAt: string; calendarVersion: string | null };
  clock_extended: { caseId: string; clockId: string; dueAt: string };
  draft_saved: { caseId: string; responseId: string; n: number; textHash: string; voided: number };
  draft_submitted: { caseId: string; responseId: string; n: number; textHash: string };
  draft_discarded: { caseId: string; responseId: string };
  response_approved: {
    caseId: string;
    responseId: string;
    step: ApprovalStep;
    textHash: string;
    unitId: string | null;
  };
  response_sent_back: {
    caseId: string;
    responseId: string;
    step: ApprovalStep;
    textHash: string;
    unitId: string | null;
  };
  response_published: { caseId: string; responseId: string; publicationId: string; number: string; textHash: string };
  publication_corrected: { caseId: string; publicationId: string; by: string };
  publication_withdrawn: { caseId: string; publicationId: string; reasonHash: string };
  commitment_made: { caseId: string; commitmentId: string; dueAt: string };
  commitment_kept: { caseId: string; commitmentId: string; proofHash: string };
  publication_rated: { publicationId: string; value: Rating };
  consultation_called: { caseId: string; consultationId: string; units: string[]; textHash: string };
  consultation_invited: { caseId: string; consultationId: string; units: string[]; released: string[] };
  /** A null unit is the office. */
  consultation_opined: { caseId: string; consultationId: string; unitId: string | null; textHash: string };
  consultation_held: { caseId: string; consultationId: string };
  minutes_signed: { caseId: string; consultationId: string; n: number; textHash: string };
  minutes_answered: { caseId: string; consultationId: string; n: number; unitId: string; agrees: boolean };
  /** All have confirmed; or the limit has passed, and those are named who have not. */
  minutes_confirmed: { caseId: string; consultationId: string; n: number; silent: string[] };
  consultation_cancelled: { caseId: string; consultationId: string; reasonHash: string };
  decision_met: {
    caseId: string;
    consultationId: string;
    decisionId: string;
    entryId: string | null;
    commitmentId: string | null;
  };
  line_drafted: { caseId: string; lineId: string; n: number; unitId: string | null; textHash: string };
  line_answered: { caseId: string; lineId: string; n: number; unitId: string; agrees: boolean };
  line_in_force: { caseId: string; lineId: string; n: number; textHash: string; missing: string[] };
  line_discarded: { caseId: string; lineId: string; n: number };
  contact_changed: { unitId: string; contactId: string; what: 'added' | 'ended' };
  roster_changed: { added: string[]; removed: string[] };
  hand_over_written: { handOverId: string; outgoing: string; incoming: string; cases: number; textHash: string };
  hand_over_decided: { handOverId: string; signed: boolean };
  signal_raised: { caseId: string; signalId: string; kind: SignalKind; clockId: string | null };
  signal_mended: { caseId: string; signalId: string };
  signal_lifted: { caseId: string; signalId: string; reasonHash: string };
  case_urged: { caseId: string; signalId: string; urgeId: string; level: SignalLevel; unitId: string };
  urge_answered: { caseId: string; urgeId: string; textHash: string };
  lead_proposed: { caseId: string; leadId: string; ground: LeadGround; units: string[] };
  statement_made: { caseId: string; leadId: string; unitId: string; textHash: string };
  lead_ruled: { caseId: string; leadId: string; conclusion: Conclusion; holdings: string[]; reasonHash: string };
  lead_rectified: { caseId: string; leadId: string; textHash: string };
  lead_reviewed: { caseId: string; leadId: string; passed: boolean };
  clock_started: {
    caseId: string;
    clockId: string;
    kind: string;
    startAt: string;
    /** Null while a calendar year it needs is not loaded. */
    dueAt: string | null;
    rule: string;
    rulebookVersion: string;
  };
  /** A model of the office's own judges from now on; `replaces` is null where that was the shipped one. */
  model_installed: { task: ModelTask; version: string; replaces: string | null };
  /** The shipped model judges again. */
  model_retired: { task: ModelTask; version: string };
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
