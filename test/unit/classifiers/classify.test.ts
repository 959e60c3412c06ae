import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictSchema } from '../../../server/contract/views.ts';
import type { Verdict as ContractVerdict } from '../../../server/contract/views.ts';
import { createClassifier } from '../../../classifiers/classify.ts';
import { normalise } from '../../../classifiers/normalise.ts';
import { segment } from '../../../classifiers/segment.ts';
import type { PlaceMention, Verdict } from '../../../classifiers/verdict.ts';
import { fullText } from '../../../classifiers/verdict.ts';

const classifier = createClassifier({ places: () => [] });

/** Compiles only while the two shapes are one. */
const toContract = (verdict: Verdict): ContractVerdict => verdict;
const fromContract = (verdict: ContractVerdict): Verdict => verdict;

describe('classify', () => {
  it('gives a verdict of the contract’s shape for any input', () => {
    const input = fc.record({
      title: fc.string({ unit: 'binary' }),
      text: fc.string({ unit: 'binary', maxLength: 300 }),
    });
    fc.assert(
      fc.property(input, (given) => {
        const verdict = classifier.classify(given);
        expect(verdictSchema.safeParse(verdict).success).toBe(true);
        const text = fullText(given);
        for (const { start, end, term } of verdict.evidence) expect(text.slice(start, end)).toBe(term);
        expect(fromContract(toContract(verdict))).toBe(verdict);
      }),
    );
  });

  it.each(['', ' ', '\u0000\u0001', '\ud800', '😀🔥', 'شكرا جزيلا', 'Спасибо большое'])('survives %j', (text) => {
    const verdict = classifier.classify({ text });
    expect(verdict.subject === null || verdict.category !== 'none').toBe(true);
    expect(verdict.severity).toBeNull();
  });

  it('judges a text of a million units', () => {
    const verdict = classifier.classify({ text: '我们小区停水三天了,物业一直不修,请帮忙解决。'.repeat(43_000) });
    expect(verdict.category).toBe('livelihood');
    expect(verdict.evidence.length).toBeLessThan(30);
  });

  it('grades emergencies only, and names no subject for none', () => {
    expect(classifier.classify({ text: '岚口县煤矿爆炸,十二人遇难,救援继续' })).toMatchObject({
      category: 'emergency',
      severity: 'major',
    });
    expect(classifier.classify({ title: '明星演唱会门票售罄', text: '粉丝晒出座位图' })).toMatchObject({
      category: 'none',
      subject: null,
      subjects: [],
      severity: null,
    });
    expect(classifier.classify({ text: '网传煤矿爆炸三十人死亡系谣言' })).toMatchObject({
      category: 'falsehood',
      severity: null,
    });
  });

  it('counts offsets in title + line feed + text and shows evidence for category, subject and severity', () => {
    const title = '汀洲区仓库起火';
    const verdict = classifier.classify({ title, text: '火灾造成三人死亡,消防救援已到场。' });
    const severity = verdict.evidence.find(({ supports }) => supports === 'severity');
    expect(severity).toMatchObject({ term: '三人死亡', start: title.length + 5 });
    const supported = new Set(verdict.evidence.map(({ supports }) => supports));
    expect(supported.has(verdict.category)).toBe(true);
    expect(verdict.subject !== null && supported.has(verdict.subject)).toBe(true);
  });

  it('hands the full text to the places reader and passes its answer on', () => {
    const place: PlaceMention = { code: '990103', name: '汀洲区', level: 'county', start: 0, end: 3 };
    const seen: string[] = [];
    const withPlaces = createClassifier({
      places: (text) => {
        seen.push(text);
        return [place];
      },
    });
    expect(withPlaces.classify({ title: '汀洲区', text: '停水' }).places).toEqual([place]);
    expect(seen).toEqual(['汀洲区\n停水']);
  });

  it('names its model by a short hash', () => {
    expect(classifier.modelVersion).toMatch(/^[0-9a-f]{12}$/);
    expect(classifier.classify({ text: '停水' }).modelVersion).toBe(classifier.modelVersion);
  });
});

describe('normalise and segment', () => {
  it('keep every offset and every unit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const text = normalise(`${raw}\ud83d 國務院ＡＢ１２`);
        expect(text).toHaveLength(raw.length + 9);
        expect(text.endsWith('\ufffd 国务院ab12')).toBe(true);
        expect(segment(text).join('')).toBe(text);
      }),
    );
  });
});
