import { describe, expect, test } from 'vitest';
import { SUBJECT_IDS, VERTICAL_IDS } from '../../../server/contract/vocabulary.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';

const YANBIAN = ['222401', '222402', '222403', '222404', '222405', '222406', '222424', '222426'];

describe('generateOrganisation', () => {
  test('a prefecture: its counties, each with every department, office and vertical unit', () => {
    const organisation = generateOrganisation('222400');
    expect(organisation.counties().map(({ code }) => code)).toEqual(YANBIAN);
    for (const code of ['222400', ...YANBIAN]) {
      for (const subject of SUBJECT_IDS) expect(organisation.competent(code, subject)?.id).toBe(`${code}:${subject}`);
      for (const vertical of VERTICAL_IDS)
        expect(organisation.vertical(code, vertical)?.id).toBe(`${code}:${vertical}`);
      for (const kind of ['government_office', 'news_office', 'discipline', 'cyberspace'] as const) {
        expect(organisation.body(code, kind)?.id).toBe(`${code}:${kind}`);
      }
    }
  });

  test('above it, the receivers of what goes beyond', () => {
    const organisation = generateOrganisation('222400');
    for (const id of ['220000:education', '220000:government_office', '220000:discipline']) {
      expect(organisation.unit(id)?.territory).toBe('220000');
    }
    expect(organisation.unit('220000:education')?.name).toBe('吉林省教育厅');
    expect(organisation.unit('220000:news_office')).toBeUndefined();
  });

  test('names as people write them', () => {
    const organisation = generateOrganisation('222400');
    expect(organisation.unit('222400:education')).toMatchObject({
      name: '延边朝鲜族自治州教育局',
      shortName: '延边州教育局',
    });
    expect(organisation.unit('222400:education')?.aliases).toEqual(expect.arrayContaining(['州教育局', '延边教育局']));
    expect(organisation.unit('222404:customs')?.name).toBe('珲春海关');
  });

  test('townships with nine digits lie under their county', () => {
    const organisation = generateOrganisation('222400');
    expect(organisation.lineage('222401100')).toEqual(['222401100', '222401', '222400', '220000']);
  });

  test('a county knows its prefecture and province', () => {
    const organisation = generateOrganisation('222401');
    expect(organisation.counties().map(({ code }) => code)).toEqual(['222401']);
    expect(organisation.lineage('222401')).toEqual(['222401', '222400', '220000']);
    expect(organisation.unit('222400:discipline')).toBeDefined();
    expect(organisation.unit('222402:education')).toBeUndefined();
  });

  test.each(['110100', '110000'])('%s is the municipality', (code) => {
    const organisation = generateOrganisation(code);
    expect(organisation.code).toBe('110000');
    expect(organisation.name).toBe('北京市');
    expect(organisation.counties()).toHaveLength(16);
    expect(organisation.unit('110000:education')?.name).toBe('北京市教育局');
  });

  test('a municipality holds its districts and its counties', () => {
    expect(generateOrganisation('500200').counties()).toHaveLength(38);
  });

  test('a county that the province administers lies directly under it', () => {
    expect(generateOrganisation('429004').lineage('429004')).toEqual(['429004', '420000']);
  });

  test.each(['441900', '620200'])('%s, a prefecture without counties, has its townships itself', (code) => {
    const organisation = generateOrganisation(code);
    expect(organisation.counties()).toEqual([]);
    expect(organisation.below(code).length).toBeGreaterThan(3);
    expect(organisation.below(code).every(({ level }) => level === 'township')).toBe(true);
  });

  test.each([
    ['429000', 'not_a_government'],
    ['220000', 'unsupported_jurisdiction'],
    ['999999', 'unknown_territory'],
    ['', 'unknown_territory'],
    ['2224', 'unknown_territory'],
  ])('%s is a fault', (code, fault) => {
    expect(() => generateOrganisation(code)).toThrow(expect.objectContaining({ code: fault }));
  });

  test.each(['222400', '222401', '110000', '429004', '441900'])('%s refers to nothing that is not there', (code) => {
    const organisation = generateOrganisation(code);
    expect(new Set(organisation.units.map(({ id }) => id)).size).toBe(organisation.units.length);
    for (const unit of organisation.units) {
      expect(organisation.territory(unit.territory)).toBeDefined();
      if (unit.parent !== undefined) expect(organisation.unit(unit.parent)).toBeDefined();
    }
    for (const { parent } of organisation.territories) {
      if (parent !== null) expect(organisation.territory(parent)).toBeDefined();
    }
  });
});
