/** 重新打开: the matter came up again, or a promise was broken later. */
import type { ReopenCase } from '../contract/case-requests.ts';
import { FAULTS, type Work } from '../cases/act.ts';
import { keepReason } from '../cases/reasons/store.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold } from '../clocks/store.ts';
import { leadOf } from '../responsibility/store.ts';
import { written } from './draft-text.ts';

/** Reopens a closed case for its lead to handle. Its clocks have had their end and stay stopped. Fault `case_changed`. */
export function reopenCase(parts: RuleParts): Work<ReopenCase> {
  return async (act) => {
    const { tx, actor, found, input, now } = act;
    if (found.state !== 'closed') throw FAULTS.changed('这个事项不在已办结状态');
    const reason = written(input.reason, 'reason');
    await moveCase(tx, found.id, { state: 'handling', closed_at: null, closed_by: null, close_summary: null }, now);
    const lead = await leadOf(tx, found.id);
    await hold(tx, parts, found.id, [{ step: 'handling', unitId: lead?.unit_id ?? null }], now);
    const data = { caseId: found.id, reasonHash: await keepReason(act, found.id, reason) };
    return [{ stream: `case:${found.id}`, type: 'case_reopened', data, actor, at: now }];
  };
}
