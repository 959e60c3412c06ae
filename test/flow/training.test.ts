/** `train` in an installation: from what people said of items to a model that judges, and back to the shipped one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trainWithin, type OfficeOptions } from '../../server/commands/training/office.ts';
import type { Training } from '../../server/commands/train.ts';
import { lessonsOf } from '../../server/triage/corrections/lessons.ts';
import { personsWords } from '../../server/triage/corrections/store.ts';
import { correctItem, dismissItem } from '../../server/triage/decisions.ts';
import { activeModels, readModel, retireModel } from '../../server/triage/models/store.ts';
import { createReader } from '../../server/triage/reader.ts';
import { openLog } from '../../server/platform/log.ts';
import { confirmItem } from '../../server/responsibility/confirm.ts';
import { OF_COUNTY_WATER, postOnce } from '../support/accusations.ts';
import { codeOf } from '../../server/platform/fault.ts';
import { NOON, openHouse, TEST_SECRETS, type House } from '../support/house.ts';
import { changeAudience, choiceFor, detailFor } from '../support/matters.ts';
import { dataFolder, runCommand } from '../support/program.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const STREETS = ['东风', '河湾', '新华', '建设', '学府', '滨江', '人民', '解放', '胜利', '文化', '青年', '长安'];
const dogs = (street: string): [string, string] => [
  `${street}路遛狗不拴绳`,
  `${street}路小伙遛狗不拴绳，大狗撵着孩子跑，主人还笑。`,
];
const chess = (street: string): [string, string] => [
  `${street}路下棋占道`,
  `${street}路大爷们下象棋围得水泄不通，棋盘摆到了树下。`,
];
const flowers = (street: string): [string, string] => [
  `${street}路花店送玫瑰`,
  `${street}路新开的花店今天送玫瑰，进店就有，转发三份。`,
];

const seenBy = async (id: string) => {
  const item = await detailFor(house, 'analyst', id);
  return { item, seen: { version: item.version, verdictId: item.verdict?.id ?? '' } };
};
const verdictOn = async (id: string) => (await detailFor(house, 'analyst', id)).verdict;

/** The office calls loose dogs a matter of morality, chess players one of livelihood, and throws adverts away. */
async function decideOn(street: string): Promise<{ dog: string; game: string }> {
  const { db, rules } = house.parts;
  const analyst = await house.viewer('analyst');
  const dog = await house.post(...dogs(street));
  const correction = { category: 'morality', subject: 'public_security' } as const;
  await correctItem(db, analyst, dog, { ...(await seenBy(dog)).seen, ...correction }, NOON);
  const game = await house.post(...chess(street));
  const choice = choiceFor((await seenBy(game)).item, { subject: 'urban_management' });
  await confirmItem(db, rules, analyst, game, choice, NOON);
  const advert = await house.post(...flowers(street));
  await dismissItem(db, analyst, advert, { ...(await seenBy(advert)).seen, reason: 'advertisement', note: null }, NOON);
  return { dog, game };
}

const said: string[] = [];
const train = (options: Partial<OfficeOptions> = {}): Promise<Training> =>
  trainWithin(house.parts.db, null, { task: 'category', corrections: true, ...options }, NOON, (line) =>
    said.push(line),
  );
const events = () =>
  house.parts.db
    .selectFrom('event')
    .select(['type', 'data', 'actor'])
    .where('stream', '=', 'model:category')
    .orderBy('version')
    .execute();

