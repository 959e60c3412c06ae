/** 联络员 of units. Entries are dated and ended, never changed or deleted. */
import { randomUUID } from 'node:crypto';
import type { AddContact } from '../../contract/roster-views.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { ChinaDay } from '../../rules/china-time.ts';

type Db = Tx | Database;

/** Contacts that have not ended before a day; of these units, or of all. Those that hold longest come first. */
export function contactsFrom(db: Db, day: ChinaDay, units: readonly string[] | null) {
  let query = db
    .selectFrom('unit_contact')
    .innerJoin('account', 'account.id', 'unit_contact.account_id')
    .selectAll('unit_contact')
    .select('account.display_name as by_name')
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]));
  if (units) query = query.where('unit_contact.unit_id', 'in', [...units]);
  return query.orderBy('unit_contact.unit_id').orderBy('valid_from').orderBy('unit_contact.id').execute();
}

export type ContactRow = Awaited<ReturnType<typeof contactsFrom>>[number];

/** One contact, locked, or null. */
export async function lockContact(
  tx: Tx,
  id: string,
): Promise<{ id: string; unit_id: string; valid_from: ChinaDay; valid_to: ChinaDay | null } | null> {
  const row = await tx
    .selectFrom('unit_contact')
    .select(['id', 'unit_id', 'valid_from', 'valid_to'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Adds a contact; its id. */
export async function storeContact(tx: Tx, fresh: AddContact, accountId: string, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('unit_contact')
    .values({
      id,
      unit_id: fresh.unitId,
      post: fresh.post,
      person: fresh.person,
      office_phone: fresh.officePhone,
      duty_phone: fresh.dutyPhone,
      valid_from: fresh.validFrom,
      account_id: accountId,
      at: now,
    })
    .execute();
  return id;
}

/** Ends a contact after a day. */
export async function endContactAfter(tx: Tx, id: string, day: ChinaDay, accountId: string): Promise<void> {
  await tx.updateTable('unit_contact').set({ valid_to: day, ended_by: accountId }).where('id', '=', id).execute();
}
