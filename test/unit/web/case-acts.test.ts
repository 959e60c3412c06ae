import { loadRulebook } from '../../../server/rules/rulebook.ts';
import { describe, expect, it } from 'vitest';
import type { CaseDetail, PublicationView } from '../../../server/contract/case-detail-views.ts';
import type { CaseView, SignalView } from '../../../server/contract/case-views.ts';
import type { Role } from '../../../server/contract/vocabulary.ts';
import { permissionsOf } from '../../../server/access/permissions.ts';
import {
  actsOn,
  CASE_ACTS,
  leadGrounds,
  mayFindImproper,
  mayLift,
  mayWithdraw,
  primaryOf,
  unitsToUrge,
  type Actor,
  type CaseAct,
} from '../../../web/state/case-acts.ts';

const WATER = { id: '990100:water_resources', name: '云川市水务局' };
const HEALTH = { id: '990100:health', name: '云川市卫生健康委员会' };
const LEAD = { id: 'a1', unit: WATER, role: 'lead', at: '', acceptedAt: '' } as CaseView['assignments'][number];

function person(role: Role, unit: { id: string; name: string } | null = null, steps: string[] = []): Actor {
  const user = { id: role, name: role, displayName: role, roles: [role], unit, approvalSteps: steps };
  return { user, permissions: permissionsOf([role]), dispatchers: loadRulebook().dispatchers() } as unknown as Actor;
}
const chief = person('duty_chief');
const leader = person('leader');
const analyst = person('analyst');
const supervisor = person('supervisor');
const officer = person('officer', WATER);
const auditor = person('auditor');

function detail(view: Partial<CaseView> = {}, more: Partial<CaseDetail> = {}): CaseDetail {
  const whole = {
    id: 'c1',
    state: 'handling',
    category: 'livelihood',
    opinionGrade: 'general',
    incidentGrade: null,
    incidentConfirmed: false,
    territory: { code: '990102', name: '砚湖区' },
    lead: WATER,
    assignments: [LEAD],
    approval: null,
    returned: null,
    extensions: [],
    lacking: ['还没有现行的公开回应。'],
    itemCount: 3,
    ...view,
  };
  return { case: whole, dispositions: [], signals: [], urges: [], publications: [], ...more } as unknown as CaseDetail;
}
const RETURNED = { id: 'r1', unit: WATER } as unknown as CaseView['returned'];
const signal = (over: Partial<SignalView> = {}): SignalView =>
  ({
    id: 's1',
    kind: 'slow',
    state: 'open',
    holders: [{ step: 'accepting', unit: WATER, minutes: 90, limitMinutes: 60, overMinutes: 30 }],
    ...over,
  }) as unknown as SignalView;
const urged = (level: 'urge' | 'supervise', unit = WATER): CaseDetail['urges'][number] =>
  ({ signalId: 's1', level, unit }) as unknown as CaseDetail['urges'][number];
const publication = (state: PublicationView['state'] = 'current'): PublicationView =>
  ({ id: 'p1', state }) as unknown as PublicationView;

