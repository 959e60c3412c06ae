/** 延期: a lead asks for more working days on a clock the rulebook lets be extended; the office decides. */
import type { AskExtension, RuleExtension } from '../contract/case-requests.ts';
import { PUBLIC_CLOCKS } from '../contract/vocabulary-case.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { touchCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { clockExtended } from '../clocks/events.ts';
import { clocksOf, extendClock, type ClockRow } from '../clocks/store.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText, hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { deadlineOf } from '../rules/deadline.ts';
import type { ExtensionRule } from '../rules/rule-schema.ts';
import { hopBy } from './hops/store.ts';
import { decideExtension, extensionsOf, storeExtension } from './requests/store.ts';
import { leadOf } from './store.ts';

/**
 * Asks for an extension, before the clock is due (本系统设定 extension.workdays). Faults: `not_yours`, `case_changed`,
 * `clock_not_extensible`, `extension_too_long`, `extension_too_late`, `extension_used`, `calendar_not_loaded`.
 */
export const askExtension =
  (parts: RuleParts): Work<AskExtension> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const lead = await leadOf(tx, found.id);
    if (!lead || lead.unit_id !== viewer.unit?.id) throw FAULTS.notYours('牵头单位');
    if (await hopBy(tx, found.id, lead.id)) throw FAULTS.notYours('转办后的承办单位');
    const { clock, dueAt } = await openClock(act, parts);
    const { due: newDueAt } = deadlineOf({ clock: 'workdays', amount: input.workdays, start: dueAt }, parts.calendar());
    const reason = cleanText(input.reason);
    const { workdays } = input;
    const fresh = { caseId: found.id, clockId: clock.id, unitId: lead.unit_id, workdays, reason, newDueAt };
    const extensionId = await storeExtension(tx, { ...fresh, accountId: viewer.accountId }, now);
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, extensionId, clockId: clock.id, workdays, reasonHash: hashText(reason) };
    const asked: NewEvent = { stream: `case:${found.id}`, type: 'extension_asked', data, actor, at: now };
    return [asked];
  };

async function openClock(act: Act<AskExtension>, parts: RuleParts): Promise<{ clock: ClockRow; dueAt: Date }> {
  const { tx, found, input, now } = act;
  const clock = (await clocksOf(tx, found.id)).find((one) => one.id === input.clockId);
  if (!clock || clock.stopped_at) throw FAULTS.changed('这个时限已经结束');
  const rule = parts.rulebook().extensionRule(clock.kind, parts.organisation().profile);
  if (!rule || PUBLIC_CLOCKS.includes(clock.kind)) throw notExtensible();
  requireWithin(rule, input.workdays);
  if (!clock.due_at) throw notDated(clock.undated);
  if (clock.due_at <= now) throw tooLate();
  const before = (await extensionsOf(tx, found.id)).filter(
    (one) => one.clock_id === clock.id && one.state !== 'refused',
  );
  if (before.length >= rule.data.times) throw usedUp(rule.data.times);
  return { clock, dueAt: clock.due_at };
}

const notExtensible = (): Fault =>
  new Fault('clock_not_extensible', '这个时限不能延期：法定回应时限和已公开的承诺不延期。', { status: 422 });

const tooLate = (): Fault =>
  new Fault('extension_too_late', '这个时限已经届满，不能再申请延期。', {
    status: 409,
    action: '请尽快办理，并在进展中说明原因。',
  });

const usedUp = (times: number): Fault =>
  new Fault('extension_used', `这个时限只能延期 ${times} 次，已经申请过。`, {
    status: 409,
    action: '请在现有期限内办理。',
  });

const notDated = (why: string | null): Fault =>
  new Fault('calendar_not_loaded', why ?? '这个时限还没有算出届满时间。', {
    status: 422,
    action: '等放假安排载入后再申请。',
  });

function requireWithin(rule: ExtensionRule, workdays: number): void {
  if (workdays <= rule.data.workdays) return;
  const message = `最多延期 ${rule.data.workdays} 个工作日`;
  throw new Fault('extension_too_long', `${message}。`, { status: 422, fields: { workdays: message } });
}

/**
 * Decides on an extension. Granted, the clock ends later and its first end is kept beside it. Faults: `case_changed` (decided, or
 * the clock has ended), `own_request`, `note_required` where refused without saying why.
 */
export const ruleExtension: Work<RuleExtension> = async (act) => {
  const { tx, found, viewer, actor, input, now } = act;
  const asked = (await extensionsOf(tx, found.id)).find((one) => one.id === input.extensionId);
  if (asked?.state !== 'asked') throw FAULTS.changed('这个延期申请已经处理');
  if (asked.account_id === viewer.accountId) throw ownRequest();
  const note = cleanText(input.note ?? '') || null;
  if (!input.grant && !note) throw noteRequired();
  if (input.grant) await grant(act, asked.clock_id, asked.new_due_at);
  const state = input.grant ? 'granted' : 'refused';
  await decideExtension(tx, asked.id, { state, note, accountId: viewer.accountId }, now);
  await touchCase(tx, found.id, now);
  const base = { stream: `case:${found.id}`, actor, at: now };
  const decided = { caseId: found.id, extensionId: asked.id, granted: input.grant };
  const events: NewEvent[] = [{ ...base, type: 'extension_decided', data: decided }];
  if (!input.grant) return events;
  const extended = { caseId: found.id, clockId: asked.clock_id, dueAt: asked.new_due_at };
  return [...events, clockExtended(extended, actor, now)];
};

/** Nobody decides on one's own request (本系统设定). */
const ownRequest = (): Fault =>
  new Fault('own_request', '这个延期由您申请，须由他人批准（本系统设定）。', {
    status: 403,
    action: '请由另一位值班长或分管领导批准。',
  });

const noteRequired = (): Fault =>
  new Fault('note_required', '不同意延期须写明理由。', { status: 422, fields: { note: '请写明理由' } });

async function grant({ tx, found }: Act<unknown>, clockId: string, dueAt: Date): Promise<void> {
  const clock = (await clocksOf(tx, found.id)).find((one) => one.id === clockId);
  if (!clock || clock.stopped_at) throw FAULTS.changed('这个时限已经结束');
  await extendClock(tx, clockId, dueAt);
}
