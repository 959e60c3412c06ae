/** One socket's share of the live channel: what it shows, what has changed for it, its next frame. Pure but for its own sets. */
import type { Frame, Patch, Removal } from '../contract/live.ts';
import type { CaseView } from '../contract/case-views.ts';
import type { ItemView } from '../contract/views.ts';
import {
  audienceClass,
  madeFor,
  mayReadItem,
  mayView,
  type AudienceClass,
  type AudienceRow,
  type DenialRow,
  type Viewer,
} from '../access/viewer.ts';
import type { KeptView } from './store.ts';

/** What a round read of the things that changed, once for all sockets. */
export interface Round {
  /** The things this round has read; what changed after it waits for the next. */
  caseIds: ReadonlySet<string>;
  itemIds: ReadonlySet<string>;
  audiences: ReadonlyMap<string, readonly AudienceRow[]>;
  views: ReadonlyMap<string, ReadonlyMap<AudienceClass, KeptView>>;
  items: ReadonlyMap<string, ItemView>;
  /** To whom each of the items is closed. */
  denials: ReadonlyMap<string, readonly DenialRow[]>;
}

export class Follower {
  viewer: Viewer;
  readonly sessionId: string;
  /** False until the socket has its snapshot: changes are kept, none is sent. */
  ready = false;
  private n = 0;
  private cases = new Set<string>();
  private items = new Set<string>();
  readonly dirtyCases = new Set<string>();
  readonly dirtyItems = new Set<string>();

  constructor(viewer: Viewer, sessionId: string) {
    this.viewer = viewer;
    this.sessionId = sessionId;
  }

  /** Begins anew: a snapshot or a resume is being read. What changes from now on is kept for the first frame. */
  hold(viewer: Viewer): void {
    this.viewer = viewer;
    this.ready = false;
    this.n = 0;
    this.dirtyCases.clear();
    this.dirtyItems.clear();
  }

  /** The socket now shows these; frames may follow. */
  shows(cases: Iterable<string>, items: Iterable<string>): void {
    this.cases = new Set(cases);
    this.items = new Set(items);
    this.ready = true;
  }

  get changed(): boolean {
    return this.ready && (this.dirtyCases.size > 0 || this.dirtyItems.size > 0);
  }

  /** The next frame, or null where nothing concerns this viewer. A thing that left its sight becomes a removal, never a patch. */
  frame(round: Round, through: string): Frame | null {
    const patches: Patch[] = [];
    const removals: Removal[] = [];
    for (const id of take(this.dirtyCases, round.caseIds)) {
      const view = this.caseViewOf(round, id);
      if (view) patches.push({ kind: 'case', view });
      else if (this.cases.has(id)) removals.push({ kind: 'case', id });
      if (view) this.cases.add(id);
      else this.cases.delete(id);
    }
    for (const id of take(this.dirtyItems, round.itemIds)) {
      const view = this.mayReadItem(round, id) ? round.items.get(id) : undefined;
      if (view) patches.push({ kind: 'item', view });
      else if (this.items.has(id)) removals.push({ kind: 'item', id });
      if (view) this.items.add(id);
      else this.items.delete(id);
    }
    if (patches.length === 0 && removals.length === 0) return null;
    this.n += 1;
    return { n: this.n, through, patches, removals };
  }

  private mayReadItem(round: Round, id: string): boolean {
    const denials = round.denials.get(id);
    return denials !== undefined && mayReadItem(this.viewer, denials);
  }

  private caseViewOf(round: Round, id: string): CaseView | undefined {
    const audience = round.audiences.get(id);
    const kept = round.views.get(id)?.get(audienceClass(this.viewer));
    if (!audience || !kept || !mayView(this.viewer, audience)) return undefined;
    return madeFor(this.viewer, kept.granted) ? kept.view : undefined;
  }
}

/** Takes out of `dirty` what the round has read. */
function take(dirty: Set<string>, read: ReadonlySet<string>): string[] {
  const taken = [...dirty].filter((id) => read.has(id));
  for (const id of taken) dirty.delete(id);
  return taken;
}