describe('acts on a case', () => {
  it.each<[string, Actor, CaseDetail, CaseAct[]]>([
    [
      'the duty chief arranges, assigns and closes',
      chief,
      detail(),
      ['close', 'reassign', 'opinion-grade', 'dispositions', 'merge', 'split', 'recuse'],
    ],
    [
      'the leader may grade the incident besides',
      leader,
      detail(),
      ['close', 'reassign', 'incident-grade', 'opinion-grade', 'dispositions', 'merge', 'split', 'recuse'],
    ],
    ['the analyst arranges, assigns nobody', analyst, detail(), ['opinion-grade', 'dispositions', 'merge', 'split']],
    ['the officer of the lead grades and sets dispositions', officer, detail(), ['incident-grade', 'dispositions']],
    ['another unit’s officer does nothing', person('officer', HEALTH), detail(), []],
    ['the auditor does nothing', auditor, detail(), []],
    ['the supervisor needs a signal for a lead', supervisor, detail(), []],
    ['with one it may', supervisor, detail({}, { signals: [signal({ state: 'mended' })] }), ['lead']],
    ['not with a lifted one', supervisor, detail({}, { signals: [signal({ state: 'lifted' })] }), []],
    ['a closed case is reopened and nothing else', chief, detail({ state: 'closed' }), ['reopen']],
    ['a merged one is left alone', chief, detail({ state: 'merged' }), []],
    ['the analyst reopens nothing', analyst, detail({ state: 'closed' }), []],
  ])('%s', (_name, me, on, expected) => {
    expect(actsOn(on, me)).toEqual(expected);
  });

  it('dispatches by grade only, and before it was dispatched', () => {
    const waiting = (opinionGrade: CaseView['opinionGrade']) =>
      detail({ state: 'awaiting_dispatch', assignments: [], opinionGrade });
    expect(actsOn(waiting('general'), analyst)).toContain('dispatch');
    expect(actsOn(waiting('large'), analyst)).not.toContain('dispatch');
    expect(actsOn(waiting('large'), chief)).toContain('dispatch');
    expect(actsOn(waiting('extreme'), chief)).not.toContain('dispatch');
    expect(actsOn(waiting('extreme'), leader)).toContain('dispatch');
    expect(actsOn(detail(), leader)).not.toContain('dispatch');
    // Nobody leads yet: nothing to give to another.
    expect(actsOn(waiting('general'), chief)).not.toContain('reassign');
  });

  it('rules on a return before anything is reassigned, merged or split', () => {
    const on = detail({ state: 'return_ruling', returned: RETURNED });
    expect(actsOn(on, chief)).toEqual(['return-ruling', 'close', 'opinion-grade', 'dispositions', 'recuse']);
    expect(actsOn(on, analyst)).not.toContain('return-ruling');
    const own = { ...RETURNED, dispatchedBy: chief.user.id } as CaseView['returned'];
    expect(actsOn(detail({ state: 'return_ruling', returned: own }), chief)).not.toContain('return-ruling');
  });

  it('reassigns by who may dispatch the grade', () => {
    expect(actsOn(detail({ opinionGrade: 'major' }), chief)).not.toContain('reassign');
    expect(actsOn(detail({ opinionGrade: 'major' }), leader)).toContain('reassign');
  });

  it('merges nothing whose answer is in approval or waits to be published', () => {
    const answer = (state: string) => ({ state, steps: [] }) as unknown as CaseView['approval'];
    expect(actsOn(detail({ state: 'approving', approval: answer('approving') }), chief)).not.toContain('merge');
    expect(actsOn(detail({ state: 'published', approval: answer('approved') }), chief)).not.toContain('merge');
    expect(actsOn(detail({ state: 'drafting', approval: answer('drafting') }), chief)).toContain('merge');
  });

  it('splits where something would be left', () => {
    expect(actsOn(detail({ itemCount: 1 }), chief)).not.toContain('split');
    expect(actsOn(detail({ itemCount: 2 }), chief)).toContain('split');
  });

  it('hands over false information with 回应并依法移交 alone, once', () => {
    const refute = { kind: 'refute', receipt: null, notUnlawful: null, publicationId: null, met: false };
    const on = (category: CaseView['category'], one: object | null) =>
      detail({ category }, { dispositions: one ? [one as CaseDetail['dispositions'][number]] : [] });
    expect(actsOn(on('falsehood', refute), chief)).toContain('hand-over');
    expect(actsOn(on('livelihood', refute), chief)).not.toContain('hand-over');
    expect(actsOn(on('falsehood', null), chief)).not.toContain('hand-over');
    expect(actsOn(on('falsehood', { ...refute, kind: 'clarify' }), chief)).not.toContain('hand-over');
    expect(actsOn(on('falsehood', { ...refute, receipt: '回执 3 号' }), chief)).not.toContain('hand-over');
    expect(actsOn(on('falsehood', refute), analyst)).not.toContain('hand-over');
  });

  it('lets the emergency department of the place, or of one above it, grade the incident', () => {
    const of = (code: string) => person('officer', { id: `${code}:emergency_management`, name: '应急管理局' });
    expect(actsOn(detail(), of('990102'))).toContain('incident-grade');
    expect(actsOn(detail(), of('990100'))).toContain('incident-grade');
    expect(actsOn(detail(), of('990103'))).not.toContain('incident-grade');
  });

  it('offers each act once, in its order', () => {
    const all = actsOn(detail({}, { signals: [signal()] }), {
      user: { ...leader.user, roles: ['leader', 'supervisor'] },
      permissions: permissionsOf(['leader', 'supervisor']),
      dispatchers: leader.dispatchers,
    });
    expect(all).toEqual(CASE_ACTS.filter((act) => all.includes(act)));
  });
});

