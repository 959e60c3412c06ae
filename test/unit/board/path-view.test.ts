/** The way of a dispatch as the board shows it: stations in their order, whatever was left behind. */
import { describe, expect, test } from 'vitest';
import { openHops, pathOf, type HopRow } from '../../../server/board/path-view.ts';

const at = new Date('2026-11-20T04:00:00Z');
const unit = (id: string) => ({ id, name: id });
const dispatcher = { unit: unit('city'), name: '值班 01' };
const hop = (id: string, by: string, gave: string | null, over: Partial<HopRow> = {}): HopRow => ({
  id,
  assignment_id: by,
  unit: unit(`office-${id}`),
  role: 'lead',
  proposed: [unit('bureau')],
  gave_id: gave,
  at,
  due_at: null,
  signed_at: gave === null ? null : at,
  ended_at: gave === null ? null : at,
  by_name: gave === null ? null : '转办 01',
  dispatcher,
  ...over,
});
const lead = (id: string) => ({ id, unit: unit(id), role: 'lead' as const, at, accepted_at: null, by_name: null });
const shown = (hops: HopRow[], leadId: string): string[] =>
  pathOf({ hops, assignments: [lead(leadId)] }).map((one) => `${one.kind} ${one.unit.id} ${one.signedAt ? '✓' : '…'}`);

describe('pathOf', () => {
  test('is empty where the case was given directly, or nobody leads', () => {
    expect(shown([], 'a')).toEqual([]);
    expect(pathOf({ hops: [hop('1', 'a', 'b')], assignments: [] })).toEqual([]);
  });
  test('names who dispatched, the office that holds it, and whom it means', () => {
    expect(shown([hop('1', 'a', null)], 'a')).toEqual(['dispatch city ✓', 'hop office-1 …', 'unit bureau …']);
  });
  test('goes from office to office, and leaves out what a reassignment left behind', () => {
    const old = hop('0', 'x', 'y');
    const way = [old, hop('1', 'a', 'b'), hop('2', 'b', 'c')];
    expect(shown(way, 'c')).toEqual(['dispatch city ✓', 'hop office-1 ✓', 'hop office-2 ✓', 'unit c …']);
    expect(shown(way, 'other')).toEqual([]);
  });
  test('an office that signs afterwards stands in the way unsigned, and among the open ones', () => {
    const late = hop('1', 'coordinator', 'c', { signed_at: null, ended_at: null, by_name: null });
    expect(shown([late], 'c')).toEqual(['dispatch city ✓', 'hop office-1 …', 'unit c …']);
    expect(openHops({ hops: [late], assignments: [] })).toMatchObject([{ id: '1', given: true }]);
  });
});
