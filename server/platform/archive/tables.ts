/**
 * What an archive holds: every table is named here, as carried or as left out with a reason. A table forgotten here stops the
 * export, and a test compares with the database.
 */

/** In an order in which each table's rows may be put in: what they refer to comes before. */
export const CARRIED = [
  'head',
  'event',
  'outbox',
  'delivery',
  'handled',
  'handler_progress',
  'delivery_failure',
  'jurisdiction',
  'territory',
  'unit',
  'duty',
  'account',
  'source',
  'source_gap',
  'source_token',
  'push_receipt',
  'case',
  'change_set',
  'item',
  'item_original',
  'item_denial',
  'sighting',
  'verdict',
  'correction',
  'installed_model',
  'item_group',
  'group_member',
  'direct_reply',
  'transfer',
  'case_audience',
  'assignment',
  'hop',
  'clock',
  'case_view',
  'live_change',
  'holding',
  'reason',
  'return_request',
  'entry',
  'extension',
  'response',
  'draft_version',
  'approval',
  'publication',
  'disposition',
  'commitment',
  'rating',
  'signal',
  'urge',
  'accountability_lead',
  'statement',
  'search_entry',
  'search_pending',
  'search_log',
] as const;

export const LEFT_OUT: Readonly<Record<string, string>> = {
  session: 'people sign in anew where it is brought back',
  handed_batch: 'batches that are out with processes; they are cut anew from the marks',
  round_mark: 'rounds that are due begin anew',
  host_turn: 'when a host may be visited again, in seconds',
  kysely_migration: 'the manifest names the migrations; the new database has run them itself',
  kysely_migration_lock: 'belongs to the running of migrations',
};

/** Tables neither carried nor left out on purpose. */
export const unnamed = (tables: readonly string[]): string[] =>
  tables.filter((table) => !(CARRIED as readonly string[]).includes(table) && !Object.hasOwn(LEFT_OUT, table));
