/** Why not the second best: what is said adds up to the verdict's own probabilities and stands where it is said to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERDICT_REASON_IDS } from '../../../server/contract/vocabulary.ts';
import { judgeCategory, scoreCategory } from '../../../classifiers/categories.ts';
import { createClassifier } from '../../../classifiers/classify.ts';
import { explainText, type Contrast } from '../../../classifiers/explain.ts';
import { reasonOfDense } from '../../../classifiers/explain-reasons.ts';
import { categoryFeatures, subjectFeatures } from '../../../classifiers/features.ts';
import { readText } from '../../../classifiers/reading.ts';
import { judgeSubjects, scoreSubjects } from '../../../classifiers/subjects.ts';
import { classifyLine } from '../../../server/commands/text.ts';

const PIECES = [
  ...['砚湖区', '自来水', '发黄', '三天', '没人管', '水务局', '电话打不通', '恳请解决', '仓库', '起火', '造成三人死亡'],
  ...[
    '系谣言',
    '网传',
    '造谣者被拘留',
    '与我县无关',
    '发生在外地',
    '无人员伤亡',
    '防止坍塌',
    '法国',
    '5.2级地震',
    '救援',
  ],
  ...[
    '印发',
    '规划',
    '局长',
    '受贿',
    '虐待',
    '女童',
    '演唱会',
    '学校',
    '食堂',
    '拖欠',
    '工资',
    '公交车',
    '，',
    '。',
    '\n',
  ],
];
const texts = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));

const sumOf = ({ words, reasons }: Contrast<string>): number =>
  [...words, ...reasons].reduce((sum, { push }) => sum + push, 0);
const pushOf = ({ reasons }: Contrast<string>, code: string): number =>
  reasons.find((reason) => reason.code === code)?.push ?? 0;
const categoryOf = (text: string) => {
  const { category } = explainText(text);
  if (category === null) throw new Error(`nothing is said of ${text}`);
  return category;
};

describe('explainText', () => {
  it('sums to the difference that the probabilities show, for any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { category, subject } = explainText(text);
        for (const one of [category, subject]) {
          if (one === null) continue;
          expect(sumOf(one)).toBeCloseTo(Math.log(one.first.probability / one.second.probability), 6);
          expect(one.logOdds).toBeCloseTo(sumOf(one), 6);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('sums, without calibration and rule, to the difference of the margins', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { category, subject } = explainText(text);
        const reading = readText(text);
        for (const [one, { model, scored }] of [
          [category, scoreCategory(reading)],
          [subject, scoreSubjects(reading)],
        ] as const) {
          if (one === null) continue;
          const marginOf = (code: string): number => scored.margins[model.classes.indexOf(code)] ?? NaN;
          const moved = sumOf(one) - pushOf(one, 'calibration') - pushOf(one, 'elsewhere_rule');
          const between = marginOf(one.first.code) - marginOf(one.second.code);
          expect(moved * model.temperature).toBeCloseTo(between, 4);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('explains the verdict given: the same classes and probabilities', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readText(text);
        const { category, subject } = explainText(text);
        const judged = judgeCategory(text, reading);
        if (category === null) return;
        expect([category.first.code, category.first.probability]).toEqual([judged.category, judged.confidence]);
        expect(category.second.probability).toBe(judged.scores[category.second.code]);
        expect(category.second.code).not.toBe(category.first.code);
        const named = judged.category === 'none' ? null : judgeSubjects(text, reading).subject;
        expect(subject?.first.code ?? null).toBe(named);
      }),
    );
  });

  it('names words that stand where it says, none twice, in order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const one of Object.values(explainText(text)) as (Contrast<string> | null)[]) {
          const words = one?.words ?? [];
          for (const { start, end, term } of [...words, ...(one?.reasons ?? []).flatMap(({ terms }) => terms)])
            expect(text.slice(start, end)).toBe(term);
          words.slice(1).forEach(({ start }, at) => expect(start).toBeGreaterThanOrEqual(words[at]?.end ?? Infinity));
          expect(new Set(words.map(({ term }) => term.toLowerCase())).size).toBe(words.length);
        }
      }),
    );
  });

  it('says the same of the same text', () => {
    const text = '砚湖区自来水连续三天发黄,打水务局电话没人接';
    expect(explainText(text)).toEqual(explainText(text));
  });

  it('finds in a matter told of two fields the words of each', () => {
    const { subject } = explainText('小区停电三天，供电所没人来；自来水也发黄浑浊');
    expect(subject?.first.code).toMatch(/utilities|water_resources/);
    const [towards, against] = [1, -1].map((sign) =>
      subject?.words.filter(({ push }) => push * sign > 0).map(({ term }) => term),
    );
    const [power, water] = subject?.first.code === 'utilities' ? [towards, against] : [against, towards];
    expect(power).toEqual(expect.arrayContaining(['停电']));
    expect(water).toEqual(expect.arrayContaining(['自来水']));
  });

  it('hears refutation, and says with which words', () => {
    const category = categoryOf('网传岚口县大桥垮塌系谣言 造谣者被拘留');
    expect(category.first.code).toBe('falsehood');
    const refuted = category.reasons.find(({ code }) => code === 'refuted');
    expect(refuted?.push).toBeGreaterThan(0);
    expect(refuted?.terms.map(({ term }) => term)).toContain('系谣言');
  });

  it('shows what the rule of elsewhere moved, apart from what the model said', () => {
    const text = '视频里的洪水发生在外地,与我县无关';
    const category = categoryOf(text);
    expect(category.first.code).toBe('none');
    const rule = category.reasons.find(({ code }) => code === 'elsewhere_rule');
    expect(rule?.push).toBeGreaterThan(0.5);
    expect(rule?.terms.map(({ term }) => term)).toContain('与我县无关');
    expect(pushOf(categoryOf('砚湖区自来水发黄'), 'elsewhere_rule')).toBe(0);
  });

  it.each(['', ' \n', '😀😀!!! 123', '\ud800', '\u0000'])('says nothing of %j, which holds no letter', (text) => {
    expect(explainText(text)).toEqual({ category: null, subject: null });
  });

  it('explains a text of a million letters', () => {
    const text = '砚湖区自来水发黄，没人管。'.repeat(80_000);
    const category = categoryOf(text);
    expect(sumOf(category)).toBeCloseTo(category.logOdds, 6);
    expect(category.words.length).toBeLessThanOrEqual(12);
  });
});

describe('reasons', () => {
  it('has one of its own for every dense feature of the shipped models', () => {
    for (const name of [...categoryFeatures.names, ...subjectFeatures.names]) {
      expect([name, reasonOfDense(name).code]).not.toEqual([name, 'other_signs']);
      expect(VERDICT_REASON_IDS).toContain(reasonOfDense(name).code);
    }
    expect(reasonOfDense('x:new').code).toBe('other_signs');
  });
});

describe('classify --explain', () => {
  const line = { id: 1, title: '砚湖区自来水发黄', text: '连续三天，没人管。' };

  it('adds the explanation, with offsets of title and text together', () => {
    const classifier = createClassifier({ places: () => [] });
    const { explanation, ...verdict } = classifyLine({ explain: true })(line);
    expect(explanation).toEqual(classifier.explain(line));
    expect(explanation).toEqual(explainText(`${line.title}\n${line.text}`));
    expect(verdict).toEqual(classifyLine({})(line));
  });

  it('says nothing of why where it is not asked', () => {
    expect(classifyLine({})(line)).not.toHaveProperty('explanation');
  });
});
