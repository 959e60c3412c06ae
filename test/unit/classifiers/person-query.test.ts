/** Searching for persons is refused; matters, units, places and plain words are not. All names are invented. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../../classifiers/normalise.ts';
import { signsOfPersons } from '../../../classifiers/person-query.ts';
import { segment } from '../../../classifiers/segment.ts';

const kinds = (query: string): string[] => [...new Set(signsOfPersons(query).map((sign) => sign.kind))];

describe('looks for a person', () => {
  test.each([
    ['13900001234', 'phone'],
    ['139 0000 1234', 'phone'],
    ['139-0000-1234', 'phone'],
    ['１３９００００１２３４', 'phone'],
    ['+8613900001234', 'phone'],
    ['供水 13900001234 停水', 'phone'],
    ['"13900001234"', 'phone'],
    ['-13900001234', 'phone'],
    ['单位:13900001234', 'phone'],
    ['0999-5551234', 'phone'],
    ['(0999)5551234', 'phone'],
    ['5551234', 'phone'],
    ['990102198805061234', 'id_card'],
    ['99010219880506123x', 'id_card'],
    ['990102198805061', 'id_card'],
    ['6222 0000 1111 2222 333', 'bank_card'],
    ['云A12345', 'plate'],
    ['云a·1D234', 'plate'],
    ['lin.xiaohe@example.com', 'email'],
    ['@砚湖小鱼', 'handle'],
    ['＠yanhu_fish', 'handle'],
    ['https://weibo.com/u/1234567', 'handle'],
    ['www.douyin.com/user/MS4wLj', 'handle'],
    ['https://example.com/profile/yanhu', 'handle'],
    ['作者:砚湖小鱼', 'handle'],
    ['网名：砚湖小鱼', 'handle'],
    ['抖音号:yanhu88', 'handle'],
    ['林晓禾', 'name'],
    ['林伟', 'name'],
    ['欧阳晓禾', 'name'],
    ['諸葛曉明', 'name'],
    ['陈二喜', 'name'],
    ['林大海', 'name'],
    ['王江', 'name'],
    ['于建芳', 'name'],
    ['供水 林晓禾', 'name'],
    ['"林晓禾"', 'name'],
    ['-林晓禾', 'name'],
    ['林晓禾投诉', 'name'],
    ['林晓禾的电话', 'name'],
    ['业主林伟', 'name'],
    ['林晓禾先生', 'name'],
    ['姓名:林晓禾', 'name'],
    ['阿依古丽·买买提', 'name'],
    ['扎西卓玛', 'name'],
  ])('%s: %s', (query, kind) => {
    expect(kinds(query)).toContain(kind);
  });
});

describe('looks for a matter', () => {
  test.each([
    '供水 水质 检测报告',
    '"检测报告" -停水 单位:水务局',
    'YC26-0412',
    'yc26-0412 0412',
    '12345',
    '110',
    '20260312',
    '2026-03-12',
    '2026年3月12日',
    '20260312000123',
    '〔2018〕15号',
    '3号楼',
    '1000000元',
    'https://www.yunchuan.example/news/20260312.html',
    '砚湖区自来水发黄三天',
    '高铁站 高峰期 马路积水',
    '路灯不亮 白天也亮',
    '温泉路 平安小区 金桂苑 张家村 银杏里 石鼓坊 紫藤巷',
    '水务局局长 马局长 李某 王女士 陈老师',
    '方便 安全 明白 成立 常态化 应急 平安',
    '学校食堂 全家福 高中生 童工',
    '包工头 拖欠 农民工 工资',
    '任前公示 严禁烟花 何时恢复供水',
    '',
    '……',
    '\u0000\ud800',
  ])('%j', (query) => {
    expect(signsOfPersons(query)).toEqual([]);
  });

  test('no word of the own corpus is taken for a person', () => {
    const words = new Set<string>();
    for (const name of ['credibility', 'emergency', 'falsehood', 'livelihood', 'morality', 'none', 'policy']) {
      const lines = readFileSync(new URL(`../../../classifiers/corpus/${name}.jsonl`, import.meta.url), 'utf8');
      for (const line of lines.trim().split('\n')) {
        const { title = '', text } = JSON.parse(line) as { title?: string; text: string };
        const texts = [title, text];
        for (const word of segment(normalise(texts.join(' ')))) if (/^[\u4e00-\u9fff]{2,}$/.test(word)) words.add(word);
      }
    }
    expect(words.size).toBeGreaterThan(2_000);
    // Most are persons indeed; 席上 behind 被告 and 张大红 of 画了张大红车 are read as names.
    const persons = ['赵师傅', '刘师傅', '李师傅', '雷锋', '张大红', '郑和', '唐僧骑', '被告席上'];
    expect([...words].filter((word) => signsOfPersons(word).length > 0 && !persons.includes(word))).toEqual([]);
  });
});

test('a long run is read in linear time', () => {
  for (const run of ['林晓禾', '1390000', 'a@', '9901021988', '业主', '(1', '2026-'])
    expect(() => signsOfPersons(run.repeat(30_000))).not.toThrow();
});
