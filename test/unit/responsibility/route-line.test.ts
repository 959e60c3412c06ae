import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { RouteVerdict } from '../../../server/commands/route-line.ts';
import { createRouteLine } from '../../../server/commands/route-line.ts';
import { loadPack } from '../../../server/organisation/pack.ts';
import { loadRulebook } from '../../../server/rules/rulebook.ts';

const { organisation } = loadPack(fileURLToPath(new URL('../../../server/samples/yunchuan', import.meta.url)));
const rules = loadRulebook();

function route(line: unknown, verdict: Partial<RouteVerdict> = {}): Record<string, unknown> {
  const whole: RouteVerdict = { subject: null, subjects: [], places: [], severity: null, ...verdict };
  return createRouteLine({ organisation, rules, classify: () => whole })(line);
}

const water: Partial<RouteVerdict> = {
  subject: 'water_resources',
  subjects: [{ code: 'water_resources', confidence: 0.9 }],
  places: [{ code: '990102001', level: 'township' }],
};

describe('the route line', () => {
  test('answers units by id and name, with the way the dispatch goes', () => {
    expect(route({ id: 'a', title: '停水', text: '墨池街道停水' }, water)).toMatchObject({
      lead: { unit: '990102:water_resources', name: '砚湖区水务局' },
      supporting: [],
      coordinator: '990102:government_office',
      path: ['990102:government_office'],
      transfer: false,
      needsHuman: false,
      rule: 'responsibility.one_place',
    });
  });

  test('a stated severity wins over the one read', () => {
    const found = route({ text: '溃坝', severity: 'extreme' }, { ...water, severity: 'general' });
    expect(found['supporting']).toEqual(['990102:news_office', '990102:cyberspace', '990102:emergency_management']);
  });

  test('the title is heard too', () => {
    expect(route({ title: '水务局窗口辱骂群众', text: '请看附图' }, water)).toMatchObject({ transfer: true });
  });

  test.each([
    ['市水务局科长收受红包', '990100:discipline'],
    ['砚湖区水务局科长收受红包', '990102:discipline'],
    ['水务局科长收受红包', '990102:discipline'],
    ['区长滥用职权', '990100:discipline'],
    ['云川市市长收受贿赂', '990000:discipline'],
    ['派出所民警打人', '990102:discipline'],
    ['市纪委干部收受红包', '990000:discipline'],
  ])('%s goes to %s', (text, unit) => {
    expect(route({ text }, water)).toMatchObject({ transfer: true, lead: { unit } });
  });

  test.each([
    [{ text: 5 }, 'invalid_line'],
    [{}, 'invalid_line'],
    [{ text: 'x', severity: 'huge' }, 'invalid_line'],
    [{ text: 'x', accused: 'no:body' }, 'unknown_unit'],
  ])('refuses %o', (line, code) => {
    expect(() => route(line)).toThrow(expect.objectContaining({ code }));
  });
});
