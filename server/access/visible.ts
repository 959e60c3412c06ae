/** What may be seen, as conditions of a query: the right of whoever asks to a case, an item, and what hangs on them. */
import { sql, type Expression, type SqlBool } from 'kysely';
import { seesJurisdiction } from './permissions.ts';
import { permits, type Viewer } from './viewer.ts';

/**
 * The program acting by itself (handlers, the inside of a transaction whose right has been checked). What it reads is never
 * shown to a person; routes and gateways may not name it.
 */
export const THE_PROGRAM = Symbol('the program');
export type Asker = Viewer | typeof THE_PROGRAM;

const NOTHING = sql<SqlBool>`false`;
const EVERYTHING = sql<SqlBool>`true`;

export function consultationVisible(asker: Asker): Expression<SqlBool> {
  const ofCase = caseVisible(asker, sql.ref('consultation.case_id'));
  if (asker === THE_PROGRAM || seesJurisdiction(asker.roles)) return ofCase;
  const units = sql`any(${[...asker.grantUnits]}::text[])`;
  return sql<SqlBool>`(${ofCase} and (consultation.convener = ${units}
    or exists (select from consultation_participant p
      where p.consultation_id = consultation.id and p.left_at is null and p.unit_id = ${units})
    or exists (select from assignment a
      where a.case_id = consultation.case_id and a.ended_at is null and a.role in ('lead', 'coordinator')
        and a.unit_id = ${units})))`;
}

export function leadVisible(asker: Asker): Expression<SqlBool> {
  const ofCase = caseVisible(asker, sql.ref('accountability_lead.case_id'));
  if (asker === THE_PROGRAM || seesJurisdiction(asker.roles)) return ofCase;
  return sql<SqlBool>`(${ofCase} and accountability_lead.units ?| ${[...asker.grantUnits]}::text[])`;
}

export function transferVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'transfer.receive')) return NOTHING;
  return sql<SqlBool>`(transfer.receiver = ${asker.unit?.id ?? null} and not ${itemDenied(sql.ref('transfer.item_id'), asker)})`;
}

export function itemVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'item.read')) return NOTHING;
  const open = sql<SqlBool>`(item.case_id is null or ${caseVisible(asker, sql.ref('item.case_id'))})`;
  // Before judging nobody knows whom an item accuses, so nobody sees it; the wall stands from the moment it is judged. What has
  // been transferred is sealed: it is in no queue, list or count of this office any more.
  return sql<SqlBool>`(item.state not in ('received', 'transferred') and ${open} and not ${itemDenied(sql.ref('item.id'), asker)})`;
}

export function caseItemVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  const open = caseVisible(asker, sql.ref('item.case_id'));
  return sql<SqlBool>`(item.state <> 'transferred' and item.case_id is not null and ${open}
    and not ${itemDenied(sql.ref('item.id'), asker)})`;
}

export function findableItem(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return sql<SqlBool>`item.state not in ('received', 'transferred')`;
  return permits(asker, 'item.read') ? itemVisible(asker) : caseItemVisible(asker);
}

export function searchVisible(asker: Asker): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  const ofCase = sql<SqlBool>`("case".state <> 'merged' and ${caseVisible(asker, sql.ref('case.id'))})`;
  return sql<SqlBool>`(case search_entry.kind when 'item' then ${findableItem(asker)} else ${ofCase} end)`;
}

/** Whether the item is closed to the asker: it accuses the asker's unit, one it is subordinate to, or the asker in person. */
function itemDenied(itemId: Expression<unknown>, asker: Viewer): Expression<SqlBool> {
  return sql<SqlBool>`exists (
    select from item_denial d where d.item_id = ${itemId}
      and (d.account_id = ${asker.accountId} or d.unit_id = any(${[...asker.denyUnits]})))`;
}

export function caseVisible(asker: Asker, caseId: Expression<unknown>): Expression<SqlBool> {
  if (asker === THE_PROGRAM) return EVERYTHING;
  if (!permits(asker, 'case.read')) return NOTHING;
  const denied = audienceExists(caseId, 'deny', asker.accountId, asker.denyUnits);
  if (seesJurisdiction(asker.roles)) return sql<SqlBool>`not ${denied}`;
  return sql<SqlBool>`(not ${denied} and ${audienceExists(caseId, 'grant', asker.accountId, asker.grantUnits)})`;
}

export function caseCountable(asker: Viewer | null): Expression<SqlBool> {
  if (asker === null) {
    return sql<SqlBool>`(not exists (select from case_audience a where a.case_id = "case".id and a.effect = 'deny')
      and not exists (select from item i join item_denial d on d.item_id = i.id where i.case_id = "case".id))`;
  }
  const unclosed = caseUnclosed(asker);
  return permits(asker, 'case.read')
    ? sql<SqlBool>`(${caseVisible(asker, sql.ref('case.id'))} and ${unclosed})`
    : unclosed;
}

/** Whether neither the case nor an item of it is closed to the asker, who may read of it or not. */
export function caseUnclosed(asker: Viewer): Expression<SqlBool> {
  return sql<SqlBool>`(not ${audienceExists(sql.ref('case.id'), 'deny', asker.accountId, asker.denyUnits)} and not exists (
    select from item i join item_denial d on d.item_id = i.id where i.case_id = "case".id
      and (d.account_id = ${asker.accountId} or d.unit_id = any(${[...asker.denyUnits]}))))`;
}

function audienceExists(
  caseId: Expression<unknown>,
  effect: 'grant' | 'deny',
  accountId: string,
  units: readonly string[],
) {
  return sql<SqlBool>`exists (
    select from case_audience a where a.case_id = ${caseId} and a.effect = ${effect}
      and (a.account_id = ${accountId} or a.unit_id = any(${[...units]})))`;
}

/**
 * Ids of the items that are closed to the asker, by themselves or by their case: for figures that count what came without showing
 * any of it, so that none of them differs by one.
 */
export function itemsClosedTo({ accountId, denyUnits }: Viewer): Expression<string> {
  const theirs = sql`(account_id = ${accountId} or unit_id = any(${[...denyUnits]}))`;
  return sql<string>`(select item_id from item_denial where ${theirs}
    union select i.id from item i join case_audience a on a.case_id = i.case_id where a.effect = 'deny' and ${theirs})`;
}
