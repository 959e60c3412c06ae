/** The tables of the ways in, of groups and of search, as Kysely sees them. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Channel } from '../contract/vocabulary.ts';
import type { SourceKind } from '../contract/source-views.ts';
import type { SourceTest, SourceWarning } from '../contract/source-views.ts';
import type { SearchKind } from '../contract/search-views.ts';

/** A column that may be left out of an insert. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Json<T> = ColumnType<T, string | undefined, string>;

export interface IntakeSchema {
  source: {
    id: string;
    name: string;
    kind: SourceKind;
    channel: Channel;
    url: string;
    interval_seconds: number;
    enabled: boolean;
    etag: string | null;
    last_modified: string | null;
    next_poll_at: Date;
    last_success_at: Date | null;
    last_item_at: Date | null;
    failure_code: string | null;
    failure_message: string | null;
    failing_since: Date | null;
    failures: Generated<number>;
    version: Generated<number>;
    quiet_after_minutes: Optional<number>;
    allow_private: Generated<boolean>;
    allowed_by: Optional<string>;
    paused_reason: Optional<string>;
    paused_by: Optional<string>;
    paused_at: Optional<Date>;
    last_warnings: Json<SourceWarning[]>;
    last_test: ColumnType<SourceTest | null, string | undefined, string | null>;
  };
  source_gap: {
    id: GeneratedAlways<string>;
    source_id: string;
    since: Date;
    until: Optional<Date>;
    code: string;
    message: string;
    recovered: Generated<number>;
  };
  source_token: {
    id: string;
    source_id: string;
    name: string;
    hash: string;
    created_by: string;
    created_at: Date;
    last_used_at: Optional<Date>;
    revoked_at: Optional<Date>;
  };
  push_receipt: {
    source_id: string;
    idempotency_key: string;
    body_hash: string;
    answer: ColumnType<Record<string, unknown>, string, string>;
    at: Date;
  };
  host_turn: { host: string; free_at: Date };
  item_group: { id: string; at: Date };
  group_member: {
    position: GeneratedAlways<string>;
    item_id: string;
    group_id: string;
    likeness: number | null;
    at: Date;
  };
  search_entry: {
    kind: SearchKind;
    thing: string;
    case_id: string | null;
    item_id: string | null;
    text_hash: string;
    /** Masked and folded for reading; never shown. */
    title: string;
    body: string;
    terms: string;
    at: Date;
    indexed_at: Date;
  };
  search_pending: { kind: SearchKind; thing: string; since: Date };
  search_log: { id: GeneratedAlways<string>; account_id: string; words: string; refused: Optional<string>; at: Date };
}
