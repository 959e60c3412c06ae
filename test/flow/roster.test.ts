/** 值班与交接班: who is on duty, holes, imports, and a hand-over that the next chief signs, each reading what is theirs to see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dutyNowSchema, handOversViewSchema, rosterViewSchema } from '../../server/contract/roster-views.ts';
import type { ContactsView, DutyNow, HandOversView, RosterView } from '../../server/contract/roster-views.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { accountId, changeAudience, openWaterCase } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
const clients = new Map<AccountName, Client>();

beforeAll(async () => {
  house = await openServedTrial();
  // A second duty chief: the sample has one.
  const roles = JSON.stringify(['duty_chief']);
  await house.parts.db.updateTable('account').set({ roles }).where('name', '=', 'supervisor').execute();
});
afterAll(() => house.close());

async function ask(name: AccountName, method: string, path: string, body?: unknown): Promise<Answer> {
  const client = clients.get(name) ?? (await house.client(name));
  clients.set(name, client);
  return client.send(method, path, body === undefined ? {} : { body });
}

const roster = async (name: AccountName, from = '2026-11-20'): Promise<RosterView> =>
  rosterViewSchema.strict().parse((await ask(name, 'GET', `/api/roster?from=${from}`)).body);
const dutyNow = async (): Promise<DutyNow> =>
  dutyNowSchema.strict().parse((await ask('officer', 'GET', '/api/roster/now')).body);
const handOvers = async (name: AccountName): Promise<HandOversView> =>
  handOversViewSchema.strict().parse((await ask(name, 'GET', '/api/roster/hand-overs')).body);
const bring = (table: string, name: AccountName = 'admin') => ask(name, 'POST', '/api/roster/import', { table });

/** NOON is 12:00 of 20 November in China. */
const WEEK = `岗位,账号,开始,结束
值班长,chief,2026-11-20 08:00,2026-11-20 20:00
值班长,supervisor,2026-11-20 20:00,2026-11-21 08:00
研判员,analyst,2026-11-20 08:00,2026-11-20 18:00
带班领导,leader,2026-11-20 08:00,2026-11-21 08:00`;

describe('the roster', () => {
  test('before any, says so and is amber about nothing', async () => {
    expect(await dutyNow()).toMatchObject({ planned: false, unsigned: null });
  });

  test('is brought as a table, all faults told at once with their lines', async () => {
    const bad = `岗位,账号,开始,结束\n值班员,chief,2026-11-20 08:00,2026-11-20 20:00\n研判员,officer,2026-11-20 08:00,2026-11-20 20:00
值班长,chief,2026-11-31 08:00,2026-11-20 20:00\n值班长,chief,2026-11-20 20:00,2026-11-20 08:00`;
    const answer = await bring(bad);
    expect([answer.status, codeOf(answer)]).toEqual([422, 'roster_invalid']);
    const told = JSON.stringify(answer.body);
    for (const line of ['第 2 行', '第 4 行', '第 5 行']) expect(told).toContain(line);
    expect(
      JSON.stringify((await bring('岗位,账号,开始,结束\n研判员,officer,2026-11-20 08:00,2026-11-20 20:00')).body),
    ).toContain('没有这个账号，或没有相应角色');
    expect((await roster('admin')).shifts).toEqual([]);
    expect((await bring(WEEK)).body).toEqual({ added: 4, removed: 0 });
  });

  test('shows who is on duty now, and where nobody will be', async () => {
    const { posts } = await dutyNow();
    expect(posts.map(({ post, holders }) => [post, holders.map(({ name }) => name)])).toEqual([
      ['duty_chief', ['值班长 01']],
      ['analyst', ['值班研判 01']],
      ['leader', ['分管领导 01']],
    ]);
    const { holes, shifts, mayChange } = await roster('chief');
    expect([shifts.length, mayChange, (await roster('officer')).candidates]).toEqual([4, true, []]);
    expect(holes[0]).toEqual({ post: 'analyst', fromAt: '2026-11-20T10:00:00.000Z', toAt: '2026-11-26T16:00:00.000Z' });
  });

  test('brought again, replaces what has not begun, and nobody stands in it twice at once', async () => {
    const again = `岗位,账号,开始,结束\n值班长,supervisor,2026-11-20 20:00,2026-11-21 09:00`;
    expect((await bring(again)).body).toEqual({ added: 1, removed: 1 });
    const twice = await bring(`岗位,账号,开始,结束\n值班长,supervisor,2026-11-21 07:00,2026-11-21 10:00`);
    expect(JSON.stringify(twice.body)).toContain('已有班次');
    expect(codeOf(await bring(again, 'officer'))).toBe('forbidden');
  });

  test('a shift is taken out, but not one that is over', async () => {
    const fresh = { post: 'analyst', account: 'analyst', fromAt: '2026-11-21T00:00:00Z', toAt: '2026-11-21T08:00:00Z' };
    await ask('chief', 'POST', '/api/roster/shifts', fresh);
    const id = (await roster('chief')).shifts.find(({ fromAt }) => fromAt === '2026-11-21T00:00:00.000Z')?.id ?? '';
    expect((await ask('chief', 'DELETE', `/api/roster/shifts/${id}`)).status).toBe(204);
    expect(codeOf(await ask('chief', 'DELETE', `/api/roster/shifts/${id}`))).toBe('shift_missing');
    expect((await roster('chief')).shifts.map((one) => one.id)).not.toContain(id);
  });
});

