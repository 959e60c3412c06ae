/** The commands on a database: migrate and verify. */
import { openForCommand, type CommandOptions, type Home } from '../platform/database-home.ts';
import type { Config } from '../platform/config.ts';
import { verifyLog, type Verification } from '../platform/events/verify.ts';
import { loadKeys } from '../platform/keys.ts';
import { openLog, type Log } from '../platform/log.ts';

/** The log of a command: what goes wrong, unless more was asked for. */
export const quietLog = ({ logLevel }: Config): Log => openLog(logLevel === 'info' ? 'warn' : logLevel);

/** Opens the database for a command, quietly, and closes it after. */
export async function withDatabase<T>(
  config: Config,
  work: (home: Home) => Promise<T>,
  options: CommandOptions = {},
): Promise<T> {
  const home = await openForCommand(config, quietLog(config), options);
  try {
    return await work(home);
  } finally {
    await home.close();
  }
}

/** `migrate`: says what was run. */
export function runMigrate(config: Config): Promise<string> {
  return withDatabase(config, async ({ migrated }) =>
    migrated.length === 0 ? 'The database is up to date.' : `Migrated: ${migrated.join(', ')}.`,
  );
}

/** `verify`: the whole log, and every breach. */
export function runVerify(config: Config, options: { json?: boolean }): Promise<{ text: string; whole: boolean }> {
  return withDatabase(config, async ({ db }) => {
    const found = await verifyLog(db, await loadKeys(config), showProgress);
    const whole = found.breaches.length === 0;
    return { text: options.json ? JSON.stringify(found) : describeRecord(found), whole };
  });
}

function showProgress(events: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${events} events read`);
}

/** What following the record found, in words. */
export function describeRecord({ events, streams, seals, breaches }: Verification): string {
  const counted = `${events} events in ${streams} streams, ${seals} seals`;
  if (breaches.length === 0) return `The record is whole: ${counted}.`;
  const lines = breaches.map(
    ({ code, stream, version, message }) => `  ${code}  ${stream}${version === null ? '' : ` @${version}`}: ${message}`,
  );
  return [`The record does not hold in ${breaches.length} places (${counted}):`, ...lines].join('\n');
}
