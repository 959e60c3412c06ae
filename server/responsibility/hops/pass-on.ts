/** 转办: an office on the way signs and gives the case to a unit of its own territory. */
import type { PassOn } from '../../contract/case-requests.ts';
import { FAULTS, type Act, type Work } from '../../cases/act.ts';
import { moveCase } from '../../cases/store.ts';
import { keepReason } from '../../cases/reasons/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { hold } from '../../clocks/store.ts';
import type { Organisation, Unit } from '../../organisation/model.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { cleanText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { signingClocks } from '../assigning.ts';
import { barredFrom } from '../barred.ts';
import { requireGivable } from '../recused.ts';
import { acceptAssignment, assignmentsOf, endAssignments, storeAssignments, type Assignment } from '../store.ts';
import { give } from './giving.ts';
import { giveHop, hopsOf, signHop, type HopRow } from './store.ts';
import { isDirected, type Gift } from './way.ts';

/**
 * Signs the hop of the viewer's own office and passes the case on: to the unit proposed, or with a reason to another that its
 * government directs. The public clocks run on from the dispatch; the unit's signing begins here. Supporting units of the
 * territory are given it by the same signature, save who must recuse itself by now. The office coordinates from then on. Faults:
 * `case_changed` (passed on, reassigned, or waiting for a ruling), `not_yours`, `unit_elsewhere`, `reason_required`,
 * `unit_unknown`, `unit_recused`.
 */
export const passOn =
  (parts: RuleParts): Work<PassOn> =>
  async (act) => {
    const { tx, found, viewer, actor, input, now } = act;
    const { hop, own } = await openHop(act);
    const changed = input.unit !== hop.proposed[0];
    const reason = cleanText(input.reason ?? '') || null;
    await requireDirected(act, parts, hop, changed ? 'chosen' : 'proposed');
    if (changed && reason === null) throw reasonRequired();
    await endOfficePart(act, hop, own);
    const given = await giveOn(act, parts, hop, changed ? viewer.accountId : own.dispatched_by);
    await noteGiven(act, hop);
    const clocks = hop.role === 'lead' ? await leadPasses(act, parts, hop, given.holder) : [];
    await moveCase(tx, found.id, { reasons: [...found.reasons, ...given.reasons] }, now);
    const reasonHash = reason === null ? null : await keepReason(act, found.id, reason);
    const data = { caseId: found.id, hopId: hop.id, unitId: hop.unit_id, to: input.unit, reasonHash };
    const passed: NewEvent = { stream: `case:${found.id}`, type: 'case_passed_on', data, actor, at: now };
    return [passed, ...given.events, ...clocks];
  };

async function openHop({ tx, found, viewer, input }: Act<PassOn>): Promise<{ hop: HopRow; own: Assignment }> {
  const hop = (await hopsOf(tx, found.id)).find((one) => one.id === input.hopId);
  const own = (await assignmentsOf(tx, found.id)).find((one) => one.id === hop?.assignment_id);
  if (hop && hop.unit_id !== viewer.unit?.id) throw FAULTS.notYours('转办单位自己的人员');
  if (!hop || !own || hop.ended_at !== null || hop.gave_id !== null)
    throw FAULTS.changed('这项交办已经转办、结束或改派');
  if (hop.role === 'lead' && found.state === 'return_ruling') throw FAULTS.changed('本单位已申请退回，正等待裁定');
  return { hop, own };
}

/** A unit of the office's own territory, or one below it, that its government directs, and not the office itself. */
async function requireDirected(
  { tx, found, input }: Act<PassOn>,
  parts: RuleParts,
  hop: HopRow,
  which: 'chosen' | 'proposed',
): Promise<void> {
  const barred = await barredFrom(tx, parts, found.id);
  const organisation = parts.organisation();
  requireGivable(organisation, barred, input.unit, 'unit');
  if (which === 'proposed') return;
  const [unit, office] = [organisation.unit(input.unit), organisation.unit(hop.unit_id)];
  if (unit && office && unit.id !== office.id && isWithin(organisation, unit, office)) return;
  throw new Fault('unit_elsewhere', '只能转办给本地政府所属的其他单位。', {
    status: 422,
    action: '不属本地职责的，请退回并写明建议单位。',
    fields: { unit: '不是本地政府所属的其他单位' },
  });
}