describe('what waits for this person', () => {
  const approval = (state: string, step: string, units = [WATER]) =>
    ({
      responseId: 'x',
      state,
      steps: [{ step, state: 'current', units, at: null }],
    }) as unknown as CaseView['approval'];

  it.each<[string, CaseDetail, Actor, ReturnType<typeof primaryOf>]>([
    ['a dispatch', detail({ state: 'awaiting_dispatch', assignments: [] }), analyst, 'dispatch'],
    ['a ruling', detail({ state: 'return_ruling', returned: RETURNED }), chief, 'return-ruling'],
    [
      'an extension',
      detail({ extensions: [{ id: 'e' }] as unknown as CaseView['extensions'] }),
      chief,
      'extension-ruling',
    ],
    ['closing, where nothing is lacking', detail({ state: 'published', lacking: [] }), chief, 'close'],
    ['nothing, where something is', detail({ state: 'published' }), chief, null],
    ['its own work on the desk', detail(), officer, 'to-desk'],
    ['nothing on another’s', detail(), person('officer', HEALTH), null],
    [
      'its step of the approval',
      detail({ state: 'approving', approval: approval('approving', 'section') }),
      person('reviewer', WATER, ['section']),
      'to-answers',
    ],
    [
      'not another’s step',
      detail({ state: 'approving', approval: approval('approving', 'secrecy') }),
      person('reviewer', WATER, ['section']),
      null,
    ],
    [
      'publishing',
      detail({ state: 'approving', approval: approval('approved', 'section') }),
      person('reviewer', null, ['office_review']),
      'to-answers',
    ],
    ['nothing for who only looks', detail({ state: 'awaiting_dispatch', assignments: [] }), auditor, null],
  ])('%s', (_name, on, me, expected) => {
    expect(primaryOf(on, me)).toBe(expected);
  });
});

describe('signals and publications', () => {
  it('urges who exceeded its step, then supervises, each once', () => {
    const on = (...urges: CaseDetail['urges']) => detail({}, { urges });
    expect(unitsToUrge(on(), signal(), 'urge', supervisor)).toEqual([WATER]);
    expect(unitsToUrge(on(), signal(), 'supervise', supervisor)).toEqual([]);
    expect(unitsToUrge(on(urged('urge')), signal(), 'urge', supervisor)).toEqual([]);
    expect(unitsToUrge(on(urged('urge')), signal(), 'supervise', supervisor)).toEqual([WATER]);
    expect(unitsToUrge(on(urged('urge'), urged('supervise')), signal(), 'supervise', supervisor)).toEqual([]);
    expect(unitsToUrge(on(), signal(), 'urge', chief)).toEqual([]);
    expect(unitsToUrge(on(), signal({ state: 'mended' }), 'urge', supervisor)).toEqual([]);
  });

  it('names each unit once, the lead where nobody held it too long, and nobody where the office alone did', () => {
    const holder = (unit: typeof WATER | null, step = 'drafting') => ({ step, unit }) as SignalView['holders'][number];
    const holders = [holder(WATER), holder(HEALTH), holder(WATER, 'section')];
    expect(unitsToUrge(detail(), signal({ holders }), 'urge', supervisor)).toEqual([WATER, HEALTH]);
    expect(unitsToUrge(detail({}, { urges: [urged('urge')] }), signal({ holders }), 'urge', supervisor)).toEqual([
      HEALTH,
    ]);
    expect(unitsToUrge(detail(), signal({ holders: [] }), 'urge', supervisor)).toEqual([WATER]);
    expect(unitsToUrge(detail(), signal({ holders: [holder(null)] }), 'urge', supervisor)).toEqual([]);
  });

  it('lifts what has not been lifted', () => {
    expect(mayLift(signal(), chief)).toBe(true);
    expect(mayLift(signal({ state: 'mended' }), leader)).toBe(true);
    expect(mayLift(signal({ state: 'lifted' }), chief)).toBe(false);
    expect(mayLift(signal(), supervisor)).toBe(false);
  });

  it('withdraws a text that stands, by who publishes', () => {
    const office = person('reviewer', null, ['office_review']);
    const { case: open } = detail();
    expect(mayWithdraw(open, publication(), office)).toBe(true);
    expect(mayWithdraw(open, publication(), leader)).toBe(true);
    expect(mayWithdraw(open, publication(), person('reviewer', WATER, ['section']))).toBe(false);
    expect(mayWithdraw(open, publication(), chief)).toBe(false);
    expect(mayWithdraw(open, publication('withdrawn'), office)).toBe(false);
    expect(mayWithdraw(detail({ state: 'closed' }).case, publication(), office)).toBe(false);
  });

  it('finds an answer improper while it stands', () => {
    expect(mayFindImproper(publication(), supervisor)).toBe(true);
    expect(mayFindImproper(publication('corrected'), supervisor)).toBe(false);
    expect(mayFindImproper(publication(), chief)).toBe(false);
  });

  it('offers the grounds of 第二十二条 for major matters alone', () => {
    expect(leadGrounds(detail().case)).toEqual(['false_information', 'bad_monitoring']);
    expect(leadGrounds(detail({ opinionGrade: 'major' }).case)).toContain('late_report');
    expect(leadGrounds(detail({ incidentGrade: 'extreme' }).case)).not.toContain('late_report');
    expect(leadGrounds(detail({ incidentGrade: 'extreme', incidentConfirmed: true }).case)).toContain('late_report');
  });
});
