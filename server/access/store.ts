/** Accounts and their sessions. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '../contract/vocabulary.ts';
import type { ApprovalStep } from '../contract/vocabulary-case.ts';
import { transact, type Database, type Tx } from '../platform/database.ts';
import { PROGRAM } from '../platform/events/catalogue.ts';
import { append } from '../platform/events/log.ts';
import { Fault } from '../platform/fault.ts';
import { commanded, superiors } from '../organisation/lines.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Viewer } from './viewer.ts';
import { hashPassword, requireGoodPassword, verifyPassword } from './password.ts';
import { afterFailure, isLocked } from './sign-in.ts';

/** The channel that tells every web process to close sockets: payload is an account's id, or `session:<id>`. */
export const CLOSE_CHANNEL = 'huiying_close';

export interface NewAccount {
  name: string;
  displayName: string;
  roles: Role[];
  unitId: string | null;
  /** Steps of the approval chain this post holds. */
  approvalSteps?: readonly ApprovalStep[];
  password: string;
}

export interface AccountRow {
  id: string;
  name: string;
  display_name: string;
  roles: Role[];
  unit_id: string | null;
  enabled: boolean;
  approval_steps: ApprovalStep[];
  first_sign_in_at: Date | null;
}

const NAME = /^[\p{L}\p{N}._-]{2,32}$/u;

/** Creates an account. Faults: `name_invalid`, `name_taken`, `password_weak`, `unit_unknown`. */
export async function createAccount(db: Database, account: NewAccount, now: Date, actor = PROGRAM): Promise<string> {
  if (!NAME.test(account.name))
    throw new Fault('name_invalid', 'A sign-in name has 2 to 32 letters, digits, dots, dashes or underscores.');
  requireGoodPassword(account.password, account.name);
  const id = randomUUID();
  const password_hash = await hashPassword(account.password);
  await transact(db, async (tx) => {
    await requireUnit(tx, account.unitId);
    const written = await tx
      .insertInto('account')
      .values({
        id,
        name: account.name,
        display_name: account.displayName,
        password_hash,
        roles: JSON.stringify(account.roles),
        unit_id: account.unitId,
        approval_steps: JSON.stringify(account.approvalSteps ?? []),
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!written) throw new Fault('name_taken', `The name "${account.name}" is already in use.`, { status: 409 });
    const data = { accountId: id, roles: account.roles, unitId: account.unitId };
    await append(tx, [{ stream: `account:${id}`, type: 'account_created', data, actor, at: now }]);
  });
  return id;
}

async function requireUnit(tx: Tx, unitId: string | null): Promise<void> {
  if (unitId === null) return;
  const unit = await tx.selectFrom('unit').select('id').where('id', '=', unitId).executeTakeFirst();
  if (!unit) throw new Fault('unit_unknown', `There is no unit "${unitId}".`, { status: 422 });
}

export function listAccounts(db: Database): Promise<AccountRow[]> {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'display_name', 'roles', 'unit_id', 'enabled', 'approval_steps', 'first_sign_in_at'])
    .orderBy('name')
    .execute();
}

export type AccountChange =
  | { what: 'password'; password: string }
  | { what: 'roles'; roles: Role[] }
  | { what: 'steps'; steps: readonly ApprovalStep[] }
  | { what: 'unit'; unitId: string | null }
  | { what: 'enabled'; enabled: boolean };

/** Changes an account; every one of its sessions and sockets ends with the change. Fault `account_unknown`. */
export async function changeAccount(
  db: Database,
  name: string,
  change: AccountChange,
  now: Date,
  actor = PROGRAM,
): Promise<void> {
  if (change.what === 'password') requireGoodPassword(change.password, name);
  const columns = await columnsOf(change);
  await transact(db, async (tx) => {
    if (change.what === 'unit') await requireUnit(tx, change.unitId);
    const account = await tx
      .updateTable('account')
      .set({ ...columns, version: sql`version + 1` })
      .where('name', '=', name)
      .returning('id')
      .executeTakeFirst();
    if (!account) throw new Fault('account_unknown', `There is no account "${name}".`, { status: 404 });
    await endSessions(tx, account.id);
    const data = { accountId: account.id, what: change.what };
    await append(tx, [{ stream: `account:${account.id}`, type: 'account_changed', data, actor, at: now }]);
  });
}

async function columnsOf(change: AccountChange) {
  switch (change.what) {
    case 'password':
      return { password_hash: await hashPassword(change.password), failures: 0, locked_until: null };
    case 'roles':
      return { roles: JSON.stringify(change.roles) };
    case 'steps':
      return { approval_steps: JSON.stringify(change.steps) };
    case 'unit':
      return { unit_id: change.unitId };
    case 'enabled':
      return { enabled: change.enabled, failures: 0, locked_until: null };
  }
}

