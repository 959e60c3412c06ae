/** Keeps the board's views: after each event, the view of each case concerned, and the trail the web processes follow. */
import type { AudienceClass } from '../access/viewer.ts';
import type { Organisation } from '../organisation/model.ts';
import { transact, type Database, type Tx } from '../platform/database.ts';
import type { DeliveredEvent, EventType } from '../platform/events/catalogue.ts';
import type { NamedHandler } from '../platform/events/handling.ts';
import { ARRIVAL_HOURS, caseView } from './case-view.ts';
import { readCaseRows } from './rows/store.ts';
import { casesLeavingBoard, casesWithRecentArrivals, keepView, lockTrail, noteChanges, purgeChanges } from './store.ts';

const CLASSES: readonly AudienceClass[] = ['jurisdiction', 'unit'];

/** What each event changes on a screen: nothing, an item of the queue, a case. */
const SHOWN: { [T in EventType]: 'nothing' | 'item' | 'case' | 'both' } = {
  change_drafted: 'nothing',
  change_approved: 'nothing',
  change_withdrawn: 'nothing',
  change_effective: 'nothing',
  case_unassigned: 'case',
  case_unit_changed: 'case',
  transfer_redirected: 'item',
  account_created: 'nothing',
  account_changed: 'nothing',
  signed_in: 'nothing',
  signed_out: 'nothing',
  source_added: 'nothing',
  source_changed: 'nothing',
  source_token_issued: 'nothing',
  source_token_revoked: 'nothing',
  search_made: 'nothing',
  model_installed: 'nothing',
  model_retired: 'nothing',
  seal: 'nothing',
  item_received: 'item',
  item_seen_again: 'item',
  item_judged: 'item',
  item_grouped: 'item',
  item_corrected: 'item',
  item_confirmed: 'both',
  item_dismissed: 'item',
  item_reopened: 'item',
  case_opened: 'case',
  case_item_added: 'case',
  case_dispatched: 'case',
  clock_started: 'case',
  item_watched: 'item',
  item_watch_due: 'item',
  item_replied: 'item',
  item_transferred: 'item',
  item_closed_to: 'item',
  item_cleared: 'item',
  transfer_received: 'item',
  case_passed_on: 'case',
  case_accepted: 'case',
  case_returned: 'case',
  return_ruled: 'case',
  case_reassigned: 'case',
  case_recused: 'case',
  entry_recorded: 'case',
  extension_asked: 'case',
  extension_decided: 'case',
  incident_graded: 'case',
  opinion_graded: 'case',
  dispositions_set: 'case',
  disposition_handed_over: 'case',
  case_merged: 'case',
  case_absorbed: 'case',
  case_split: 'case',
  case_split_off: 'case',
  case_closed: 'case',
  case_reopened: 'case',
  clock_ended: 'case',
  clock_breached: 'case',
  clock_extended: 'case',
  draft_saved: 'case',
  draft_submitted: 'case',
  draft_discarded: 'case',
  response_approved: 'case',
  response_sent_back: 'case',
  response_published: 'case',
  publication_corrected: 'case',
  publication_withdrawn: 'case',
  commitment_made: 'case',
  commitment_kept: 'case',
  publication_rated: 'nothing',
  consultation_called: 'case',
  consultation_invited: 'case',
  consultation_opined: 'case',
  consultation_held: 'case',
  minutes_signed: 'case',
  minutes_answered: 'case',
  minutes_confirmed: 'case',
  consultation_cancelled: 'case',
  decision_met: 'case',
  line_drafted: 'case',
  line_answered: 'case',
  line_in_force: 'case',
  line_discarded: 'case',
  contact_changed: 'nothing',
  roster_changed: 'nothing',
  hand_over_written: 'nothing',
  hand_over_decided: 'nothing',
  signal_raised: 'case',
  signal_mended: 'case',
  signal_lifted: 'case',
  case_urged: 'case',
  urge_answered: 'case',
  lead_proposed: 'case',
  statement_made: 'case',
  lead_ruled: 'case',
  lead_rectified: 'case',
  lead_reviewed: 'case',
};

/** The handler of every event a screen shows. */
export function projectorHandler(organisation: () => Organisation): NamedHandler {
  return {
    name: 'board.project',
    async run(tx, events, now) {
      const { cases, items } = concerned(events);
      await project(tx, organisation(), cases, items, now);
    },
  };
}

function concerned(events: readonly DeliveredEvent[]): { cases: string[]; items: string[] } {
  const cases = new Set<string>();
  const items = new Set<string>();
  for (const event of events) {
    const { caseId, itemId } = event.data as { caseId?: string; itemId?: string };
    if (SHOWN[event.type] !== 'item' && caseId) cases.add(caseId);
    if (SHOWN[event.type] !== 'case' && itemId) items.add(itemId);
  }
  return { cases: [...cases], items: [...items] };
}

/** Rebuilds the views of cases and notes what changed. A case whose audience changed is noted even where its view did not. */
export async function project(
  tx: Tx,
  organisation: Organisation,
  cases: readonly string[],
  items: readonly string[],
  now: Date,
): Promise<void> {
  if (cases.length === 0 && items.length === 0) return;
  await lockTrail(tx);
  await keepViews(tx, organisation, cases, now);
  const changes = [
    ...cases.map((thing) => ({ kind: 'case' as const, thing })),
    ...items.map((thing) => ({ kind: 'item' as const, thing })),
  ];
  await noteChanges(tx, changes, now);
}

/** Makes the views of cases anew; returns the ids of those that differ from what was kept. */
async function keepViews(tx: Tx, organisation: Organisation, cases: readonly string[], now: Date): Promise<string[]> {
  const changed = new Set<string>();
  for (const rows of await readCaseRows(tx, organisation, cases)) {
    for (const audience of CLASSES) {
      const kept = {
        view: caseView(rows, audience, now),
        granted: audience === 'unit' ? rows.granted : [],
      };
      if (await keepView(tx, audience, kept, now)) changed.add(rows.id);
    }
  }
  return [...changed];
}

const HOUR_MS = 3_600_000;
const KEPT_MS = 24 * HOUR_MS;

/**
 * Each hour the columns of arrivals move on by one and cases closed a day ago leave the board: refreshes the cases concerned,
 * and purges the old trail.
 */
export async function refreshArrivals(db: Database, organisation: Organisation, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await lockTrail(tx);
    const since = new Date(now.getTime() - (ARRIVAL_HOURS + 1) * HOUR_MS);
    const changed = await keepViews(tx, organisation, await casesWithRecentArrivals(tx, since), now);
    changed.push(...(await casesLeavingBoard(tx, now)));
    const changes = changed.map((thing) => ({ kind: 'case' as const, thing }));
    await noteChanges(tx, changes, now);
  });
  await purgeChanges(db, new Date(now.getTime() - KEPT_MS));
}
