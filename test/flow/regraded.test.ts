/** A grade that changes during the approval: the leader's step comes and goes, and the ledger says who holds the text. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpinionGrade } from '../../server/contract/vocabulary.ts';
import { approveAll, draft, holdersNow, openAccepted, release, submit } from '../support/answers.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

async function grade(caseId: string, from: OpinionGrade, to: OpinionGrade): Promise<void> {
  const leader = await house.client('leader');
  const body = { from, grade: to, reason: '按影响范围调整。' };
  const answer = await leader.send('POST', `/api/cases/${caseId}/opinion-grade`, { body });
  expect(answer.status).toBe(200);
}

test('up: an approved text waits for the leader; down again: it waits to be published', async () => {
  const caseId = await openAccepted(house);
  const text = await draft(house, caseId);
  await submit(house, caseId, text);
  await approveAll(house, caseId, text);
  expect(await holdersNow(house, caseId)).toEqual(['publishing']);

  await grade(caseId, 'general', 'major');
  expect(await holdersNow(house, caseId)).toEqual(['leader']);
  await expect(release(house, caseId, text)).rejects.toThrow();

  await grade(caseId, 'major', 'general');
  expect(await holdersNow(house, caseId)).toEqual(['publishing']);
  await release(house, caseId, text);
});

test('a step before the leader’s stands as it stood', async () => {
  const caseId = await openAccepted(house);
  const text = await draft(house, caseId);
  await submit(house, caseId, text);
  const before = await holdersNow(house, caseId);
  await grade(caseId, 'general', 'major');
  expect(await holdersNow(house, caseId)).toEqual(before);
});
