/** Roles and process: starts what the role asks for, and stops it cleanly. */
import { composeParts, type Parts } from './compose.ts';
import { startProbes, startWeb, type Web } from './web.ts';
import { startWorker } from './worker.ts';
import { firstPasswords, passwordLines, setUpSample, type FirstPassword, type FirstPasswords } from './first-run.ts';
import { namesSignedIn } from './access/store.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openHome } from './platform/database-home.ts';
import { hasOrganisation } from './organisation/store.ts';
import { loadKeys } from './platform/keys.ts';
import { openLog, type Log } from './platform/log.ts';
import { codeOf, messageOf } from './platform/fault.ts';
import { openQueue } from './platform/queue/bull-queue.ts';
import { ownerOf } from './platform/queue/owner.ts';
import { startRounds } from './platform/rounds.ts';

const MINUTE_MS = 60_000;

export interface Running {
  port: number | null;
  /** Resolves where the database has ended by itself. */
  lost: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the program: database, first run, worker, web. What had been started is stopped again where a later part fails. */
export async function start(
  config: Config,
  print: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<Running> {
  const log = openLog(config.logLevel);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const home = await openHome(config, log);
    stops.push(() => home.close());
    const keys = await loadKeys(config, !(await hasOrganisation(home.db)));
    const passwords = firstPasswords(config.dataDir);
    const made = await setUpSample(home.db, systemClock(), (fresh) => passwords.keep(fresh));
    if (made) announce(made, print);
    const used = startRounds('first-run', MINUTE_MS, () => passwords.forgetUsed(() => namesSignedIn(home.db)), log);
    stops.push(() => used.stop());
    const queue = config.redisUrl ? openQueue({ url: config.redisUrl, owner: await ownerOf(home.db), log }) : null;
    if (queue) stops.push(() => queue.close());
    const parts = await composeParts({ ...home, keys, log, now: systemClock, queue });
    const web = await startHttp(parts, config, passwords);
    if (web) stops.push(() => web.close());
    const worker = config.role === 'web' ? null : startWorker(parts);
    if (worker) stops.push(() => worker.stop());
    sayReady(config, web, print, log);
    return { port: web?.port ?? null, lost: home.lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the role answers over HTTP: the web role all of it, a worker with a port of its own whether it is ready. */
async function startHttp(parts: Parts, config: Config, passwords: FirstPasswords): Promise<Web | null> {
  if (config.role !== 'worker') return startWeb(parts, webOptions(config, passwords));
  return config.portSet ? startProbes(parts, config) : null;
}

function webOptions(config: Config, passwords: FirstPasswords) {
  return {
    host: config.host,
    port: config.port,
    webRoot: config.webRoot,
    signedIn: (name: string) => passwords.forget(name),
    trustedProxies: config.trustedProxies,
  };
}

function announce(made: readonly FirstPassword[], print: (text: string) => void): void {
  const what = [
    'First run: the sample city 云川市 has been set up. (For a place of your own: set DATA_DIR to a new folder, and',
    'run `npm run huiying -- init --jurisdiction CODE` before its first start.)',
  ];
  print(['', ...what, '', ...passwordLines(made), '', ''].join('\n'));
}

function sayReady({ host, role }: Config, web: Web | null, print: (text: string) => void, log: Log): void {
  const shown = ['127.0.0.1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  if (web && role !== 'worker') print(`Huiying is ready at http://${shown}:${web.port}\n`);
  log.info({ code: 'ready', web: role !== 'worker', worker: role !== 'web', port: web?.port }, 'ready');
}

/** A second signal after this is somebody who won't wait. */
const IMPATIENT_MS = 1_000;

/** Starts and stays until SIGINT or SIGTERM, then drains and stops everything. A second signal ends at once. */
export async function runUntilSignal(config: Config): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  let asked: number | null = null;
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (ended = resolve));
  const hear = (): void => {
    // npm hands Ctrl-C on to us although the terminal has already done so: twice at once is one wish.
    if (asked !== null && performance.now() - asked > IMPATIENT_MS) process.exit(130); // the next start takes the database over
    asked ??= performance.now();
    ended();
  };
  for (const signal of signals) process.on(signal, hear);
  const running = await start(config);
  const lost = await Promise.race([end, running.lost]);
  if (typeof lost === 'string') {
    process.exitCode = 1;
    process.stderr.write(
      'huiying: The database ended by itself; postgres.log says why. Start again. (database_ended)\n',
    );
  }
  process.stdout.write('Stopping…\n');
  const log = openLog(config.logLevel);
  await running.stop().catch((error: unknown) => {
    log.error({ code: codeOf(error), reason: messageOf(error) }, 'not everything stopped cleanly');
    process.exitCode = 1;
  });
  for (const signal of signals) process.off(signal, hear);
}
