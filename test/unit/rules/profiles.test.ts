/** The profiles that come with the product, and how the rules of a profile are shown. */
import { describe, expect, test } from 'vitest';
import { printRules } from '../../../server/commands/rules-line.ts';
import { rulesViewSchema } from '../../../server/contract/rule-views.ts';
import type { ClockFacts } from '../../../server/rules/facts.ts';
import { ruleFilesOf } from '../../../server/rules/rule-views.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';

const TODAY = '2026-11-22';

describe('延边 and 罗甸', () => {
  const rules = loadRulebook({ day: TODAY });
  const usual: ClockFacts = { category: 'livelihood', opinionGrade: 'general', incidentGrade: 'none', units: 'one' };

  test.each<[string, Partial<ClockFacts>, number]>([
    ['a policy question', { category: 'policy' }, 3],
    ['a complaint', {}, 5],
    ['a graver complaint', { opinionGrade: 'large' }, 7],
    ['an investigation', { category: 'credibility' }, 10],
    ['a hard case', { units: 'several' }, 15],
    ['a hard policy question', { units: 'several', category: 'policy' }, 15],
    ['the hardest', { units: 'several', opinionGrade: 'major' }, 30],
  ])('罗甸 closes %s in its own time, 延边 in the national one', (_why, more, days) => {
    const found = { ...usual, ...more };
    expect(rules.clockRule('close', 'luodian', found)).toMatchObject({ counted: 'workdays', amount: days });
    expect(rules.clockRule('close', 'luodian', found).clause).toBe('罗甸县信息发布管理制度 第九项');
    expect(rules.clockRule('close', 'yanbian', found)).toMatchObject({ amount: 10, clause: '本系统设定' });
  });

  test('the same case is returned within 24 hours in 延边, within 5 working days in 罗甸', () => {
    expect(rules.period('period.return', 'yanbian')).toMatchObject({
      data: { counted: 'hours', amount: 24 },
      basis: 'product',
    });
    expect(rules.period('period.return', 'luodian')).toMatchObject({
      data: { counted: 'workdays', amount: 5 },
      clause: '信访工作条例 第二十三条',
    });
  });

  test('延边 keeps its limits for reprints and documents', () => {
    expect(rules.period('period.policy_reprint', 'yanbian').data).toMatchObject({ counted: 'hours', amount: 24 });
    expect(rules.period('period.document_publication', 'yanbian').data).toMatchObject({
      counted: 'workdays',
      amount: 15,
    });
  });

  test('a clock of incidents is set by a confirmed grade, and else by none', () => {
    expect(rules.clockRuleOf('first_statement', 'yanbian', usual)).toBeNull();
    expect(rules.clockRuleOf('first_statement', 'yanbian', { ...usual, incidentGrade: 'major' })?.amount).toBe(5);
  });
});

describe('shown', () => {
  const rules = loadRulebook({ day: TODAY });

  test.each(rules.profiles)('the view of %s has the shape that the contract gives it', (name) => {
    const view = ruleFilesOf(rules, name);
    expect(rulesViewSchema.parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
    for (const rule of view.rules.filter(({ kind }) => kind === 'responsibility')) {
      expect(rule.condition && rule.result).toBeTruthy();
    }
  });

  test('huiying rules prints condition and result, and with a profile whose each rule is', () => {
    const text = printRules(rules);
    expect(text).toContain('条件：垂直管理：税务、海关、气象、烟草');
    expect(text).toContain('结果：牵头：属地主管部门，无则属地政府办公室');
    const own = printRules(rules, { profile: 'luodian' });
    expect(own).toMatch(/出自：罗甸县，代替国家：10个工作日/u);
    expect(own).toContain('国家 ← 罗甸县');
    const json = JSON.parse(printRules(rules, { profile: 'luodian', json: true })) as {
      rules: { id: string; when: unknown }[];
    };
    expect(json.rules.find(({ id }) => id === 'clock.close_policy')?.when).toEqual({ category: ['policy'] });
  });
});
