/** 判例: a ruling on a disputed duty gives like matters to the unit it named, and only those. */
import { describe, expect, test } from 'vitest';
import type { Precedent } from '../../../server/organisation/changes/change.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import { organisationOf } from '../../../server/organisation/model.ts';
import { resolve } from '../../../server/responsibility/resolver.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { facts, type Given } from './facts.ts';

const rules = loadRulebook();
const plain = generateOrganisation('222400');
const ruling = (more: Partial<Precedent> = {}): Precedent => ({
  id: 'p1',
  territory: '222401',
  subject: 'environment',
  terms: ['油烟', '烧烤'],
  unit: '222401:urban_management',
  number: '2026-07',
  clause: '城市市容管理职责分工 第三条',
  ...more,
});
const route = (given: Given, precedents: Precedent[], cleared = false) =>
  resolve({ ...facts(given), cleared }, organisationOf({ ...plain, precedents }), rules);
const smoke: Given = { text: '楼下烧烤油烟太大', subjects: ['environment'], places: ['222401'] };

describe('a precedent', () => {
  test('decides: its unit leads, and the reason gives number and clause', () => {
    const found = route(smoke, [ruling()]);
    expect(found).toMatchObject({
      lead: { id: '222401:urban_management' },
      rule: 'responsibility.precedent',
      needsHuman: false,
    });
    expect(found.reasons[0]).toMatchObject({ principle: '按判例' });
    expect(found.reasons[0]?.matched).toContain('2026-07(城市市容管理职责分工 第三条)');
    expect(found.path.map(({ id }) => id)).toEqual(['222401:government_office']);
    expect(found.candidates.map(({ id }) => id)).toContain('222401:environment');
    expect(found.facts.find(({ fact }) => fact === 'precedent')?.from).toContain('2026-07');
  });

  test('counts too where its subject is not the leading one', () => {
    const found = route(
      {
        ...smoke,
        subjects: [
          ['health', 0.7],
          ['environment', 0.5],
        ],
      },
      [ruling()],
    );
    expect(found.lead?.id).toBe('222401:urban_management');
  });

  test.each<[string, Given, Partial<Precedent>]>([
    ['another territory', { ...smoke, places: ['222402'] }, {}],
    ['another subject', { ...smoke, subjects: ['transport'] }, {}],
    ['none of its terms', { ...smoke, text: '楼下太吵' }, {}],
    ['its term denied', { ...smoke, text: '不是油烟，是异味' }, {}],
    ['a unit that is no more', smoke, { unit: '222401:gone' }],
    ['several places, where it was made for one', { ...smoke, places: ['222401', '222402'] }, {}],
  ])('plays no part: %s', (_why, given, more) => {
    expect(route(given, [ruling(more)]).rule).not.toBe('responsibility.precedent');
  });

  test('never names who must recuse himself', () => {
    const found = route({ ...smoke, accused: '222401:urban_management' }, [ruling()]);
    expect(found.transfer).toBe(true);
    expect(JSON.stringify([found.lead, found.candidates, found.supporting])).not.toContain('urban_management');
    const complaint = route({ ...smoke, text: '城管局窗口工作人员态度恶劣，油烟没人管' }, [ruling()], true);
    expect(complaint.lead?.id).not.toBe('222401:urban_management');
  });

  test('two that agree are one; two that disagree go to people, with both as candidates', () => {
    expect(route(smoke, [ruling(), ruling({ id: 'p2', number: '2026-09' })])).toMatchObject({
      rule: 'responsibility.precedent',
      needsHuman: false,
    });
    const found = route(smoke, [ruling(), ruling({ id: 'p2', number: '2026-09', unit: '222401:market_regulation' })]);
    expect(found).toMatchObject({
      lead: { id: '222401:environment' },
      needsHuman: true,
      rule: 'responsibility.one_place',
    });
    expect(found.candidates.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['222401:urban_management', '222401:market_regulation']),
    );
  });
});

describe('duties', () => {
  const duties = plain.duties.filter(({ territory, subject }) => territory !== '222401' || subject !== 'environment');

  test('a hole in a county is filled by the level above, with a reason', () => {
    const found = resolve(facts({ ...smoke, text: '' }), organisationOf({ ...plain, duties }), rules);
    expect(found).toMatchObject({ lead: { id: '222400:environment' }, needsHuman: false });
    expect(found.reasons.map(({ matched }) => matched).join()).toContain('由上一级主管部门承办');
  });

  test('a hole in the whole jurisdiction goes to people', () => {
    const none = plain.duties.filter(({ subject, territory }) => subject !== 'environment' || territory === '220000');
    const found = resolve(facts({ ...smoke, text: '' }), organisationOf({ ...plain, duties: none }), rules);
    expect(found.needsHuman).toBe(true);
  });

  test('two that answer for the same go to people, with both as candidates', () => {
    const twice = [
      ...plain.duties,
      { subject: 'environment', territory: '222401', unit: '222401:urban_management' } as const,
    ];
    const found = resolve(facts({ ...smoke, text: '' }), organisationOf({ ...plain, duties: twice }), rules);
    expect(found.needsHuman).toBe(true);
    expect(found.candidates.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['222401:environment', '222401:urban_management']),
    );
  });
});
