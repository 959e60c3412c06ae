/** What is known of a set's replay, as far as this person may know of the cases in it. */
import { isDeepStrictEqual } from 'node:util';
import type {
  AssignmentDifference,
  AssignmentSide,
  ReplayResult,
  ReplayRun,
  ReplayView,
  WhatIfCounts,
  WhatIfLine,
} from '../../contract/what-if-views.ts';
import type { UnitRef } from '../../contract/views.ts';
import { displayNames } from '../../access/store.ts';
import { seesJurisdiction } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import { changesOf, type Change } from '../../organisation/changes/change.ts';
import type { Organisation } from '../../organisation/model.ts';
import { directoryVersion } from '../../organisation/store.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { countsOf } from './counts.ts';
import { hashOf } from './run.ts';
import {
  foundFor,
  isAlive,
  setToReplay,
  type FoundMatter,
  type SetToReplay,
  type StoredResult,
  type StoredRun,
} from './runs/store.ts';
import { countMatters } from './store.ts';

/** Lines shown; the counts are of all. */
const SHOWN = 300;

type Named = (id: string) => UnitRef;

/** Names of units as they are, were, or would be with the draft. */
function namesWith(organisation: Organisation, changes: readonly Change[]): Named {
  const drafted = new Map(changesOf(changes, 'unit').flatMap(({ id, to }) => (to ? [[id, to.name] as const] : [])));
  return (id) => ({
    id,
    name: organisation.unit(id)?.name ?? drafted.get(id) ?? organisation.formerUnit(id)?.name ?? id,
  });
}

/** Fault `change_missing`. */
export async function replayView(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<ReplayView> {
  const set = await setToReplay(db, id);
  if (!set) throw new Fault('change_missing', '没有这项变更。', { status: 404 });
  const { run, result, ended } = set;
  if (isAlive(run, now)) return { run: await runView(db, viewer, run), result: null, ended: null };
  if (!result) return { run: null, result: null, ended: run ? 'failed' : ended };
  return { run: null, result: await resultView(db, organisation, viewer, set, result), ended: null };
}

/** How many cases another may count is told by no number of somebody else's. */
async function runView(db: Database, viewer: Viewer, run: StoredRun): Promise<ReplayRun> {
  const names = await displayNames(db, [run.by]);
  const own = run.by === viewer.accountId;
  return {
    share: run.total === 0 ? 1 : run.done / run.total,
    done: own ? run.done : null,
    total: own ? run.total : null,
    startedBy: names.get(run.by) ?? '',
  };
}

async function resultView(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  set: SetToReplay,
  result: StoredResult,
): Promise<ReplayResult> {
  const named = namesWith(organisation, set.changes);
  const found = await foundFor(db, viewer, set.id);
  const names = await displayNames(db, [result.by]);
  return {
    days: result.days,
    at: result.at,
    by: names.get(result.by) ?? '',
    directoryVersion: result.directoryVersion,
    matters: await countMatters(db, viewer, new Date(result.since), new Date(result.at)),
    counts: countsView(countsOf(found), named),
    lines: seesJurisdiction(viewer.roles) ? found.slice(0, SHOWN).map((one) => lineView(one, named)) : null,
    outdated: await outdated(db, set, result),
  };
}

/** What is in force or withdrawn is told as it was before. */
async function outdated(db: Database, set: SetToReplay, result: StoredResult): Promise<ReplayResult['outdated']> {
  if (set.state === 'effective' || set.state === 'withdrawn') return null;
  if (hashOf(set.changes) !== result.changesHash) return 'draft';
  return (await directoryVersion(db)) === result.directoryVersion ? null : 'directory';
}

const countsView = (counts: WhatIfCounts<string>, named: Named): WhatIfCounts => ({
  ...counts,
  units: counts.units.map((count) => ({ ...count, unit: named(count.unit) })),
});

const lineView = ({ caseId, number, title, assigned, timed, flagged }: FoundMatter, named: Named): WhatIfLine => ({
  caseId,
  number,
  title,
  assigned: assigned && assignedView(assigned, named),
  timed,
  flagged: flagged.map((flag) => ({ ...flag, unit: flag.unit === null ? null : named(flag.unit) })),
});

function assignedView({ fields, before, after }: AssignmentDifference<string>, named: Named): AssignmentDifference {
  const side = (one: AssignmentSide<string>): AssignmentSide => ({
    ...one,
    lead: one.lead === null ? null : named(one.lead),
    supporting: one.supporting.map(named),
    coordinator: one.coordinator === null ? null : named(one.coordinator),
    path: one.path.map(named),
  });
  const [old, fresh] = [side(before), side(after)];
  // Said once where the grounds are the same on both sides.
  return {
    fields,
    before: old,
    after: isDeepStrictEqual(old.grounds, fresh.grounds) ? { ...fresh, grounds: [] } : fresh,
  };
}
