/** What the readers of the feed formats hand over: one entry as the source wrote it, and what was wrong with the whole. */

export interface RawEntry {
  id?: string;
  /** Addresses as written, the best first. */
  links: string[];
  /** What relative addresses of this entry refer to. */
  base?: string;
  title?: string;
  /** Bodies (HTML or plain), the longest wins; the spare ones count only where these are empty. */
  bodies: string[];
  spareBodies: string[];
  author?: string;
  /** Dates as written, the most telling first. */
  dates: string[];
}

export interface RawFeed {
  entries: RawEntry[];
  /** The document ends before its root does. */
  truncated: boolean;
  /** Entries beyond the limit were not read. */
  overflow: boolean;
}

/** Entries read of one feed. */
export const ENTRY_LIMIT = 2000;
