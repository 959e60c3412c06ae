/** The command `user`: accounts of persons. */
import { generatePassword } from '../access/password.ts';
import { changeAccount, createAccount, listAccounts } from '../access/store.ts';
import { ROLE_IDS, type Role } from '../contract/vocabulary.ts';
import type { Config } from '../platform/config.ts';
import { systemClock } from '../platform/clock.ts';
import { Fault } from '../platform/fault.ts';
import { firstPasswords } from '../first-run.ts';
import { withDatabase } from './database.ts';

/** Actor of what is done at the command line. */
const COMMAND_LINE = 'command-line';

export function listUsers(config: Config): Promise<string> {
  return withDatabase(config, async ({ db }) => {
    const rows = await listAccounts(db);
    const lines = rows.map(
      (row) =>
        `${row.name.padEnd(16)}${row.enabled ? 'enabled ' : 'disabled'}  ${row.roles.join(',').padEnd(20)}  ${row.unit_id ?? '-'}  ${row.display_name}`,
    );
    return lines.length > 0 ? lines.join('\n') : 'There are no accounts yet.';
  });
}

export function addUser(
  config: Config,
  name: string,
  options: { display: string; role: Role[]; unit?: string },
): Promise<string> {
  return withDatabase(config, async ({ db }) => {
    const password = generatePassword();
    const account = { name, displayName: options.display, roles: options.role, unitId: options.unit ?? null, password };
    await createAccount(db, account, systemClock(), COMMAND_LINE);
    return `Added ${name}. Password, shown once: ${password}`;
  });
}

export function resetPassword(config: Config, name: string): Promise<string> {
  return withDatabase(config, async ({ db }) => {
    const password = generatePassword();
    await changeAccount(db, name, { what: 'password', password }, systemClock(), COMMAND_LINE);
    await firstPasswords(config.dataDir).forget(name);
    return `New password of ${name}, shown once: ${password}`;
  });
}

export function setRoles(config: Config, name: string, roles: readonly string[]): Promise<string> {
  const unknown = roles.filter((role) => !ROLE_IDS.includes(role as Role));
  if (unknown.length > 0)
    throw new Fault('role_unknown', `There is no role ${unknown.join(', ')}. Roles: ${ROLE_IDS.join(', ')}.`);
  return withDatabase(config, async ({ db }) => {
    await changeAccount(db, name, { what: 'roles', roles: roles as Role[] }, systemClock(), COMMAND_LINE);
    return `${name} now has: ${roles.join(', ')}.`;
  });
}

export function setEnabled(config: Config, name: string, enabled: boolean): Promise<string> {
  return withDatabase(config, async ({ db }) => {
    await changeAccount(db, name, { what: 'enabled', enabled }, systemClock(), COMMAND_LINE);
    return `${name} is now ${enabled ? 'enabled' : 'disabled'}.`;
  });
}
