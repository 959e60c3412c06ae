/** Earlier findings that were upheld, by unit: only these count toward 一年内两次及以上 (白银市政务公开责任追究办法 第十条). */
import type { Organisation } from '../../organisation/model.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { unitAnswering } from './grounds.ts';
import { holdersOf, upheldSince } from './store.ts';

export interface UpheldLead {
  id: string;
  ruledAt: Date;
  units: string[];
}

/** Findings upheld after an instant, each with the units that answered for it. For counting only. */
export async function upheldLeads(db: Database | Tx, organisation: Organisation, since: Date): Promise<UpheldLead[]> {
  const leads = await upheldSince(db, since);
  const holders = await holdersOf(
    db,
    leads.flatMap((lead) => lead.holding_ids),
  );
  const unitOf = new Map(
    holders.map((one) => [one.id, unitAnswering(organisation, { step: one.step, unitId: one.unit_id })]),
  );
  return leads.map((lead) => {
    const named = lead.holding_ids.map((id) => unitOf.get(id) ?? null).filter((unit) => unit !== null);
    const units = named.length > 0 ? [...new Set(named)] : lead.units;
    return { id: lead.id, ruledAt: lead.ruled_at ?? since, units };
  });
}
