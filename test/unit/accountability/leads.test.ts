import { describe, expect, test } from 'vitest';
import { mayPropose, unitAnswering, unitsToNotify } from '../../../server/accountability/leads/grounds.ts';
import { merits } from '../../../server/accountability/leads/merits.ts';
import {
  everyUnitStated,
  exceedingIds,
  mustRecuse,
  oftenest,
  requireHeard,
  requireSound,
  supervisedInVain,
  yearBefore,
  type OwnPart,
  type RulingFacts,
} from '../../../server/accountability/leads/ruling-guards.ts';
import type { Holding } from '../../../server/clocks/ledger.ts';
import type { RuleLead } from '../../../server/contract/case-requests.ts';
import { CONCLUSION_IDS, LEAD_GROUND_IDS, type LeadGround } from '../../../server/contract/vocabulary-case.ts';
import type { Organisation } from '../../../server/organisation/model.ts';
import type { ExceededHolder } from '../../../server/platform/schema-case.ts';

const WATER = '990100:water_resources';
const HEALTH = '990100:health';
const NEWS = '990100:news_office';
const GOVERNMENT = '990100:government_office';
const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));

const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const organisation = {
  code: '990100',
  body: (_code: string, kind: string) => ({ id: `990100:${kind}` }),
} as unknown as Organisation;

describe('a lead may be proposed', () => {
  const OF_ARTICLE_6: LeadGround[] = ['false_information', 'bad_monitoring'];
  const grades = (incident: 'general' | 'large' | 'major' | 'extreme' | null, confirmed: boolean, opinion: string) => ({
    incident_grade: incident,
    incident_confirmed: confirmed,
    opinion_grade: opinion as 'general',
  });
  const rows: [string, ReturnType<typeof grades>, boolean][] = [
    ['a general matter', grades(null, false, 'general'), false],
    ['a considerable one', grades('large', true, 'large'), false],
    ['an incident thought major, not confirmed', grades('major', false, 'general'), false],
    ['an incident confirmed major', grades('major', true, 'general'), true],
    ['an incident confirmed extreme', grades('extreme', true, 'general'), true],
    ['a major opinion', grades(null, false, 'major'), true],
    ['an extreme opinion', grades(null, false, 'extreme'), true],
  ];
  test.each(rows)('%s', (_name, of, expected) => {
    for (const ground of LEAD_GROUND_IDS) {
      expect([ground, mayPropose(ground, of)]).toEqual([ground, OF_ARTICLE_6.includes(ground) || expected]);
    }
  });
});

describe('who is notified', () => {
  const over = (step: ExceededHolder['step'], unitId: string | null): ExceededHolder => ({
    step,
    unitId,
    minutes: 90,
    limitMinutes: 60,
    overMinutes: 30,
  });
  const slow = (...holders: ExceededHolder[]) => ({ kind: 'slow' as const, holders, publishedBy: null });

  test('each holder that exceeded its step, once', () => {
    const signals = [slow(over('handling', WATER), over('countersign', HEALTH)), slow(over('drafting', WATER))];
    expect(unitsToNotify(organisation, 'poor_handling', signals, WATER)).toEqual([WATER, HEALTH]);
  });

  test('the office for its own steps, and not the unit that leads', () => {
    expect(unitsToNotify(organisation, 'poor_handling', [slow(over('judging', null))], WATER)).toEqual([NEWS]);
    expect(unitAnswering(organisation, { step: 'leader', unitId: null })).toBe(GOVERNMENT);
    expect(unitAnswering(organisation, { step: 'dispatching', unitId: null })).toBe(NEWS);
    expect(unitAnswering(organisation, { step: 'section', unitId: WATER })).toBe(WATER);
  });

  test('who published an improper answer', () => {
    const improper = { kind: 'improper' as const, holders: [], publishedBy: HEALTH };
    expect(unitsToNotify(organisation, 'improper_answer', [improper], WATER)).toEqual([HEALTH]);
  });

  test('nobody where nobody exceeded a step, save where 第六条 carries it', () => {
    expect(codeOf(() => unitsToNotify(organisation, 'poor_handling', [slow()], WATER))).toBe('nobody_exceeded');
    expect(unitsToNotify(organisation, 'false_information', [slow()], WATER)).toEqual([WATER]);
    expect(codeOf(() => unitsToNotify(organisation, 'false_information', [slow()], null))).toBe('nobody_exceeded');
  });
});