describe('the hand-over', () => {
  let walled: string;
  let open: string;
  beforeAll(async () => {
    open = (await openWaterCase(house, { opinionGrade: 'large' })).caseId;
    walled = (await openWaterCase(house, { opinionGrade: 'large' }, '另')).caseId;
    // The incoming chief is named in it.
    await changeAudience(house, walled, 'deny', { accounts: [await accountId(house, 'supervisor')] });
  });

  test('is prefilled with what the outgoing chief sees open', async () => {
    const { mine } = await handOvers('chief');
    expect(mine?.to.name).toBe('督办 01');
    expect(
      mine?.matters
        .filter(({ why }) => why === 'awaiting_dispatch')
        .map(({ caseId }) => caseId)
        .sort(),
    ).toEqual([open, walled].sort());
    expect((await handOvers('supervisor')).mine).toBeNull();
  });

  test('shows each reader the cases that are theirs to see, and of others not even how many', async () => {
    const { mine } = await handOvers('chief');
    const notes = [
      { caseId: walled, note: '待领导定' },
      { caseId: open, note: '已电话通知水务局' },
    ];
    const body = { outgoing: mine?.outgoing, incoming: mine?.incoming, note: '夜间注意水压。', notes };
    expect(codeOf(await ask('supervisor', 'POST', '/api/roster/hand-overs', body))).toBe('hand_over_not_yours');
    expect((await ask('chief', 'POST', '/api/roster/hand-overs', body)).status).toBe(200);
    expect(codeOf(await ask('chief', 'POST', '/api/roster/hand-overs', body))).toBe('hand_over_changed');
    const own = (await handOvers('chief')).handOvers[0];
    const theirs = (await handOvers('supervisor')).handOvers[0];
    expect(new Set(own?.matters.map(({ caseId }) => caseId))).toEqual(new Set([open, walled]));
    expect(new Set(theirs?.matters.map(({ caseId }) => caseId))).toEqual(new Set([open]));
    expect(JSON.stringify(theirs)).not.toContain('待领导定');
    const { data } = await house.parts.db
      .selectFrom('event')
      .select('data')
      .where('type', '=', 'hand_over_written')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(data)).not.toContain('水压');
  });

  test('names no case that is closed to somebody where everybody reads', async () => {
    const [one] = (await handOvers('chief')).handOvers;
    const matter = one?.matters.find(({ caseId }) => caseId === walled);
    const { mine } = await handOvers('chief');
    expect(mine).toBeNull();
    await house.parts.db.deleteFrom('hand_over').execute();
    const relief = (await handOvers('chief')).mine;
    const write = (note: string) =>
      ask('chief', 'POST', '/api/roster/hand-overs', {
        outgoing: relief?.outgoing,
        incoming: relief?.incoming,
        note,
        notes: [{ caseId: walled, note: `${matter?.number} 待领导定` }],
      });
    for (const words of [`${matter?.number} 请盯紧。`, `${matter?.number.toLowerCase()}`, `夜里看“${matter?.title}”。`])
      expect(codeOf(await write(words))).toBe('names_walled_case');
    expect((await handOvers('supervisor')).handOvers).toEqual([]);
    expect((await write('夜间注意水压。')).status).toBe(200);
    expect(JSON.stringify(await handOvers('supervisor'))).not.toContain(matter?.number);
  });

  test('is signed by neither its writer nor anyone else but the incoming chief', async () => {
    const [one] = (await handOvers('chief')).handOvers;
    const path = `/api/roster/hand-overs/${one?.id}/decide`;
    const sign = { version: 1, refusal: null };
    expect(codeOf(await ask('chief', 'POST', path, sign))).toBe('hand_over_own');
    expect(codeOf(await ask('leader', 'POST', path, sign))).toBe('forbidden');
    expect([one?.mine, (await handOvers('supervisor')).handOvers[0]?.mine]).toEqual([false, true]);
  });

  test('unsigned once the shift began, is shown plainly; refused with a reason, it is written anew and signed', async () => {
    expect((await dutyNow()).unsigned).toBeNull();
    house.time.now = new Date('2026-11-20T12:30:00Z');
    expect((await dutyNow()).unsigned).toMatchObject({ written: true, to: { name: '督办 01' } });
    const [first] = (await handOvers('supervisor')).handOvers;
    expect(first?.late).toBe(true);
    const decide = (id: string | undefined, refusal: string | null, version = 1) =>
      ask('supervisor', 'POST', `/api/roster/hand-overs/${id}/decide`, { version, refusal });
    expect((await decide(first?.id, '没有写来源故障')).status).toBe(200);
    expect(codeOf(await decide(first?.id, null, 2))).toBe('hand_over_changed');
    expect((await dutyNow()).unsigned).toMatchObject({ written: false });
    const { mine } = await handOvers('chief');
    await ask('chief', 'POST', '/api/roster/hand-overs', {
      outgoing: mine?.outgoing,
      incoming: mine?.incoming,
      note: '来源均正常。',
      notes: [],
    });
    const [second] = (await handOvers('supervisor')).handOvers;
    house.time.now = new Date('2026-11-20T12:40:00Z');
    expect((await decide(second?.id, null)).status).toBe(200);
    expect((await dutyNow()).unsigned).toBeNull();
    const [signed, refusedOne] = (await handOvers('auditor')).handOvers;
    expect([signed?.state, signed?.writtenBy, signed?.decision?.byName, signed?.at]).toEqual([
      'signed',
      '值班长 01',
      '督办 01',
      '2026-11-20T12:30:00.000Z',
    ]);
    expect(refusedOne?.decision?.refusal).toBe('没有写来源故障');
  });

  test('is none of the administrator’s, nor of units’', async () => {
    for (const name of ['admin', 'officer'] as const)
      expect(codeOf(await ask(name, 'GET', '/api/roster/hand-overs'))).toBe('forbidden');
  });
});

