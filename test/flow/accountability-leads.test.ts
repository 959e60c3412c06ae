/** 问题线索 go from proposal by statement to ruling, rectification and review; the law's limits hold at each step. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proposeLead } from '../../server/accountability/leads/propose.ts';
import { rectify, reviewLead } from '../../server/accountability/leads/rectify.ts';
import { ruleLead } from '../../server/accountability/leads/ruling.ts';
import { makeStatement } from '../../server/accountability/leads/statement.ts';
import { liftSignal } from '../../server/accountability/lift.ts';
import { urge } from '../../server/accountability/urge.ts';
import { withdrawGrants } from '../../server/cases/store.ts';
import type { ProposeLead, RuleLead } from '../../server/contract/case-requests.ts';
import type { LeadView } from '../../server/contract/accountability-views.ts';
import { transact } from '../../server/platform/database.ts';
import {
  act,
  eventsAsText,
  failing,
  unsigned,
  handOn,
  HEALTH_BUREAU,
  later,
  leadsSeen,
  signals,
  WATER_BUREAU,
} from '../support/accountability.ts';
import { eventsIn } from '../support/acting.ts';
import { NOON, openHouse, type House } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const grade = (
  caseId: string,
  columns: { opinion_grade?: 'major'; incident_grade?: 'major'; incident_confirmed?: boolean },
) => house.parts.db.updateTable('case').set(columns).where('id', '=', caseId).execute();

describe('a lead toward accountability', () => {
  const propose = (caseId: string, signalId: string, ground: ProposeLead['ground'] = 'poor_handling') =>
    act(house, 'supervisor', caseId, proposeLead(house.parts.rules), {
      signalIds: [signalId],
      ground,
      facts: '交办后 5 小时未签收',
    });
  const rule = (caseId: string, input: RuleLead, name = 'leader') =>
    act(house, name, caseId, ruleLead(house.parts.rules), input);
  const only = async (caseId: string, name = 'leader'): Promise<LeadView> => {
    const found = (await leadsSeen(house, name)).find((lead) => lead.caseId === caseId);
    if (!found) throw new Error('no lead');
    return found;
  };
  const ruling = (lead: LeadView, said: Partial<RuleLead> = {}): RuleLead => ({
    leadId: lead.id,
    holdingIds: lead.holdings.filter((one) => one.step === 'accepting').map((one) => one.id),
    mitigating: ['mended'],
    aggravating: [],
    conclusion: 'improve',
    badResult: false,
    reason: '签收超出本环节 60 分钟',
    basis: '第二十二条',
    rectifyWorkdays: 10,
    ...said,
  });
  /** A lead on a case of major opinion; the unit has stated where `stated`. */
  async function leadOn(stated: boolean): Promise<LeadView> {
    const { caseId, signalId } = await unsigned(house);
    await grade(caseId, { opinion_grade: 'major' });
    await propose(caseId, signalId);
    const lead = await only(caseId);
    if (stated) await act(house, 'head', caseId, makeStatement, { leadId: lead.id, body: '值班电话故障' });
    return only(caseId);
  }

  test('is refused for a general matter, and allowed for a major one or where 第六条 fits', async () => {
    const { caseId, signalId } = await unsigned(house);
    expect(await failing(propose(caseId, signalId))).toBe('422 lead_not_allowed');
    await grade(caseId, { incident_grade: 'major', incident_confirmed: false });
    expect(await failing(propose(caseId, signalId))).toBe('422 lead_not_allowed');
    await propose(caseId, signalId, 'bad_monitoring');
    await grade(caseId, { incident_confirmed: true });
    await propose(caseId, signalId);
    expect(await failing(propose(caseId, signalId))).toBe('409 lead_stands');
    expect(await failing(propose(caseId, 'another'))).toBe('422 signal_unfit');
  });

  test('rests on no signal that was lifted', async () => {
    const { caseId, signalId } = await unsigned(house);
    await grade(caseId, { opinion_grade: 'major' });
    await act(house, 'leader', caseId, liftSignal, { signalId, reason: '来源中断' });
    expect(await failing(propose(caseId, signalId))).toBe('422 signal_unfit');
  });

  test('is seen by those who decide and the units notified, and by no other unit', async () => {
    const lead = await leadOn(false);
    expect(lead).toMatchObject({
      state: 'notified',
      units: [{ id: WATER_BUREAU }],
      proposedBy: '督办 01',
      statementDue: '2026-11-27T15:59:59.000Z',
      supervised: false,
      upheldBefore: 0,
    });
    await transact(house.parts.db, async (tx) => {
      await tx
        .insertInto('case_audience')
        .values({ case_id: lead.caseId, unit_id: HEALTH_BUREAU, account_id: null, effect: 'grant', at: NOON })
        .execute();
    });
    const seen = async (name: string) => (await leadsSeen(house, name)).some((one) => one.id === lead.id);
    for (const name of ['leader', 'supervisor', 'auditor', 'analyst', 'officer', 'head'])
      expect([name, await seen(name)]).toEqual([name, true]);
    for (const name of ['countersign', 'officer2', 'admin']) expect([name, await seen(name)]).toEqual([name, false]);
    const statement = { leadId: lead.id, body: '我们没有责任' };
    expect(await failing(act(house, 'countersign', lead.caseId, makeStatement, statement))).toBe('404 lead_missing');
  });

  test('opens the case again to a unit it was taken from, which must be able to state', async () => {
    const { caseId, signalId } = await unsigned(house);
    await grade(caseId, { opinion_grade: 'major' });
    await transact(house.parts.db, (tx) => withdrawGrants(tx, caseId, [WATER_BUREAU]));
    await propose(caseId, signalId);
    expect((await only(caseId, 'head')).units).toMatchObject([{ id: WATER_BUREAU }]);
  });

  test('waits for the statements, or for the end of their time', async () => {
    const lead = await leadOn(false);
    expect(await failing(rule(lead.caseId, ruling(lead)))).toBe('409 statement_open');
    house.time.now = new Date('2026-11-27T16:00:00Z');
    expect((await only(lead.caseId)).state).toBe('stated');
    await rule(lead.caseId, ruling(lead));
    const late = act(house, 'head', lead.caseId, makeStatement, { leadId: lead.id, body: '补充' });
    expect(await failing(late)).toBe('409 lead_ruled');
  });

  test('goes from statement by ruling and rectification to review', async () => {
    const lead = await leadOn(true);
    expect(lead.state).toBe('stated');
    expect(lead.statements).toMatchObject([
      { unit: { id: WATER_BUREAU }, byName: '市水务局负责人 01', body: '值班电话故障' },
    ]);
    const { caseId, id: leadId } = lead;
    expect(await failing(act(house, 'head', caseId, rectify, { leadId, body: '早了' }))).toBe(
      '409 lead_not_rectifying',
    );
    await rule(caseId, ruling(lead));
    expect(await only(caseId)).toMatchObject({
      state: 'rectifying',
      ruling: { conclusion: 'improve', byName: '分管领导 01', rectifyBy: '2026-12-04T15:59:59.000Z' },
    });
    expect(await failing(act(house, 'leader', caseId, rectify, { leadId, body: '代写' }))).toBe('403 not_yours');
    await act(house, 'head', caseId, rectify, { leadId, body: '已设夜间值班' });
    expect((await only(caseId)).state).toBe('reviewing');
    await act(house, 'leader', caseId, reviewLead, { leadId, passed: false, note: '值班表未附' });
    expect(await only(caseId)).toMatchObject({
      state: 'rectifying',
      review: { passed: false, note: '值班表未附' },
      ruling: { rectifyBy: '2026-12-04T15:59:59.000Z' },
    });
    await act(house, 'head', caseId, rectify, { leadId, body: '已附值班表' });
    await act(house, 'leader', caseId, reviewLead, { leadId, passed: true, note: '属实' });
    expect(await only(caseId)).toMatchObject({ state: 'finished', rectification: { body: '已附值班表' } });
    const again = act(house, 'leader', caseId, reviewLead, { leadId, passed: true, note: '再次' });
    expect(await failing(again)).toBe('409 lead_not_reviewing');
    const events = await eventsIn(house, caseId);
    expect(events.filter((type) => type.startsWith('lead_') || type === 'statement_made')).toEqual([
      'lead_proposed',
      'statement_made',
      'lead_ruled',
      'lead_rectified',
      'lead_reviewed',
      'lead_rectified',
      'lead_reviewed',
    ]);
    expect(await eventsAsText(house, caseId)).not.toMatch(/值班|签收超出/);
  });

  test('is ruled on once, also by two at the same moment', async () => {
    const lead = await leadOn(true);
    const both = await Promise.all([
      failing(rule(lead.caseId, ruling(lead))),
      failing(rule(lead.caseId, ruling(lead, { conclusion: 'unfounded', holdingIds: [], rectifyWorkdays: null }))),
    ]);
    expect(both.sort()).toEqual(['409 lead_ruled', null]);
  });

  test('upholds only who exceeded its own step and was told so', async () => {
    const lead = await leadOn(true);
    const with_ = (said: Partial<RuleLead>) => failing(rule(lead.caseId, ruling(lead, said)));
    const judging = lead.holdings.filter((one) => one.step === 'judging').map((one) => one.id);
    const foreign = (await leadOn(false)).holdings.map((one) => one.id);
    for (const holdingIds of [judging, foreign, ['none']].filter((ids) => ids.length > 0))
      expect(await with_({ holdingIds })).toBe('422 holding_within_limit');
    expect(await with_({ holdingIds: [] })).toBe('422 nobody_upheld');
    expect(await with_({ conclusion: 'unfounded' })).toBe('422 holdings_not_upheld');
    expect(await with_({ rectifyWorkdays: null })).toBe('422 rectify_needed');
    expect(await with_({ conclusion: 'criticism' })).toBe('422 supervision_first');
    await with_({ conclusion: 'unfounded', holdingIds: [], mitigating: [], rectifyWorkdays: null });
    expect(await only(lead.caseId)).toMatchObject({ state: 'unfounded', ruling: { rectifyBy: null } });
  });

  test('a second time within a year is counted by what was upheld, not by what was proposed', async () => {
    const health = async (caseId: string) => {
      await house.parts.db
        .updateTable('holding')
        .set({ unit_id: HEALTH_BUREAU })
        .where('case_id', '=', caseId)
        .where('step', '=', 'accepting')
        .execute();
    };
    const onHealth = async (): Promise<LeadView> => {
      const { caseId, signalId } = await unsigned(house);
      await health(caseId);
      await grade(caseId, { opinion_grade: 'major' });
      await propose(caseId, signalId);
      house.time.now = new Date('2026-11-27T16:00:00Z');
      return only(caseId);
    };
    const first = await onHealth();
    expect(await failing(rule(first.caseId, ruling(first, { aggravating: ['repeated'] })))).toBe('422 not_repeated');
    await rule(first.caseId, ruling(first, { conclusion: 'unfounded', holdingIds: [], rectifyWorkdays: null }));
    const second = await onHealth();
    expect(second.upheldBefore).toBe(0);
    await rule(second.caseId, ruling(second));
    const third = await onHealth();
    expect(third.upheldBefore).toBe(1);
    await rule(third.caseId, ruling(third, { aggravating: ['repeated'] }));
    expect(await only(third.caseId)).toMatchObject({ upheldBefore: 1, ruling: { aggravating: ['repeated'] } });
    expect((await only(second.caseId)).upheldBefore).toBe(1);
  });

  test('more than 提醒改进 follows only supervision that stood without effect', async () => {
    const lead = await leadOn(true);
    const [signal] = await signals(house, lead.caseId);
    const input = { signalId: signal?.id ?? '', unitId: null, note: '请签收', replyHours: 2 };
    await act(house, 'supervisor', lead.caseId, urge, { ...input, level: 'urge' });
    await act(house, 'supervisor', lead.caseId, urge, { ...input, level: 'supervise' });
    expect(await failing(rule(lead.caseId, ruling(lead, { conclusion: 'talk' })))).toBe('422 supervision_first');
    later(house, 3);
    expect((await only(lead.caseId)).supervised).toBe(true);
    await rule(lead.caseId, ruling(lead, { conclusion: 'talk' }));
    expect((await only(lead.caseId)).ruling?.conclusion).toBe('talk');
  });

  test('a leader whose own approval was slow recuses himself, even where he would not uphold it', async () => {
    const { caseId, signalId } = await unsigned(house);
    await grade(caseId, { opinion_grade: 'major' });
    await handOn(house, caseId, [{ step: 'leader', unitId: null }]);
    later(house, 3);
    await propose(caseId, signalId);
    house.time.now = new Date('2026-11-27T16:00:00Z');
    const lead = await only(caseId);
    expect(lead.units.map((unit) => unit.id).sort()).toEqual(['990100:government_office', WATER_BUREAU]);
    expect(await failing(rule(caseId, ruling(lead)))).toBe('403 recuse');
  });
});
