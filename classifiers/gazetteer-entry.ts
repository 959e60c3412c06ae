import type { TerritoryLevel } from '../server/contract/vocabulary.ts';

/** One administrative place: six-digit GB/T 2260 code (townships: nine digits), official name, code of the place above it. */
export interface GazetteerEntry {
  readonly code: string;
  readonly name: string;
  readonly level: TerritoryLevel;
  readonly parent: string | null;
  /** Further spellings that stand for this place and for no other thing. */
  readonly aliases?: readonly string[];
}
