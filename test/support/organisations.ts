/** Small organisations of invented places, in any number: territories, units with superiors, duties with holes and doubles. */
import fc from 'fast-check';
import { SUBJECT_IDS } from '../../server/contract/vocabulary.ts';
import type { Precedent } from '../../server/organisation/changes/change.ts';
import type { Duty, OrganisationData, Territory, Unit } from '../../server/organisation/model.ts';

const HOME: Territory = { code: '990100', name: '云川市', level: 'prefecture', parent: null };
const COUNTIES = ['990102', '990103', '990121', '990122'] as const;
const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const SUBJECTS = SUBJECT_IDS.slice(0, 5);
const WORDS = ['水务局', '水利局', '城管局', '教育局', '数据局', '信访局', '园林局'] as const;

const name = fc.constantFrom(...WORDS);
const county = fc.constantFrom(...COUNTIES);
const place = fc.constantFrom(HOME.code, ...COUNTIES);

const territories: fc.Arbitrary<Territory[]> = fc
  .uniqueArray(fc.record({ code: county, name: fc.constantFrom('砚湖区', '汀洲区', '青禾县') }), {
    selector: ({ code }) => code,
  })
  .map((rows) => [HOME, ...rows.map((row): Territory => ({ ...row, level: 'county', parent: HOME.code }))]);

const units: fc.Arbitrary<Unit[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom(...IDS),
      name,
      shortName: name,
      territory: place,
      subject: fc.option(fc.constantFrom(...SUBJECTS), { nil: undefined }),
      parent: fc.option(fc.constantFrom(...IDS), { nil: undefined }),
      aliases: fc.uniqueArray(name, { maxLength: 3 }),
    })
    .map(({ subject, parent, ...unit }): Unit => ({
      ...unit,
      kind: 'department',
      ...(subject && { subject }),
      ...(parent && { parent }),
    })),
  { selector: ({ id }) => id, minLength: 1 },
);

const duties: fc.Arbitrary<Duty[]> = fc.uniqueArray(
  fc.record({ subject: fc.constantFrom(...SUBJECTS), territory: place, unit: fc.constantFrom(...IDS) }),
  { selector: ({ subject, territory, unit }) => [subject, territory, unit].join(), maxLength: 12 },
);

const precedents: fc.Arbitrary<Precedent[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('p1', 'p2', 'p3'),
    territory: place,
    subject: fc.constantFrom(...SUBJECTS),
    terms: fc.uniqueArray(fc.constantFrom('泵房', '照明', '步道'), { minLength: 1 }),
    unit: fc.constantFrom(...IDS),
    number: fc.constantFrom('2026-01', '2026-02'),
    clause: fc.constantFrom('“三定”第三条', '“三定”第五条'),
  }),
  { selector: ({ id }) => id },
);

/** An organisation as data; what refers to what need not hold. */
export const organisations: fc.Arbitrary<OrganisationData> = fc
  .record({ territories, units, duties, precedents })
  .map((parts) => ({
    code: HOME.code,
    name: HOME.name,
    officeName: '云川市人民政府新闻办公室',
    profile: 'national',
    ...parts,
  }));