describe('who must recuse himself', () => {
  const part: OwnPart = { proposedBy: 'p', units: [WATER], steps: new Set(['handling']), dispatchers: ['d'] };
  const judge = { accountId: 'j', unitId: GOVERNMENT, approvalSteps: ['leader' as const] };
  const rows: [string, typeof judge, OwnPart, boolean][] = [
    ['none with no part in it', judge, part, false],
    ['who proposed it', { ...judge, accountId: 'p' }, part, true],
    ['whose unit is notified', { ...judge, unitId: WATER }, part, true],
    ['whose approval was slow', judge, { ...part, steps: new Set(['leader']) }, true],
    [
      'not another leader where an approval was slow',
      { ...judge, approvalSteps: [] },
      { ...part, steps: new Set(['leader']) },
      false,
    ],
    ['who dispatched slowly', { ...judge, accountId: 'd' }, { ...part, steps: new Set(['dispatching']) }, true],
    ['not who dispatched where that was in time', { ...judge, accountId: 'd' }, part, false],
  ];
  test.each(rows)('%s', (_name, who, of, expected) => {
    expect(mustRecuse(who, of)).toBe(expected);
  });
});

describe('the units are heard first', () => {
  const lead = { units: [WATER, HEALTH], statementDue: at(12) };
  test('until all have stated or their time is over', () => {
    expect(codeOf(() => requireHeard(lead, [WATER], at(12)))).toBe('statement_open');
    expect(codeOf(() => requireHeard(lead, [WATER, HEALTH], at(1)))).toBeNull();
    expect(codeOf(() => requireHeard(lead, [], at(13)))).toBeNull();
    expect(everyUnitStated([WATER], [WATER, WATER])).toBe(true);
  });
});

describe('supervision without effect', () => {
  const open = { id: 's', state: 'open' as const, ended_at: null };
  const supervision = { signal_id: 's', level: 'supervise', reply_by: at(10), answered_at: null };
  const rows: [string, typeof open | object, object, boolean][] = [
    ['open past the reply', open, supervision, true],
    ['the reply is not yet due', open, { ...supervision, reply_by: at(23) }, false],
    ['answered, and still open', open, { ...supervision, reply_by: at(23), answered_at: at(9) }, true],
    ['mended in time', { ...open, state: 'mended', ended_at: at(9) }, supervision, false],
    ['mended too late', { ...open, state: 'mended', ended_at: at(11) }, supervision, true],
    ['only urged', open, { ...supervision, level: 'urge' }, false],
    ['lifted', { ...open, state: 'lifted', ended_at: at(11) }, supervision, false],
    ['of another signal', open, { ...supervision, signal_id: 'x' }, false],
  ];
  test.each(rows)('%s', (_name, signal, urge, expected) => {
    expect(supervisedInVain([signal as typeof open], [urge as typeof supervision], at(12))).toBe(expected);
  });
});

