/** Models of an office's own, in the place of the shipped ones. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createClassifier } from '../../../classifiers/classify.ts';
import { ModelFormatError, type StoredModel } from '../../../classifiers/model.ts';

const stored = (task: 'category' | 'subject'): StoredModel =>
  JSON.parse(readFileSync(new URL(`../../../classifiers/models/${task}.json`, import.meta.url), 'utf8')) as StoredModel;
const places = () => [];
/** A model that says the same of every text. */
const always = (task: 'category' | 'subject', label: string): string => {
  const model = stored(task);
  return JSON.stringify({ ...model, bias: model.classes.map((name) => (name === label ? 50 : 0)) });
};
const LAMP = { text: '河湾路的路灯坏了一个月，晚上看不清路，请尽快维修。' };
const shipped = createClassifier({ places });

describe('a model of one’s own', () => {
  test('judges its task, the shipped one the other', () => {
    const own = createClassifier({ places, models: { subject: always('subject', 'commerce') } });
    expect(shipped.classify(LAMP)).toMatchObject({ category: 'livelihood' });
    expect(shipped.classify(LAMP).subject).not.toBe('commerce');
    expect(own.classify(LAMP)).toMatchObject({ category: 'livelihood', subject: 'commerce' });
    const other = createClassifier({ places, models: { category: always('category', 'policy') } });
    expect(other.classify(LAMP)).toMatchObject({ category: 'policy', subject: shipped.classify(LAMP).subject });
  });

  test('makes another version, which the verdict bears', () => {
    const versions = [{}, { category: always('category', 'policy') }, { category: always('category', 'none') }].map(
      (models) => createClassifier({ places, models }).classify(LAMP).modelVersion,
    );
    expect(new Set(versions).size).toBe(3);
    expect(versions[0]).toBe(shipped.modelVersion);
  });

  test('leaves the shipped models as they were', () => {
    const before = shipped.classify(LAMP);
    createClassifier({ places, models: { category: always('category', 'policy') } });
    expect(shipped.classify(LAMP)).toEqual(before);
  });

  test('is refused where it was made for other labels or another reading', () => {
    const model = stored('category');
    const [first = '', ...others] = model.dense.split('\n');
    const renamed = JSON.stringify({ ...model, dense: [`${first}-then`, ...others].join('\n') });
    const labelled = JSON.stringify({ ...model, classes: model.classes.map((name) => `${name}s`) });
    for (const category of [renamed, labelled])
      expect(() => createClassifier({ places, models: { category } })).toThrow(ModelFormatError);
    expect(() => createClassifier({ places, models: { category: '' } })).toThrow(SyntaxError);
  });
});