/** Ends every session of an account and tells each web process to close its sockets, at commit. */
export async function endSessions(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from session where sess ->> 'accountId' = ${accountId}`.execute(tx);
  await sql`select pg_notify(${CLOSE_CHANNEL}, ${accountId})`.execute(tx);
}

/** The viewer an account is now, or null where it is gone or disabled. Read anew for each request: rights change at once. */
export async function viewerOf(db: Database, organisation: Organisation, accountId: string): Promise<Viewer | null> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'name', 'display_name', 'roles', 'unit_id', 'enabled', 'approval_steps'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account?.enabled) return null;
  const unit = account.unit_id ? organisation.unit(account.unit_id) : undefined;
  return {
    accountId: account.id,
    name: account.name,
    displayName: account.display_name,
    roles: account.roles,
    unit: unit ? { id: unit.id, name: unit.name } : null,
    approvalSteps: account.approval_steps,
    grantUnits: unit ? commanded(organisation, unit.id) : [],
    // Also of a unit that is dissolved: what accuses it stays closed to its people.
    denyUnits: account.unit_id ? superiors(organisation, account.unit_id) : [],
  };
}

/** A hash of nothing anyone has: an unknown name costs as much time as a wrong password. */
const NOBODY = hashPassword('nobody-signs-in-with-this');

/**
 * Checks a sign-in under the account's row lock, so that parallel guesses are counted one by one. An unknown name, a disabled
 * account and a wrong password are answered alike.
 */
export async function authenticate(
  db: Database,
  input: { name: string; password: string },
  now: Date,
): Promise<{ accountId: string } | 'refused' | 'locked'> {
  return transact(db, async (tx) => {
    const account = await tx
      .selectFrom('account')
      .selectAll()
      .where('name', '=', input.name)
      .forUpdate()
      .executeTakeFirst();
    const right = await verifyPassword(account?.password_hash ?? (await NOBODY), input.password);
    if (!account?.enabled) return 'refused';
    const attempts = { failures: account.failures, lockedUntil: account.locked_until };
    if (isLocked(attempts, now)) return 'locked';
    const stream = `account:${account.id}`;
    if (!right) {
      const next = afterFailure(attempts, now);
      await tx
        .updateTable('account')
        .set({ failures: next.failures, locked_until: next.lockedUntil })
        .where('id', '=', account.id)
        .execute();
      if (!next.lockedUntil) return 'refused';
      await endSessions(tx, account.id);
      await append(tx, [
        { stream, type: 'account_changed', data: { accountId: account.id, what: 'locked' }, actor: PROGRAM, at: now },
      ]);
      return 'locked';
    }
    await tx
      .updateTable('account')
      .set({ failures: 0, locked_until: null, first_sign_in_at: account.first_sign_in_at ?? now })
      .where('id', '=', account.id)
      .execute();
    await append(tx, [{ stream, type: 'signed_in', data: { accountId: account.id }, actor: stream, at: now }]);
    return { accountId: account.id };
  });
}

/** Sign-in names of the accounts that have been used. */
export async function namesSignedIn(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('account').select('name').where('first_sign_in_at', 'is not', null).execute();
  return rows.map((row) => row.name);
}

/** Records a sign-out and tells each web process to close that session's sockets. */
export async function closeSession(db: Database, sessionId: string, accountId: string, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await sql`select pg_notify(${CLOSE_CHANNEL}, ${`session:${sessionId}`})`.execute(tx);
    const stream = `account:${accountId}`;
    await append(tx, [{ stream, type: 'signed_out', data: { accountId }, actor: stream, at: now }]);
  });
}

/** Ids of the accounts with these sign-in names; a name nobody bears is left out. */
async function accountsNamed(tx: Tx, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'name'])
    .where('name', 'in', [...names])
    .execute();
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** Ids of the accounts with these sign-in names, each of which must exist: `refuse` makes the fault that names those that do not. */
export async function requireAccounts(
  tx: Tx,
  names: readonly string[],
  refuse: (unknown: string) => Fault,
): Promise<string[]> {
  const known = await accountsNamed(tx, names);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw refuse(`没有这个账户：${unknown.join('、')}`);
  return [...known.values()];
}

/** Display names of the accounts with these ids, as records, rulings and publications bear them. */
export async function displayNames(db: Database | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(['id', 'display_name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.display_name]));
}
