/** `what-if`: counts of the past days against a file of changes, with a bar where somebody looks on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runWhatIf } from '../../server/commands/what-if.ts';
import { readConfig } from '../../server/platform/config.ts';
import { refusal } from '../support/acting.ts';
import { openHouse, TEST_SECRETS, type House } from '../support/house.ts';
import { changeAudience } from '../support/matters.ts';
import { placeMatters } from '../support/placed-matters.ts';

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'huiying-what-if-'));
  const { accountId } = await house.viewer('leader');
  const organisation = house.parts.rules.organisation();
  await placeMatters(house.database.owner.db, 50, { organisation, openedBy: accountId, until: new Date() });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

async function run(yaml: string, days = '30', isTTY = false): Promise<{ text: string; written: string }> {
  const file = join(folder, 'changes.yaml');
  await writeFile(file, yaml);
  const config = readConfig({ ...TEST_SECRETS, DATABASE_URL: house.database.app.url, DATA_DIR: folder }, folder);
  let written = '';
  const terminal = { isTTY, write: (text: string) => (written += text) };
  return { text: await runWhatIf(config, { changes: file, days, json: true }, terminal), written };
}

const ruleOf = (amount: number): string => {
  const rule = house.parts.rules.rulebook().rule('clock.respond');
  return JSON.stringify([
    { kind: 'rule', profile: 'national', id: rule.id, to: { ...rule, data: { ...rule.data, amount } } },
  ]);
};

interface Printed {
  matters: number;
  counts: { timed: number; assigned: number };
}

test('counts what would differ, and shows its progress to a terminal alone', async () => {
  const { text, written } = await run(ruleOf(36), '30', true);
  expect(JSON.parse(text)).toMatchObject({ days: 30, matters: 50, counts: { assigned: 0, timed: 50 } });
  expect(written).toContain('50/50');
  expect((await run(ruleOf(36))).written).toBe('');
  expect((JSON.parse((await run(`changes: ${ruleOf(48)}`)).text) as Printed).counts.timed).toBe(0);
});

test('leaves out every case that somebody is shut out of', async () => {
  await changeAudience(house, 'placed-7', 'deny', { units: ['990100:health'] });
  expect((JSON.parse((await run(ruleOf(36))).text) as Printed).matters).toBe(49);
});

test('says what is wrong with the file or the days', async () => {
  expect(await refusal(run('- {kind: duty, territory: "990102", subject: health, to: ["990102:nobody"]}'))).toBe(
    'changes_invalid',
  );
  expect(await refusal(run('- {kind: dutty}'))).toBe('changes_invalid');
  expect(await refusal(run('{'))).toBe('changes_unreadable');
  expect(await refusal(run('[]'))).toBe('changes_unreadable');
  expect(await refusal(run(ruleOf(36), '0'))).toBe('days_invalid');
  expect(await refusal(run(ruleOf(36), '366'))).toBe('days_invalid');
});