const isWithin = (organisation: Organisation, unit: Unit, office: Unit): boolean =>
  isDirected(unit) && organisation.lineage(unit.territory).includes(office.territory);

const reasonRequired = (): Fault =>
  new Fault('reason_required', '转办给其他单位须写明理由。', { status: 422, fields: { reason: '请写明理由' } });

/** The office's own part becomes that of a coordinator, signed. */
async function endOfficePart({ tx, found, viewer, now }: Act<PassOn>, hop: HopRow, own: Assignment): Promise<void> {
  await endAssignments(tx, [own.id], 'passed_on', now);
  const by = { accountId: own.dispatched_by, rule: found.rule, clause: found.clause };
  await storeAssignments(tx, found.id, [{ unitId: hop.unit_id, role: 'coordinator' }], by, now);
  const mine = (await assignmentsOf(tx, found.id)).find(
    (one) => one.unit_id === hop.unit_id && one.role === 'coordinator' && one.accepted_at === null,
  );
  if (mine) await acceptAssignment(tx, mine.id, viewer.accountId, now);
}

/** Gives the unit its part, and the supporting units of the territory theirs; who chose otherwise answers for the choice. */
async function giveOn(act: Act<PassOn>, parts: RuleParts, hop: HopRow, accountId: string) {
  const { tx, found, actor, input, now } = act;
  const barred = await barredFrom(tx, parts, found.id);
  const present = await assignmentsOf(tx, found.id);
  const before = present.filter((one) => one.unit_id === input.unit && one.role !== hop.role);
  await endAssignments(
    tx,
    before.map((one) => one.id),
    'reassigned',
    now,
  );
  const others = hop.proposed.slice(1).filter((id) => id !== input.unit && !barred.has(id));
  const joining = others.filter((id) => !present.some((one) => one.unit_id === id));
  const gifts: Gift[] = [
    { unitId: input.unit, role: hop.role },
    ...joining.map((unitId): Gift => ({ unitId, role: 'supporting' })),
  ];
  const from = parts.organisation().unit(hop.unit_id)?.territory ?? parts.organisation().code;
  const by = { accountId, rule: found.rule, clause: found.clause };
  const giving = { caseId: found.id, opinionGrade: found.opinion_grade, gifts, from, by };
  return give(tx, parts, { ...giving, known: before.map((one) => one.unit_id) }, actor, now);
}

/** The signature, on what was given: the unit's own assignment, or that of the next office of the way. */
async function noteGiven({ tx, found, viewer, input, now }: Act<PassOn>, hop: HopRow): Promise<void> {
  const next = (await hopsOf(tx, found.id)).find((one) => one.ended_at === null && one.proposed[0] === input.unit);
  const present = await assignmentsOf(tx, found.id);
  const gave =
    present.find((one) => one.unit_id === input.unit && one.role === hop.role) ??
    present.find((one) => one.unit_id === input.unit || one.id === next?.assignment_id);
  if (!gave) throw new Error(`hop ${hop.id} gave the case to nobody`);
  await giveHop(tx, hop.id, { id: gave.id, unitId: gave.unit_id });
  await signHop(tx, hop.id, viewer.accountId, now);
}

async function leadPasses(
  act: Act<PassOn>,
  parts: RuleParts,
  hop: HopRow,
  holder: Awaited<ReturnType<typeof give>>['holder'],
): Promise<NewEvent[]> {
  const { tx, found, now } = act;
  await hold(tx, parts, found.id, holder ? [holder] : [], now);
  return signingClocks(act, parts, hop.assignment_id, 'met');
}
