import { describe, expect, it } from 'vitest';
import { parseNumeral } from '../../../classifiers/numerals.ts';
import { gradeSeverity } from '../../../classifiers/severity.ts';
import { SEVERITY_CASES } from './severity-cases.ts';

describe('parseNumeral', () => {
  it.each([
    ['12', 12],
    ['1,200', 1200],
    ['1.2亿', 120_000_000],
    ['5000万', 50_000_000],
    ['三', 3],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['三十', 30],
    ['一百零五', 105],
    ['两千三百', 2300],
    ['二〇', 20],
    ['一万二千', 12000],
    ['百余', 100],
    ['三十余', 30],
    ['30多', 30],
    ['十几', 11],
    ['数十', 20],
    ['几百', 200],
    ['3千万', 30_000_000],
    ['亿', 100_000_000],
    ['1亿2000万', 120_000_000],
    ['三千二百余万', 32_000_000],
    ['一亿二千万', 120_000_000],
    ['十来', 10],
  ])('reads %s', (written, value) => expect(parseNumeral(written)).toBe(value));

  it.each(['', '余', '人', '三人', 'abc'])('refuses %j', (written) => expect(parseNumeral(written)).toBeNull());
});

describe('gradeSeverity', () => {
  it.each([
    ['事故造成30人死亡', 'extreme'],
    ['事故造成29人遇难', 'major'],
    ['已致10死', 'major'],
    ['三人死亡', 'large'],
    ['致2人死亡1人失联', 'general'],
    ['造成两人死亡,五人失踪', 'general'],
    ['造成3死9伤', 'large'],
    ['遇难人数升至三十一人', 'extreme'],
    ['死亡人数由3人增至10人', 'major'],
    ['一家四口遇害', 'large'],
    ['百余人重伤', 'extreme'],
    ['50人重伤', 'major'],
    ['十一人重伤', 'large'],
    ['120人轻伤', 'general'],
    ['58人受伤,无人员死亡', 'general'],
    ['直接经济损失1.2亿元', 'extreme'],
    ['直接经济损失约5000万元', 'major'],
    ['直接经济损失达一千万元', 'large'],
    ['直接经济损失999万元', 'general'],
    ['发生7.0级地震', 'extreme'],
    ['发生6.9级地震', 'major'],
    ['发生5.2级地震', 'large'],
    ['发生4.9级地震', 'general'],
    ['地震震级为6.3', 'major'],
    ['阵风7级,启动三级响应', 'general'],
    ['3名工人窒息死亡', 'large'],
    ['2人当场死亡,另有1人经抢救无效死亡', 'large'],
    ['近30人死亡', 'major'],
    ['死亡失踪共12人', 'general'],
    ['没有3人死亡的情况', 'general'],
    ['应急演练模拟30人死亡', 'general'],
    ['造成３人死亡', 'large'],
    ['造成3人死亡。后续:死亡人数升至11人', 'major'],
    ['2026年死亡事故', 'general'],
    ['5名被告人被判死刑', 'general'],
    ['12人获救无人死亡', 'general'],
    ['5人受伤1人死亡', 'general'],
    ['3名一线工人遇难', 'large'],
    ['11名男子死里逃生', 'general'],
    ['', 'general'],
  ])('%s → %s', (text, grade) => expect(gradeSeverity(text).grade).toBe(grade));

  it('names the words it read, and missing persons as missing', () => {
    const text = '通报:4人遇难,2人失联。';
    const { evidence } = gradeSeverity(text);
    expect(evidence.map(({ start, end }) => text.slice(start, end))).toEqual(evidence.map(({ term }) => term));
    expect(evidence.map(({ supports }) => supports)).toEqual(['severity', 'missing']);
  });

  it.each(SEVERITY_CASES)('%s: %s → %s', (_hard, text, grade) => expect(gradeSeverity(text).grade).toBe(grade));

  it('finds its words where blanks stand between', () => {
    const text = '通报 造成 3 名工人死亡 ,损失不明';
    expect(gradeSeverity(text).evidence.map(({ term }) => term)).toEqual(['3 名工人死亡']);
  });

  it.each(['3人', '死亡', '1', '人死亡', '损失', '一', ' 1', '3人死亡。', '2人死亡,2024年发生'])(
    'ends on two hundred thousand of “%s”',
    (unit) => {
      expect(gradeSeverity(unit.repeat(Math.floor(200_000 / unit.length))).grade).toBeDefined();
    },
  );
});
