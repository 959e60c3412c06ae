/** The tables of consulting together and of being on duty. */
import type { ColumnType, Generated } from 'kysely';
import type {
  ConsultationState,
  DutyPost,
  HandOverState,
  LeftWhy,
  LineState,
  OpenMatter,
} from '../contract/vocabulary-duty.ts';

type Json<T> = ColumnType<T, string, string>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

interface By {
  account_id: string;
  at: Date;
}

/** One matter that an outgoing chief hands over, with what is to be known of it. */
export interface HandedMatter {
  why: OpenMatter;
  caseId: string;
  dueAt: string | null;
  note: string | null;
}

export interface DutySchema {
  consultation: By & {
    id: string;
    case_id: string;
    version: Generated<number>;
    state: ConsultationState;
    topic: string;
    facts: string;
    place: string;
    meets_at: Date;
    /** The unit that called it; null: the office. */
    convener: string | null;
    held_at: Maybe<Date>;
    /** Until when the minutes signed last are to be confirmed. */
    confirm_by: Maybe<Date>;
    ended_at: Maybe<Date>;
    cancel_reason: Maybe<string>;
  };
  consultation_participant: By & {
    consultation_id: string;
    unit_id: string;
    /** Whom of the unit: 分管负责人, 供水科科长. */
    post: string;
    left_at: Maybe<Date>;
    left_why: Maybe<LeftWhy>;
  };
  /** A null unit is the office. */
  consultation_opinion: By & { id: string; consultation_id: string; unit_id: string | null; body: string };
  consultation_minutes: By & { consultation_id: string; n: number; body: string; text_hash: string };
  consultation_decision: {
    id: string;
    consultation_id: string;
    n: number;
    position: number;
    what: string;
    unit_id: string;
    due_at: Date;
    /** The measure recorded, or the promise made, by which it was met. */
    entry_id: Maybe<string>;
    commitment_id: Maybe<string>;
    met_at: Maybe<Date>;
  };
  consultation_confirmation: By & {
    consultation_id: string;
    n: number;
    unit_id: string;
    agrees: boolean;
    note: string | null;
  };
  agreed_line: By & {
    id: string;
    case_id: string;
    n: number;
    state: LineState;
    body: string;
    text_hash: string;
    /** The unit that drafted it; null: the office. */
    unit_id: string | null;
    /** Units whose answer is asked for. */
    asked: Json<string[]>;
    in_force_at: Maybe<Date>;
    in_force_by: Maybe<string>;
    /** Units that had not agreed when it was put in force, and why it was all the same. */
    missing: ColumnType<string[], string | undefined, string>;
    missing_reason: Maybe<string>;
    ended_at: Maybe<Date>;
  };
  line_agreement: By & { line_id: string; unit_id: string; agrees: boolean; note: string | null };
  unit_contact: By & {
    id: string;
    unit_id: string;
    post: string;
    person: string;
    office_phone: string;
    duty_phone: string;
    /** Days in China, `YYYY-MM-DD`; the last one included. */
    valid_from: string;
    valid_to: Maybe<string>;
    ended_by: Maybe<string>;
  };
  duty_shift: By & {
    id: string;
    post: DutyPost;
    holder: string;
    from_at: Date;
    to_at: Date;
    removed_at: Maybe<Date>;
    removed_by: Maybe<string>;
  };
  hand_over: By & {
    id: string;
    version: Generated<number>;
    outgoing: string;
    incoming: string;
    state: HandOverState;
    note: string;
    matters: Json<HandedMatter[]>;
    decided_by: Maybe<string>;
    decided_at: Maybe<Date>;
    refusal: Maybe<string>;
  };
}
