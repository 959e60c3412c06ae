import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commanded, superiors } from '../../../server/organisation/lines.ts';
import { loadPack } from '../../../server/organisation/pack.ts';
import { searchUnits } from '../../../server/responsibility/unit-search.ts';
import { proposeOpinionGrade } from '../../../server/triage/opinion-grade.ts';
import { homeTerritory } from '../../../server/triage/territory.ts';

const { organisation } = loadPack(fileURLToPath(new URL('../../../server/samples/yunchuan/', import.meta.url)));
const places = (...codes: string[]) => codes.map((code) => ({ code }));

describe('the proposed opinion grade', () => {
  test.each([
    ['livelihood', null, 1, 'general'],
    ['livelihood', null, 5, 'large'],
    ['morality', null, 1, 'large'],
    ['emergency', 'general', 1, 'general'],
    ['emergency', 'large', 1, 'large'],
    ['emergency', 'extreme', 1, 'extreme'],
  ] as const)('%s, %s, seen %i times -> %s', (category, severity, sightings, grade) => {
    expect(proposeOpinionGrade({ category, severity, sightings })).toBe(grade);
  });
});

describe('the territory on the board', () => {
  test.each([
    ['one county', places('990102'), '990102'],
    ['a township lies in its county', places('990102001'), '990102'],
    ['two townships of one county', places('990102001', '990102'), '990102'],
    ['several counties', places('990102', '990103'), '990100'],
    ['the city itself', places('990100'), '990100'],
    ['elsewhere', places('110000'), null],
    ['nowhere', [], null],
    ['here and elsewhere', places('990103', '110000'), '990103'],
  ])('%s', (_name, mentioned, code) => {
    expect(homeTerritory(mentioned, organisation)).toBe(code);
  });
});

describe('lines of command', () => {
  test('a denial of the city bureau closes a case to its county namesakes, a grant to it does not open theirs', () => {
    expect(superiors(organisation, '990102:water_resources')).toContain('990100:water_resources');
    expect(commanded(organisation, '990100:water_resources')).toContain('990100:water_resources');
    expect(commanded(organisation, '990102:water_resources')).not.toContain('990100:water_resources');
  });

  test('a unit is in its own lines', () => {
    for (const unit of organisation.units) {
      expect(superiors(organisation, unit.id)).toContain(unit.id);
      expect(commanded(organisation, unit.id)[0]).toBe(unit.id);
    }
  });
});

describe('searching for a unit', () => {
  test('an exact name comes first, words find names and aliases, nothing finds nothing', () => {
    expect(searchUnits(organisation, '市水务局')[0]?.id).toBe('990100:water_resources');
    expect(searchUnits(organisation, '水务').length).toBeGreaterThan(3);
    expect(searchUnits(organisation, '  ')).toEqual([]);
    expect(searchUnits(organisation, '没有这个单位')).toEqual([]);
  });
});
