/** 问题线索 as those who decide on them, and the units that must answer them, see them. Never on a wall screen. */
import type { LeadView } from '../../contract/accountability-views.ts';
import type { LeadState } from '../../contract/vocabulary-case.ts';
import { seesJurisdiction } from '../../access/permissions.ts';
import { displayNames } from '../../access/store.ts';
import type { Viewer } from '../../access/viewer.ts';
import { holdingView } from '../../clocks/holding-view.ts';
import type { Organisation } from '../../organisation/model.ts';
import { unitNames, type UnitNames } from '../../organisation/unit-names.ts';
import type { Database } from '../../platform/database.ts';
import { merits } from './merits.ts';
import { oftenest, supervisedInVain, yearBefore } from './ruling-guards.ts';
import { leadsFor, materialOf, statementsOf, type LeadRow, type Material } from './store.ts';
import { upheldLeads, type UpheldLead } from './upheld.ts';

type StatementRow = Awaited<ReturnType<typeof statementsOf>>[number];

interface Context {
  viewer: Viewer;
  material: Material;
  statements: readonly StatementRow[];
  upheld: readonly UpheldLead[];
  nameOf(accountId: string | null): string;
  names: UnitNames;
  now: Date;
}

/** The leads a viewer may see, newest first. */
export async function readLeads(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  now: Date,
): Promise<LeadView[]> {
  const rows = await leadsFor(db, viewer);
  if (rows.length === 0) return [];
  const statements = await statementsOf(
    db,
    viewer,
    rows.map((row) => row.id),
  );
  const people = await displayNames(db, peopleIn(rows, statements));
  const context: Context = {
    viewer,
    material: await materialOf(db, viewer, [...new Set(rows.map((row) => row.case_id))]),
    statements,
    upheld: await upheldLeads(db, organisation, yearBefore(oldestRuling(rows, now))),
    nameOf: (id) => (id === null ? '' : (people.get(id) ?? '')),
    names: unitNames(organisation),
    now,
  };
  return rows.map((row) => leadView(row, context));
}

/** From the oldest ruling shown the year before it must be known too. */
const oldestRuling = (rows: readonly LeadRow[], now: Date): Date =>
  rows.reduce((oldest, { ruled_at }) => (ruled_at !== null && ruled_at < oldest ? ruled_at : oldest), now);

function peopleIn(rows: readonly LeadRow[], statements: readonly StatementRow[]): string[] {
  const people = rows.flatMap((row) => [row.proposed_by, row.ruled_by, row.reviewed_by]);
  return [...new Set([...people, ...statements.map((one) => one.account_id)].filter((id) => id !== null))];
}

function leadView(row: LeadRow, context: Context): LeadView {
  const { material, nameOf, names, now } = context;
  const ofCase = <T extends { case_id: string }>(rows: readonly T[]): T[] =>
    rows.filter((one) => one.case_id === row.case_id);
  const signals = material.signals.filter((signal) => row.signal_ids.includes(signal.id));
  const found = material.cases.find((one) => one.id === row.case_id);
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: found?.number ?? '',
    caseTitle: found?.title ?? '',
    ground: row.ground,
    facts: row.facts,
    state: stateOf(row, now),
    units: row.units.map(names.unitRef),
    proposedBy: nameOf(row.proposed_by),
    proposedAt: row.at.toISOString(),
    statementDue: row.statement_due.toISOString(),
    statements: statementsIn(row, context),
    holdings: (material.ledgers.get(row.case_id) ?? []).map((one) => holdingView(one, names)),
    merits: merits(ofCase(material.commitments), ofCase(material.publications), ofCase(material.urges)),
    supervised: supervisedInVain(signals, ofCase(material.urges), now),
    upheldBefore: upheldBefore(row, context),
    ruling: rulingOf(row, nameOf),
    rectification:
      row.rectification !== null && row.rectified_at
        ? { body: row.rectification, at: row.rectified_at.toISOString() }
        : null,
    review:
      row.review_passed !== null && row.reviewed_at
        ? {
            passed: row.review_passed,
            note: row.review_note ?? '',
            byName: nameOf(row.reviewed_by),
            at: row.reviewed_at.toISOString(),
          }
        : null,
  };
}

/** Once the time to state is over the ruling is due, whether or not all have stated. */
const stateOf = (row: LeadRow, now: Date): LeadState =>
  row.state === 'notified' && now > row.statement_due ? 'stated' : row.state;

/** A unit reads its own statements; what others say in their defence is for who decides. */
function statementsIn(row: LeadRow, { viewer, statements, nameOf, names }: Context): LeadView['statements'] {
  const all = seesJurisdiction(viewer.roles);
  return statements
    .filter((one) => one.lead_id === row.id && (all || viewer.grantUnits.includes(one.unit_id)))
    .map((one) => ({
      unit: names.unitRef(one.unit_id),
      byName: nameOf(one.account_id),
      body: one.body,
      at: one.at.toISOString(),
    }));
}

/** Counted from this lead's own ruling, or from now while it has none. */
function upheldBefore(row: LeadRow, { upheld, now }: Context): number {
  const at = row.ruled_at ?? now;
  const since = yearBefore(at);
  const earlier = upheld.filter((one) => one.id !== row.id && one.ruledAt > since && one.ruledAt <= at);
  return oftenest(
    row.units,
    earlier.map((one) => one.units),
  );
}

function rulingOf(row: LeadRow, nameOf: Context['nameOf']): LeadView['ruling'] {
  if (row.conclusion === null || row.ruled_at === null) return null;
  return {
    conclusion: row.conclusion,
    reason: row.ruling_reason ?? '',
    basis: row.basis ?? '',
    holdingIds: row.holding_ids,
    mitigating: row.mitigating,
    aggravating: row.aggravating,
    byName: nameOf(row.ruled_by),
    at: row.ruled_at.toISOString(),
    rectifyBy: row.rectify_by?.toISOString() ?? null,
  };
}