describe('a ruling', () => {
  const said: RuleLead = {
    leadId: 'l',
    holdingIds: ['h'],
    mitigating: [],
    aggravating: [],
    conclusion: 'improve',
    badResult: false,
    reason: '核查超时',
    basis: '第二十二条',
    rectifyWorkdays: 10,
  };
  const facts: RulingFacts = {
    exceeding: new Set(['h']),
    upheldUnits: [WATER],
    units: [WATER],
    standing: 1,
    improper: false,
    supervised: false,
    upheldBefore: 0,
  };
  const rows: [string, Partial<RuleLead>, Partial<RulingFacts>, string | null][] = [
    ['stands', {}, {}, null],
    ['upholds only what exceeded its own step', { holdingIds: ['h', 'x'] }, {}, 'holding_within_limit'],
    ['upholds only who was notified', {}, { units: [HEALTH] }, 'not_notified'],
    ['upholds somebody', { holdingIds: [] }, {}, 'nobody_upheld'],
    ['may rest on an improper answer alone', { holdingIds: [] }, { improper: true, upheldUnits: [] }, null],
    ['rests on a signal that stands', {}, { standing: 0 }, 'signals_lifted'],
    ['talks only after supervision', { conclusion: 'talk' }, {}, 'supervision_first'],
    ['criticises only after supervision', { conclusion: 'criticism' }, {}, 'supervision_first'],
    ['refers only after supervision', { conclusion: 'refer', rectifyWorkdays: null }, {}, 'supervision_first'],
    ['talks after supervision in vain', { conclusion: 'talk' }, { supervised: true }, null],
    ['criticises after a bad result', { conclusion: 'criticism', badResult: true }, {}, null],
    ['refers without a time to rectify', { conclusion: 'refer', rectifyWorkdays: null }, { supervised: true }, null],
    ['sets a time to rectify', { rectifyWorkdays: null }, {}, 'rectify_needed'],
    ['counts a second time only where there was a first', { aggravating: ['repeated'] }, {}, 'not_repeated'],
    ['counts a second time', { aggravating: ['repeated'] }, { upheldBefore: 1 }, null],
    ['unfounded upholds nobody', { conclusion: 'unfounded' }, {}, 'holdings_not_upheld'],
    [
      'unfounded aggravates nothing',
      { conclusion: 'unfounded', holdingIds: [], aggravating: ['shifted'] },
      {},
      'holdings_not_upheld',
    ],
    ['unfounded stands', { conclusion: 'unfounded', holdingIds: [], rectifyWorkdays: null }, { standing: 0 }, null],
  ];
  test.each(rows)('%s', (_name, words, record, expected) => {
    expect(codeOf(() => requireSound({ ...said, ...words }, { ...facts, ...record }))).toBe(expected);
  });

  test('every conclusion but 不成立 needs somebody upheld', () => {
    for (const conclusion of CONCLUSION_IDS.filter((id) => id !== 'unfounded')) {
      const words = { ...said, conclusion, holdingIds: [], badResult: true };
      expect([conclusion, codeOf(() => requireSound(words, facts))]).toEqual([conclusion, 'nobody_upheld']);
    }
  });
});

test('only stretches of who exceeded its step, and none that is excused, can be upheld', () => {
  const stretch = (id: string, facts: Partial<Holding>): Holding => ({
    id,
    step: 'handling',
    unitId: WATER,
    fromAt: at(0),
    toAt: at(2),
    limitMinutes: 60,
    excuse: null,
    ...facts,
  });
  const ledger = [
    stretch('late', {}),
    stretch('excused', { unitId: HEALTH, excuse: '退回成立' }),
    stretch('in time', { unitId: HEALTH, step: 'countersign', limitMinutes: 180 }),
    stretch('first of two', { step: 'drafting', limitMinutes: 180 }),
    stretch('second of two', { step: 'drafting', limitMinutes: 180, fromAt: at(4), toAt: at(6) }),
    stretch('still held', { step: 'section', fromAt: at(6), toAt: null }),
    stretch('without a limit', { step: 'watching', limitMinutes: null }),
  ];
  expect([...exceedingIds(ledger, at(8))]).toEqual(['late', 'first of two', 'second of two', 'still held']);
});

test('twelve months roll, and the unit most often upheld counts', () => {
  expect(yearBefore(new Date('2026-11-20T04:00:00Z'))).toEqual(new Date('2025-11-20T04:00:00Z'));
  expect(oftenest([WATER, HEALTH], [[HEALTH], [HEALTH, NEWS], [WATER]])).toBe(2);
  expect(oftenest([WATER], [[HEALTH]])).toBe(0);
});

describe('what was done well', () => {
  const kept = { due_at: at(5), kept_at: at(4) };
  test('is told from the record', () => {
    expect(merits([kept, kept], [{ corrects: 'p' }, { corrects: null }], [])).toEqual([
      '承诺 2 项均按时兑现',
      '公开更正 1 次',
    ]);
    expect(merits([kept, { due_at: at(5), kept_at: at(6) }], [], [{ reply_by: at(3), answered_at: at(2) }])).toEqual([
      '承诺 2 项中 1 项按时兑现',
      '催办、督办 1 次按时答复',
    ]);
  });
  test('says nothing where there is nothing to say', () => {
    expect(merits([{ due_at: at(5), kept_at: null }], [], [{ reply_by: at(3), answered_at: at(4) }])).toEqual([]);
  });
});
