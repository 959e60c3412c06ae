/** One event, one group. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGrouper } from '../../../../classifiers/grouping/known.ts';
import type { Grouper } from '../../../../classifiers/grouping/grouper.ts';
import { evaluateClusters, readClusterRow, reportClusters } from '../../../../server/commands/evaluate-clusters.ts';
import { namedApart, leadOf, namesOf } from '../../../../classifiers/grouping/names.ts';

const DAY = Date.UTC(2026, 2, 10);
const item = (title: string, text: string, more: { at?: number; places?: string[] } = {}) => ({
  title,
  text,
  at: DAY,
  ...more,
});

const WATER = item('柳溪苑自来水发黄', '柳溪苑三栋的自来水从昨天起发黄有铁锈味,物业说是管网老化,水厂不接电话。');
const WATER_RETOLD = item(
  '柳溪苑的水又黄了',
  '我家住柳溪苑,水龙头放出来的自来水是黄的,铁锈味很重,给水厂打电话没人接。',
);
const NOISE = item('柳溪苑楼下夜市太吵', '柳溪苑楼下烧烤夜市营业到凌晨两点,噪音大,小孩睡不着。');

describe('a group', () => {
  let grouper: Grouper;
  beforeAll(() => {
    grouper = createGrouper();
  });

  test('is joined by what tells the same event in other words, not by another matter of the same place', () => {
    expect(grouper.add(WATER, 'a')).toEqual({ key: 'a', likeness: 0, joined: false });
    const retold = grouper.add(WATER_RETOLD, 'b');
    expect(retold.key).toBe('a');
    expect(retold.likeness).toBeGreaterThan(0.2);
    expect(grouper.add(NOISE, 'c').key).toBe('c');
  });

  test('of one place is not joined by the same told of another', () => {
    const fire = (place: string) => `${place}一家具厂今天凌晨起火,消防赶到后明火已扑灭,无人员伤亡,起火原因正在调查。`;
    const first = item('家具厂起火', fire('砚湖区'), { places: ['990102'] });
    const second = item('家具厂起火', fire('栖云县'), { places: ['990125'] });
    const again = item('家具厂凌晨起火', fire('砚湖区'), { places: ['990102001'] });
    const fires = createGrouper({ threshold: 0.6 });
    fires.add(first, 'one');
    expect(fires.add(second, 'two').key).toBe('two');
    expect(fires.add(again, 'three').key).toBe('one');
  });

  test('is joined by a copy with a correction, not by the same letter sent about another school', () => {
    const letter = (school: string) =>
      item(
        `${school}强制学生实习`,
        `我是${school}的学生,学校强行安排我们去电子厂流水线实习半年,每天站十二小时,不去就不发毕业证,请查一查。`,
      );
    const own = createGrouper();
    own.add(letter('云川纺织职业学院'), 'first');
    expect(own.add(letter('青禾商贸信息学院'), 'other').key).toBe('other');
    const corrected = { ...letter('云川纺织职业学院'), title: '纺织职业学院强制学生进厂实习' };
    expect(own.add(corrected, 'corrected').key).toBe('first');
  });

  test('of one year is not joined by the notice of the next', () => {
    const notice = (year: number) =>
      item(`${year}年云川市征兵公告`, `${year}年征兵报名截止8月10日,年满十八周岁的青年可登录征兵网报名。`);
    const own = createGrouper();
    own.add(notice(2025), 'first');
    expect(own.add(notice(2026), 'next').key).toBe('next');
    expect(own.add(notice(2025), 'again').key).toBe('first');
  });

  test('in masked places is joined within its county only', () => {
    const letter = (place: string) =>
      item(`${place}垃圾站臭味扰民`, `${place}垃圾站没有密闭,夏天臭味很重,请尽快整改。`);
    const own = createGrouper();
    own.add(letter('A7县'), 'first');
    expect(own.add(letter('A3区'), 'elsewhere').key).toBe('elsewhere');
    expect(own.add(letter('A市A7县'), 'again').key).toBe('first');
  });

  test('quiet for longest is forgotten when more is known than may be remembered', () => {
    const small = createGrouper({ capacity: 2 });
    small.add(WATER, 'water');
    small.add(NOISE, 'noise');
    small.add(item('清溪大桥封闭', '清溪大桥桥面开裂封闭检测,公交改线绕行北环桥。'), 'bridge');
    expect(small.add(NOISE, 'noise again').key).toBe('noise');
    expect(small.add(WATER_RETOLD, 'water again').key).toBe('water again');
  });

  test('gone quiet is joined only by what is plainly alike', () => {
    const base = createGrouper();
    base.add(WATER, 'a');
    const likeness = base.add(WATER_RETOLD, 'b').likeness;
    const strict = () => {
      const one = createGrouper({ threshold: likeness - 0.01 });
      one.add(WATER, 'a');
      return one;
    };
    expect(strict().add(WATER_RETOLD, 'b').joined).toBe(true);
    expect(strict().add({ ...WATER_RETOLD, at: DAY + 90 * 86_400_000 }, 'b').joined).toBe(false);
  });

  test('restored from what was decided before decides as it would have', () => {
    const lived = createGrouper();
    const restored = createGrouper();
    for (const [at, one] of [WATER, NOISE].entries()) restored.restore(one, lived.add(one, `k${at}`).key);
    expect(restored.add(WATER_RETOLD, 'x')).toEqual(lived.add(WATER_RETOLD, 'x'));
  });

  test('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 50 }), (text, title) => {
        expect(grouper.add({ title, text, at: null }, 'any').likeness).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
    expect(grouper.add({ title: '', text: '', at: null }, 'empty').joined).toBe(false);
  });
});

test.each([
  ['新桥中学补课收费', '育才中学补课收费', true],
  ['涉外经济学院强制实习', '经济学院强制实习', false],
  ['第一实验小学食堂', '第二实验小学食堂', true],
  ['砚湖区育才中学', '汀洲区育才中学', false],
  ['砚湖区一家纸箱厂着火', '岚口县一家纸箱厂着火', true],
  ['北闸公园秋千断了', '南闸公园秋千断了', true],
  ['云川博物馆新馆开放', '云川博物馆招志愿者', false],
  ['柳溪苑停车涨价', '停车涨价', null],
])('%s and %s: named apart %s', (one, other, apart) => {
  const named = (title: string) => ({ names: namesOf(title, ''), lead: leadOf(title, '') });
  expect(namedApart(named(one), named(other))).toBe(apart);
});

const linesOf = <T>(file: URL): T[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

describe('on invented events', () => {
  test('items stand with those of their event; pairs that are alike and two events stay two', async () => {
    const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
    const report = await evaluateClusters(here('events.jsonl'), here('pairs.jsonl'));
    expect(report).toMatchObject({ skipped: [], used: 175, events: 57 });
    expect(report.bcubed.f1).toBeGreaterThan(0.93);
    expect(report.pairs?.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(49);
    expect(report.pairs?.filter(({ joined, missing }) => joined + missing > 0)).toEqual([]);
  });
});

const DATA = new URL('../../../../../shared/data/', import.meta.url);
if (!existsSync(DATA)) console.info('skipped: labelled events lie beside the repository, and are not there');

describe.skipIf(!existsSync(DATA))('on labelled events', () => {
  const labelled = (among: string) =>
    linesOf<Record<string, unknown>>(new URL(among, DATA)).map((line) => readClusterRow(line));

  test('most items stand with those of their event, and alike ones of two events apart, among other letters too', () => {
    const rows = [...labelled('clusters_dev.jsonl'), ...labelled('zhengwu_hot.jsonl')];
    const pairs = linesOf<{ a: string; b: string; why: string }>(new URL('hard_negatives_dev.jsonl', DATA));
    const known = [...new Map(rows.toReversed().map((row) => [row.id, row])).values()];
    const inTime = known.sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
    const grouper = createGrouper();
    const keys = new Map(inTime.map((row) => [row.id, grouper.add(row, row.id).key]));
    const report = reportClusters(
      inTime,
      keys,
      pairs.map(({ a, b, why }) => ({ a, b, kind: why })),
    );
    expect(report.bcubed.f1).toBeGreaterThan(0.9);
    expect(report.bcubed.precision).toBeGreaterThan(0.97);
    expect(report.pairs?.filter(({ joined }) => joined > 0)).toEqual([]);
  });
});
