/** What must hold of every proposal, on organisations nobody would draw: odd parents, missing offices, doubles, holes, circles. */
import { expect, test } from 'vitest';
import {
  INCIDENT_GRADE_IDS,
  LABEL_IDS,
  SUBJECT_IDS,
  VERTICAL_IDS,
  type Subject,
} from '../../../server/contract/vocabulary.ts';
import type { Duty, OrganisationData, Territory, Unit } from '../../../server/organisation/model.ts';
import { organisationOf } from '../../../server/organisation/model.ts';
import { accusedIn, resolve, type Facts } from '../../../server/responsibility/resolver.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';

const RUNS = 2_000;
const rules = loadRulebook();

/** Numbers that look random and are the same each time (Mulberry32). */
function generator(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (part: number): boolean => next() < part;
  return { below, pick, chance };
}
type Random = ReturnType<typeof generator>;

const SUBJECTS_HERE: readonly Subject[] = SUBJECT_IDS.slice(0, 7);
const OFFICES = ['government_office', 'news_office', 'discipline', 'cyberspace'] as const;
const HOME = '880100';

function territories(random: Random): Territory[] {
  const province: Territory[] = random.chance(0.85)
    ? [{ code: '880000', name: '澄川省', level: 'province', parent: null }]
    : [];
  const home: Territory = { code: HOME, name: '澄阳市', level: 'prefecture', parent: province[0]?.code ?? null };
  const counties = Array.from({ length: random.below(4) }, (_, at): Territory => {
    const code = `8801${String(at + 21)}`;
    return { code, name: `${'甲乙丙丁'.charAt(at)}澄县`, level: 'county', parent: HOME };
  });
  const townships = counties.flatMap((county): Territory[] =>
    random.chance(0.5) ? [{ code: `${county.code}100`, name: '澄口镇', level: 'township', parent: county.code }] : [],
  );
  return [...province, home, ...counties, ...townships];
}

function unitsIn(territory: Territory, random: Random): Unit[] {
  const { code, name } = territory;
  const unit = (id: string, more: Partial<Unit>): Unit => {
    const named = `${name}${id}`;
    return {
      id: `${code}:${id}`,
      name: named,
      shortName: named,
      territory: code,
      kind: 'department',
      aliases: [],
      ...more,
    };
  };
  return [
    ...OFFICES.filter(() => random.chance(0.8)).map((kind) => unit(kind, { kind })),
    ...SUBJECTS_HERE.filter(() => random.chance(0.8)).map((subject) =>
      unit(subject, { subject, aliases: [`${name.slice(0, 1)}${subject}局`] }),
    ),
    ...VERTICAL_IDS.filter(() => random.chance(0.5)).map((vertical) => unit(vertical, { kind: 'vertical', vertical })),
  ];
}

function organisation(random: Random): OrganisationData {
  const places = territories(random);
  const units = places.filter(({ level }) => level !== 'township').flatMap((territory) => unitsIn(territory, random));
  const parented = units.map((unit) => {
    if (units.length === 0 || random.chance(0.3)) return unit;
    const own = units.filter(({ territory, kind }) => territory === unit.territory && kind === 'government_office');
    const parent = random.chance(0.25) ? random.pick(units) : own[0];
    return parent && parent.id !== unit.id ? { ...unit, parent: parent.id } : unit;
  });
  const duties = parented.flatMap((unit): Duty[] => {
    if (!unit.subject || random.chance(0.1)) return [];
    const own = { subject: unit.subject, territory: unit.territory, unit: unit.id };
    return random.chance(0.1) ? [own, { ...own, unit: random.pick(parented).id }] : [own];
  });
  const precedents =
    random.chance(0.3) && parented.length > 0
      ? [1, 2].slice(random.below(2)).map((number) => ({
          id: `p${number}`,
          territory: random.pick(places).code,
          subject: random.pick(SUBJECTS_HERE),
          terms: ['油烟'],
          unit: random.pick(parented).id,
          number: `2026-0${number}`,
          clause: '裁定',
        }))
      : [];
  const code = random.chance(0.25) ? (places.find(({ level }) => level === 'county')?.code ?? HOME) : HOME;
  const profile = random.pick(['national', 'yanbian', 'luodian']);
  return {
    code,
    name: '澄阳市',
    officeName: '新闻办',
    profile,
    territories: places,
    units: parented,
    duties,
    precedents,
  };
}

