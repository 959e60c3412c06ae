import { describe, expect, test } from 'vitest';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import { resolve } from '../../../server/responsibility/resolver.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import type { Case, Expected } from './case.ts';
import { BY_DUTY, IN_COUNTY } from './duty-cases.ts';
import { facts } from './facts.ts';
import { BY_PLACE } from './place-cases.ts';

const rules = loadRulebook();
const prefecture = generateOrganisation('222400');
const county = generateOrganisation('222401');

function check(organisation: typeof prefecture, given: Case[1], expected: Expected): void {
  const found = resolve(facts(given), organisation, rules);
  const ids = (list: readonly { id: string }[]): string[] => list.map((unit) => unit.id).sort();
  expect({
    lead: found.lead?.id ?? null,
    supporting: ids(found.supporting),
    coordinator: expected.coordinator === undefined ? undefined : (found.coordinator?.id ?? null),
    path: ids(found.path),
    transfer: found.transfer,
    needsHuman: found.needsHuman,
  }).toEqual({
    lead: expected.lead,
    supporting: [...(expected.supporting ?? [])].sort(),
    coordinator: expected.coordinator,
    path: expected.path ?? [],
    transfer: expected.transfer ?? false,
    needsHuman: expected.needsHuman ?? false,
  });
  if (expected.rule) expect(found.rule).toBe(expected.rule);
  expect(found.clause).not.toBe('');
  expect(found.reasons.length).toBeGreaterThan(0);
  for (const reason of found.reasons) expect(reason.principle && reason.matched && reason.clause).toBeTruthy();
  if (found.lead) expect(found.candidates[0]?.id).toBe(found.lead.id);
}

describe('resolve for a prefecture', () => {
  test.each([...BY_PLACE, ...BY_DUTY])('%s', (_name, given, expected) => check(prefecture, given, expected));

  test('an unknown accused unit is a fault', () => {
    expect(() => resolve(facts({ accused: '999999:nobody' }), prefecture, rules)).toThrow(
      expect.objectContaining({ code: 'unknown_unit' }),
    );
  });

  test('beyond the jurisdiction the common superior is the next candidate', () => {
    const found = resolve(facts({ subjects: ['education'], places: ['220100'] }), prefecture, rules);
    expect(found.candidates.map((unit) => unit.id)).toEqual([
      '222400:news_office',
      '220000:education',
      '220000:government_office',
    ]);
  });
});

describe('resolve for a county', () => {
  test.each(IN_COUNTY)('%s', (_name, given, expected) => check(county, given, expected));
});
