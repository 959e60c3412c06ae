import { describe, expect, it } from 'vitest';
import { countFeatures, nameOf } from '../../../classifiers/feature-counts.ts';
import { FeatureIndex } from '../../../classifiers/feature-index.ts';
import { readText } from '../../../classifiers/reading.ts';

const formulasIn = (text: string): string[] => readText(text).formulas.map(({ start, end }) => text.slice(start, end));

function featuresOf(text: string): string[] {
  const reading = readText(text);
  const counts = countFeatures(reading, new FeatureIndex(), true);
  return Array.from({ length: counts.size }, (_, at) => nameOf(reading.text, reading.words, counts, at));
}

describe('formulas of letters', () => {
  it.each<[string, string[]]>([
    ['路灯坏了三个月,望尽快修好,谢谢!', ['谢谢']],
    ['领导您好:我是砚湖区居民。万分感谢', ['领导您好', '万分感谢']],
    ['此致\n敬礼\n一位家长', ['此致', '敬礼']],
    ['感谢您在百忙之中查看这份留言。楼道漏水。', ['感谢您在百忙之中查看这份留言']],
    ['您好!辛苦您在百忙之中抽空看信', ['您好', '辛苦您在百忙之中抽空看信']],
    // The words of thanks are not all that is said.
    ['谢谢你们修好了村口的桥', []],
    ['感谢消防员救了我家老人', []],
    ['希望您在百忙之中过问停水的事', ['百忙之中']],
    ['你好漂亮的花坛被挖了', []],
    ['', []],
    ['谢谢', ['谢谢']],
  ])('%j holds %j', (text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas);
  });

  it('count for nothing, and what stands on both sides of one is not joined', () => {
    expect(featuresOf('水管坏了,谢谢!路灯坏了。').sort()).toEqual(featuresOf('水管坏了,!路灯坏了。').sort());
    expect(featuresOf('水管坏了,谢谢')).not.toContain('w:谢谢');
    expect(featuresOf('谢谢你们修好水管')).toContain('w:谢谢');
  });
});

describe('requests', () => {
  it.each(['门口的路灯坏了,望领导过问', '恳请修一修村里的桥', '请有关部门查一查', '一直停水,盼回复'])(
    'are heard in %j',
    (text) => {
      expect(readText(text).found.wordings.request).not.toEqual([]);
    },
  );

  it.each(['门口的路灯修好了', '演唱会门票售罄', '他请领导吃饭'])('are not heard in %j', (text) => {
    expect(readText(text).found.wordings.request).toEqual([]);
  });
});

describe('what is said to lie elsewhere', () => {
  it.each([
    ['此事与我县无关', 1],
    ['视频里的路不在我市', 1],
    ['我不是本市户口,能办居住证吗', 0],
    ['非本地人怎么报名', 0],
    ['非本县户籍的老人', 0],
  ])('%j: %i', (text, times) => {
    expect(readText(text).found.wordings.irrelevance).toHaveLength(times);
  });
});
