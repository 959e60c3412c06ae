/** Applies what the server tells to what the page shows. Pure but for the maps it is given. */
import type { Patch, Removal, Snapshot } from '../../server/contract/live.ts';
import type { CaseView } from '../../server/contract/case-views.ts';
import type { ItemView } from '../../server/contract/views.ts';

/** What the page shows; a plain Map or a reactive one. */
export interface Shown {
  cases: Map<string, CaseView>;
  items: Map<string, ItemView>;
}

/** A patch replaces the whole view of one thing; a removal takes it away. An older version never replaces a newer one. */
export function applyFrame(shown: Shown, frame: { patches: readonly Patch[]; removals: readonly Removal[] }): void {
  for (const patch of frame.patches) {
    if (patch.kind === 'case') put(shown.cases, patch.view);
    else put(shown.items, patch.view);
  }
  for (const { kind, id } of frame.removals) (kind === 'case' ? shown.cases : shown.items).delete(id);
}

/** Makes the maps equal to the snapshot, leaving what is the same in place. */
export function applySnapshot(shown: Shown, snapshot: Pick<Snapshot, 'cases' | 'items'>): void {
  replace(shown.cases, snapshot.cases);
  replace(shown.items, snapshot.items);
}

function put<V extends { id: string; version: number }>(map: Map<string, V>, view: V): void {
  const known = map.get(view.id);
  if (known && known.version > view.version) return;
  map.set(view.id, view);
}

function replace<V extends { id: string }>(map: Map<string, V>, views: readonly V[]): void {
  const fresh = new Set(views.map((view) => view.id));
  for (const id of [...map.keys()]) if (!fresh.has(id)) map.delete(id);
  for (const view of views) map.set(view.id, view);
}
