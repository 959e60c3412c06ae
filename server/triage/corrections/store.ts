/** What people corrected: an office's own corrections improve the model. */
import type { Label, Subject } from '../../contract/vocabulary.ts';
import type { Tx } from '../../platform/database.ts';

export interface Correction {
  itemId: string;
  verdictId: string;
  category: Label;
  subject: Subject | null;
  accountId: string;
}

/** Keeps a person's correction: an office's own corrections improve the model. */
export async function storeCorrection(tx: Tx, correction: Correction, now: Date): Promise<void> {
  const { itemId, verdictId, category, subject, accountId } = correction;
  await tx
    .insertInto('correction')
    .values({ item_id: itemId, verdict_id: verdictId, category, subject, account_id: accountId, at: now })
    .execute();
}
