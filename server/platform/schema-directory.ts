/** The tables of the jurisdiction: its directory as first written, and the dated changes since. */
import type { ColumnType, Generated } from 'kysely';
import type { Subject, TerritoryLevel, UnitKind, Vertical } from '../contract/vocabulary.ts';

type Json<T> = ColumnType<T, string, string>;

export interface DirectorySchema {
  jurisdiction: {
    id: number;
    code: string;
    name: string;
    office_name: string;
    profile: string;
    case_prefix: string;
    directory_version: Generated<number>;
  };
  territory: {
    code: string;
    name: string;
    level: TerritoryLevel;
    parent: string | null;
    position: number;
    added_by: ColumnType<string | null, string | null | undefined, never>;
  };
  unit: {
    id: string;
    name: string;
    short_name: string;
    territory: string;
    kind: UnitKind;
    subject: Subject | null;
    vertical: Vertical | null;
    parent: string | null;
    aliases: Json<string[]>;
    position: number;
    added_by: ColumnType<string | null, string | null | undefined, never>;
  };
  duty: { subject: Subject; territory: string; unit_id: string };
  change_set: {
    id: string;
    version: Generated<number>;
    state: 'draft' | 'approved' | 'effective' | 'withdrawn';
    origin: 'edit' | 'import' | 'ruling';
    title: string;
    reason: string;
    /** `YYYY-MM-DD`, a day in China. */
    valid_from: ColumnType<string, string, string>;
    /** Checked by `organisation/changes/change.ts` when read. */
    changes: Json<unknown[]>;
    case_id: string | null;
    replay: ColumnType<unknown, string | null | undefined, string | null>;
    drafted_by: string;
    drafted_at: Date;
    decided_by: ColumnType<string | null, string | null | undefined, string | null>;
    decided_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    decision_note: ColumnType<string | null, string | null | undefined, string | null>;
    effective_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    effective_version: ColumnType<number | null, number | null | undefined, number | null>;
  };
}
