/** How a case that ended leaves the board, and that its page stays. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSnapshot } from '../../server/board/live-board.ts';
import { refreshArrivals } from '../../server/board/projector.ts';
import { moveCase, type MovedColumns } from '../../server/cases/store.ts';
import type { CaseDetail } from '../../server/contract/case-detail-views.ts';
import { transact } from '../../server/platform/database.ts';
import type { NewEvent } from '../../server/platform/events/catalogue.ts';
import { append } from '../../server/platform/events/log.ts';
import { caseDesk, type CaseDesk } from '../support/case-desk.ts';
import { TEST_KEYS } from '../support/house.ts';
import { openWaterCase } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

const LEAD = '990100:water_resources';
const HOUR_MS = 3_600_000;

let house: ServedTrial;
let desk: CaseDesk;
beforeAll(async () => {
  house = await openServedTrial();
  desk = caseDesk(house);
});
afterAll(() => house.close());

describe('a case that ended', () => {
  /** Ends it as the acts do: row and event in one transaction. */
  async function end(caseId: string, columns: MovedColumns, event: Pick<NewEvent, 'type' | 'data'>): Promise<void> {
    const { now } = house.time;
    await transact(house.parts.db, async (tx) => {
      await moveCase(tx, caseId, columns, now);
      await append(tx, [{ stream: `case:${caseId}`, actor: 'program', at: now, ...event } as NewEvent]);
    });
    await house.settled();
  }
  const fresh = async (name: AccountName): Promise<string[]> => {
    const snapshot = await readSnapshot({ ...house.parts, keys: TEST_KEYS }, await house.viewer(name));
    return snapshot.cases.map((view) => view.id);
  };

  test('by closing stays on the board for a day, then leaves every screen, and its page stays', async () => {
    const { caseId } = await openWaterCase(house, { lead: LEAD });
    const [live, away] = [await house.live('leader'), await house.live('leader')];
    const closed = { caseId, summaryHash: 'h' };
    await end(caseId, { state: 'closed', closed_at: house.time.now }, { type: 'case_closed', data: closed });
    await live.until(() => live.cases.get(caseId)?.state === 'closed');
    await away.until(() => away.cases.get(caseId)?.state === 'closed');
    away.drop();
    const hours = async (count: number): Promise<void> => {
      house.time.now = new Date(house.time.now.getTime() + count * HOUR_MS);
      await refreshArrivals(house.parts.db, house.parts.rules.organisation(), house.time.now);
    };
    await hours(23);
    expect(await fresh('leader')).toContain(caseId);
    expect(live.cases.has(caseId)).toBe(true);
    await hours(2);
    await live.until(() => !live.cases.has(caseId));
    expect(await fresh('leader')).not.toContain(caseId);
    await away.connect();
    const { removals } = await away.resume();
    expect(removals).toContainEqual({ kind: 'case', id: caseId });
    const shown = (await desk.read('leader', caseId)).body as CaseDetail;
    expect(shown.case).toMatchObject({ state: 'closed', lacking: [] });
    expect(shown.case.closedAt).not.toBeNull();
    // Noted once more within the hour after, for a web process whose clock is behind; then never again.
    const noted = async (): Promise<number> =>
      (await house.parts.db.selectFrom('live_change').select('thing').where('thing', '=', caseId).execute()).length;
    await hours(1);
    const sofar = await noted();
    await hours(1);
    expect(await noted()).toBe(sofar);

    await end(
      caseId,
      { state: 'handling', closed_at: null },
      { type: 'case_reopened', data: { caseId, reasonHash: 'h' } },
    );
    await live.until(() => live.cases.get(caseId)?.state === 'handling');
    live.drop();
    away.drop();
  });

  test('by going into another leaves at once', async () => {
    const { caseId } = await openWaterCase(house, { lead: LEAD });
    const other = (await openWaterCase(house, { lead: LEAD })).caseId;
    const [live, away] = [await house.live('officer'), await house.live('officer')];
    away.drop();
    const merged = { caseId, into: other, reasonHash: 'h' };
    await end(caseId, { state: 'merged', merged_into: other }, { type: 'case_merged', data: merged });
    await live.until(() => !live.cases.has(caseId));
    expect(live.cases.has(other)).toBe(true);
    expect(await fresh('officer')).not.toContain(caseId);
    await away.connect();
    expect((await away.resume()).removals).toContainEqual({ kind: 'case', id: caseId });
    expect(away.cases.has(caseId)).toBe(false);
    expect(((await desk.read('officer', caseId)).body as CaseDetail).case.mergedInto).toBe(other);
    for (const one of [live, away]) one.drop();
  });
});
