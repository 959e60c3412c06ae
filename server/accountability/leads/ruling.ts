/** 认定: a leader's ruling, by name and with reason. The program checks its facts and proposes nothing. */
import type { RuleLead } from '../../contract/case-requests.ts';
import type { HolderStep } from '../../contract/vocabulary-case.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Act } from '../../cases/act.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import type { Holding } from '../../clocks/ledger.ts';
import type { Tx } from '../../platform/database.ts';
import type { NewEvent } from '../../platform/events/catalogue.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { deadlineOf } from '../../rules/deadline.ts';
import { ledgersOf } from '../evidence.ts';
import { signalsOf, urgesOf, type SignalRow } from '../store.ts';
import { findLead } from './find.ts';
import { unitAnswering } from './grounds.ts';
import {
  exceedingIds,
  oftenest,
  requireHeard,
  requireSound,
  requireUnconcerned,
  supervisedInVain,
  yearBefore,
  type Judge,
  type RulingFacts,
} from './ruling-guards.ts';
import { leadRuled } from './statement.ts';
import { dispatchersOf, statedUnits, storeRuling, type LeadRow } from './store.ts';
import { upheldLeads } from './upheld.ts';

/**
 * Rules on a lead. Faults: `lead_missing`, `lead_ruled`, `recuse`, `statement_open`, those of requireSound, and
 * `calendar_not_loaded`.
 */
export const ruleLead =
  (parts: RuleParts) =>
  async ({ tx, viewer, actor, found, input, now }: Act<RuleLead>): Promise<NewEvent[]> => {
    const lead = await findLead(tx, viewer, found.id, input.leadId);
    if (lead.conclusion !== null) throw leadRuled();
    const grounds = await groundsOf(tx, lead);
    await requireNoOwnPart(tx, viewer, lead, grounds, input.holdingIds);
    requireHeard({ units: lead.units, statementDue: lead.statement_due }, await statedUnits(tx, lead.id), now);
    requireSound(input, await factsOf(tx, parts, lead, grounds, input, now));
    const upheld = input.conclusion !== 'unfounded';
    const reason = cleanText(input.reason);
    const ruling = {
      state: upheld ? ('rectifying' as const) : ('unfounded' as const),
      conclusion: input.conclusion,
      reason,
      basis: cleanText(input.basis),
      holdingIds: [...new Set(input.holdingIds)],
      mitigating: [...new Set(input.mitigating)],
      aggravating: [...new Set(input.aggravating)],
      ruledBy: viewer.accountId,
      rectifyBy: upheld ? rectifyBy(parts, input.rectifyWorkdays, now) : null,
    };
    await storeRuling(tx, lead.id, ruling, now);
    const data = {
      caseId: found.id,
      leadId: lead.id,
      conclusion: input.conclusion,
      holdings: ruling.holdingIds,
      reasonHash: hashText(reason),
    };
    return [{ stream: `case:${found.id}`, type: 'lead_ruled', data, actor, at: now }];
  };

/** What a lead rests on: its signals, less those lifted since, and the ledgers of its case. */
export interface Grounds {
  signals: readonly SignalRow[];
  ledgers: readonly Holding[][];
}

export async function groundsOf(tx: Tx, lead: LeadRow): Promise<Grounds> {
  const signals = await signalsOf(tx, lead.case_id);
  return {
    signals: signals.filter((signal) => lead.signal_ids.includes(signal.id) && signal.state !== 'lifted'),
    ledgers: [...(await ledgersOf(tx, lead.case_id)).values()],
  };
}

/** Refuses whose own doing is concerned, with `recuse`; the review of what was put right asks the same. */
export async function requireNoOwnPart(
  tx: Tx,
  viewer: Viewer,
  lead: LeadRow,
  { signals, ledgers }: Grounds,
  holdingIds: readonly string[],
): Promise<void> {
  const told = signals.flatMap((signal) => signal.holders);
  const named = ledgers.flat().filter((one) => holdingIds.includes(one.id));
  const steps = new Set<HolderStep>([...told, ...named].map((one) => one.step));
  const dispatchers = await dispatchersOf(tx, lead.case_id);
  requireUnconcerned(judgeOf(viewer), { proposedBy: lead.proposed_by, units: lead.units, steps, dispatchers });
}

const judgeOf = ({ accountId, unit, approvalSteps }: Viewer): Judge => ({
  accountId,
  unitId: unit?.id ?? null,
  approvalSteps,
});

async function factsOf(
  tx: Tx,
  parts: RuleParts,
  lead: LeadRow,
  { signals, ledgers }: Grounds,
  input: RuleLead,
  now: Date,
): Promise<RulingFacts> {
  const organisation = parts.organisation();
  const named = ledgers.flat().filter((one) => input.holdingIds.includes(one.id));
  const upheldUnits = named.map((one) => unitAnswering(organisation, one)).filter((unit) => unit !== null);
  const before = (await upheldLeads(tx, organisation, yearBefore(now))).map((one) => one.units);
  return {
    exceeding: new Set(ledgers.flatMap((ledger) => [...exceedingIds(ledger, now)])),
    upheldUnits,
    units: lead.units,
    standing: signals.length,
    improper: signals.some((signal) => signal.kind === 'improper'),
    supervised: supervisedInVain(signals, await urgesOf(tx, lead.case_id), now),
    upheldBefore: oftenest(upheldUnits.length > 0 ? upheldUnits : lead.units, before),
  };
}

function rectifyBy(parts: RuleParts, workdays: number | null, now: Date): Date | null {
  if (workdays === null) return null;
  return deadlineOf({ clock: 'workdays', amount: workdays, start: now }, parts.calendar()).due;
}
