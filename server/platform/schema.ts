/** The tables as Kysely sees them. Times are Dates of whole milliseconds; bigint columns arrive as strings. */
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { ApprovalStep, CaseState } from '../contract/vocabulary-case.ts';
import type {
  Category,
  Channel,
  DismissalReason,
  IncidentGrade,
  ItemState,
  Label,
  OpinionGrade,
  Role,
  Subject,
} from '../contract/vocabulary.ts';
import type { CaseSchema } from './schema-case.ts';
import type { DirectorySchema } from './schema-directory.ts';
import type { DutySchema } from './schema-duty.ts';
import type { IntakeSchema } from './schema-intake.ts';
import type { ModelSchema } from './schema-models.ts';
import type { Evidence, Place, Reason } from '../contract/views.ts';

type Json<T> = ColumnType<T, string, string>;
type BigIntId = GeneratedAlways<string>;

export interface Schema extends CaseSchema, DirectorySchema, DutySchema, IntakeSchema, ModelSchema {
  head: { stream: string; version: number; hash: string };
  event: {
    id: BigIntId;
    stream: string;
    version: number;
    type: string;
    data: Json<Record<string, unknown>>;
    actor: string;
    at: Date;
    prev: string;
    hash: string;
  };
  outbox: { event_id: string };
  delivery: { seq: string; event_id: string };
  handled: { handler: string; event_id: string; at: Date };
  handler_progress: { handler: string; through: string; handed: Generated<string> };
  handed_batch: { handler: string; first: string; last: string };
  round_mark: { name: string; period: string };
  delivery_failure: {
    handler: string;
    event_id: string;
    attempts: number;
    next_at: Date;
    code: string;
    message: string;
  };
  session: { sid: string; sess: JSONColumnType<Record<string, unknown>>; expire: Date };
  account: {
    id: string;
    name: string;
    display_name: string;
    password_hash: string;
    roles: Json<Role[]>;
    unit_id: string | null;
    enabled: Generated<boolean>;
    failures: Generated<number>;
    locked_until: Date | null;
    first_sign_in_at: Date | null;
    version: Generated<number>;
    /** Steps of the approval chain this post holds. */
    approval_steps: ColumnType<ApprovalStep[], string | undefined, string>;
  };
  item: {
    id: string;
    version: number;
    state: ItemState;
    source_id: string;
    channel: Channel;
    url: string | null;
    title: string;
    body: string;
    text_hash: string;
    fingerprint: string;
    masked_count: number;
    published_at: Date | null;
    detected_at: Date;
    judge_by: Date;
    case_id: string | null;
    opinion_grade: OpinionGrade | null;
    category: Label | null;
    subject: Subject | null;
    territory: string | null;
    needs_human: Generated<boolean>;
    decided_by: string | null;
    decided_at: Date | null;
    dismissal_reason: DismissalReason | null;
    dismissal_note: string | null;
    review_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    cleared_by: ColumnType<string | null, string | null | undefined, string | null>;
    cleared_reason: ColumnType<string | null, string | null | undefined, string | null>;
    watch_reason: ColumnType<string | null, string | null | undefined, string | null>;
    /** 工单号 under which another channel already handles it. */
    order_number: ColumnType<string | null, string | null | undefined, string | null>;
    reported_by: ColumnType<string | null, string | null | undefined, string | null>;
    reporting_unit: ColumnType<string | null, string | null | undefined, string | null>;
  };
  item_original: { item_id: string; nonce: Buffer; sealed: Buffer; tag: Buffer; key_id: string };
  sighting: { source_id: string; external_id: string; item_id: string; url: string | null; seen_at: Date };
  verdict: {
    id: string;
    item_id: string;
    text_hash: string;
    model_version: string;
    category: Label;
    confidence: number;
    scores: Json<Record<string, number>>;
    subject: Subject | null;
    subjects: Json<{ code: Subject; confidence: number }[]>;
    places: Json<Place[]>;
    severity: IncidentGrade | null;
    evidence: Json<Evidence[]>;
    needs_review: boolean;
    at: Date;
  };
  correction: {
    id: BigIntId;
    item_id: string;
    verdict_id: string;
    category: Label;
    subject: Subject | null;
    account_id: string;
    at: Date;
  };
  case: {
    id: string;
    version: number;
    number: string;
    state: CaseState;
    title: string;
    category: Category;
    subject: Subject | null;
    opinion_grade: OpinionGrade;
    incident_grade: IncidentGrade | null;
    incident_confirmed: Generated<boolean>;
    territory: string | null;
    rule: string;
    clause: string;
    reasons: Json<Reason[]>;
    proposed_lead: string | null;
    proposed_supporting: Json<string[]>;
    proposed_coordinator: string | null;
    opened_by: string;
    opened_at: Date;
    detected_at: Date;
    dispatched_at: Date | null;
    updated_at: Date;
    accepted_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    incident_confirmed_by: ColumnType<string | null, string | null | undefined, string | null>;
    incident_confirmed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    merged_into: ColumnType<string | null, string | null | undefined, string | null>;
    split_from: ColumnType<string | null, string | null | undefined, string | null>;
    closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    closed_by: ColumnType<string | null, string | null | undefined, string | null>;
    close_summary: ColumnType<string | null, string | null | undefined, string | null>;
  };
  case_audience: {
    id: BigIntId;
    case_id: string;
    unit_id: string | null;
    account_id: string | null;
    effect: 'grant' | 'deny';
    at: Date;
  };
  case_view: {
    case_id: string;
    version: number;
    audience: string;
    at: Date;
    view: Json<Record<string, unknown>>;
    granted: string[];
  };
  live_change: { position: BigIntId; kind: 'case' | 'item'; thing: string; at: Date };
}
