import { describe, expect, test } from 'vitest';
import { changeSchema } from '../../../server/organisation/changes/change.ts';
import { ruleFilesOf } from '../../../server/rules/rule-views.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { rulesViewSchema, type RuleView } from '../../../server/contract/rule-views.ts';
import { amountField, byKind, pairsOf, ruleChange, withWords } from '../../../web/state/rules.ts';

const rulebook = loadRulebook();
const national = ruleFilesOf(rulebook, 'national');
const luodian = ruleFilesOf(rulebook, 'luodian');
const ruleOf = (id: string, view = national): RuleView => {
  const rule = view.rules.find((one) => one.id === id);
  if (!rule) throw new Error(id);
  return rule;
};

describe('the view', () => {
  test.each(rulebook.profiles)('of %s is what the contract says, with every rule that holds there', (profile) => {
    const view = rulesViewSchema.parse(ruleFilesOf(rulebook, profile));
    expect(view.rules.map(({ id }) => id).sort()).toEqual(
      rulebook
        .rules(profile)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('says whose a rule is and what it stands instead of', () => {
    expect(luodian.chain.map(({ name }) => name)).toEqual(['国家', '罗甸县']);
    expect(ruleOf('clock.close', luodian)).toMatchObject({
      fromProfile: 'luodian',
      figure: '5个工作日',
      replaces: { fromProfile: 'national', figure: '10个工作日' },
    });
    expect(ruleOf('clock.respond', luodian)).toMatchObject({ fromProfile: 'national', replaces: null });
  });
});

describe('setting out', () => {
  test('two profiles are paired by id, and differ where something is said otherwise', () => {
    const pairs = pairsOf(national, luodian);
    expect(pairs.find(({ id }) => id === 'clock.close')).toMatchObject({ differs: true });
    expect(pairs.find(({ id }) => id === 'clock.respond')).toMatchObject({ differs: false });
    const reduced = { ...luodian, rules: luodian.rules.slice(1) };
    const missing = luodian.rules[0]?.id ?? '';
    expect(pairsOf(luodian, reduced)[0]).toMatchObject({ id: missing, other: null, differs: true });
    expect(pairsOf(reduced, luodian).at(-1)).toMatchObject({ id: missing, own: null, differs: true });
    expect(pairsOf(national, null).some(({ differs }) => differs)).toBe(false);
  });

  test('every word typed must stand in the rule', () => {
    const ids = (typed: string) => withWords(pairsOf(national, null), typed).map(({ id }) => id);
    expect(ids('clock.respond')).toEqual(['clock.respond']);
    expect(ids('80号 5小时')).toEqual(['clock.first_statement']);
    expect(ids('80号 没有这样的词')).toEqual([]);
    expect(ids(' ')).toHaveLength(national.rules.length);
  });

  test('rules stand by kind, none is lost', () => {
    const groups = byKind(pairsOf(national, null));
    expect(groups[0]?.kind).toBe('deadline');
    expect(new Set(groups.map(({ kind }) => kind)).size).toBe(groups.length);
    expect(groups.flatMap(({ pairs }) => pairs)).toHaveLength(national.rules.length);
  });
});

test('a draft changes what was changed and leaves the rest as it stands, for every rule', () => {
  for (const rule of national.rules) {
    const field = amountField(rule);
    const draft = {
      ...rule,
      wording: ` ${rule.wording}。`,
      validFrom: '2027-01-01',
      amount: field ? 3 : null,
      reason: '依新规',
    };
    const sent = ruleChange(rule, 'luodian', draft, '修改');
    const change = changeSchema.parse(sent.changes[0]);
    expect(change).toMatchObject({
      kind: 'rule',
      profile: 'luodian',
      id: rule.id,
      to: { wording: `${rule.wording}。`, clause: rule.clause, validFrom: '2027-01-01' },
    });
    expect(change.kind === 'rule' && change.to?.data).toEqual(field ? { ...rule.data, [field]: 3 } : rule.data);
    expect(sent.validFrom).toBe('2027-01-01');
  }
});
