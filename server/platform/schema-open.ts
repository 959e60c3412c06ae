/** The tables beside the cases: what was transferred, answered to a writer, or published. */
import type { ColumnType, GeneratedAlways } from 'kysely';
import type { ApprovalStep, Disposition, PublicationState, Rating } from '../contract/vocabulary-case.ts';
import type { Subject } from '../contract/vocabulary.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Never<T> = ColumnType<T, never, never>;

export interface OpenSchema {
  rating: { publication_id: string; voter: string; value: Rating; at: Date };
  /** A view. Times inside JSON are ISO 8601 strings. */
  public_answer: {
    id: Never<string>;
    number: Never<string>;
    title: Never<string>;
    body: Never<string>;
    unit_name: Never<string>;
    published_at: Never<Date>;
    state: Never<PublicationState>;
    next_release_at: Never<Date | null>;
    withdrawn_at: Never<Date | null>;
    withdrawal_reason: Never<string | null>;
    approvers: Never<{ step: ApprovalStep; unit: string; name: string; at: string }[]>;
    subject: Never<Subject | null>;
    corrected_by: Never<string | null>;
    corrects: Never<string | null>;
    dispositions: Never<Disposition[]>;
    siblings: Never<{ number: string; title: string; publishedAt: string; state: PublicationState }[]>;
    commitments: Never<{ what: string; dueAt: string; keptAt: string | null }[]>;
    ratings: Never<Partial<Record<Rating, number>>>;
    later: Never<boolean>;
  };
  /** Items closed to a unit or person they accuse (检举控告). */
  item_denial: {
    id: GeneratedAlways<string>;
    item_id: string;
    unit_id: string | null;
    account_id: string | null;
    at: Date;
  };
  direct_reply: { item_id: string; body: string; text_hash: string; consent: boolean; account_id: string; at: Date };
  transfer: {
    id: string;
    item_id: string;
    receiver: string;
    rule: string;
    clause: string;
    reason: string;
    /** Null where the program handed it over by itself: it accuses the office that operates the product. */
    account_id: string | null;
    at: Date;
    receipt: Maybe<string>;
    received_by: Maybe<string>;
    received_at: Maybe<Date>;
  };
}
