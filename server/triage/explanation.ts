/** Why the program gave an item its class and not the next best one: read anew from the text as stored, whenever it is asked for. */
import type { Classifier } from '../../classifiers/classify.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ExplanationView } from '../contract/explanation-views.ts';
import type { Database } from '../platform/database.ts';
import { FAULTS } from './decisions.ts';
import { readItem } from './store.ts';
import { latestVerdict } from './verdicts/store.ts';

/** Explains the masked text of one item by the present models. Fault `item_missing`, also where the viewer may not see it. */
export async function explainItem(
  db: Database,
  classifier: (db: Database) => Promise<Classifier>,
  viewer: Viewer,
  id: string,
): Promise<ExplanationView> {
  const item = await readItem(db, viewer, id);
  if (!item) throw FAULTS.missing();
  const verdict = await latestVerdict(db, viewer, id);
  const { explain, modelVersion } = await classifier(db);
  const explanation = explain({ title: item.title, text: item.body });
  return { ...explanation, modelVersion, judgedBy: verdict?.modelVersion ?? null };
}
