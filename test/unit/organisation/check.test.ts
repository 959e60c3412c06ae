/** What an organisation must not be, and what it may be but should not: each told in Chinese, with what to do. */
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../server/organisation/changes/change.ts';
import { faultsOf, warningsOf } from '../../../server/organisation/changes/check.ts';
import { withChanges } from '../../../server/organisation/changes/fold.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import type { OrganisationData } from '../../../server/organisation/model.ts';

const SOUND = generateOrganisation('222400');
const EDUCATION = '222401:education';
const HEALTH = '222401:health';

/** The sound organisation with one unit otherwise. */
const withUnit = (id: string, fields: object): OrganisationData => ({
  ...SOUND,
  units: SOUND.units.map((unit) => (unit.id === id ? { ...unit, ...fields } : unit)),
});
const without = (id: string): OrganisationData => ({ ...SOUND, units: SOUND.units.filter((unit) => unit.id !== id) });

const PRECEDENT = {
  id: 'p1',
  territory: '222401',
  subject: 'education' as const,
  terms: ['校车'],
  unit: HEALTH,
  number: '2026-03',
  clause: '“三定”第二条',
};

const FAULTS: [string, OrganisationData, RegExp][] = [
  ['a home that is no territory', { ...SOUND, code: '990100' }, /^本级 990100 不在属地里；请补上/],
  [
    'a double territory',
    { ...SOUND, territories: [...SOUND.territories, ...SOUND.territories.slice(0, 1)] },
    /^属地 .+ 出现了两次；请只留一行。$/,
  ],
  [
    'a double unit',
    { ...SOUND, units: [...SOUND.units, ...SOUND.units.slice(0, 1)] },
    /^单位 .+ 出现了两次；请只留一行。$/,
  ],
  [
    'the same duty twice',
    { ...SOUND, duties: [...SOUND.duties, ...SOUND.duties.slice(0, 1)] },
    /^职责 住房和城乡建设 × .+ 出现了两次/,
  ],
  [
    'a territory under none that is known',
    {
      ...SOUND,
      territories: [...SOUND.territories, { code: '222499', name: '某县', level: 'county', parent: '999900' }],
    },
    /^属地 某县（222499） 的上级 999900 不存在/,
  ],
  [
    'a county under a township',
    {
      ...SOUND,
      territories: [...SOUND.territories, { code: '222499', name: '某县', level: 'county', parent: '222401001' }],
    },
    /^属地 某县（222499） 是县级，不能放在乡级的 .+ 之下/,
  ],
  ['a unit in no known territory', withUnit(EDUCATION, { territory: '999999' }), /写的属地 999999 不存在/],
  ['a unit under none that is known', withUnit(EDUCATION, { parent: 'x' }), /^单位 .+ 的上级单位 x 不存在/],
  [
    'a circle of three units, told once as its chain',
    {
      ...SOUND,
      units: SOUND.units.map((unit) => {
        const up: Record<string, string> = {
          [EDUCATION]: HEALTH,
          [HEALTH]: '222401:justice',
          '222401:justice': EDUCATION,
        };
        const parent = up[unit.id];
        return parent ? { ...unit, parent } : unit;
      }),
    },
    /^上下级绕成了圈：延吉市教育局 → 延吉市卫生健康局 → 延吉市司法局 → 延吉市教育局；请改其中一个的上级。$/,
  ],
  [
    'a circle of territories',
    {
      ...SOUND,
      territories: SOUND.territories.map((territory) =>
        territory.code === '220000' ? { ...territory, parent: '222400' } : territory,
      ),
    },
    /不能放在|上下级绕成了圈：吉林省 → 延边朝鲜族自治州 → 吉林省/,
  ],
  ['no discipline body', without('222400:discipline'), /^本级没有纪检监察机关；缺了它/],
  ['a duty of nobody known', without(EDUCATION), /^职责 教育 × 延吉市 写的单位 222401:education 不存在/],
  [
    'a duty of one that was dissolved',
    { ...without(EDUCATION), former: SOUND.units.filter(({ id }) => id === EDUCATION) },
    /^职责 教育 × 延吉市 写的单位 延吉市教育局 已经撤销；请改成在用的单位。$/,
  ],
  [
    'a precedent for nobody known',
    { ...SOUND, precedents: [{ ...PRECEDENT, unit: 'x' }] },
    /^判例 2026-03 写的单位 x 不存在/,
  ],
  [
    'a precedent of no known place',
    { ...SOUND, precedents: [{ ...PRECEDENT, territory: '999999' }] },
    /^判例 2026-03 写的属地 999999 不存在/,
  ],
];