describe('contacts', () => {
  const contact = {
    unitId: '990100:water_resources',
    post: '办公室副主任',
    person: '林一鸣',
    officePhone: '0990-6612345',
    dutyPhone: '0990-6612300',
    validFrom: '2026-11-20',
  };
  const list = async (units: string): Promise<ContactsView> =>
    (await ask('analyst', 'GET', `/api/contacts?units=${units}`)).body as ContactsView;

  test('are kept by the unit’s own people and the administrator, and read by all who dispatch', async () => {
    expect(codeOf(await ask('officer2', 'POST', '/api/contacts', contact))).toBe('not_yours');
    expect(codeOf(await ask('analyst', 'POST', '/api/contacts', contact))).toBe('forbidden');
    expect((await ask('section', 'POST', '/api/contacts', contact)).status).toBe(200);
    expect((await ask('admin', 'POST', '/api/contacts', { ...contact, person: '苏明远' })).status).toBe(200);
    expect((await list(contact.unitId)).contacts.map(({ person }) => person).sort()).toEqual(['林一鸣', '苏明远']);
    expect((await list('990100:health')).contacts).toEqual([]);
  });

  test('are ended by a day, not deleted; the change is an event without name or number', async () => {
    const { contacts } = await list(contact.unitId);
    const id = contacts.find(({ person }) => person === '林一鸣')?.id ?? '';
    const end = (name: AccountName, validTo: string) => ask(name, 'POST', `/api/contacts/${id}/end`, { validTo });
    expect(codeOf(await end('officer2', '2026-11-20'))).toBe('not_yours');
    expect(codeOf(await end('officer', '2026-11-01'))).toBe('contact_past');
    expect((await end('officer', '2026-11-20')).status).toBe(200);
    expect(codeOf(await end('officer', '2026-11-21'))).toBe('contact_ended');
    house.time.now = new Date('2026-11-21T04:00:00Z');
    expect((await list(contact.unitId)).contacts.map(({ person }) => person)).toEqual(['苏明远']);
    expect((await house.parts.db.selectFrom('unit_contact').select('id').execute()).length).toBe(2);
    const events = await house.parts.db
      .selectFrom('event')
      .select('data')
      .where('type', '=', 'contact_changed')
      .execute();
    expect([events.length, JSON.stringify(events)]).toEqual([3, expect.not.stringContaining('林一鸣')]);
    expect(JSON.stringify(events)).not.toContain('6612345');
  });

  test('refuse what is no number, and one without any', async () => {
    const send = (more: object) =>
      ask('officer', 'POST', '/api/contacts', { ...contact, validFrom: '2026-11-21', ...more });
    expect((await send({ officePhone: '王女士家' })).status).toBe(422);
    expect(codeOf(await send({ officePhone: '', dutyPhone: '' }))).toBe('phone_missing');
  });
});
