/** Rules as data: what keeps a rulebook from holding, chains of profiles, days, and that the resolver follows what is written. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import { organisationOf } from '../../../server/organisation/model.ts';
import { resolve } from '../../../server/responsibility/resolver.ts';
import { faultsOfRules } from '../../../server/rules/rule-faults.ts';
import { ruleFilesOf } from '../../../server/rules/rule-views.ts';
import { loadRulebook, readRulebookFiles, rulebookOf } from '../../../server/rules/rulebook.ts';
import type { RuleChange } from '../../../server/rules/profiles.ts';
import { facts } from '../responsibility/facts.ts';

const TODAY = '2026-11-22';
const national = {
  name: 'national.yaml',
  text: readFileSync(new URL('../../../server/rulebook/national.yaml', import.meta.url), 'utf8'),
};
const HEAD = `    wording: 写明
    clause: 本系统设定
    source: 本系统设定
    basis: product
    validFrom: 2026-01-01
`;
const profile = (rules: string, name = 'p', above = 'national', more = '') => ({
  name: `${name}.yaml`,
  text: `profile: ${name}\nname: ${name}\nextends: ${above}\n${more}rules:\n${rules}`,
});
const routing = (id: string, when: string, then = 'lead: [news_office], needsHuman: true', head = HEAD): string =>
  `  - id: responsibility.${id}\n    kind: responsibility\n${head}    data: { principle: 人工研判 }\n    when: ${when}\n    then: { ${then}, reasons: [由人研判] }\n`;
const addition = (id: string, when: string): string =>
  `  - id: responsibility.${id}\n    kind: addition\n${HEAD}    data: { principle: 补充 }\n    when: ${when}\n    then: { reasons: [补充] }\n`;
const clock = (id: string, amount: number, more = '', clockKind = 'close'): string =>
  `  - id: clock.${id}\n    kind: deadline\n${HEAD}    data: { clock: ${clockKind}, label: 办结, counted: workdays, amount: ${amount}, startsFrom: dispatched }\n${more}`;
const period = (id: string): string =>
  `  - id: period.${id}\n    kind: period\n${HEAD}    data: { counted: hours, amount: 1, startsFrom: received }\n`;
const book = (...files: { name: string; text: string }[]) => rulebookOf([national, ...files], [], TODAY);

const prefecture = generateOrganisation('222400');
const under = (name: string) => organisationOf({ ...prefecture, profile: name });
const one = facts({ subjects: ['education'], places: ['222401'] });

describe('what is refused, with file and line', () => {
  test.each<[string, string, string]>([
    ['no value', routing('a', '{ place: [] }'), 'p.yaml:13: rules.0.when.place: 条件没有可取的值'],
    ['a value there is not', routing('a', '{ place: [moon] }'), 'p.yaml:13: rules.0.when.place.0'],
    ['a fact there is not', routing('a', '{ weather: [rain] }'), 'p.yaml:13: rules.0.when'],
    [
      'a selector there is not',
      routing('a', '{ accused: none, place: one }', 'lead: [the_mayor]'),
      'p.yaml:14: rules.0.then.lead.0',
    ],
    ['a quote there is not', addition('a', '{ place: one }').replace('[补充]', "['{mayor}']"), '{mayor} 无从取值'],
    [
      'values that never come together',
      routing('a', '{ subjects: none, evidence: tie, accused: none }'),
      'p.yaml:5: responsibility.a 的条件自相矛盾',
    ],
    [
      'a rule whose cases another takes',
      routing('a', '{ accused: none, place: one }') + routing('b', '{ accused: none, place: one, subjects: one }'),
      'p.yaml:15: responsibility.b 永远轮不到，它的情形都先由 responsibility.a 决定',
    ],
    [
      'one whose cases several others take',
      routing('a', '{ accused: none, place: [one, several] }') +
        routing('b', '{ accused: none, place: [whole] }') +
        routing('c', '{ accused: none, place: [one, whole] }'),
      'responsibility.c 永远轮不到',
    ],
    [
      'a rule that would keep accusations from being handed over',
      routing('a', '{ place: one }'),
      'p.yaml:5: responsibility.a 先于移送规则决定了检举控告',
    ],
    [
      'an addition to a rule there is not',
      addition('a', '{ decidedBy: [responsibility.gone] }'),
      'p.yaml:5: responsibility.a 所说的规则 responsibility.gone 不存在',
    ],
    [
      'an addition that never comes',
      addition('a', '{ decidedBy: [responsibility.beyond], place: one }'),
      'p.yaml:5: responsibility.a 的条件永远不会成立',
    ],
    [
      'two rules of one id',
      routing('a', '{ accused: none, place: one }') + routing('a', '{ accused: none, place: whole }'),
      'p.yaml:15: rule responsibility.a stands twice (first at p.yaml:5)',
    ],
    [
      'a clause of an unknown document',
      period('return').replace('clause: 本系统设定', 'clause: 某某办法 第三条'),
      'p.yaml:5: period.return: 条款“某某办法 第三条”没有引用已登记的文件(已登记:本系统设定、国办发〔2016〕61号',
    ],
    [
      'a clause without an article',
      period('return').replace('clause: 本系统设定', 'clause: 信访工作条例'),
      '没有写明条、款',
    ],
    [
      'a source that the clause does not cite',
      period('return').replace('source: 本系统设定', 'source: 信访工作条例'),
      '来源“信访工作条例”不是条款所引文件',
    ],
    [
      'a basis that is not the document’s',
      period('return').replace('basis: product', 'basis: national'),
      '依据类别应为“本系统设定”',
    ],
    ['a period that nothing reads', period('tea_break'), 'p.yaml:5: period.tea_break 没有程序会用到'],
    ['a clock that no case carries', clock('nap', 1, '', 'nap'), 'p.yaml:5: clock.nap 没有事项会用到'],
    [
      'a clock’s rule behind one for every case',
      clock('a', 1) + clock('b', 2, '    when: { category: policy }\n'),
      'clock.b 永远轮不到，它的情形都先由 clock.a 决定',
    ],
  ])('%s', (_why, rules, message) => {
    expect(() => book(profile(rules))).toThrow(message);
  });

  test('a case that no rule decides', () => {
    const without = {
      ...national,
      text: national.text.replace('      place: outside\n', '      place: outside\n      subjects: none\n'),
    };
    expect(() => rulebookOf([without], [], TODAY)).toThrow(
      /national: 没有规则决定这种情形：?:?.*全部在本行政区域以外/u,
    );
  });

  test('every fault at once', () => {
    expect(
      faultsOfRules([national, profile(period('tea_break') + clock('nap', 1, '', 'nap'))], [], TODAY),
    ).toHaveLength(2);
  });

  test('what a nearer profile puts before a rule from above is no fault of that rule', () => {
    expect(() => book(profile(clock('a', 1)))).not.toThrow();
  });
});

describe('the resolver follows what is written', () => {
  test('a profile replaces a result', () => {
    const rules = book(profile(routing('one_place', '{ place: [one, whole], subjects: one }')));
    expect(resolve(one, under('p'), rules)).toMatchObject({
      lead: { id: '222400:news_office' },
      rule: 'responsibility.one_place',
      needsHuman: true,
    });
    expect(resolve(one, under('national'), rules).lead?.id).toBe('222401:education');
  });

  test('a further rule of a profile comes before those above, and only for its own cases', () => {
    const rules = book(
      profile(routing('own', '{ accused: none, place: one, category: morality }', 'lead: [government_office]')),
    );
    expect(resolve({ ...one, category: 'morality' }, under('p'), rules)).toMatchObject({
      lead: { id: '222401:government_office' },
      rule: 'responsibility.own',
    });
    expect(resolve({ ...one, category: 'policy' }, under('p'), rules).lead?.id).toBe('222401:education');
  });

  test('profiles of three levels: the nearest wins, what it leaves out comes from above', () => {
    const rules = book(
      profile(clock('close', 8) + period('return'), 'province'),
      profile(clock('close', 6), 'prefecture', 'province'),
      profile(clock('close_policy', 2, '    when: { category: policy }\n'), 'county', 'prefecture'),
    );
    expect(rules.chain('county').map((each) => each.profile)).toEqual(['national', 'province', 'prefecture', 'county']);
    expect(rules.clockRule('close', 'county').amount).toBe(6);
    expect(rules.period('period.return', 'county').data.amount).toBe(1);
    const view = ruleFilesOf(rules, 'county').rules.find(({ id }) => id === 'clock.close');
    expect(view).toMatchObject({
      fromProfile: 'prefecture',
      place: 'prefecture.yaml:5',
      replaces: { fromProfile: 'province', figure: '8个工作日' },
    });
  });

  test('a rule of a later day waits for it; until then what stands above holds', () => {
    const later = profile(clock('close', 3).replace('2026-01-01', '2027-03-01'));
    expect(rulebookOf([national, later], [], '2027-02-28').clockRule('close', 'p').amount).toBe(10);
    expect(rulebookOf([national, later], [], '2027-03-01').clockRule('close', 'p').amount).toBe(3);
    const waiting = ruleFilesOf(rulebookOf([national, later], [], TODAY), 'p').rules.filter((rule) => rule.waiting);
    expect(waiting.map(({ id }) => id)).toEqual(['clock.close']);
  });

  test('what will be wrong on a later day is told today', () => {
    const later = profile(routing('late', '{ place: one }').replace('2026-01-01', '2027-03-01'));
    expect(() => book(later)).toThrow('responsibility.late 先于移送规则');
  });
});

describe('changes', () => {
  const sources = readRulebookFiles();
  const close = loadRulebook({ day: TODAY }).rule('clock.close', 'luodian');
  const change = (more: Partial<RuleChange>): RuleChange => ({
    profile: 'luodian',
    id: 'clock.close',
    to: close,
    ...more,
  });

  test('that hold are read like the files', () => {
    if (close.kind !== 'deadline') throw new Error('no clock');
    const to = { ...close, data: { ...close.data, amount: 6 } };
    expect(faultsOfRules(sources, [change({ to })], TODAY)).toEqual([]);
    expect(loadRulebook({ changes: [change({ to })], day: TODAY }).clockRule('close', 'luodian').amount).toBe(6);
    expect(loadRulebook({ changes: [change({ to: null })], day: TODAY }).clockRule('close', 'luodian').amount).toBe(10);
  });

  test.each<[string, Partial<RuleChange>, string]>([
    ['a profile there is not', { profile: 'nowhere' }, '没有名为 nowhere 的配置'],
    ['a rule under another id', { id: 'clock.other' }, '规则自己的编号是 clock.close'],
    [
      'a period the program reads, taken out with nothing above',
      { profile: 'national', id: 'period.return', to: null },
      '程序要用到 period.return',
    ],
    [
      'a deciding rule taken out',
      { profile: 'national', id: 'responsibility.nobody', to: null },
      '没有规则决定这种情形',
    ],
    ['the transfer taken out', { profile: 'national', id: 'responsibility.misconduct', to: null }, '检举控告必须移送'],
    [
      'an unknown document',
      { to: { ...close, clause: '某某办法 第一条' } },
      '变更 luodian/clock.close: clock.close: 条款“某某办法 第一条”',
    ],
  ])('%s', (_why, more, message) => {
    expect(faultsOfRules(sources, [change(more)], TODAY).join('\n')).toContain(message);
  });
});