describe('faults', () => {
  test('a generated organisation has neither faults nor warnings', () => {
    expect(faultsOf(SOUND)).toEqual([]);
    expect(warningsOf(SOUND)).toEqual([]);
    expect(faultsOf({ ...SOUND, precedents: [PRECEDENT] })).toEqual([]);
  });

  test.each(FAULTS)('%s', (_name, data, words) => {
    const faults = faultsOf(data);
    expect(faults.filter((fault) => words.test(fault))).not.toEqual([]);
    expect(faults.filter((fault) => /undefined|null/.test(fault))).toEqual([]);
  });

  test('a circle is told once', () => {
    const [, data] = FAULTS.find(([name]) => name.startsWith('a circle of three')) ?? [];
    expect(faultsOf(data ?? SOUND)).toHaveLength(1);
  });
});

describe('faults of changes', () => {
  const moved: Change = { kind: 'duty', territory: '222401', subject: 'education', to: [HEALTH] };
  const dissolve = (successor: string | null): Change[] => [
    moved,
    { kind: 'unit', id: EDUCATION, to: null, successor },
  ];
  const told = (changes: Change[]): string[] => faultsOf(withChanges(SOUND, changes), changes);

  test('a unit dissolved goes to a successor that lives, or is told to have none', () => {
    expect(told(dissolve(HEALTH))).toEqual([]);
    expect(told(dissolve(null))).toEqual([]);
    expect(warningsOf(withChanges(SOUND, dissolve(null)), dissolve(null))).toEqual([
      '撤销单位 延吉市教育局 没有写承接单位；它还有在办事项时不能批准，请写明由谁承接。',
    ]);
    expect(told(dissolve(EDUCATION))).toEqual([expect.stringContaining('已经撤销')]);
    expect(told(dissolve('x'))).toEqual([expect.stringContaining('承接单位 x 不存在')]);
    expect(told([{ kind: 'unit', id: 'x', to: null, successor: HEALTH }])).toEqual([
      '没有单位 x，无法撤销；请核对编号。',
    ]);
  });

  test('one that still has duties can’t go', () => {
    expect(told(dissolve(HEALTH).slice(1))).toEqual([
      expect.stringContaining('职责 教育 × 延吉市 写的单位 延吉市教育局 已经撤销'),
    ]);
  });

  test('what is changed is what is named', () => {
    const unit = SOUND.units.find(({ id }) => id === HEALTH);
    if (!unit) throw new Error('no unit');
    const to = { ...unit, aliases: [...unit.aliases], formerNames: [] };
    expect(told([{ kind: 'unit', id: EDUCATION, to, successor: null }])).toContainEqual(
      expect.stringContaining('与内容里的 222401:health 不一致'),
    );
  });
});

describe('warnings', () => {
  test('a hole, a double and a unit without a duty, each where it is', () => {
    const changes: Change[] = [
      { kind: 'duty', territory: '222401', subject: 'education', to: [] },
      { kind: 'duty', territory: '222402', subject: 'health', to: ['222402:health', '222402:civil_affairs'] },
    ];
    const after = withChanges(SOUND, changes);
    expect(faultsOf(after, changes)).toEqual([]);
    expect(warningsOf(after).sort()).toEqual([
      '单位 延吉市教育局 没有任何职责，不会被交办；请给它职责，或撤销。',
      '卫生健康 × 图们市 有 2 家并列（图们市卫生健康局、图们市民政局），研判时需人工；请确定一家，或按判例拆分。',
      '教育 × 延吉市 没有单位负责，将归政府办公室；请指定单位。',
    ]);
  });
});
