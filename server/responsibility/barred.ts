/** Who can't be given a case, as its denials stand. */
import { denialsOf } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import type { Tx } from '../platform/database.ts';
import { barredUnits } from './recused.ts';

/** Units that can't be given this case, as its denials and the directory stand at this moment. */
export async function barredFrom(tx: Tx, parts: RuleParts, caseId: string): Promise<Set<string>> {
  await parts.fresh(tx);
  return barredUnits(parts.organisation(), (await denialsOf(tx, caseId)).units);
}
