/** The conductor: which handler hears which event. A total table: an event without an entry does not compile. */
import type { EventType } from './platform/events/catalogue.ts';
import type { Handler, NamedHandler } from './platform/events/handling.ts';

/** Names of the handlers, in the order in which they work on a batch. */
export const HANDLER_NAMES = [
  'triage.judge',
  'cases.group',
  'responsibility.mark-human',
  'accountability.signal',
  'board.project',
  'search.mark',
] as const;
export type HandlerName = (typeof HANDLER_NAMES)[number];

/** Event -> handlers. An empty list is a decision: the event is a record and moves nothing. */
export const FLOW: { readonly [T in EventType]: readonly HandlerName[] } = {
  change_drafted: [],
  change_approved: [],
  change_withdrawn: [],
  change_effective: [],
  case_unassigned: ['board.project', 'search.mark'],
  case_unit_changed: ['board.project', 'search.mark'],
  transfer_redirected: ['board.project'],
  account_created: [],
  account_changed: [],
  signed_in: [],
  signed_out: [],
  source_added: [],
  source_changed: [],
  source_token_issued: [],
  source_token_revoked: [],
  search_made: [],
  model_installed: [],
  model_retired: [],
  seal: [],
  item_received: ['triage.judge', 'board.project'],
  item_seen_again: ['board.project'],
  item_judged: ['cases.group', 'responsibility.mark-human', 'board.project', 'search.mark'],
  item_grouped: ['board.project'],
  item_corrected: ['board.project'],
  item_confirmed: ['board.project', 'search.mark'],
  item_dismissed: ['board.project', 'search.mark'],
  item_reopened: ['board.project', 'search.mark'],
  case_opened: ['board.project', 'search.mark'],
  case_item_added: ['board.project', 'search.mark'],
  case_dispatched: ['board.project', 'search.mark'],
  clock_started: ['board.project'],
  item_watched: ['board.project', 'search.mark'],
  item_watch_due: ['board.project'],
  item_replied: ['board.project', 'search.mark'],
  item_transferred: ['board.project', 'search.mark'],
  item_closed_to: ['board.project'],
  item_cleared: ['board.project', 'search.mark'],
  transfer_received: ['board.project'],
  case_passed_on: ['board.project', 'search.mark'],
  case_accepted: ['board.project'],
  case_returned: ['board.project', 'search.mark'],
  return_ruled: ['accountability.signal', 'board.project', 'search.mark'],
  case_reassigned: ['board.project', 'search.mark'],
  case_recused: ['board.project', 'search.mark'],
  entry_recorded: ['board.project', 'search.mark'],
  extension_asked: ['board.project'],
  extension_decided: ['board.project'],
  incident_graded: ['accountability.signal', 'board.project'],
  opinion_graded: ['board.project'],
  dispositions_set: ['board.project'],
  disposition_handed_over: ['board.project'],
  case_merged: ['board.project', 'search.mark'],
  case_absorbed: ['accountability.signal', 'board.project', 'search.mark'],
  case_split: ['board.project', 'search.mark'],
  case_split_off: ['board.project', 'search.mark'],
  case_closed: ['board.project', 'search.mark'],
  case_reopened: ['accountability.signal', 'board.project', 'search.mark'],
  clock_ended: ['accountability.signal', 'board.project'],
  clock_breached: ['accountability.signal', 'board.project'],
  clock_extended: ['board.project'],
  draft_saved: ['board.project'],
  draft_submitted: ['board.project'],
  draft_discarded: ['board.project'],
  response_approved: ['board.project'],
  response_sent_back: ['board.project'],
  response_published: ['board.project', 'search.mark'],
  publication_corrected: ['accountability.signal', 'board.project', 'search.mark'],
  publication_withdrawn: ['accountability.signal', 'board.project', 'search.mark'],
  commitment_made: ['board.project', 'search.mark'],
  commitment_kept: ['board.project'],
  publication_rated: [],
  consultation_called: ['board.project'],
  consultation_invited: ['board.project'],
  consultation_opined: ['board.project'],
  consultation_held: ['board.project'],
  minutes_signed: ['board.project'],
  minutes_answered: ['board.project'],
  minutes_confirmed: ['board.project'],
  consultation_cancelled: ['board.project'],
  decision_met: ['board.project'],
  line_drafted: ['board.project'],
  line_answered: ['board.project'],
  line_in_force: ['board.project'],
  line_discarded: ['board.project'],
  contact_changed: [],
  roster_changed: [],
  hand_over_written: [],
  hand_over_decided: [],
  signal_raised: ['board.project'],
  signal_mended: ['board.project'],
  signal_lifted: ['board.project'],
  case_urged: ['board.project'],
  urge_answered: ['board.project'],
  lead_proposed: ['board.project'],
  statement_made: ['board.project'],
  lead_ruled: ['board.project'],
  lead_rectified: ['board.project'],
  lead_reviewed: ['board.project'],
};

/** How handlers work beside each other where several processes share the work; one without an entry minds nothing. */
const BESIDE: Partial<Record<HandlerName, Pick<Handler, 'alone' | 'after'>>> = {
  // One writer decides on groups; a second would only wait for its lock.
  'cases.group': { alone: true },
  // It has one writer, and shows what these two have done without an event of their own.
  'board.project': { alone: true, after: ['responsibility.mark-human', 'accountability.signal'] },
};

/** Joins the table with the handlers. Refuses to boot on a doubled, missing or superfluous one. */
export function conduct(handlers: readonly NamedHandler[]): Handler[] {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  if (byName.size !== handlers.length) throw new Error('two handlers bear one name');
  if (byName.size !== HANDLER_NAMES.length) throw new Error('a handler stands in no row of the flow');
  return HANDLER_NAMES.map((name) => {
    const handler = byName.get(name);
    if (!handler) throw new Error(`the flow names a handler that is not there: ${name}`);
    const run: Handler['run'] = (tx, events, now) => handler.run(tx, events, now);
    return { name, run, types: typesOf(name), ...BESIDE[name] };
  });
}

function typesOf(name: HandlerName): EventType[] {
  return (Object.keys(FLOW) as EventType[]).filter((type) => FLOW[type].includes(name));
}

/** The table as `huiying flow` prints it. */
export function printFlow(): string {
  const types = Object.keys(FLOW) as EventType[];
  const width = Math.max(...types.map((type) => type.length));
  return types.map((type) => `${type.padEnd(width)}  ${FLOW[type].join(', ') || '(record only)'}`).join('\n');
}
