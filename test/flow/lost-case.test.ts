/** A case that was taken from a unit, or never given to it, is nowhere for its people; what they learned of it stands still. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLeads } from '../../server/accountability/leads/lead-view.ts';
import { viewsFor } from '../../server/board/store.ts';
import { composeRoutes } from '../../server/compose.ts';
import { CASE_STATE_IDS } from '../../server/contract/vocabulary-case.ts';
import { approve } from '../../server/responses/approve.ts';
import { discardDraft } from '../../server/responses/discard.ts';
import { reassignCase } from '../../server/responsibility/reassign.ts';
import type { AppRoute } from '../../server/access/declare.ts';
import {
  as,
  closeBy,
  decide,
  draft,
  HOUR_MS,
  hoursLater,
  leaveVerified,
  openAccepted,
  publishText,
  refusal,
  release,
  SIGNERS,
  submit,
} from '../support/answers.ts';
import { NOWHERE } from '../support/bodies.ts';
import { caseIn, commandsOn, hangOn } from '../support/case-states.ts';
import type { Client } from '../support/client.ts';
import { likeNowhere } from '../support/closed-doors.ts';
import { passedOn } from '../support/hops.ts';
import { openWaterCase } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let routes: AppRoute[];
const clients = new Map<AccountName, Client>();
beforeAll(async () => {
  house = await openServedTrial();
  routes = composeRoutes(house.parts, async () => undefined);
});
afterAll(() => leaveVerified(house));

async function clientOf(name: AccountName): Promise<Client> {
  const client = clients.get(name) ?? (await house.client(name));
  clients.set(name, client);
  return client;
}

/** Every address of a case answers this person as for an id that is nowhere, with the whole body of who may. */
async function expectNowhere(name: AccountName, caseId: string): Promise<void> {
  const client = await clientOf(name);
  const commands = await commandsOn(house, caseId, caseId);
  for (const route of routes.filter((one) => one.path.startsWith('/api/cases/:id'))) {
    const sent = commands[route.path.split('/')[4] ?? ''];
    const ask = (id: string) => client.send(route.method, route.path.replace(':id', id), sent ? { body: sent[1] } : {});
    const answer = await ask(caseId);
    expect([name, route.path, answer.status >= 403]).toEqual([name, route.path, true]);
    expect([name, route.path, likeNowhere(answer)]).toEqual([name, route.path, likeNowhere(await ask(NOWHERE))]);
  }
}

describe.each([...CASE_STATE_IDS])("another unit's case in the state %s", (state) => {
  test('is nowhere for who guesses its id', async () => {
    const caseId = await caseIn(house, state);
    await hangOn(house, caseId);
    for (const name of ['officer3', 'head3', 'officer2', 'inspector'] as const) {
      // The unit that a return suggests is not told of it before the ruling.
      await expectNowhere(name, caseId);
    }
  });
});

describe('a case taken from a unit', () => {
  let caseId: string;
  const theirs: readonly AccountName[] = ['officer', 'section', 'secrecy', 'head'];

  beforeAll(async () => {
    caseId = await openAccepted(house);
    await draft(house, caseId, { body: '旧牵头单位的草稿。\n第二段。', countersign: ['990100:health'] });
    const { id } = await house.parts.db
      .selectFrom('assignment')
      .select('id')
      .where('case_id', '=', caseId)
      .where('role', '=', 'lead')
      .executeTakeFirstOrThrow();
    const order = { assignmentId: id, lead: '990102:education', reason: '属教育部门职责' };
    await as(house, 'chief', caseId, reassignCase(house.parts.rules), order);
    await house.settled();
  });

  test.each(theirs)('is nowhere for %s: page, list, snapshot, leads, every command', async (name) => {
    const viewer = await house.viewer(name);
    await expectNowhere(name, caseId);
    const views = await viewsFor(house.parts.db, viewer, house.time.now);
    expect(views.some((view) => view.id === caseId)).toBe(false);
    const live = await house.live(name);
    expect(live.raw.join('\n')).not.toContain(caseId);
    live.drop();
    const leads = await readLeads(house.parts.db, house.parts.rules.organisation(), viewer, house.time.now);
    expect(leads.some((lead) => lead.caseId === caseId)).toBe(false);
    for (const path of ['/api/leads', '/api/fairness', '/api/transfers'])
      expect(JSON.stringify((await (await clientOf(name)).send('GET', path)).body)).not.toContain(caseId);
  });

  test('is nowhere for who was to countersign a text that is used no more', () => expectNowhere('countersign', caseId));

  test('and for who was to countersign one that was discarded', async () => {
    const discarded = await openAccepted(house);
    const { responseId } = await draft(house, discarded, { countersign: ['990100:health'] });
    await as(house, 'officer', discarded, discardDraft(house.parts.rules), { responseId });
    await house.settled();
    await expectNowhere('countersign', discarded);
  });

  test('stays in sight of a unit that a lead toward accountability notifies: it must be heard', async () => {
    const heard = await caseIn(house, 'handling');
    await hangOn(house, heard);
    const reassign = (await commandsOn(house, heard, heard)).reassign;
    const sent = await (await clientOf('chief')).send('POST', `/api/cases/${heard}/reassign`, { body: reassign?.[1] });
    expect(sent.status).toBe(200);
    const client = await clientOf('head');
    const lead = await house.parts.db
      .selectFrom('accountability_lead')
      .select('id')
      .where('case_id', '=', heard)
      .executeTakeFirstOrThrow();
    const body = { leadId: lead.id, body: '我们已经上报' };
    expect((await client.send('POST', `/api/cases/${heard}/statement`, { body })).status).toBe(200);
    const into = (await openWaterCase(house, { lead: '990102:education' })).caseId;
    const merge = { into, reason: '同一件事' };
    expect((await (await clientOf('chief')).send('POST', `/api/cases/${heard}/merge`, { body: merge })).status).toBe(
      200,
    );
    expect((await client.send('POST', `/api/cases/${into}/statement`, { body })).status).toBe(200);
  });

  test('stands before the unit it went to', async () => {
    // By way of its office, which has it until then.
    await passedOn(house, caseId);
    const answer = await (await clientOf('officer2')).send('GET', `/api/cases/${caseId}`);
    expect(answer.status).toBe(200);
  });
});

