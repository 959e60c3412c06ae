/** The rulebook over HTTP: who may read it, of which profile. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rulesViewSchema } from '../../server/contract/rule-views.ts';
import { codeOf } from '../support/client.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => house.close());

test('everyone signed in reads the rules that hold here, or those of another profile', async () => {
  for (const name of ['officer', 'leader', 'steward', 'admin'] as const) {
    const answer = await (await house.client(name)).send('GET', '/api/rules');
    expect(answer.status, name).toBe(200);
    const view = rulesViewSchema.parse(answer.body);
    expect(view.profile).toBe(house.parts.rules.organisation().profile);
    expect(view.version).toBe(house.parts.rules.rulebook().version);
  }
  const client = await house.client('leader');
  const luodian = rulesViewSchema.parse((await client.send('GET', '/api/rules?profile=luodian')).body);
  expect(luodian.rules.find(({ id }) => id === 'clock.close')?.replaces?.fromProfile).toBe('national');
  expect(codeOf(await client.send('GET', '/api/rules?profile=nowhere'))).toBe('unknown_profile');
  expect((await (await house.client()).send('GET', '/api/rules')).status).toBe(401);
});
