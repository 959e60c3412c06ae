/** Cases of every rule and its traps, as data: facts in, and exactly who leads, supports and coordinates, and by which rule. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { IncidentGrade, Label, Subject } from '../../../server/contract/vocabulary.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import { loadPack } from '../../../server/organisation/pack.ts';
import { resolve } from '../../../server/responsibility/resolver.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { BY_DUTY, IN_COUNTY } from './duty-cases.ts';
import { facts } from './facts.ts';
import { BY_PLACE } from './place-cases.ts';

interface Row {
  org: '222400' | '222401' | 'yunchuan';
  why: string;
  /** Text, subjects, places, category, incident grade, accused unit, cleared by a person. */
  t?: string;
  s?: (Subject | [Subject, number])[];
  p?: (string | number)[];
  c?: Label;
  v?: IncidentGrade;
  a?: string;
  x?: boolean;
  lead: string | null;
  sup?: string[];
  /** Not looked at where left out. */
  co?: string | null;
  path?: string[];
  tr?: boolean;
  h?: boolean;
  rule?: string;
  /** Words that a reason must hold, or must not. */
  reason?: string;
  without?: string;
}

const FILES = ['places', 'subjects', 'bodies'];
const rows = FILES.flatMap(
  (file) => parse(readFileSync(new URL(`./cases/${file}.yaml`, import.meta.url), 'utf8')) as Row[],
);
const ORGANISATIONS = {
  '222400': generateOrganisation('222400'),
  '222401': generateOrganisation('222401'),
  yunchuan: loadPack(fileURLToPath(new URL('../../../server/samples/yunchuan', import.meta.url))).organisation,
};
const rules = loadRulebook();
const sorted = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id).sort();

describe('the table of routing', () => {
  test.each(rows.map((row): [string, Row] => [`${row.org}: ${row.why}`, row]))('%s', (_name, row) => {
    const given = facts({
      text: row.t ?? '',
      subjects: row.s ?? [],
      places: (row.p ?? []).map(String),
      ...(row.v ? { severity: row.v } : {}),
      ...(row.a ? { accused: row.a } : {}),
    });
    const found = resolve(
      { ...given, category: row.c ?? null, cleared: row.x ?? false },
      ORGANISATIONS[row.org],
      rules,
    );
    expect({
      lead: found.lead?.id ?? null,
      supporting: sorted(found.supporting),
      coordinator: row.co === undefined ? undefined : (found.coordinator?.id ?? null),
      path: sorted(found.path),
      transfer: found.transfer,
      needsHuman: found.needsHuman,
      rule: row.rule === undefined ? undefined : found.rule,
    }).toEqual({
      lead: row.lead,
      supporting: [...(row.sup ?? [])].sort(),
      coordinator: row.co,
      path: row.path ?? [],
      transfer: row.tr ?? false,
      needsHuman: row.h ?? false,
      rule: row.rule,
    });
    const reasons = found.reasons.map(({ matched }) => matched).join('\n');
    if (row.reason) expect(reasons).toContain(row.reason);
    if (row.without) expect(reasons).not.toContain(row.without);
    expect(
      found.reasons.every(({ matched, clause }) => matched !== '' && clause !== '' && !matched.includes('{')),
    ).toBe(true);
  });

  test('holds 200 cases and more, and every rule decides one of them', () => {
    expect(rows.length + BY_PLACE.length + BY_DUTY.length + IN_COUNTY.length).toBeGreaterThanOrEqual(200);
    const deciding = rules.routing().deciding.map(({ id }) => id);
    // Rulings are entries of an organisation: precedents.test.ts.
    const expected = deciding.filter((id) => id !== 'responsibility.precedent');
    expect(expected.filter((id) => rows.every(({ rule }) => rule !== id))).toEqual([]);
  });
});
