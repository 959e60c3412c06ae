/** One item whole, with verdict, proposal and the cases it may belong to. */
import type { DismissalReason } from '../contract/vocabulary.ts';
import type { ItemDetail, Proposal } from '../contract/views.ts';
import type { Viewer } from '../access/viewer.ts';
import { rankCandidates } from '../cases/candidates.ts';
import { casesOfGroup, waitingOfGroup } from '../cases/groups/store.ts';
import { firstTexts, numberOf, openCasesNear } from '../cases/store.ts';
import { clashWith, ifVisible } from '../platform/clash.ts';
import type { Database } from '../platform/database.ts';
import { checksumOf } from '../platform/events/log.ts';
import { FAULTS } from '../triage/decisions.ts';
import { itemView } from '../triage/item-view.ts';
import { readReply } from '../triage/outcomes/store.ts';
import { readItem, type WholeItem } from '../triage/store.ts';
import { latestVerdict } from '../triage/verdicts/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { proposeFor } from './proposal.ts';

/** Cases compared with an item before the most alike are shown. */
const FIELD = 200;

/** Reads an item as the triage page shows it. Fault `item_missing`, also where the viewer may not see it. */
export async function readItemDetail(db: Database, parts: RuleParts, viewer: Viewer, id: string): Promise<ItemDetail> {
  const item = await readItem(db, viewer, id);
  if (!item) throw FAULTS.missing();
  const verdict = await latestVerdict(db, viewer, id);
  const proposal: Proposal | null = verdict ? proposeFor(item, verdict, { subject: item.subject }, parts) : null;
  return {
    ...itemView(item),
    text: item.body,
    subject: item.subject,
    url: item.url,
    maskedCount: item.masked_count,
    verdict,
    proposal,
    caseCandidates: item.state === 'judged' ? await candidatesFor(db, viewer, item) : [],
    same: await waitingOfGroup(db, viewer, id),
    caseId: item.case_id,
    caseNumber: item.case_id ? await numberOf(db, viewer, item.case_id) : null,
    dismissal: dismissalOf(item),
    watch: watchOf(item),
    reply: item.state === 'replied' ? await readReply(db, viewer, id) : null,
    checksum: await checksumOf(db, `item:${id}`),
  };
}

async function candidatesFor(db: Database, viewer: Viewer, item: WholeItem) {
  const ids = await casesOfGroup(db, viewer, item.id);
  const near = await openCasesNear(db, viewer, { subject: item.subject, territory: item.territory, ids }, FIELD);
  const texts = await firstTexts(
    db,
    viewer,
    near.map((row) => row.id),
  );
  return rankCandidates(`${item.title}\n${item.body}`, near, texts, ids);
}

function dismissalOf(item: WholeItem): ItemDetail['dismissal'] {
  if (item.state !== 'dismissed' || !item.decided_at) return null;
  return {
    reason: item.dismissal_reason as DismissalReason,
    note: item.dismissal_note,
    byName: item.decided_by_name ?? '',
    at: item.decided_at.toISOString(),
  };
}

function watchOf(item: WholeItem): ItemDetail['watch'] {
  if (item.state !== 'watched' || !item.review_at) return null;
  return {
    reason: item.watch_reason ?? '',
    reviewAt: item.review_at.toISOString(),
    byName: item.decided_by_name ?? '',
  };
}

/** The item, or nothing where it is out of the viewer's sight: a transfer seals it. */
const seenItem = (db: Database, parts: RuleParts, viewer: Viewer, id: string): Promise<ItemDetail | undefined> =>
  ifVisible(() => readItemDetail(db, parts, viewer, id));

/** Runs a decision on an item; a clash carries the item as it now is, where it still can be seen. */
export const clashWithItem = <T>(
  db: Database,
  parts: RuleParts,
  viewer: Viewer,
  id: string,
  work: () => Promise<T>,
): Promise<T> => clashWith(() => seenItem(db, parts, viewer, id), work);

/** Runs a decision and answers with the item as it then is, or with nothing where it left the viewer's sight. */
export async function decideItem(
  db: Database,
  parts: RuleParts,
  viewer: Viewer,
  id: string,
  work: () => Promise<void>,
): Promise<ItemDetail | undefined> {
  await clashWithItem(db, parts, viewer, id, work);
  return seenItem(db, parts, viewer, id);
}
