import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Patch, Removal } from '../../../server/contract/live.ts';
import type { CaseView } from '../../../server/contract/case-views.ts';
import type { ItemView } from '../../../server/contract/views.ts';
import { applyFrame, applySnapshot, type Shown } from '../../../web/state/frames.ts';
import { stateOf } from '../../../web/state/freshness.ts';

const caseView = (id: string, version: number): CaseView => ({
  id,
  version,
  number: `YC26-${id}`,
  title: `事项 ${id}`,
  state: 'awaiting_dispatch',
  category: 'livelihood',
  subject: 'water_resources',
  opinionGrade: 'general',
  incidentGrade: null,
  incidentConfirmed: false,
  territory: { code: '990102', name: '砚湖区' },
  lead: null,
  supporting: [],
  coordinator: null,
  path: [],
  hops: [],
  assignments: [],
  rule: 'matter',
  clause: '第十九条',
  reasons: [],
  clocks: [],
  undated: [],
  holders: [],
  approval: null,
  dispositions: [],
  commitments: { kept: 0, total: 0 },
  signals: [],
  returned: null,
  extensions: [],
  published: 0,
  lastPublishedAt: null,
  lacking: [],
  mergedInto: null,
  itemCount: version,
  arrivals: [],
  openedAt: '2026-03-12T00:00:00Z',
  detectedAt: '2026-03-12T00:00:00Z',
  dispatchedAt: null,
  closedAt: null,
  updatedAt: '2026-03-12T00:00:00Z',
});

const itemView = (id: string, version: number): ItemView => ({
  id,
  version,
  state: 'judged',
  title: `信息 ${id}`,
  excerpt: '',
  channel: 'forum',
  sourceName: '云川论坛',
  territoryName: '砚湖区',
  category: 'livelihood',
  confidence: 0.6,
  opinionGrade: 'general',
  severity: null,
  needsHuman: false,
  publishedAt: null,
  detectedAt: '2026-03-12T00:00:00Z',
  judgeBy: '2026-03-12T01:00:00Z',
  sightings: version,
  groupId: null,
  orderNumber: null,
});

const empty = (): Shown => ({ cases: new Map(), items: new Map() });
const patch = (kind: 'case' | 'item', id: string, version: number): Patch =>
  kind === 'case' ? { kind, view: caseView(id, version) } : { kind, view: itemView(id, version) };

/** What the server holds: things with versions; a change raises one or takes it away. */
const changes = fc.array(
  fc.record({
    kind: fc.constantFrom('case' as const, 'item' as const),
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    gone: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** Plays changes on a server and returns its snapshot and the frame of each change. */
function play(list: readonly { kind: 'case' | 'item'; id: string; gone: boolean }[]) {
  const held = new Map<string, Patch>();
  let version = 0;
  const frames = list.map(({ kind, id, gone }) => {
    version += 1;
    const key = `${kind}:${id}`;
    const next = patch(kind, id, version);
    if (gone) held.delete(key);
    else held.set(key, next);
    const removals: Removal[] = gone ? [{ kind, id }] : [];
    return { patches: gone ? [] : [next], removals };
  });
  const of = <V>(kind: string): V[] =>
    [...held.values()].filter((one) => one.kind === kind).map((one) => one.view as V);
  return {
    frames,
    snapshot: { cases: of<CaseView>('case'), items: of<ItemView>('item') },
  };
}

describe('applyFrame', () => {
  it('makes an old snapshot and the frames after it equal to a fresh snapshot', () => {
    fc.assert(
      fc.property(changes, fc.nat(40), (list, cut) => {
        const before = play(list.slice(0, cut));
        const all = play(list);
        const shown = empty();
        applySnapshot(shown, before.snapshot);
        for (const frame of all.frames.slice(cut)) applyFrame(shown, frame);
        const fresh = empty();
        applySnapshot(fresh, all.snapshot);
        expect(new Map(shown.cases)).toEqual(fresh.cases);
        expect(new Map(shown.items)).toEqual(fresh.items);
      }),
    );
  });

  it('replaces the whole view of one thing and leaves the others as they are', () => {
    const shown = empty();
    applySnapshot(shown, {
      cases: [caseView('a', 1), caseView('b', 1)],
      items: [itemView('a', 1)],
    });
    const other = shown.cases.get('b');
    applyFrame(shown, { patches: [patch('case', 'a', 2)], removals: [] });
    expect(shown.cases.get('a')?.itemCount).toBe(2);
    expect(shown.cases.get('b')).toBe(other);
    expect(shown.items.get('a')?.version).toBe(1);
  });

  it('does not let an older version replace a newer one', () => {
    const shown = empty();
    applySnapshot(shown, { cases: [caseView('a', 3)], items: [] });
    applyFrame(shown, { patches: [patch('case', 'a', 2)], removals: [] });
    expect(shown.cases.get('a')?.version).toBe(3);
  });

  it('takes away what left the viewer’s sight', () => {
    const shown = empty();
    applySnapshot(shown, {
      cases: [caseView('a', 1)],
      items: [itemView('a', 1)],
    });
    applyFrame(shown, { patches: [], removals: [{ kind: 'case', id: 'a' }] });
    expect([...shown.cases.keys()]).toEqual([]);
    expect([...shown.items.keys()]).toEqual(['a']);
  });
});

describe('applySnapshot', () => {
  it('forgets what the new snapshot no longer holds', () => {
    const shown = empty();
    applySnapshot(shown, {
      cases: [caseView('a', 1), caseView('b', 1)],
      items: [itemView('c', 1)],
    });
    applySnapshot(shown, { cases: [caseView('b', 2)], items: [] });
    expect([...shown.cases.values()].map(({ id, version }) => [id, version])).toEqual([['b', 2]]);
    expect(shown.items.size).toBe(0);
  });
});

describe('stateOf', () => {
  const now = Date.parse('2026-03-12T06:36:20Z');
  it.each([
    ['just heard', 0, 'live'],
    ['ten seconds ago', 10_000, 'live'],
    ['more than ten seconds ago', 10_001, 'late'],
    ['thirty seconds ago', 30_000, 'late'],
    ['more than thirty seconds ago', 30_001, 'lost'],
  ])('%s', (_name, silent, state) => {
    expect(stateOf({ heardAt: now - silent, since: now - 3_600_000, now })).toBe(state);
  });

  it('waits for the first word of the server, but not for ever', () => {
    expect(stateOf({ heardAt: null, since: now - 30_000, now })).toBe('connecting');
    expect(stateOf({ heardAt: null, since: now - 30_001, now })).toBe('lost');
  });
});
