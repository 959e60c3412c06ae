/**
 * The wall around an accusation, built while the item is judged: it is closed to the accused side before anybody can see it. What
 * accuses the office that operates the product, or one that directs it, never enters its queue (信访工作条例 第三十条).
 */
import { superiors } from '../../organisation/lines.ts';
import type { Organisation } from '../../organisation/model.ts';
import { PROGRAM } from '../../platform/events/catalogue.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import type { Wall } from '../../triage/judge.ts';
import { factsOf, proposeFor } from '../proposal.ts';
import { accusedIn } from '../resolver.ts';
import { closeTo, handOver } from './hand-over.ts';

const BYPASS = '程序按信访工作条例第三十条直接移送';

/** The wall as the judging handler builds it. */
export function wallOf(parts: RuleParts): Wall {
  return async (tx, item, verdict, now) => {
    const organisation = parts.organisation();
    const unit = accusedIn(factsOf(item, verdict, verdict), organisation)?.side.unit;
    if (!unit) return [];
    const closed = await closeTo(tx, item.id, { units: [unit.id], accounts: [] }, PROGRAM, now);
    if (!directsOperator(unit.id, organisation)) return closed;
    const { lead, rule, clause } = proposeFor(item, verdict, verdict, parts);
    if (!lead) return closed;
    const order = { itemId: item.id, receiver: lead.id, rule, clause, reason: BYPASS, accountId: null };
    return [...closed, ...(await handOver(tx, order, now))];
  };
}

/** Whether the unit is the office that operates the product, or one it is subordinate to. Pure. */
export function directsOperator(unitId: string, organisation: Organisation): boolean {
  const office = organisation.body(organisation.code, 'news_office');
  return office !== undefined && superiors(organisation, office.id).includes(unitId);
}
