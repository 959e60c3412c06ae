/** The command `user`: accounts of persons. */
import { generatePassword } from '../access/password.ts';
import { changeAccount, createAccount, listAccounts } from '../access/store.ts';
import { ROLE_IDS, type Role } from '../contract/vocabulary.ts';
import { APPROVAL_STEP_IDS, type ApprovalStep } from '../contract/vocabulary-case.ts';
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
  options: { display: string; role: Role[]; unit?: string; step?: string[] },
): Promise<string> {
  const approvalSteps = knownSteps(options.step ?? []);
  return withDatabase(config, async ({ db }) => {
    const password = generatePassword();
    const account = {
      name,
      displayName: options.display,
      roles: options.role,
      unitId: options.unit ?? null,
      approvalSteps,
      password,
    };
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

/** The steps of the approval chain this post holds, all of them; none takes them away. */
export function setSteps(config: Config, name: string, steps: readonly string[]): Promise<string> {
  const known = knownSteps(steps);
  return withDatabase(config, async ({ db }) => {
    await changeAccount(db, name, { what: 'steps', steps: known }, systemClock(), COMMAND_LINE);
    return `${name} now holds: ${known.join(', ') || 'no step'}.`;
  });
}

function knownSteps(steps: readonly string[]): ApprovalStep[] {
  const known = steps.filter((step): step is ApprovalStep => APPROVAL_STEP_IDS.some((one) => one === step));
  if (known.length === steps.length) return known;
  throw new Fault('step_unknown', `Steps of the approval chain are: ${APPROVAL_STEP_IDS.join(', ')}.`);
}

export function setEnabled(config: Config, name: string, enabled: boolean): Promise<string> {
  return withDatabase(config, async ({ db }) => {
    await changeAccount(db, name, { what: 'enabled', enabled }, systemClock(), COMMAND_LINE);
    return `${name} is now ${enabled ? 'enabled' : 'disabled'}.`;
  });
}
