/** 生效: what an approved change set says holds from now on, in one transaction with all it does to cases in work. */
import type { RuleParts } from '../../clocks/starting.ts';
import { changesOf } from '../../organisation/changes/change.ts';
import { withChanges } from '../../organisation/changes/fold.ts';
import { organisationOf, type Organisation } from '../../organisation/model.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import { PROGRAM, type NewEvent } from '../../platform/events/catalogue.ts';
import { append } from '../../platform/events/log.ts';
import { chinaDay } from '../../rules/china-time.ts';
import { loadRulebook, type Rulebook } from '../../rules/rulebook.ts';
import { changesInvalid, faultsOfChanges, type World } from './faults.ts';
import { presentWorld } from './draft.ts';
import { redirectTransfers } from './redirect.ts';
import { releaseParts } from './release.ts';
import { closeItemsFurther } from './wall/close-further.ts';
import {
  addIdentities,
  changeSetsDue,
  lockChangeSet,
  markEffective,
  nextDirectoryVersion,
  tellProcesses,
  type ChangeSet,
} from './store.ts';

/** What holds after the changes of a set. */
export function worldAfter(
  world: World,
  { changes }: Pick<ChangeSet, 'changes'>,
): {
  organisation: Organisation;
  rulebook: Rulebook;
} {
  return {
    organisation: organisationOf(withChanges(world.organisation, changes)),
    rulebook: loadRulebook({ changes: [...world.rules, ...changesOf(changes, 'rule')] }),
  };
}

/** Makes a locked, approved set hold. Fault `changes_invalid` where what holds by now no longer allows it. */
export async function takeEffect(
  tx: Tx,
  rules: Pick<RuleParts, 'calendar'>,
  set: Pick<ChangeSet, 'id' | 'changes' | 'draftedBy' | 'decidedBy'>,
  now: Date,
): Promise<void> {
  // The number is taken first: of two sets that come to hold at once the second sees what the first left.
  const directoryVersion = await nextDirectoryVersion(tx);
  const world = await presentWorld(tx);
  const faults = faultsOfChanges(world, set.changes);
  if (faults.length > 0) throw changesInvalid(faults);
  await addIdentities(tx, set.id, set.changes);
  await markEffective(tx, set.id, directoryVersion, now);
  const data = { changeSetId: set.id, directoryVersion };
  await append(tx, [
    { stream: `change:${set.id}`, type: 'change_effective', data, actor: PROGRAM, at: now },
    ...(await consequences(tx, rules, world, set, now)),
  ]);
  await tellProcesses(tx, directoryVersion);
}

/** What a change of units or territories does to cases and transfers; any other touches none. */
async function consequences(
  tx: Tx,
  { calendar }: Pick<RuleParts, 'calendar'>,
  world: World,
  set: Pick<ChangeSet, 'id' | 'changes' | 'draftedBy' | 'decidedBy'>,
  now: Date,
): Promise<NewEvent[]> {
  const { id, changes, draftedBy, decidedBy } = set;
  if (!changes.some(({ kind }) => kind === 'unit' || kind === 'territory')) return [];
  const before = organisationOf(world.organisation);
  const { organisation, rulebook } = worldAfter(world, set);
  const parts: RuleParts = {
    calendar,
    organisation: () => organisation,
    rulebook: () => rulebook,
    fresh: () => Promise.resolve(),
  };
  const units = changesOf(changes, 'unit');
  const successors = new Map(units.flatMap((one) => (one.to === null ? [[one.id, one.successor] as const] : [])));
  const renamed = units.flatMap((one) => (one.to === null ? [] : [one.id]));
  const taking = { tx, before, parts, changeSetId: id, decidedBy: decidedBy ?? draftedBy, successors, renamed, now };
  const closed = await closeItemsFurther(taking);
  return [...closed, ...(await releaseParts(taking)), ...(await redirectTransfers(tx, organisation, now))];
}

/** Makes the approved sets hold whose day has come; a set that can't is left approved, and `failed` hears why. */
export async function takeEffectDue(
  db: Database,
  rules: Pick<RuleParts, 'calendar'>,
  now: Date,
  failed: (id: string, error: unknown) => void,
): Promise<number> {
  let taken = 0;
  for (const id of await changeSetsDue(db, chinaDay(now))) {
    try {
      taken += await transact(db, async (tx) => {
        const set = await lockChangeSet(tx, id);
        if (set?.state !== 'approved') return 0;
        await takeEffect(tx, rules, set, now);
        return 1;
      });
    } catch (error) {
      failed(id, error);
    }
  }
  return taken;
}
