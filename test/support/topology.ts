/** The program as several machines run it: each role a process of its own, on one database and one Redis. */
import { randomBytes } from 'node:crypto';
import { startEmbedded } from '../../server/platform/embedded-postgres.ts';
import { openLog } from '../../server/platform/log.ts';
import { superUrlOf } from './postgres-global.ts';
import { dataFolder, launch, runCommand, type Program } from './program.ts';

/** Where the processes of one installation find each other. */
export interface Grounds {
  /** Under the application's role. */
  databaseUrl: string;
  redisUrl: string | null;
  sessionSecret: string;
  sealKey: string;
  dataDir: string;
}

export const newSecret = (): string => randomBytes(32).toString('hex');

export interface Postgres {
  ownerUrl: string;
  appUrl: string;
  superUrl: string;
  /** Stops the server and starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own on loopback, from the program's binaries, with the owner's role and the program's. */
export async function startPostgres(dataDir: string): Promise<Postgres> {
  const log = openLog('silent');
  let embedded = await startEmbedded({ dataDir, log });
  return {
    ownerUrl: embedded.ownerUrl,
    appUrl: embedded.appUrl,
    superUrl: await superUrlOf(dataDir, embedded.ownerUrl),
    async restart() {
      await embedded.stop();
      embedded = await startEmbedded({ dataDir, log });
    },
    stop: () => embedded.stop(),
  };
}

const environment = (grounds: Grounds): Record<string, string> => ({
  DATABASE_URL: grounds.databaseUrl,
  ...(grounds.redisUrl && { REDIS_URL: grounds.redisUrl }),
  SESSION_SECRET: grounds.sessionSecret,
  SEAL_KEY: grounds.sealKey,
  DATA_DIR: grounds.dataDir,
  PORT: '0',
});

/** Brings the tables up under the owner's role, as the one who installs does once. */
export async function migrateAs(ownerUrl: string, grounds: Grounds): Promise<string> {
  const { code, said } = await runCommand(['migrate'], { ...environment(grounds), DATABASE_URL: ownerUrl });
  if (code !== 0) throw new Error(`migrate failed: ${said}`);
  return said;
}

export interface Role extends Program {
  /** Of a web process its pages; of a worker what says whether it is ready. */
  address: string;
  /** As somebody who stops it would: it drains and ends. Resolves with its exit status. */
  stop(): Promise<number | null>;
  /** As a power cut would. */
  kill(): Promise<void>;
}

/** Starts a process of a role and waits until it is ready. */
export async function startRole(role: 'web' | 'worker', grounds: Grounds): Promise<Role> {
  const program = launch(['start'], { ...environment(grounds), ROLE: role });
  const [, port] = await program.until(/"code":"ready"[^\n]*"port":(\d+)/);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    program.process.kill(signal);
    return (await program.ended).code;
  };
  return {
    ...program,
    address: `http://localhost:${port}`,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}

/** Starts several roles at once and stops those still running at `close`. */
export async function startRoles(
  grounds: Grounds,
  count: { web?: number; worker?: number },
): Promise<{ webs: Role[]; workers: Role[]; close(): Promise<void> }> {
  const several = (role: 'web' | 'worker', n = 0): Promise<Role>[] =>
    Array.from({ length: n }, () => startRole(role, grounds));
  const [webs, workers] = [several('web', count.web), several('worker', count.worker)];
  const close = async (): Promise<void> => {
    const started = await Promise.allSettled([...webs, ...workers]);
    await Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)));
  };
  try {
    return { webs: await Promise.all(webs), workers: await Promise.all(workers), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The whole topology on this machine: PostgreSQL, tables, and what `count` asks for. */
export async function openTopology(redisUrl: string | null, count: { web: number; worker: number }) {
  const folder = await dataFolder();
  const postgres = await startPostgres(`${folder.path}-postgres`);
  const grounds: Grounds = {
    databaseUrl: postgres.appUrl,
    redisUrl,
    sessionSecret: newSecret(),
    sealKey: newSecret(),
    dataDir: folder.path,
  };
  const stopAll = async (): Promise<void> => {
    await postgres.stop();
    await folder.remove();
  };
  try {
    await migrateAs(postgres.ownerUrl, grounds);
    const roles = await startRoles(grounds, count);
    return {
      ...roles,
      grounds,
      postgres,
      async close() {
        await roles.close();
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}
