/** A change of the directory reaches open screens: who has come under an accused unit is cut off, others go on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COUNTY, open } from '../support/arranging.ts';
import { changeAudience } from '../support/matters.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => void (house = await openServedTrial()));
afterAll(() => house.close());

test('the screen of a unit that has come under the accused one ends, and shows the case no more when it connects anew', async () => {
  const caseId = await open(house, COUNTY);
  await changeAudience(house, caseId, 'deny', { units: ['990100:health'] });
  const [closed, other] = [await house.live('officer3'), await house.live('officer2')];
  expect(closed.cases.has(caseId)).toBe(true);
  const unit = house.parts.rules.organisation().unit(COUNTY);
  const changes = [{ kind: 'unit', id: COUNTY, to: { ...unit, parent: '990100:health' }, successor: null }];
  const title = { title: '隶属关系调整', reason: '机构改革方案', validFrom: '2026-11-20', origin: 'edit' };
  const drafted = await (
    await house.client('admin')
  ).send('POST', '/api/directory/changes', { body: { ...title, changes } });
  expect(drafted.status).toBe(200);
  const { id, mayApprove, whyNot } = drafted.body as { id: string; mayApprove: boolean; whyNot: string };
  expect([mayApprove, whyNot]).toEqual([false, '起草人不能批准自己起草的变更，须由另一人批准。']);
  const approved = await (
    await house.client('steward')
  ).send('POST', `/api/directory/changes/${id}/approve`, {
    body: { version: 1 },
  });
  expect(approved.body).toMatchObject({ state: 'effective', decidedByName: '规则管理 01' });
  await expect(closed.until(() => false)).rejects.toThrow('by itself');
  await closed.connect();
  expect((await closed.snapshot()).cases.map((view) => view.id)).not.toContain(caseId);
  expect(other.connected).toBe(true);
});
