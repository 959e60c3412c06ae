/** The tables of a case's life as Kysely sees them; schema.ts holds the rest. */
import type { ColumnType, Generated } from 'kysely';
import type { AssignmentRole } from '../contract/vocabulary.ts';
import type {
  Aggravating,
  ApprovalDecision,
  ApprovalStep,
  ClockEnd,
  ClockKind,
  Conclusion,
  Disposition,
  EntryKind,
  ExtensionState,
  HolderStep,
  LeadGround,
  LeadState,
  Mitigating,
  PublicationState,
  ResponseState,
  ReturnReason,
  ReturnRuling,
  SignalKind,
  SignalLevel,
  SignalState,
} from '../contract/vocabulary-case.ts';

import type { HopSchema } from './schema-hop.ts';
import type { OpenSchema } from './schema-open.ts';

type Json<T> = ColumnType<T, string, string>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** One who exceeded its own step's limit, as a signal's evidence keeps it. */
export interface ExceededHolder {
  step: HolderStep;
  unitId: string | null;
  minutes: number;
  limitMinutes: number | null;
  overMinutes: number;
}

export interface CaseSchema extends OpenSchema, HopSchema {
  assignment: {
    id: string;
    case_id: string;
    unit_id: string;
    role: AssignmentRole;
    rule: string;
    clause: string;
    dispatched_by: string;
    at: Date;
    accepted_at: Maybe<Date>;
    accepted_by: Maybe<string>;
    ended_at: Maybe<Date>;
    end_reason: Maybe<'returned' | 'reassigned' | 'merged' | 'passed_on'>;
  };
  clock: {
    id: string;
    case_id: string;
    kind: ClockKind;
    counted: 'hours' | 'workdays';
    amount: number;
    starts_from: 'occurred' | 'detected' | 'dispatched' | 'stated';
    start_at: Date;
    /** Null while a calendar year it needs is not loaded; `undated` then says so. */
    due_at: Date | null;
    stopped_at: Maybe<Date>;
    rule: string;
    clause: string;
    source: string;
    rulebook_version: string;
    about: Generated<string>;
    subject: Maybe<string>;
    ended: Maybe<ClockEnd>;
    breached_at: Maybe<Date>;
    past_at_start: Generated<boolean>;
    /** When the clock was set; where an upgrade let it run on past its end, when that did. Null: set before this was kept. */
    set_at: Maybe<Date>;
    original_due_at: Maybe<Date>;
    undated: Maybe<string>;
    calendar_version: Maybe<string>;
  };
  holding: {
    id: string;
    case_id: string;
    step: HolderStep;
    unit_id: string | null;
    from_at: Date;
    to_at: Maybe<Date>;
    due_at: Maybe<Date>;
    limit_minutes: Maybe<number>;
    excuse: Maybe<string>;
  };
  reason: { case_id: string; text_hash: string; body: string; account_id: string; at: Date };
  return_request: {
    id: string;
    case_id: string;
    assignment_id: string;
    unit_id: string;
    reason: ReturnReason;
    clause: string;
    suggested_unit: string | null;
    note: string;
    account_id: string;
    /** Who had dispatched it: a mis-dispatch counts here. */
    dispatched_by: string;
    at: Date;
    ruling: Maybe<ReturnRuling>;
    ruling_reason: Maybe<string>;
    ruling_lead: Maybe<string>;
    precedent: Maybe<string>;
    ruled_by: Maybe<string>;
    ruled_at: Maybe<Date>;
  };
  entry: {
    id: string;
    case_id: string;
    kind: EntryKind;
    body: string;
    evidence: string | null;
    happened_at: Date;
    unit_id: string | null;
    account_id: string;
    at: Date;
  };
  extension: {
    id: string;
    case_id: string;
    clock_id: string;
    unit_id: string;
    workdays: number;
    reason: string;
    new_due_at: Date;
    state: ExtensionState;
    account_id: string;
    at: Date;
    note: Maybe<string>;
    decided_by: Maybe<string>;
    decided_at: Maybe<Date>;
  };
  disposition: {
    case_id: string;
    kind: Disposition;
    account_id: string;
    at: Date;
    publication_id: Maybe<string>;
    receipt: Maybe<string>;
    not_unlawful_reason: Maybe<string>;
    handed_over_by: Maybe<string>;
    handed_over_at: Maybe<Date>;
  };
  response: {
    id: string;
    case_id: string;
    number: number;
    state: ResponseState;
    /** Number of the latest draft. */
    n: number;
    corrects: string | null;
    countersign: Json<string[]>;
    account_id: string;
    at: Date;
    updated_at: Date;
  };
  draft_version: {
    response_id: string;
    n: number;
    title: string;
    body: string;
    text_hash: string;
    next_release_at: Date | null;
    commitments: Json<{ what: string; dueAt: string }[]>;
    dispositions: Json<{ kind: Disposition; paragraph: number }[]>;
    account_id: string;
    at: Date;
  };
  approval: {
    id: string;
    response_id: string;
    n: number;
    text_hash: string;
    step: ApprovalStep;
    unit_id: string | null;
    account_id: string;
    decision: ApprovalDecision;
    note: string | null;
    void: Generated<boolean>;
    at: Date;
  };
  publication: {
    id: string;
    case_id: string;
    response_id: string;
    number: string;
    title: string;
    body: string;
    text_hash: string;
    unit_id: string;
    account_id: string;
    published_at: Date;
    state: PublicationState;
    next_release_at: Date | null;
    corrects: string | null;
    corrected_by: Maybe<string>;
    /** Who approved the text, step by step: named where it is withdrawn. */
    approvers: Json<{ step: ApprovalStep; unit: string; name: string; at: string }[]>;
    withdrawn_at: Maybe<Date>;
    withdrawn_by: Maybe<string>;
    withdrawal_reason: Maybe<string>;
  };
  commitment: {
    id: string;
    case_id: string;
    publication_id: string;
    what: string;
    due_at: Date;
    kept_at: Maybe<Date>;
    proof: Maybe<string>;
    kept_by: Maybe<string>;
  };
  signal: {
    id: string;
    case_id: string;
    kind: SignalKind;
    level: SignalLevel;
    state: SignalState;
    clock_id: string | null;
    clock_kind: ClockKind | null;
    publication_id: string | null;
    summary: string;
    clause: string;
    holders: Json<ExceededHolder[]>;
    /** Null where the program raised it. */
    account_id: string | null;
    at: Date;
    ended_at: Maybe<Date>;
    note: Maybe<string>;
  };
  urge: {
    id: string;
    case_id: string;
    signal_id: string;
    level: SignalLevel;
    unit_id: string;
    note: string;
    reply_by: Date | null;
    account_id: string;
    at: Date;
    answer: Maybe<string>;
    answered_by: Maybe<string>;
    answered_at: Maybe<Date>;
  };
  accountability_lead: {
    id: string;
    case_id: string;
    signal_ids: Json<string[]>;
    ground: LeadGround;
    facts: string;
    state: LeadState;
    units: Json<string[]>;
    proposed_by: string;
    at: Date;
    statement_due: Date;
    conclusion: Maybe<Conclusion>;
    ruling_reason: Maybe<string>;
    basis: Maybe<string>;
    holding_ids: ColumnType<string[], string | undefined, string>;
    mitigating: ColumnType<Mitigating[], string | undefined, string>;
    aggravating: ColumnType<Aggravating[], string | undefined, string>;
    ruled_by: Maybe<string>;
    ruled_at: Maybe<Date>;
    rectify_by: Maybe<Date>;
    rectification: Maybe<string>;
    rectified_by: Maybe<string>;
    rectified_at: Maybe<Date>;
    review_passed: Maybe<boolean>;
    review_note: Maybe<string>;
    reviewed_by: Maybe<string>;
    reviewed_at: Maybe<Date>;
  };
  statement: { id: string; lead_id: string; unit_id: string; account_id: string; body: string; at: Date };
}
