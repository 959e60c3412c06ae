/**
 * 不属检举控告: a named person finds that what the program took for an accusation is none, with a reason. The item may then be
 * answered like any other, and is open again to those the program had shut out.
 */
import type { ClearAccusation } from '../../contract/requests.ts';
import type { Viewer } from '../../access/viewer.ts';
import { transact, type Database } from '../../platform/database.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { lockForDecision } from '../../triage/decisions.ts';
import { setDecided } from '../../triage/store.ts';
import { liftDenials } from '../../triage/wall/store.ts';
import { factsOf } from '../proposal.ts';
import { accusedIn } from '../resolver.ts';

/**
 * Clears an item of the accusation that the program read in it. Who is on the accused side can't: they don't see it. Faults:
 * `item_missing`, `item_changed`, `no_accusation`.
 */
export function clearAccusation(
  db: Database,
  parts: RuleParts,
  viewer: Viewer,
  id: string,
  input: ClearAccusation,
  now: Date,
): Promise<void> {
  return transact(db, async (tx) => {
    const { item, verdict } = await lockForDecision(tx, viewer, id, input);
    const facts = factsOf(item, verdict, { subject: item.subject });
    if (!accusedIn(facts, parts.organisation())) throw noAccusation();
    const reason = cleanText(input.reason);
    const { accountId } = viewer;
    await setDecided(tx, id, { cleared_by: accountId, cleared_reason: reason }, accountId, now);
    await liftDenials(tx, id);
    const data = { itemId: id, verdictId: input.verdictId, reasonHash: hashText(reason) };
    await append(tx, [{ stream: `item:${id}`, type: 'item_cleared', data, actor: `account:${accountId}`, at: now }]);
  });
}

const noAccusation = (): Fault =>
  new Fault('no_accusation', '程序没有把这条信息读作检举控告，无须认定。', {
    status: 409,
    action: '请按一般信息研判。',
  });
