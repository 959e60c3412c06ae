/** Whether changes can come to hold: what they would leave is checked whole, as a pack and the rulebook are at their reading; pure. */
import { z } from 'zod';
import { changesOf, changesSchema, type Change } from '../../organisation/changes/change.ts';
import { faultsOf } from '../../organisation/changes/check.ts';
import { withChanges } from '../../organisation/changes/fold.ts';
import type { OrganisationData } from '../../organisation/model.ts';
import { Fault } from '../../platform/fault.ts';
import type { RuleChange } from '../../rules/profiles.ts';
import { faultsOfRules } from '../../rules/rule-faults.ts';
import { readRulebookFiles } from '../../rules/rulebook.ts';

/** What holds before the changes. */
export interface World {
  organisation: OrganisationData;
  /** Rule changes that hold already. */
  rules: readonly RuleChange[];
}

/** Reads changes as a client sent them. Fault `changes_invalid` names each that can't be read. */
export function readChanges(raw: readonly unknown[]): Change[] {
  const read = changesSchema.safeParse(raw);
  if (read.success) return read.data;
  const lines = read.error.issues.map(
    (issue) => `第 ${Number(issue.path[0] ?? 0) + 1} 项：${pathOf(issue)}${issue.message}`,
  );
  throw changesInvalid(lines);
}

const pathOf = ({ path }: z.core.$ZodIssue): string => (path.length > 1 ? `${path.slice(1).join('.')} ` : '');

export const changesInvalid = (lines: readonly string[]): Fault =>
  new Fault('changes_invalid', `变更不能保存：\n${lines.join('\n')}`, {
    status: 422,
    action: '请改正所列各项后再保存。',
    fields: { changes: lines.join('\n') },
  });

/** All that keeps the changes from coming to hold, one sentence each; empty where nothing does. */
export const faultsOfChanges = (world: World, changes: readonly Change[]): string[] => [
  ...faultsOf(withChanges(world.organisation, changes), changes),
  ...ruleFaults(world, changes),
];

function ruleFaults({ rules }: World, changes: readonly Change[]): string[] {
  const own = changesOf(changes, 'rule');
  return own.length === 0 ? [] : faultsOfRules(readRulebookFiles(), [...rules, ...own]);
}