describe("a step of another unit's chain", () => {
  test('is signed by nobody else, though he holds that step at home and sees the case', async () => {
    const caseId = await openAccepted(house);
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    const { db, rules } = house.parts;
    const { accountId } = await house.viewer('head3');
    const grant = {
      case_id: caseId,
      unit_id: null,
      account_id: accountId,
      effect: 'grant',
      at: house.time.now,
    } as const;
    await db.insertInto('case_audience').values(grant).execute();
    for (const [name, step] of SIGNERS) {
      if (step === 'office_review') break;
      const approval = {
        responseId: text.responseId,
        textHash: text.textHash,
        step,
        decision: 'approve',
        note: null,
      } as const;
      expect(await refusal(as(house, 'head3', caseId, approve(rules), approval))).toMatchObject({ code: 'not_yours' });
      expect(await refusal(as(house, 'reviewer', caseId, approve(rules), approval))).toMatchObject({
        code: 'not_yours',
      });
      expect(await refusal(as(house, 'leader', caseId, approve(rules), approval))).toMatchObject({ code: 'not_yours' });
      await decide(house, caseId, text, [name, step]);
    }
  });
});

describe('the whole road', () => {
  test('its ledger has no gap and no overlap from the first sight to the end', async () => {
    const started = house.time.now;
    const passes = (hours: number): void => {
      house.time.now = hoursLater(house, hours);
    };
    const caseId = await openAccepted(house);
    passes(3);
    const text = await draft(house, caseId);
    passes(2);
    await submit(house, caseId, text);
    for (const signer of SIGNERS) {
      passes(1.5);
      await decide(house, caseId, text, signer);
    }
    passes(0.25);
    await release(house, caseId, text);
    passes(20);
    await closeBy(house, caseId);
    const ended = house.time.now;
    const rows = await house.parts.db
      .selectFrom('holding')
      .select(['from_at', 'to_at', 'step'])
      .where('case_id', '=', caseId)
      .orderBy('from_at')
      .orderBy('to_at')
      .execute();
    expect(rows[0]?.from_at).toEqual(started);
    expect(rows.at(-1)?.to_at).toEqual(ended);
    rows.slice(1).forEach((row, index) => expect([row.step, row.from_at]).toEqual([row.step, rows[index]?.to_at]));
    const held = rows.reduce((sum, row) => sum + ((row.to_at?.getTime() ?? NaN) - row.from_at.getTime()), 0);
    expect(held).toBe(ended.getTime() - started.getTime());
    expect(held).toBe((3 + 2 + 4 * 1.5 + 0.25 + 20) * HOUR_MS);
  });

  test('leaves no word and no name in the log', async () => {
    const caseId = await openAccepted(house);
    const first = await publishText(house, caseId);
    await draft(house, caseId, { corrects: first.publicationId, countersign: [] });
    const { db } = house.parts;
    const names = await db.selectFrom('account').select('display_name').execute();
    const events = await db.selectFrom('event').select(['type', 'data', 'actor']).execute();
    expect(events.length).toBeGreaterThan(100);
    // A rule's clause is the law's words, not a person's.
    const LAW = new Set(['clause', 'rule']);
    for (const { type, data, actor } of events) {
      const told = JSON.stringify(data, (key, value: unknown) => (LAW.has(key) ? undefined : value));
      expect([type, told]).toEqual([type, told.replaceAll(/\p{Script=Han}/gu, '□')]);
      expect([type, names.some((one) => told.includes(one.display_name) || actor.includes(one.display_name))]).toEqual([
        type,
        false,
      ]);
    }
  });
});

test('every command on record leaves hashes of its words alone', async () => {
  for (const state of CASE_STATE_IDS) {
    const caseId = await caseIn(house, state);
    await hangOn(house, caseId);
    for (const [name, [who, body]] of Object.entries(await commandsOn(house, caseId, caseId)))
      await (await clientOf(who)).send('POST', `/api/cases/${caseId}/${name}`, { body });
  }
  const events = await house.parts.db.selectFrom('event').select(['type', 'data']).execute();
  const telling = events.filter(({ data }) =>
    /按职责分工|另写的|另一件事|情况说明|自来水|回执|每日公布/.test(JSON.stringify(data)),
  );
  expect(telling).toEqual([]);
  expect(new Set(events.map((one) => one.type)).size).toBeGreaterThan(30);
});
