/** A first start that was interrupted leaves nothing half done. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAccounts } from '../../server/access/store.ts';
import { setUpSample } from '../../server/first-run.ts';
import { hasOrganisation } from '../../server/organisation/store.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { NOON } from '../support/house.ts';
import { ACCOUNTS } from '../support/served-house.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await sql`truncate jurisdiction, territory, account, source, head, event cascade`.execute(database.owner.db);
});
afterAll(() => database.drop());

test('interrupted before its end it begins anew; then it is there, once', async () => {
  const { db } = database.app;
  const interrupted = setUpSample(db, NOON, () => Promise.reject(new Error('killed')));
  await expect(interrupted).rejects.toThrow('killed');
  expect(await hasOrganisation(db)).toBe(false);
  expect(await listAccounts(db)).toEqual([]);

  const made = await setUpSample(db, NOON);
  expect(made).toHaveLength(ACCOUNTS.length);
  expect(await listAccounts(db)).toHaveLength(ACCOUNTS.length);
  expect(await db.selectFrom('source').select('id').execute()).toHaveLength(1);
  expect(await setUpSample(db, NOON)).toBeNull();
});
