/** Change sets as the page shows them, to this person. */
import type { ChangeSetsView, ChangeSetView, Held } from '../../contract/directory-views.ts';
import { displayNames } from '../../access/store.ts';
import { permits, type Viewer } from '../../access/viewer.ts';
import { changesOf, type Change } from '../../organisation/changes/change.ts';
import { warningsOf } from '../../organisation/changes/check.ts';
import { describeChanges } from '../../organisation/changes/describe.ts';
import { withChanges } from '../../organisation/changes/fold.ts';
import type { Organisation, OrganisationData } from '../../organisation/model.ts';
import { directoryVersion, readFirstOrganisation } from '../../organisation/store.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { whyNotApprove } from './approve.ts';
import { presentWorld } from './draft.ts';
import { faultsOfChanges, type World } from './faults.ts';
import { accountsOf, effectiveSets, listChangeSets, openCaseCounts, readChangeSet, type ChangeSet } from './store.ts';

const SHOWN = 200;

/** What each effective set changed stood so before it; of others the present state does. */
type Before = ReadonlyMap<string, OrganisationData>;

async function beforeSets(db: Database): Promise<Before> {
  const before = new Map<string, OrganisationData>();
  let data: OrganisationData = await readFirstOrganisation(db);
  for (const { id, changes } of await effectiveSets(db)) {
    before.set(id, data);
    data = withChanges(data, changes);
  }
  return before;
}

/** What the changes leave open that was not open before. */
function freshWarnings(organisation: OrganisationData, changes: readonly Change[]): string[] {
  const known = new Set(warningsOf(organisation));
  return warningsOf(withChanges(organisation, changes), changes).filter((warning) => !known.has(warning));
}

interface Looking {
  db: Database;
  organisation: Organisation;
  viewer: Viewer;
  world: World;
  before: Before;
}

/** The newest change sets. */
export async function readChangeSets(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
): Promise<ChangeSetsView> {
  const sets = await listChangeSets(db, SHOWN);
  const looking = { db, organisation, viewer, world: await presentWorld(db), before: await beforeSets(db) };
  return {
    sets: await viewsOf(looking, sets),
    mayDraft: permits(viewer, 'directory.draft'),
    directoryVersion: await directoryVersion(db),
  };
}

/** One change set. Fault `change_missing`. */
export async function changeSetView(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  id: string,
): Promise<ChangeSetView> {
  const set = await readChangeSet(db, id);
  if (!set) throw new Fault('change_missing', '没有这项变更。', { status: 404 });
  const world = await presentWorld(db);
  const [view] = await viewsOf({ db, organisation, viewer, world, before: await beforeSets(db) }, [set]);
  if (!view) throw new Error('a set has its view');
  return view;
}

async function viewsOf(looking: Looking, sets: readonly ChangeSet[]): Promise<ChangeSetView[]> {
  const ids = [...new Set(sets.flatMap((set) => [set.draftedBy, ...(set.decidedBy ? [set.decidedBy] : [])]))];
  const names = await displayNames(looking.db, ids);
  return Promise.all(sets.map((set) => viewOf(looking, set, names)));
}

async function viewOf(looking: Looking, set: ChangeSet, names: ReadonlyMap<string, string>): Promise<ChangeSetView> {
  const { viewer, world } = looking;
  const open = set.state === 'draft' || set.state === 'approved';
  const approves = permits(viewer, 'directory.approve');
  const why = approves ? whyNotApprove(viewer, set) : '您的角色不能批准变更。';
  return {
    id: set.id,
    version: set.version,
    state: set.state,
    origin: set.origin,
    title: set.title,
    reason: set.reason,
    validFrom: set.validFrom,
    lines: describeChanges(set.changes, looking.before.get(set.id) ?? world.organisation),
    changes: set.changes,
    faults: open ? faultsOfChanges(world, set.changes) : [],
    warnings: open ? freshWarnings(world.organisation, set.changes) : [],
    held: open ? await heldBy(looking, set) : [],
    draftedByName: names.get(set.draftedBy) ?? '',
    draftedAt: set.draftedAt.toISOString(),
    decidedByName: set.decidedBy ? (names.get(set.decidedBy) ?? '') : null,
    decidedAt: set.decidedAt?.toISOString() ?? null,
    decisionNote: set.decisionNote,
    effectiveAt: set.effectiveAt?.toISOString() ?? null,
    mayApprove: why === null,
    whyNot: why,
    mayWithdraw: open && (approves || set.draftedBy === viewer.accountId),
  };
}

/** What the units to be dissolved hold: numbers alone, since who keeps the directory sees no case, and of none closed to them. */
async function heldBy({ db, organisation, viewer }: Looking, set: ChangeSet): Promise<Held[]> {
  const dissolved = changesOf(set.changes, 'unit').filter(({ to }) => to === null);
  const ids = dissolved.map(({ id }) => id);
  const held = await openCaseCounts(db, viewer, ids);
  return Promise.all(
    dissolved.map(async ({ id, successor }) => ({
      unitId: id,
      unitName: organisation.unit(id)?.name ?? id,
      openCases: held.get(id) ?? 0,
      accounts: await accountsOf(db, id),
      successorName: successor === null ? null : (organisation.unit(successor)?.name ?? successor),
    })),
  );
}
