/** The program's part of judging: a verdict on each item received, with evidence; an analyst decides. */
import type { Classifier } from '../../classifiers/classify.ts';
import type { Verdict } from '../../classifiers/verdict.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Tx } from '../platform/database.ts';
import { PROGRAM, type DeliveredEvent, type NewEvent } from '../platform/events/catalogue.ts';
import type { NamedHandler } from '../platform/events/handling.ts';
import { append } from '../platform/events/log.ts';
import { proposeOpinionGrade } from './opinion-grade.ts';
import { lockReceived, setJudged, type LockedItem } from './store.ts';
import { storeVerdict } from './verdicts/store.ts';
import { homeTerritory } from './territory.ts';

/**
 * Closes a judged item to those it accuses; a later part's work (compose joins them). It belongs to the judging transaction: a
 * moment later the item would already stand in the accused's queue.
 */
export type Wall = (tx: Tx, item: LockedItem, verdict: Verdict, now: Date) => Promise<NewEvent[]>;

export interface JudgeParts {
  /** The classifier with the models that judge now. */
  classifier: (tx: Tx) => Promise<Classifier>;
  organisation: () => Organisation;
  wall: Wall;
}

/** The handler of `item_received`. Items already judged, or gone on, are left alone. */
export function judgeHandler(parts: JudgeParts): NamedHandler {
  return {
    name: 'triage.judge',
    async run(tx, events, now) {
      await append(tx, await judgeItems(tx, events, parts, now));
    },
  };
}

async function judgeItems(
  tx: Tx,
  events: readonly DeliveredEvent[],
  parts: JudgeParts,
  now: Date,
): Promise<NewEvent[]> {
  const ids = events.flatMap((event) => (event.type === 'item_received' ? [event.data.itemId] : []));
  const [classifier, organisation] = [await parts.classifier(tx), parts.organisation()];
  const judged: NewEvent[] = [];
  for (const item of await lockReceived(tx, ids)) {
    const verdict = classifier.classify({ title: item.title, text: item.body });
    const verdictId = await storeVerdict(tx, item, verdict, now);
    await setJudged(tx, item.id, {
      category: verdict.category,
      subject: verdict.subject,
      territory: homeTerritory(verdict.places, organisation),
      opinionGrade: proposeOpinionGrade({
        category: verdict.category,
        severity: verdict.severity,
        sightings: item.sightings,
      }),
      needsHuman: verdict.needsReview,
    });
    const walled = await parts.wall(tx, item, verdict, now);
    if (!verdictId) continue;
    const { modelVersion, category } = verdict;
    const data = { itemId: item.id, verdictId, textHash: item.text_hash, modelVersion, category };
    judged.push({ stream: `item:${item.id}`, type: 'item_judged', data, actor: PROGRAM, at: now }, ...walled);
  }
  return judged;
}
