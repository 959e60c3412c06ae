import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { byEdits, byLetters, byOrder, byPairs, type Likeness } from '../../../classifiers/string-distance.ts';
import { organisationOf, type Unit } from '../../../server/organisation/model.ts';
import { loadPack } from '../../../server/organisation/pack.ts';
import { oneSlip } from '../../../server/responsibility/finding/place-words.ts';
import { searchUnits, unitsNamed, type SearchOptions } from '../../../server/responsibility/unit-search.ts';
import { UNIT_QUERIES, type UnitQuery } from './unit-queries.ts';

const { organisation } = loadPack(fileURLToPath(new URL('../../../server/samples/yunchuan/', import.meta.url)));

const idsOf = (query: string, options?: SearchOptions) => searchUnits(organisation, query, options).map(({ id }) => id);
const first = (query: string, options?: SearchOptions) => searchUnits(organisation, query, options)[0];

/** Queries whose unit is not within the first places. */
function missed(places: number, likeness?: Likeness): string[] {
  const found = ({ typed, unit }: UnitQuery) =>
    idsOf(typed, likeness && { likeness })
      .slice(0, places)
      .includes(unit);
  return UNIT_QUERIES.filter((query) => !found(query)).map(({ typed, unit }) => `${typed} → ${unit}`);
}

describe('what people type', () => {
  test('there are 150 queries or more, none twice', () => {
    expect(UNIT_QUERIES.length).toBeGreaterThanOrEqual(150);
    expect(new Set(UNIT_QUERIES.map(({ typed }) => typed)).size).toBe(UNIT_QUERIES.length);
    expect(UNIT_QUERIES.filter(({ unit }) => !organisation.unit(unit))).toEqual([]);
  });

  test('the unit meant comes first for 0.95 of them, and within the first five for all', () => {
    expect(missed(5)).toEqual([]);
    expect(missed(1).length).toBeLessThanOrEqual(UNIT_QUERIES.length * 0.05);
  });

  test('no single distance does as well as the one chosen', () => {
    const chosen = missed(1).length;
    for (const likeness of [byEdits, byOrder, byPairs]) expect(missed(1, likeness).length).toBeGreaterThan(chosen);
  });
});

describe('the order', () => {
  test('exact before what begins so, that before what holds it', () => {
    const names = ['砚湖区水务', '砚湖区水务局', '砚湖区城乡水务中心'];
    const units = names.map((name, at): Unit => {
      const base = { id: `x:${2 - at}`, territory: '990102', kind: 'department' as const, aliases: [] };
      return { ...base, name, shortName: name };
    });
    const own = organisationOf({ ...organisation, units, duties: [] });
    expect(searchUnits(own, '水务').map(({ name }) => name)).toEqual(names);
  });

  test('own territory first, then the jurisdiction; a territory named decides', () => {
    expect(first('水务局')?.id).toBe('990100:water_resources');
    expect(idsOf('水务局', { territory: '990103' }).slice(0, 2)).toEqual([
      '990103:water_resources',
      '990100:water_resources',
    ]);
    expect(first('砚湖水务局', { territory: '990103' })?.id).toBe('990102:water_resources');
    expect(idsOf('砚湖区水务局').every((id) => !id.startsWith('990103'))).toBe(true);
    expect(first('区水务局', { territory: '990100' })?.id).toMatch(/^99010[23]:water_resources$/);
  });

  test('a territory alone shows its units in the order of the directory', () => {
    const own = organisation.unitsOf('990102').map(({ id }) => id);
    expect(idsOf('砚湖区')).toEqual(own.slice(0, 20));
    expect(idsOf('砚')).toEqual(own.slice(0, 20));
  });

  test('nothing but a likeness of units is found: other words find nothing', () => {
    for (const words of ['', '  ', '。', '没有这个单位', '天气真好', '12345', 'xyz', '的'])
      expect(idsOf(words)).toEqual([]);
  });
});

describe('why it was found', () => {
  test.each([
    ['城市管理局', null],
    ['砚湖区城管局', null],
    ['工商局', { by: 'former', text: '工商局', until: 2018 }],
    ['砚湖区卫计委', { by: 'former', text: '卫计委', until: 2018 }],
    ['疾控中心', { by: 'alias', text: '疾控中心', until: null }],
    ['水物局', { by: 'near', text: '水务局', until: null }],
    ['砚胡区水务局', { by: 'near', text: '水务局', until: null }],
  ])('%s', (typed, match) => {
    expect(first(typed)?.match).toEqual(match);
  });

  test('a unit’s own former name is found though no reform is known to have ended it', () => {
    const units = organisation.units.map((unit) =>
      unit.id === '990102:utilities' ? { ...unit, formerNames: ['砚湖区煤气总公司'] } : unit,
    );
    const found = searchUnits(organisationOf({ ...organisation, units }), '煤气总公司')[0];
    expect(found).toMatchObject({
      id: '990102:utilities',
      match: { by: 'former', text: '煤气总公司', until: null },
    });
  });
});

test('whom a case is closed to is never offered', () => {
  const barred = new Set(['990100:water_resources']);
  for (const typed of ['水务局', '云川市水务局', '水物局', '云川市', 'swj'])
    expect(idsOf(typed, { barred })).not.toContain('990100:water_resources');
});

test('the search of cases by unit takes what names a unit, not what is merely alike', () => {
  expect(unitsNamed(organisation, '水务局').length).toBeGreaterThan(3);
  expect(unitsNamed(organisation, '水物局')).toEqual([]);
});

test('likeness lies between 0 and 1, and is whole for the same', () => {
  const texts = ['', '局', '城管局', '管城局', '市场监督管理局', '人民政府办公室'];
  for (const likeness of [byEdits, byOrder, byPairs, byLetters]) {
    for (const a of texts) {
      expect(likeness(a, a)).toBe(1);
      for (const b of texts) {
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
      }
    }
  }
});

test.each([
  ['砚湖', '砚胡', true],
  ['砚湖区', '砚区', true],
  ['砚区', '砚湖区', true],
  ['砚湖区', '湖砚区', true],
  ['砚湖区', '汀洲区', false],
  ['砚湖', '砚湖新区', false],
])('one slip from %s to %s: %s', (a, b, expected) => {
  expect(oneSlip(a, b)).toBe(expected);
});
