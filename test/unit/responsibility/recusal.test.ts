import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INCIDENT_GRADE_IDS, SUBJECT_IDS } from '../../../server/contract/vocabulary.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import { resolve } from '../../../server/responsibility/resolver.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { facts } from './facts.ts';

const rules = loadRulebook();
const organisation = generateOrganisation('222400');
const places = ['222400', '222401', '222402', '222424', '222403100', '220000', '220100', '110000'];

const given = fc.record({
  text: fc.constantFrom(
    '',
    '局长收受红包',
    '延吉市教育局窗口人员辱骂群众',
    '请民政局答复',
    '税务局退税慢',
    '省管公路塌陷',
    '州长滥用职权',
    '感谢民警',
  ),
  subjects: fc.uniqueArray(fc.constantFrom(...SUBJECT_IDS), { maxLength: 4 }),
  places: fc.uniqueArray(fc.constantFrom(...places), { maxLength: 4 }),
  severity: fc.option(fc.constantFrom(...INCIDENT_GRADE_IDS), { nil: undefined }),
});

test('the accused and all it directs have no part in its matter', () => {
  fc.assert(
    fc.property(given, fc.constantFrom(...organisation.units), ({ severity, ...rest }, accused) => {
      const found = resolve(
        facts({ ...rest, accused: accused.id, ...(severity ? { severity } : {}) }),
        organisation,
        rules,
      );
      const named = [found.lead, found.coordinator, ...found.supporting, ...found.candidates, ...found.path];
      const barred = new Set([accused.id, ...organisation.subordinates(accused.id)]);
      expect(named.filter((unit) => unit && barred.has(unit.id))).toEqual([]);
      expect(found.transfer).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('every proposal has a lead or goes to a person, and always says why', () => {
  fc.assert(
    fc.property(given, ({ severity, ...rest }) => {
      const found = resolve(facts({ ...rest, ...(severity ? { severity } : {}) }), organisation, rules);
      expect(found.lead !== null || found.needsHuman).toBe(true);
      expect(found.rule && found.clause).toBeTruthy();
      expect(found.reasons.length).toBeGreaterThan(0);
      const ids = [found.lead?.id, ...found.supporting.map((unit) => unit.id)];
      expect(new Set(ids).size).toBe(ids.length);
      expect(organisation.unit(found.lead?.id ?? '')).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

test('what one accuses an office of bars its departments and their namesakes below', () => {
  const barred = organisation.subordinates('222400:government_office');
  for (const id of ['222400:education', '222401:education', '222424:government_office', '222400:news_office']) {
    expect(barred).toContain(id);
  }
  expect(barred).not.toContain('222401:discipline');
  expect(organisation.subordinates('222400:education')).toEqual(
    new Set(organisation.counties().map(({ code }) => `${code}:education`)),
  );
});