describe('what people said', () => {
  test('before anybody decided on an item there is nothing to learn from', async () => {
    await house.post(...dogs('无人'));
    expect(await train().catch(codeOf)).toBe('nothing_said');
  });

  test('is read masked, with what became of it', async () => {
    const decided: { dog: string; game: string }[] = [];
    for (const street of STREETS) decided.push(await decideOn(street));
    const lessons = lessonsOf(await personsWords(house.parts.db), 'category');
    expect(lessons.lines).toHaveLength(36);
    expect(lessons.confirmed + lessons.corrected).toBe(36);
    expect(lessons.corrected).toBeGreaterThanOrEqual(12);
    const texts = new Map(lessons.lines.map(({ id, text, label }) => [id, { text, label }]));
    const [title, body] = dogs('东风');
    expect(texts.get(decided[0]?.dog ?? '')).toEqual({ text: `${title}\n${body}`, label: 'morality' });
    expect(texts.get(decided[0]?.game ?? '')?.label).toBe('livelihood');
    expect(lessons.lines.filter(({ label }) => label === 'none')).toHaveLength(12);
    expect(lessonsOf(await personsWords(house.parts.db), 'subject').lines).toHaveLength(24);
  });

  test('of a telephone number holds only the mask', async () => {
    const id = await house.post('求助', '路灯坏了，请回电13912345678，谢谢。');
    const { seen } = await seenBy(id);
    const choice = { ...seen, category: 'livelihood', subject: 'urban_management' } as const;
    await correctItem(house.parts.db, await house.viewer('analyst'), id, choice, NOON);
    const word = (await personsWords(house.parts.db)).find((one) => one.id === id);
    expect(word?.body).toContain('＊');
    expect(JSON.stringify(word)).not.toContain('13912345678');
  });

  test('never of what accuses somebody, was handed over, or is closed to the accused with its case', async () => {
    const { db } = house.parts;
    const words = async () => (await personsWords(db)).map(({ id }) => id);
    const accusing = await postOnce(house, OF_COUNTY_WATER);
    const { seen } = await seenBy(accusing);
    const choice = { ...seen, category: 'credibility', subject: 'water_resources' } as const;
    await correctItem(db, await house.viewer('analyst'), accusing, choice, NOON);
    expect(await words()).not.toContain(accusing);

    const [title, body] = chess('城北');
    const id = await house.post(title, body);
    await confirmItem(
      db,
      house.parts.rules,
      await house.viewer('analyst'),
      id,
      choiceFor((await seenBy(id)).item),
      NOON,
    );
    expect(await words()).toContain(id);
    const { caseId } = await detailFor(house, 'analyst', id);
    await changeAudience(house, caseId ?? '', 'deny', { units: ['990100:urban_management'] });
    expect(await words()).not.toContain(id);

    const handed = await house.post(...chess('城南'));
    const given = { ...(await seenBy(handed)).seen, category: 'livelihood', subject: null } as const;
    await correctItem(db, await house.viewer('analyst'), handed, given, NOON);
    expect(await words()).toContain(handed);
    await db.updateTable('item').set({ state: 'transferred' }).where('id', '=', handed).execute();
    expect(await words()).not.toContain(handed);
  });

  test('is skipped and counted where the text has been destroyed', async () => {
    const id = await house.post(...chess('城西'));
    const given = { ...(await seenBy(id)).seen, category: 'livelihood', subject: null } as const;
    await correctItem(house.parts.db, await house.viewer('analyst'), id, given, NOON);
    const before = lessonsOf(await personsWords(house.parts.db), 'category');
    await house.parts.db.updateTable('item').set({ title: '', body: '' }).where('id', '=', id).execute();
    const after = lessonsOf(await personsWords(house.parts.db), 'category');
    expect(after.destroyed).toBe(before.destroyed + 1);
    expect(after.lines).toHaveLength(before.lines.length - 1);
  });
});

