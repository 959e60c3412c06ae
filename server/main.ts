/** Roles and process: starts what the role asks for, and stops it cleanly. */
import { composeParts, startWeb, startWorker, type Web, type Worker } from './compose.ts';
import { firstPasswords, setUpSample, type FirstPassword, type FirstPasswords } from './first-run.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openHome } from './platform/database-home.ts';
import { hasOrganisation } from './organisation/store.ts';
import { loadKeys } from './platform/keys.ts';
import { openLog, type Log } from './platform/log.ts';
import { codeOf, messageOf } from './platform/fault.ts';

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
    const parts = await composeParts({ ...home, keys, log, now: systemClock });
    const web = config.role === 'worker' ? null : await startWeb(parts, webOptions(config, passwords));
    if (web) stops.push(() => web.close());
    const worker = config.role === 'web' ? null : startWorker(parts);
    if (worker) stops.push(() => worker.stop());
    sayReady(config, web, worker, print, log);
    return { port: web?.port ?? null, lost: home.lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function webOptions(config: Config, passwords: FirstPasswords) {
  return {
    host: config.host,
    port: config.port,
    webRoot: config.webRoot,
    signedIn: (name: string) => passwords.forget(name),
  };
}

function announce(made: readonly FirstPassword[], print: (text: string) => void): void {
  const rows = made.map(({ name, password, displayName }) => `  ${name.padEnd(12)}${password}   ${displayName}`);
  print(
    [
      '',
      'First run: the sample city 云川市 has been set up. Sign-in names and passwords, shown once',
      '(also in first-run.json in the data folder; each leaves it at its first sign-in):',
      '',
      ...rows,
      '',
      '',
    ].join('\n'),
  );
}

function sayReady(
  config: Config,
  web: Web | null,
  worker: Worker | null,
  print: (text: string) => void,
  log: Log,
): void {
  const host =
    config.host === '127.0.0.1' || config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  if (web) print(`Huiying is ready at http://${host}:${web.port}\n`);
  log.info({ code: 'ready', web: web !== null, worker: worker !== null, port: web?.port }, 'ready');
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
