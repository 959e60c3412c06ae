import { describe, expect, test } from 'vitest';
import { createDeadlineLine } from '../../../server/commands/deadline-line.ts';
import { printRules } from '../../../server/commands/rules-line.ts';
import { parseRulebookFile } from '../../../server/rules/rulebook-file.ts';
import { loadRulebook, rulebookOf } from '../../../server/rules/rulebook.ts';

const rule = (id: string, data: string, more = ''): string => `  - id: ${id}
    wording: w
    clause: 本系统设定
    source: 本系统设定
    basis: product
    validFrom: 2026-01-01
${more}${data}
`;
const respond = (amount: number | string): string =>
  rule(
    'clock.respond',
    `    kind: deadline\n    data: { clock: respond, label: l, counted: hours, amount: ${amount}, startsFrom: dispatched }`,
  );
const file = (profile: string, above: string | null, rules: string): string =>
  `profile: ${profile}\nname: ${profile}\nextends: ${above}\ndocuments: [{ id: system, name: 本系统设定, citation: 本系统设定, kind: product, undivided: true }]\nrules:\n${rules}`;

describe('the national rulebook', () => {
  const rulebook = loadRulebook();

  test('the response clock is 48 hours from dispatch', () => {
    expect(rulebook.clockRule('respond')).toMatchObject({
      id: 'clock.respond',
      counted: 'hours',
      amount: 48,
      startsFrom: 'dispatched',
    });
    expect(rulebook.clockRule('respond').clause).toContain('国办发〔2016〕61号');
  });

  test.each([
    ['clock.first_statement', 'hours', 5],
    ['clock.press_conference', 'hours', 24],
    ['period.statutory_disclosure', 'workdays', 20],
    ['period.accident_unit_report', 'hours', 1],
  ])('%s', (id, counted, amount) => {
    expect(rulebook.rule(id).data).toMatchObject({ counted, amount });
  });

  test('every rule names clause and source, and a product choice says that it is one', () => {
    for (const each of rulebook.rules()) {
      expect(each.clause && each.source && each.wording).toBeTruthy();
      expect(each.basis === 'product').toBe(each.source === '本系统设定');
    }
    expect(rulebook.judgingMinutes()).toBe(60);
  });

  test('prints every rule with id, clause and source, as text and as JSON', () => {
    const json = JSON.parse(printRules(rulebook, { json: true })) as { version: string; rules: { id: string }[] };
    expect(json.version).toBe(rulebook.version);
    const text = printRules(rulebook);
    for (const { id } of json.rules) expect(text).toContain(id);
    expect(text).toContain('国办发〔2016〕61号 三');
  });
});

describe('profiles', () => {
  const national = {
    name: 'national.yaml',
    text: file('national', null, respond(48) + rule('judging.limit', '    kind: judging\n    data: { minutes: 60 }')),
  };

  test('a profile replaces by id and keeps the rest', () => {
    const book = rulebookOf([national, { name: 'p.yaml', text: file('p', 'national', respond(24)) }]);
    expect(book.clockRule('respond', 'p').amount).toBe(24);
    expect(book.clockRule('respond').amount).toBe(48);
    expect(book.judgingMinutes('p')).toBe(60);
  });

  test('the version follows the content', () => {
    const other = { ...national, text: national.text.replace('amount: 48', 'amount: 47') };
    expect(rulebookOf([national]).version).toMatch(/^v1·[0-9a-f]{6}$/);
    expect(rulebookOf([other]).version).not.toBe(rulebookOf([national]).version);
    expect(rulebookOf([{ ...national }]).version).toBe(rulebookOf([national]).version);
  });

  test.each([
    ['a parent that is not there', [{ name: 'p.yaml', text: file('p', 'q', respond(1)) }], 'no profile q'],
    [
      'a circle',
      [
        { name: 'p.yaml', text: file('p', 'q', respond(1)) },
        { name: 'q.yaml', text: file('q', 'p', respond(1)) },
      ],
      'builds on itself',
    ],
    ['two files of one profile', [national, { ...national, name: 'z.yaml' }], 'z.yaml:1'],
    [
      'another kind under the same id',
      [
        national,
        {
          name: 'p.yaml',
          text: file('p', 'national', rule('judging.limit', '    kind: step\n    data: { step: section, hours: 1 }')),
        },
      ],
      'not a step',
    ],
  ])('refuses %s', (_why, sources, message) => {
    expect(() => rulebookOf(sources)).toThrow(message);
  });

  test.each([
    ['a wrong amount', respond(-1), 'x.yaml:13: rules.0.data.amount'],
    ['a double id', respond(1) + respond(2), 'x.yaml:14: rule clock.respond stands twice'],
    ['an unknown kind', rule('a.b', '    kind: nonsense\n    data: {}'), 'x.yaml:12: rules.0.kind'],
    ['broken YAML', '  - id: [', 'x.yaml:'],
  ])('names file and line of %s', (_why, rules, message) => {
    expect(() => parseRulebookFile({ name: 'x.yaml', text: file('x', null, rules) })).toThrow(message);
  });

  test('unknown names are faults', () => {
    const book = rulebookOf([national]);
    expect(() => book.rule('a.b')).toThrow(expect.objectContaining({ code: 'unknown_rule' }));
    expect(() => book.rules('nowhere')).toThrow(expect.objectContaining({ code: 'unknown_profile' }));
    expect(() => createDeadlineLine({ profile: 'nowhere' })).toThrow(
      expect.objectContaining({ code: 'unknown_profile' }),
    );
  });
});

describe('the deadline line', () => {
  const answer = createDeadlineLine();

  test('answers due and explain in China time', () => {
    expect(answer({ id: 1, clock: 'workdays', amount: 3, start: '2026-11-20T02:00:00Z' })).toMatchObject({
      due: '2026-11-25T23:59:59+08:00',
    });
  });

  test.each([
    [{ clock: 'days', amount: 1, start: '2026-11-20T10:00:00+08:00' }, 'invalid_line'],
    [{ clock: 'hours', amount: '5', start: '2026-11-20T10:00:00+08:00' }, 'invalid_line'],
    [{ clock: 'hours', amount: null, start: '2026-11-20T10:00:00+08:00' }, 'invalid_line'],
    [{ clock: 'hours', amount: 0, start: '2026-11-20T10:00:00+08:00' }, 'invalid_amount'],
    [{ clock: 'workdays', amount: 3, start: '2026-12-31T10:00:00+08:00' }, 'calendar_not_loaded'],
    [null, 'invalid_line'],
  ])('refuses %o', (line, code) => {
    expect(() => answer(line)).toThrow(expect.objectContaining({ code }));
  });
});
