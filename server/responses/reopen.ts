/** 重新打开: the matter came up again, or a promise was broken later. */
import type { ReopenCase } from '../contract/case-requests.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { keepReason } from '../cases/reasons/store.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import { barredFrom } from '../responsibility/barred.ts';
import { endParts } from '../responsibility/ending.ts';
import { assignmentsOf } from '../responsibility/store.ts';
import { written } from './draft-text.ts';

/**
 * Reopens a closed case for its lead to handle; where that unit is gone by now, or stands on the accused side, the case waits for
 * its dispatch. Its clocks have had their end and stay stopped. Fault `case_changed`.
 */
export function reopenCase(parts: RuleParts): Work<ReopenCase> {
  return async (act) => {
    const { tx, actor, found, input, now } = act;
    if (found.state !== 'closed') throw FAULTS.changed('这个事项不在已办结状态');
    const reason = written(input.reason, 'reason');
    const lead = await leadThatMay(act, parts);
    const reopened = { closed_at: null, closed_by: null, close_summary: null };
    if (lead) await moveCase(tx, found.id, { state: 'handling', ...reopened }, now);
    else await moveCase(tx, found.id, { state: 'awaiting_dispatch', accepted_at: null, ...reopened }, now);
    await hold(tx, parts, found.id, [{ step: lead ? 'handling' : 'dispatching', unitId: lead }], now);
    const data = { caseId: found.id, reasonHash: await keepReason(act, found.id, reason) };
    return [{ stream: `case:${found.id}`, type: 'case_reopened', data, actor, at: now }];
  };
}

/** The lead, unless it may have the case no more. What happened to units since the end has touched no part in it: it does now. */
async function leadThatMay({ tx, found, now }: Act<ReopenCase>, parts: RuleParts): Promise<string | null> {
  const barred = await barredFrom(tx, parts, found.id);
  const standing = await assignmentsOf(tx, found.id);
  const ending = standing.filter((one) => barred.has(one.unit_id) || !parts.organisation().unit(one.unit_id));
  await endParts(tx, found.id, ending, 'reassigned', now);
  return standing.find((one) => one.role === 'lead' && !ending.includes(one))?.unit_id ?? null;
}
