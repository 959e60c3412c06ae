import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../classifiers/redaction.ts';
import { nameModelFile, trainingTexts, trainNames } from '../../../classifiers/redaction/train-names.ts';
import { ClauseCosts, wordCosts } from '../../../classifiers/redaction/word-costs.ts';

const SHIPPED = readFileSync(new URL('../../../classifiers/models/names.json', import.meta.url), 'utf8');

describe('the model of names', () => {
  it('comes out of its texts byte for byte, and small', { timeout: 120_000 }, () => {
    expect(nameModelFile(trainNames(trainingTexts())) === SHIPPED).toBe(true);
    expect(SHIPPED.length).toBeLessThan(300_000);
  });

  it.each([
    ['昨天我和任建华一起去的信访局。', ['任建华']],
    ['钱是从路海燕手里借的。', ['路海燕']],
    ['{陈先生}和赵女士都不同意。'.replace(/[{}]/g, ''), []],
    ['松涛湖边的高峰时段十分安静。', []],
    ['业主明确表示反对,老师严格要求学生。', []],
    ['依据冀建法〔2024〕3号、云教规[2023]12号办理。', []],
    ['凭居民身份证领取,可利用微信缴费。', []],
    ['承办人:温暖;审核人:黄河', ['温暖', '黄河']],
    ['审核通过后,记录显示温暖如春。', []],
    ['男的叫高远,住在四楼。', ['高远']],
    ['我女儿欣怡今年六岁,女儿聪慧,媳妇月娥跑了。', ['欣怡', '月娥']],
    ['鄭 淑 芬 13822223333', ['鄭 淑 芬', '13822223333']],
    ['退休教师侍玉莲和能立即到场的邻居。', ['侍玉莲']],
    ['房东王姐人好,老家的黎大伯也好。', []],
    ['欧阳先生来过电话。', []],
    ['反映人 一直都不认可.请回复', []],
  ])('tells names from words: %s', (text, names) => {
    const found = redact(text).spans.map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual(names);
  });

  it('masks a name again that only once was introduced', () => {
    expect(redact('我叫时光明。后来时光明去了县里。').text).toBe('我叫＊＊＊。后来＊＊＊去了县里。');
  });
});

describe('the costs of words', () => {
  it('tells words by how usual they are, persons apart', () => {
    expect(wordCosts().rarity('安静')).toBeGreaterThan(0);
    expect(wordCosts().rarity('静安骏')).toBe(0);
    expect(wordCosts().pair('安'.charCodeAt(0), '静'.charCodeAt(0))).toBeGreaterThan(0);
  });

  it('finds that a word explains a stretch better than a name does', () => {
    const text = '孩子安静地坐着';
    const word = new ClauseCosts(text).fit(2, 4);
    const name = new ClauseCosts('孩子谭骏地坐着').fit(2, 4);
    expect(word.inside).toBeGreaterThan(name.inside);
    expect(new ClauseCosts(text).fit(1, 3).left).toBeGreaterThan(3);
  });
});
