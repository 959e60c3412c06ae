/** 联络员: whom to call at a unit. Kept by the unit's own people or the administrator, dated, with an event for each change. */
import type { AddContact, ContactsView, ContactView, EndContact } from '../../contract/roster-views.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Organisation } from '../../organisation/model.ts';
import { unitNames } from '../../organisation/unit-names.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import { cleanData } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import { chinaDay } from '../../rules/china-time.ts';
import { contactsFrom, endContactAfter, lockContact, storeContact, type ContactRow } from './store.ts';

/** Whether the viewer keeps a unit's contacts: the administrator any unit's, others their own. */
const keeps = (viewer: Viewer, unitId: string): boolean =>
  viewer.roles.includes('admin') ||
  (viewer.unit?.id === unitId && viewer.roles.some((role) => role === 'officer' || role === 'reviewer'));

/** Contacts that hold today or later; of these units, or of all. */
export async function readContacts(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  units: readonly string[] | null,
  now: Date,
): Promise<ContactsView> {
  const today = chinaDay(now);
  const names = unitNames(organisation);
  const view = (row: ContactRow): ContactView => ({
    id: row.id,
    unit: names.unitRef(row.unit_id),
    post: row.post,
    person: row.person,
    officePhone: row.office_phone,
    dutyPhone: row.duty_phone,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    enteredBy: row.by_name,
    current: row.valid_from <= today,
    mayChange: keeps(viewer, row.unit_id),
  });
  const admin = viewer.roles.includes('admin');
  const own = viewer.unit && keeps(viewer, viewer.unit.id) ? [viewer.unit] : [];
  const rows = units?.length === 0 ? [] : await contactsFrom(db, today, units);
  return { contacts: rows.map(view), changes: admin ? null : own };
}

/** Adds a contact. Faults: `not_yours`, `unit_unknown`, `phone_missing`, `contact_past`. */
export async function addContact(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  input: AddContact,
  now: Date,
): Promise<void> {
  requireKept(viewer, input.unitId);
  if (!organisation.unit(input.unitId)) {
    throw new Fault('unit_unknown', '所选单位不在本级组织目录里。', { status: 422, fields: { unitId: '不在目录里' } });
  }
  if (input.officePhone === '' && input.dutyPhone === '') {
    throw new Fault('phone_missing', '请至少填写一个电话。', { status: 422, fields: { officePhone: '请填写电话' } });
  }
  if (input.validFrom < chinaDay(now)) throw past('validFrom');
  await transact(db, async (tx) => {
    const contactId = await storeContact(tx, cleanData(input), viewer.accountId, now);
    await note(tx, viewer, { unitId: input.unitId, contactId, what: 'added' }, now);
  });
}

/** Ends a contact after a day, today or later. Faults: `contact_missing`, `not_yours`, `contact_ended`, `contact_past`. */
export async function endContact(
  db: Database,
  viewer: Viewer,
  id: string,
  { validTo }: EndContact,
  now: Date,
): Promise<void> {
  await transact(db, async (tx) => {
    const row = await lockContact(tx, id);
    if (!row) throw new Fault('contact_missing', '没有这位联络员。', { status: 404 });
    requireKept(viewer, row.unit_id);
    if (row.valid_to !== null) {
      throw new Fault('contact_ended', `这一条已定于 ${row.valid_to} 停用，没有保存。`, { status: 409 });
    }
    if (validTo < chinaDay(now) || validTo < row.valid_from) throw past('validTo');
    await endContactAfter(tx, id, validTo, viewer.accountId);
    await note(tx, viewer, { unitId: row.unit_id, contactId: id, what: 'ended' }, now);
  });
}

function requireKept(viewer: Viewer, unitId: string): void {
  if (keeps(viewer, unitId)) return;
  throw new Fault('not_yours', '联络员由本单位的承办员、审核员或管理员维护。', {
    status: 403,
    action: '请联系该单位更新。',
  });
}

const past = (field: string): Fault =>
  new Fault('contact_past', '日期不能早于今天，也不能早于启用日期。', {
    status: 422,
    fields: { [field]: '请填写今天或以后的日期' },
  });

async function note(
  tx: Tx,
  viewer: Viewer,
  data: { unitId: string; contactId: string; what: 'added' | 'ended' },
  now: Date,
): Promise<void> {
  const actor = `account:${viewer.accountId}`;
  await append(tx, [{ stream: `unit:${data.unitId}`, type: 'contact_changed', data, actor, at: now }]);
}
