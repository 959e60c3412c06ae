/** One event, one group. */
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGrouper } from '../../../classifiers/grouping-known.ts';
import type { Grouper } from '../../../classifiers/grouping.ts';
import { bcubed } from '../../support/bcubed.ts';

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

const DATA = new URL('../../../../shared/data/', import.meta.url);
const rows = <T>(file: string): T[] =>
  readFileSync(new URL(file, DATA), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

describe.skipIf(!existsSync(DATA))('on labelled events', () => {
  interface Row {
    id: string;
    cluster: string;
    title: string | null;
    text: string | null;
    time: string;
    template_rumour: unknown;
  }

  test('most items stand with those of their event, and with few others', () => {
    const known = rows<Row>('clusters_dev.jsonl')
      .filter((row) => !row.template_rumour)
      .sort((a, b) => (a.time < b.time ? -1 : 1));
    const grouper = createGrouper();
    const keys = known.map(
      (row) =>
        grouper.add({ title: row.title ?? '', text: row.text ?? '', at: Date.parse(row.time) || null }, row.id).key,
    );
    const { precision, f1 } = bcubed(
      keys,
      known.map((row) => row.cluster),
    );
    expect(f1).toBeGreaterThan(0.92);
    expect(precision).toBeGreaterThan(0.97);
  });
});