describe('a better model', () => {
  let shipped: Awaited<ReturnType<typeof verdictOn>>;
  test('is measured without being installed', async () => {
    shipped = await verdictOn(await house.post(...dogs('湖滨')));
    expect(shipped?.category).not.toBe('morality');
    const training = await train();
    expect(training).toMatchObject({ decision: 'measured', refusal: null, people: { destroyed: 1 } });
    expect(said.some((line) => /\d+ confirmed and \d+ corrected by people, 1 destroyed/.test(line))).toBe(true);
    expect(await activeModels(house.parts.db)).toEqual({});
  });

  test('judges from the next batch on, in every process, and the record says so', async () => {
    const training = await train({ install: true });
    expect(training).toMatchObject({
      decision: 'installed',
      version: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    });
    const judged = await verdictOn(await house.post(...dogs('山前')));
    expect(judged?.category).toBe('morality');
    expect(judged?.modelVersion).not.toBe(shipped?.modelVersion);
    const other = createReader(house.parts.rules.organisation, openLog('silent'));
    expect((await other.classifier(house.parts.db)).modelVersion).toBe(judged?.modelVersion);
    const data = { task: 'category', version: training.version, replaces: null };
    expect(await events()).toEqual([{ type: 'model_installed', data, actor: 'command-line' }]);
  });

  test('is kept with what it was measured on and hashes of what it has learnt from', async () => {
    const { category } = await activeModels(house.parts.db);
    if (!category) throw new Error('no model is active');
    const { learntFrom } = await readModel(house.parts.db, category);
    expect(learntFrom.texts).toHaveLength(learntFrom.file + learntFrom.confirmed + learntFrom.corrected);
    expect(JSON.stringify(learntFrom)).not.toMatch(/[\u4e00-\u9fff]/);
    const row = await house.parts.db.selectFrom('installed_model').select('figures').executeTakeFirstOrThrow();
    expect(row.figures).toMatchObject({ onLines: { version: null }, corpus: { texts: expect.any(Number) as number } });
  });

  test('may be changed or taken away by nobody but the owner', async () => {
    for (const statement of [
      `update installed_model set version = 'other'`,
      'delete from installed_model',
      'truncate installed_model',
    ])
      await expect(sql.raw(statement).execute(house.parts.db)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a model that may not take its place', () => {
  test('from the same lines once more: the present one has learnt from them', async () => {
    const before = await activeModels(house.parts.db);
    const training = await train({ install: true });
    expect(training).toMatchObject({
      decision: 'kept',
      version: null,
      present: { lines: 0, version: before.category?.version },
      refusal: { code: 'too_few_new_lines' },
    });
    expect(await activeModels(house.parts.db)).toEqual(before);
    expect(await events()).toHaveLength(1);
  });

  test('of labels that are not ours', async () => {
    const folder = await dataFolder();
    try {
      const file = join(folder.path, '..', 'own.jsonl');
      const lines = STREETS.flatMap((street, n) => [
        { id: `d${n}`, text: dogs(street)[1], label: '养犬' },
        { id: `c${n}`, text: chess(street)[1], label: '占道' },
      ]);
      writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
      const options = { task: 'category', install: true } as const;
      expect(await trainWithin(house.parts.db, file, options, NOON, () => undefined).catch(codeOf)).toBe(
        'labels_not_ours',
      );
    } finally {
      await folder.remove();
    }
  });
});

test('a model that this version can’t use is passed over, and the shipped one judges', async () => {
  const active = createReader(house.parts.rules.organisation, openLog('silent'));
  const values = { task: 'category', figures: '{}', learnt_from: '{}', actor: 'test', at: NOON } as const;
  const { db } = house.parts;
  const tried = db.transaction().execute(async (tx) => {
    const before = (await active.classifier(tx)).modelVersion;
    await tx
      .insertInto('installed_model')
      .values({ ...values, version: 'other', source: '{"dense":"old"}' })
      .execute();
    const { modelVersion, classify } = await active.classifier(tx);
    expect(modelVersion).not.toBe(before);
    expect(classify({ text: '路灯不亮' }).category).toBe('livelihood');
    throw new Error('not kept');
  });
  await expect(tried).rejects.toThrow('not kept');
});

describe('the command', () => {
  const command = (args: readonly string[]) =>
    runCommand(args, { DATABASE_URL: house.database.appUrl, ...TEST_SECRETS, LOG_LEVEL: 'error' });

  test('says what it did, and that a refusal is one, without failing', async () => {
    const { code, said: words } = await command(['train', '--task', 'category', '--corrections', '--install']);
    expect(code).toBe(0);
    expect(words).toMatch(/people's word: \d+ confirmed, \d+ corrected/);
    expect(words).toMatch(/REFUSED, the present model is kept[\s\S]*\(too_few_new_lines\)/);
  });

  test('evaluate measures the models that judge now', async () => {
    const folder = await dataFolder();
    try {
      const file = join(folder.path, '..', 'dogs.jsonl');
      const lines = ['桥头', '山后', '西门'].map((street, n) => {
        const [title, text] = dogs(street);
        return JSON.stringify({ id: n, title, text, category: 'morality' });
      });
      writeFileSync(file, lines.join('\n'));
      const json = async (...args: string[]) => {
        const { said: words } = await command(['evaluate', '--task', 'category', '--json', ...args, file]);
        return JSON.parse(words.split('\n').find((line) => line.startsWith('{')) ?? '{}') as { accuracy?: number };
      };
      expect(await json('--model', 'active')).toMatchObject({ accuracy: 1 });
      expect(await json()).toMatchObject({ accuracy: 0 });
    } finally {
      await folder.remove();
    }
  });

  test('refuses without anything to learn from', async () => {
    const { code, said: words } = await command(['train', '--task', 'category', '--install']);
    expect(code).toBe(1);
    expect(words).toContain('(nothing_to_learn_from)');
  });

  test('reverts to the shipped model, once', async () => {
    const { said: words } = await command(['train', '--task', 'category', '--revert']);
    expect(words).toContain('the shipped model judges again');
    const judged = await verdictOn(await house.post(...dogs('水西')));
    const shipped = createReader(house.parts.rules.organisation, openLog('silent'));
    expect(judged?.category).not.toBe('morality');
    expect((await shipped.classifier(house.parts.db)).modelVersion).toBe(judged?.modelVersion);
    expect((await events()).map(({ type }) => type)).toEqual(['model_installed', 'model_retired']);
    expect(await retireModel(house.parts.db, 'category', 'test', NOON).catch(codeOf)).toBe('no_model_installed');
  });
});
