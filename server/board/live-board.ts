/** Snapshots and resumes: what a viewer may see now, and what it missed. */
import { createHash } from 'node:crypto';
import type { Resume, Resumed, Snapshot } from '../contract/live.ts';
import type { HealthView } from '../contract/views.ts';
import { permits, type Viewer } from '../access/viewer.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { Fault } from '../platform/fault.ts';
import type { Keys } from '../platform/keys.ts';
import { waitingItems, waitingItemsOf } from '../triage/store.ts';
import { onBoard } from './on-board.ts';
import { changesAfter, positions, shownCases, viewsFor, viewsOf, type LiveChange } from './store.ts';

export interface BoardParts {
  db: Database;
  keys: Keys;
  health: () => Promise<HealthView>;
  now: Clock;
}

/**
 * A hidden position, bound to whose it is and to what they may see: other rights show other cases, of which the trail of
 * changes says nothing, so that such a client must begin with a snapshot.
 */
export function throughOf(hidden: string, viewer: Viewer): string {
  const { accountId, roles, grantUnits, denyUnits } = viewer;
  const rights = JSON.stringify([accountId, [...roles].sort(), [...grantUnits].sort(), [...denyUnits].sort()]);
  return `${hidden}.${createHash('sha256').update(rights).digest('base64url')}`;
}

/** Everything on the board that the viewer may see. The position is read first: what changes meanwhile comes again as a frame. */
export async function readSnapshot({ db, keys, health, now }: BoardParts, viewer: Viewer): Promise<Snapshot> {
  const { last } = await positions(db);
  const cases = await viewsFor(db, viewer, now());
  const items = permits(viewer, 'item.read') ? await waitingItems(db, viewer) : [];
  return { through: throughOf(keys.hide(last), viewer), cases, items, health: await health() };
}

/** What changed since `through`. Fault `resume_too_old` where that is no longer known: the client asks for a snapshot. */
export async function readResume(
  { db, keys, health, now }: BoardParts,
  viewer: Viewer,
  request: Resume,
): Promise<Resumed> {
  const hidden = request.through.split('.')[0] ?? '';
  const from = throughOf(hidden, viewer) === request.through ? keys.reveal(hidden) : null;
  const { first, last } = await positions(db);
  if (from === null || BigInt(from) > BigInt(last) || BigInt(from) + 1n < BigInt(first)) {
    throw new Fault('resume_too_old', '离开太久，需要重新载入。', { status: 409 });
  }
  const changes = await allChanges(db, from);
  const changed = (kind: LiveChange['kind']): string[] => [
    ...new Set(changes.filter((one) => one.kind === kind).map((one) => one.thing)),
  ];
  const at = now();
  const cases = (await viewsOf(db, viewer, changed('case'))).filter((view) => onBoard(view, at));
  const items = permits(viewer, 'item.read') ? await waitingItemsOf(db, viewer, changed('item')) : [];
  const standing = await shownCases(db, viewer, request.cases, at);
  const waiting = new Set((await waitingItemsOf(db, viewer, request.items)).map((item) => item.id));
  return {
    through: throughOf(keys.hide(last), viewer),
    patches: [
      ...cases.map((view) => ({ kind: 'case' as const, view })),
      ...items.map((view) => ({ kind: 'item' as const, view })),
    ],
    removals: [
      ...request.cases.filter((id) => !standing.has(id)).map((id) => ({ kind: 'case' as const, id })),
      ...request.items.filter((id) => !waiting.has(id)).map((id) => ({ kind: 'item' as const, id })),
    ],
    health: await health(),
  };
}

async function allChanges(db: Database, from: string): Promise<LiveChange[]> {
  const all: LiveChange[] = [];
  for (let position = from; ;) {
    const next = await changesAfter(db, position);
    all.push(...next);
    const end = next.at(-1);
    if (!end) return all;
    position = end.position;
  }
}
