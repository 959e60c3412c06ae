/** Starts one PostgreSQL for the whole run, with a migrated template, the sample city in it, that each test file clones. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { setUpSample } from '../../server/first-run.ts';
import { connect } from '../../server/platform/database.ts';
import { startEmbedded } from '../../server/platform/embedded-postgres.ts';
import { openLog } from '../../server/platform/log.ts';
import { grantAppRole, migrate } from '../../server/platform/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { ownerUrl: string; appUrl: string; superUrl: string; passwords: Record<string, string> };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'huiying-test-'));
  await chmod(folder, 0o755); // as root PostgreSQL runs as another user: a closed folder would put the data elsewhere for good
  const dataDir = join(folder, 'data');
  const log = openLog('silent');
  const embedded = await startEmbedded({ dataDir, log });
  const owner = connect(embedded.ownerUrl, log, 2);
  await migrate(owner.db);
  await grantAppRole(owner.db);
  const made = await setUpSample(owner.db, new Date('2026-11-20T01:00:00Z'));
  await owner.close();
  const passwords = Object.fromEntries((made ?? []).map(({ name, password }) => [name, password]));
  const superUrl = await superUrlOf(dataDir, embedded.ownerUrl);
  await allowClones(superUrl);
  project.provide('postgres', { ownerUrl: embedded.ownerUrl, appUrl: embedded.appUrl, superUrl, passwords });
  return async () => {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** The superuser's address, from what the data folder keeps. */
export async function superUrlOf(dataDir: string, ownerUrl: string): Promise<string> {
  const state = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as {
    passwords: { superuser: string };
  };
  const url = new URL(ownerUrl);
  url.username = 'postgres';
  url.password = state.passwords.superuser;
  url.pathname = '/postgres';
  return url.href;
}

async function allowClones(superUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  await client.query('alter role huiying_owner createdb');
  await client.end();
}
