/** 回避: closes a case to units, with all they direct, and to persons. */
import type { Recuse } from '../contract/case-requests.ts';
import { requireAccounts } from '../access/store.ts';
import type { Act, Work } from '../cases/act.ts';
import { keepReason } from '../cases/reasons/store.ts';
import { denialsOf, setAudience, touchCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import type { Organisation } from '../organisation/model.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { cleanText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { recuseFromConsultations } from './consultations/sight.ts';
import { endParts } from './ending.ts';
import { giveAnew } from './hops/release.ts';
import { openHops, type HopRow } from './hops/store.ts';
import { barredUnits } from './recused.ts';
import { countersigners } from './requests/store.ts';
import { assignmentsOf } from './store.ts';

/**
 * Writes denials, which beat every role (信访工作条例 第三十条), and ends what the closed side did as supporter or coordinator. A
 * lead is not left out of its own case: it must be replaced first; nor one that countersigns an answer in work, whose chain
 * would wait for it for ever. Faults: `nobody_named`, `unit_unknown`, `account_unknown`,
 * `recused_holds`.
 */
export const recuse =
  (parts: RuleParts): Work<Recuse> =>
  async (act) => {
    const { tx, found, actor, input, now } = act;
    const organisation = parts.organisation();
    const units = [...new Set(input.units)];
    requireKnownUnits(organisation, units);
    const accounts = await requireAccounts(tx, [...new Set(input.accounts.map(cleanText))], accountUnknown);
    if (units.length + accounts.length === 0) throw nobodyNamed();
    const hops = await closeParts(act, organisation, units);
    await setAudience(tx, found.id, 'deny', { units, accounts }, now);
    const given = await giveAnew(act, parts, hops, found);
    await touchCase(tx, found.id, now);
    const reasonHash = await keepReason(act, found.id, input.reason);
    const data = { caseId: found.id, units, accounts, reasonHash };
    const recused: NewEvent = { stream: `case:${found.id}`, type: 'case_recused', data, actor, at: now };
    return [recused, ...given];
  };

const nobodyNamed = (): Fault =>
  new Fault('nobody_named', '请写明回避的单位或人员。', { status: 422, fields: { units: '请至少选定一个单位或人员' } });

function requireKnownUnits(organisation: Organisation, units: readonly string[]): void {
  const unknown = units.filter((id) => !organisation.unit(id));
  if (unknown.length === 0) return;
  throw new Fault('unit_unknown', '所选回避单位不在本级组织目录里。', {
    status: 422,
    fields: { units: `不在组织目录里：${unknown.join('、')}` },
  });
}

const accountUnknown = (accounts: string): Fault =>
  new Fault('account_unknown', '没有这样的账户，没有保存。', { status: 422, fields: { accounts } });

/** Returns the hops that end with it: what their offices were to pass on goes past them. */
async function closeParts(act: Act<Recuse>, organisation: Organisation, units: readonly string[]): Promise<HopRow[]> {
  const { tx, found, now } = act;
  const denied = [...(await denialsOf(tx, found.id)).units, ...units];
  const barred = barredUnits(organisation, denied);
  const theirs = (await assignmentsOf(tx, found.id)).filter((one) => barred.has(one.unit_id));
  const lead = theirs.find((one) => one.role === 'lead');
  if (lead) {
    throw new Fault(
      'recused_holds',
      `${organisation.unit(lead.unit_id)?.name ?? lead.unit_id}正在牵头办理，没有保存。`,
      {
        status: 409,
        action: '请先改派给其他单位，再登记回避。',
      },
    );
  }
  await requireNotCountersigning(act, organisation, units);
  const hops = (await openHops(tx, found.id)).filter((hop) => theirs.some((one) => one.id === hop.assignment_id));
  await endParts(tx, found.id, theirs, 'reassigned', now);
  await recuseFromConsultations(tx, organisation, found.id, barred, now);
  return hops;
}

async function requireNotCountersigning(
  { tx, found }: Act<Recuse>,
  organisation: Organisation,
  units: readonly string[],
): Promise<void> {
  const barred = barredUnits(organisation, units);
  const unitId = (await countersigners(tx, found.id)).find((id) => barred.has(id));
  if (unitId === undefined) return;
  const name = organisation.unit(unitId)?.name ?? unitId;
  throw new Fault('recused_holds', `该单位正在会签：${name}在回应稿的会签单位里，没有保存。`, {
    status: 409,
    action: '请先由牵头单位从会签单位中移去，再登记回避。',
  });
}