const TEXTS = [
  '',
  '楼下油烟太大，请环保局处理',
  '局长收受红包',
  '甲澄县教育局窗口工作人员态度恶劣',
  '工作人员辱骂群众',
  '市长滥用职权',
  '乙澄县县长滥用职权',
  '税务局退税慢',
  '省管公路塌陷',
  '国务院出台的政策请解读',
  '供水公司乱收费',
  '全市各县都这样',
  '澄阳市纪委干部收受红包',
  '请交通局和教育局一起解决',
];

function matter(data: OrganisationData, random: Random): Facts {
  const subjects = SUBJECT_IDS.filter(() => random.chance(0.1)).map((code) => ({
    code,
    confidence: random.below(100) / 100,
  }));
  const codes = [...data.territories.map(({ code }) => code), '110000', '880299', '880199'];
  const places = codes.filter(() => random.chance(0.2)).map((code) => ({ code, level: 'county' as const }));
  return {
    text: random.pick(TEXTS),
    subject: subjects[0]?.code ?? null,
    subjects,
    places,
    severity: random.chance(0.3) ? random.pick(INCIDENT_GRADE_IDS) : null,
    category: random.chance(0.7) ? random.pick(LABEL_IDS) : null,
    accused: data.units.length > 0 && random.chance(0.3) ? random.pick(data.units).id : null,
    cleared: random.chance(0.2),
  };
}

/** The accused side by its own reckoning: the unit, what it directs step by step, and namesakes below, however deep. */
function accusedSide(data: OrganisationData, accused: string): Set<string> {
  const side = new Set([accused]);
  for (let before = -1; before !== side.size;) {
    before = side.size;
    const present = data.units.filter(({ id }) => side.has(id));
    for (const unit of data.units) {
      const above = data.territories.find(({ code }) => code === unit.territory)?.parent;
      const directed = present.some(
        (other) =>
          unit.parent === other.id ||
          (other.kind === 'government_office' &&
            unit.kind === 'department' &&
            !unit.parent &&
            unit.territory === other.territory) ||
          (above === other.territory &&
            unit.kind === other.kind &&
            unit.subject === other.subject &&
            unit.vertical === other.vertical),
      );
      if (directed) side.add(unit.id);
    }
  }
  return side;
}

test(`on ${RUNS.toLocaleString('en')} random organisations and matters`, () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const random = generator(seed);
    const data = organisation(random);
    const facts = matter(data, random);
    const here = `seed ${seed}`;
    const found = resolve(facts, organisationOf(data), rules);
    const named = [found.lead, found.coordinator, ...found.supporting, ...found.candidates, ...found.path].flatMap(
      (unit) => unit?.id ?? [],
    );

    expect(found.lead !== null || found.needsHuman, here).toBe(true);
    expect([found.rule, found.clause, found.reasons.length > 0].every(Boolean), here).toBe(true);
    for (const { principle, matched, clause } of found.reasons) {
      expect(principle && matched && clause, here).toBeTruthy();
      expect(matched, here).not.toMatch(/[{}]|undefined/);
    }
    expect(
      named.filter((id) => data.units.every((unit) => unit.id !== id)),
      here,
    ).toEqual([]);
    const roles = [found.lead?.id, ...found.supporting.map(({ id }) => id)];
    expect(new Set(roles).size, here).toBe(roles.length);
    if (found.lead) expect(found.candidates[0]?.id, here).toBe(found.lead.id);
    const told = accusedIn({ ...facts, cleared: false }, organisationOf(data));
    if (told?.side.unit) {
      const side = accusedSide(data, told.side.unit.id);
      expect(
        named.filter((id) => side.has(id)),
        here,
      ).toEqual([]);
      expect(found.transfer, here).toBe(!facts.cleared || facts.accused !== null);
    }
    expect(resolve(structuredClone(facts), organisationOf(structuredClone(data)), rules), here).toEqual(found);

    const stranger: Unit = {
      id: 'elsewhere:stranger',
      name: '无关单位',
      shortName: '无关单位',
      territory: '990199',
      kind: random.pick(['department', 'news_office', 'discipline', 'government_office']),
      subject: random.pick(SUBJECT_IDS),
      aliases: ['无关的单位'],
      ...(data.units.length > 0 && random.chance(0.5) ? { parent: random.pick(data.units).id } : {}),
    };
    const elsewhere: Territory = { code: '990199', name: '别处', level: 'county', parent: null };
    const wider = organisationOf({
      ...data,
      units: [...data.units, stranger],
      territories: [...data.territories, elsewhere],
    });
    expect(resolve(facts, wider, rules), here).toEqual(found);
  }
});
