/** The table of the offices on the way of a dispatch. */
import type { ColumnType } from 'kysely';

type Json<T> = ColumnType<T, string, string>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface HopSchema {
  /** 转办: an office on the way of a dispatch, which signs and passes the case on. */
  hop: {
    id: string;
    case_id: string;
    /** The office's own assignment: as lead or supporting until it passes on; as coordinator where it only signs (特别重大). */
    assignment_id: string;
    unit_id: string;
    role: 'lead' | 'supporting';
    /** Place in the way to the unit, from 1. */
    position: number;
    /** Units the dispatch means, the first as `role`, the others as supporting. */
    proposed: Json<string[]>;
    passed_to: Maybe<string>;
    /** The assignment it was passed on as. */
    gave_id: Maybe<string>;
    /** Who gave it to the office: the dispatcher, or the office before. */
    given_by: string;
    at: Date;
    due_at: Maybe<Date>;
    signed_at: Maybe<Date>;
    signed_by: Maybe<string>;
    /** Signed, or needed no more. */
    ended_at: Maybe<Date>;
  };
}
