import { describe, expect, it } from 'vitest';
import type { GroupMemberView, ItemView } from '../../../server/contract/views.ts';
import { judging } from '../../../web/state/triage-queue.ts';
import { folded, sameCounts, sure } from '../../../web/state/triage-same.ts';

const item = (id: string, groupId: string | null): ItemView => ({ id, groupId }) as ItemView;
const QUEUE = [item('a', 'g'), item('b', null), item('c', 'g'), item('d', 'h'), item('e', null), item('f', 'g')];

describe('folded', () => {
  it('shows one row for each event, and each item without a group', () => {
    expect(folded(QUEUE, null).map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e']);
  });

  it('keeps the selected one in sight, in the place of its event', () => {
    expect(folded(QUEUE, 'f').map(({ id }) => id)).toEqual(['f', 'b', 'd', 'e']);
    expect(folded(QUEUE, 'b').map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e']);
    expect(folded(QUEUE, 'gone').map(({ id }) => id)).toEqual(['a', 'b', 'd', 'e']);
  });
});

describe('sameCounts', () => {
  it('counts groups of several', () => {
    expect([...sameCounts(QUEUE)]).toEqual([['g', 3]]);
  });
});

describe('judging', () => {
  it('counts what waits, and what waits too long', () => {
    const waits = (judgeBy: string, state = 'judged') => ({ judgeBy, state }) as ItemView;
    const items = [
      waits('2026-03-12T01:00:00Z'),
      waits('2026-03-12T02:00:00Z'),
      waits('2026-03-12T01:00:00Z', 'in_case'),
    ];
    expect(judging(items, Date.parse('2026-03-12T01:00:00Z'))).toEqual({ count: 2, over: 1 });
  });
});

describe('sure', () => {
  it('ticks what opened the group and what is plainly alike', () => {
    const member = (id: string, likeness: number | null) => ({ id, likeness }) as GroupMemberView;
    expect(sure([member('first', null), member('copy', 0.99), member('edge', 0.35), member('perhaps', 0.34)])).toEqual([
      'first',
      'copy',
      'edge',
    ]);
  });
});
