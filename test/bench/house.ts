/** One embedded PostgreSQL for all benches of a run, with the sample city, started when the first asks for it. */
import type { TestProject } from 'vitest/node';
import { composeParts, type Parts } from '../../server/compose.ts';
import { connect, type Connected } from '../../server/platform/database.ts';
import { deriveKeys } from '../../server/platform/keys.ts';
import { openLog } from '../../server/platform/log.ts';
import setUpPostgres from '../support/postgres-global.ts';

export interface BenchHouse {
  /** Under the application's role, eight connections. */
  app: Connected;
  /** Under the owner's, for tables to compare with. */
  owner: Connected;
  parts: Parts;
}

export const CONNECTIONS = 8;
let opened: { house: Promise<BenchHouse>; close: () => Promise<void> } | null = null;

/** The house, the same for all benches. */
export function openBenchHouse(): Promise<BenchHouse> {
  opened ??= open();
  return opened.house;
}

/** Stops the database, if one was started. */
export async function closeBenchHouse(): Promise<void> {
  await opened?.close();
  opened = null;
}

function open(): NonNullable<typeof opened> {
  let stop: () => Promise<void> = async () => undefined;
  const made = async (): Promise<BenchHouse> => {
    const given = { appUrl: '', ownerUrl: '' };
    const project = { provide: (_key: string, value: typeof given) => Object.assign(given, value) };
    const stopPostgres = await setUpPostgres(project as unknown as TestProject);
    stop = stopPostgres;
    const log = openLog('silent');
    const app = connect(given.appUrl, log, CONNECTIONS);
    const owner = connect(given.ownerUrl, log, CONNECTIONS);
    stop = async () => {
      await app.close();
      await owner.close();
      await stopPostgres();
    };
    const secret = 'bench-secret-of-at-least-32-characters';
    const keys = deriveKeys(secret, secret);
    return { app, owner, parts: await composeParts({ ...app, keys, log, now: () => new Date() }) };
  };
  const house = made();
  house.catch(() => undefined); // who asked hears of it; closing must go on
  return {
    house,
    close: async () => {
      await house.catch(() => undefined);
      await stop();
    },
  };
}

/** Runs `count` pieces of work on the eight connections, each taking the next one when it is free. */
export async function onConnections(count: number, work: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      await work(n);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return count;
}
