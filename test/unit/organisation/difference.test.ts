/** From one organisation to another and back into words: the changes lead there exactly, and each says what it does. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesSchema, type Change } from '../../../server/organisation/changes/change.ts';
import { describeChange, describeChanges } from '../../../server/organisation/changes/describe.ts';
import { changesBetween } from '../../../server/organisation/changes/difference.ts';
import { withChanges } from '../../../server/organisation/changes/fold.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import type { OrganisationData, Unit } from '../../../server/organisation/model.ts';
import { organisations } from '../../support/organisations.ts';

const by = <T>(values: readonly T[], key: (value: T) => string): T[] =>
  [...values].sort((a, b) => (key(a) < key(b) ? -1 : 1));

/** The content, whatever the order of rows; the order of the units within a cell counts. */
const content = (data: OrganisationData) => ({
  territories: by(data.territories, ({ code }) => code),
  units: by(
    data.units.map(({ formerNames: _, ...unit }) => unit),
    ({ id }) => id,
  ),
  // Sorting is stable: within a cell the order stays.
  duties: by(data.duties, ({ territory, subject }) => territory + subject).map(({ territory, subject, unit }) =>
    [territory, subject, unit].join(' '),
  ),
  precedents: by(data.precedents ?? [], ({ id }) => id),
});

describe('the changes between two organisations', () => {
  test('lead from the one to the other, whatever the two are', () => {
    fc.assert(
      fc.property(organisations, organisations, (before, after) => {
        const changes = changesBetween(before, after);
        const reached = withChanges(before, changes);
        expect(content(reached)).toEqual(content(after));
        expect(changesBetween(reached, after)).toEqual([]);
        expect(changesSchema.parse(changes)).toEqual(changes);
        // Names once borne stay known, and who is gone is remembered.
        for (const unit of before.units) {
          const now = reached.units.find(({ id }) => id === unit.id);
          if (!now) expect(reached.former?.map(({ id }) => id)).toContain(unit.id);
          else if (now.name !== unit.name) expect(now.formerNames).toContain(unit.name);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('of an organisation and itself there are none', () => {
    const whole = generateOrganisation('222400');
    expect(changesBetween(whole, whole)).toEqual([]);
    fc.assert(
      fc.property(organisations, (one) => {
        expect(changesBetween(one, one)).toEqual([]);
      }),
    );
  });

  test('one line each, and never without words', () => {
    fc.assert(
      fc.property(organisations, organisations, (before, after) => {
        const changes = changesBetween(before, after);
        const lines = describeChanges(changes, before);
        expect(lines).toHaveLength(changes.length);
        for (const line of lines) expect(line).not.toMatch(/undefined|null|\[object|内容不变/);
      }),
      { numRuns: 200 },
    );
  });
});

const YANBIAN = generateOrganisation('222400');
const unit = (id: string): Unit => {
  const found = YANBIAN.unit(id);
  if (!found) throw new Error(`no unit ${id}`);
  return found;
};
const unitChange = (to: Unit): Change => ({
  kind: 'unit',
  id: to.id,
  to: { ...to, aliases: [...to.aliases], formerNames: [] },
  successor: null,
});

const WORDS: [string, Change, string][] = [
  [
    'a unit renamed and put under another',
    unitChange({ ...unit('222401:utilities'), name: '延吉市公用事业中心', parent: '222401:housing_construction' }),
    '单位 延吉市公用事业管理局：名称 延吉市公用事业管理局 → 延吉市公用事业中心；上级单位 延吉市人民政府办公室 → 延吉市住房和城乡建设局',
  ],
  [
    'a new unit',
    unitChange({
      id: '222401:parks',
      name: '延吉市园林中心',
      shortName: '园林中心',
      territory: '222401',
      kind: 'department',
      aliases: [],
    }),
    '新增单位 延吉市园林中心（222401:parks，部门，属地 延吉市）',
  ],
  [
    'a unit dissolved',
    { kind: 'unit', id: '222401:utilities', to: null, successor: '222401:housing_construction' },
    '撤销单位 延吉市公用事业管理局，由 延吉市住房和城乡建设局 承接',
  ],
  [
    'a cell that becomes a double',
    {
      kind: 'duty',
      territory: '222401',
      subject: 'utilities',
      to: ['222401:utilities', '222401:housing_construction'],
    },
    '职责 公用事业 × 延吉市：延吉市公用事业管理局 → 延吉市公用事业管理局、延吉市住房和城乡建设局（并列）',
  ],
  [
    'a cell nobody answers for',
    { kind: 'duty', territory: '222401', subject: 'utilities', to: [] },
    '职责 公用事业 × 延吉市：延吉市公用事业管理局 → 空缺（归政府办公室）',
  ],
  [
    'a territory renamed',
    { kind: 'territory', code: '222401', to: { code: '222401', name: '延吉新市', level: 'county', parent: '222400' } },
    '属地 延吉市（222401）：名称 延吉市 → 延吉新市',
  ],
  [
    'a new precedent',
    {
      kind: 'precedent',
      id: 'p1',
      to: {
        id: 'p1',
        territory: '222401',
        subject: 'urban_management',
        terms: ['步道照明', '路灯'],
        unit: '222401:urban_management',
        number: '2026-07',
        clause: '“三定”第四条',
      },
    },
    '新增判例 2026-07：城市管理 × 延吉市 中写到“步道照明”、“路灯”的，归 延吉市城市管理局（“三定”第四条）',
  ],
];

test.each(WORDS)('in words: %s', (_name, change, line) => {
  expect(changesSchema.parse([change])).toHaveLength(1);
  expect(describeChange(change, YANBIAN)).toBe(line);
});
