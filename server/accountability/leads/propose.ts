/** 列为问题线索: a supervisor's proposal, which notifies the units and opens their time to state. Nothing is imposed by it. */
import type { ProposeLead } from '../../contract/case-requests.ts';
import type { Act } from '../../cases/act.ts';
import { setAudience } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import type { Tx } from '../../platform/database.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { cleanText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { leadOf } from '../../responsibility/store.ts';
import { deadlineOf } from '../../rules/deadline.ts';
import { withPresentHolders } from '../evidence.ts';
import { publicationsOf, signalsOf, type SignalRow } from '../store.ts';
import { requireGround, unitsToNotify, type SignalOfLead } from './grounds.ts';
import { leadsOf, storeLead } from './store.ts';

/** Proposes a lead. Faults: `lead_not_allowed`, `signal_unfit`, `lead_stands`, `nobody_exceeded`, `calendar_not_loaded`. */
export const proposeLead =
  (parts: RuleParts) =>
  async ({ tx, viewer, actor, found, input, now }: Act<ProposeLead>): Promise<NewEvent[]> => {
    requireGround(input.ground, found);
    const signals = await fitSignals(tx, found.id, input.signalIds, now);
    await requireFirst(tx, found.id, input);
    const lead = (await leadOf(tx, found.id))?.unit_id ?? null;
    const units = unitsToNotify(parts.organisation(), input.ground, await facts(tx, found.id, signals), lead);
    const leadId = await storeLead(
      tx,
      {
        caseId: found.id,
        signalIds: signals.map((signal) => signal.id),
        ground: input.ground,
        facts: cleanText(input.facts),
        units,
        proposedBy: viewer.accountId,
        statementDue: statementDue(parts, now),
      },
      now,
    );
    // Who is to state must see the case again, also where it has been taken from the unit since; a denial still beats it.
    await setAudience(tx, found.id, 'grant', { units, accounts: [] }, now);
    const data = { caseId: found.id, leadId, ground: input.ground, units };
    return [{ stream: `case:${found.id}`, type: 'lead_proposed', data, actor, at: now }];
  };

async function fitSignals(tx: Tx, caseId: string, ids: readonly string[], now: Date): Promise<SignalRow[]> {
  const wanted = new Set(ids);
  const signals = (await signalsOf(tx, caseId)).filter((signal) => wanted.has(signal.id));
  if (signals.length < wanted.size || signals.some((signal) => signal.state === 'lifted')) {
    throw new Fault('signal_unfit', '所选提醒不属于这个事项，或已经撤销。', {
      status: 422,
      action: '请重新选择提醒。',
    });
  }
  return withPresentHolders(tx, caseId, signals, now);
}

/** One thing is ruled on once: a signal stands in one lead for one ground. */
async function requireFirst(tx: Tx, caseId: string, input: ProposeLead): Promise<void> {
  const stands = (await leadsOf(tx, caseId)).some(
    (lead) => lead.ground === input.ground && lead.signal_ids.some((id) => input.signalIds.includes(id)),
  );
  if (stands)
    throw new Fault('lead_stands', '所选提醒已就同一依据列为问题线索，没有重复保存。', {
      status: 409,
      action: '请看已有的线索。',
    });
}

async function facts(tx: Tx, caseId: string, signals: readonly SignalRow[]): Promise<SignalOfLead[]> {
  const publications = await publicationsOf(tx, caseId);
  return signals.map(({ kind, holders, publication_id }) => ({
    kind,
    holders,
    publishedBy: publications.find((one) => one.id === publication_id)?.unit_id ?? null,
  }));
}

/** Five working days to state (本系统设定). */
function statementDue(parts: RuleParts, now: Date): Date {
  const { counted, amount } = parts.rulebook().period('period.statement', parts.organisation().profile).data;
  return deadlineOf({ clock: counted, amount, start: now }, parts.calendar()).due;
}
