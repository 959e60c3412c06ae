/** Two people do the same thing to one case at once: one effect, and the other is told in a sentence what to do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventType } from '../../server/platform/events/catalogue.ts';
import type { CaseState } from '../../server/contract/vocabulary-case.ts';
import {
  approveAll,
  decide,
  draft,
  draftInput,
  leaveVerified,
  openAccepted,
  SIGNERS,
  submit,
} from '../support/answers.ts';
import { refusalOf } from '../support/case-acts.ts';
import { caseIn, commandsOn, hangOn } from '../support/case-states.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
const clients = new Map<AccountName, Client>();
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => leaveVerified(house));

type Ask = readonly [who: AccountName, command: string, body: unknown];

async function clientOf(name: AccountName): Promise<Client> {
  const client = clients.get(name) ?? (await house.client(name));
  clients.set(name, client);
  return client;
}

/** Sends them all in one moment. */
async function atOnce(caseId: string, asks: readonly Ask[]): Promise<Answer[]> {
  const senders = await Promise.all(asks.map(([who]) => clientOf(who)));
  return Promise.all(
    asks.map(([, command, body], index) =>
      (senders[index] as Client).send('POST', `/api/cases/${caseId}/${command}`, { body }),
    ),
  );
}

async function countOf(caseId: string, type: EventType): Promise<number> {
  const rows = await house.parts.db
    .selectFrom('event')
    .select('id')
    .where('stream', '=', `case:${caseId}`)
    .where('type', '=', type)
    .execute();
  return rows.length;
}

/** One was done; whoever else asked is told why not, in Chinese, what to do, and shown how it stands. */
function expectOne(answers: readonly Answer[], codes: readonly string[], caseId: string): void {
  const told = answers.map((one) => `${one.status} ${codeOf(one) ?? ''} ${refusalOf(one)?.message ?? ''}`);
  expect([told, answers.filter((one) => one.status === 200).length]).toEqual([told, 1]);
  for (const lost of answers.filter((one) => one.status !== 200)) {
    expect([told, lost.status]).toEqual([told, 409]);
    expect(codes).toContain(codeOf(lost));
    expect(lost.body).toMatchObject({
      error: {
        message: expect.stringMatching(/\p{Script=Han}/u),
        action: expect.stringMatching(/\p{Script=Han}/u),
        current: { case: { id: caseId } },
      },
    });
  }
}

/** Command, state in which it is asked, who asks beside its usual person, the event that may happen once, and the refusals. */
const ROWS: readonly [string, CaseState, AccountName | null, EventType, readonly string[]][] = [
  ['dispatch', 'awaiting_dispatch', 'leader', 'case_dispatched', ['case_changed']],
  ['accept', 'awaiting_acceptance', null, 'case_accepted', ['already_accepted']],
  ['return', 'awaiting_acceptance', null, 'case_returned', ['case_changed']],
  ['return-ruling', 'return_ruling', 'chief', 'return_ruled', ['case_changed']],
  ['reassign', 'handling', null, 'case_reassigned', ['case_changed']],
  ['extension', 'handling', null, 'extension_asked', ['extension_used']],
  ['extension-ruling', 'handling', 'leader', 'extension_decided', ['case_changed']],
  ['incident-grade', 'handling', 'officer', 'incident_graded', ['case_changed']],
  ['opinion-grade', 'handling', 'analyst', 'opinion_graded', ['case_changed']],
  ['draft', 'handling', null, 'draft_saved', ['answer_in_work']],
  ['draft', 'published', null, 'draft_saved', ['answer_in_work']],
  ['submit', 'drafting', null, 'draft_submitted', ['case_changed']],
  ['discard', 'drafting', null, 'draft_discarded', ['case_changed']],
  ['approve', 'approving', null, 'response_approved', ['already_approved']],
  ['withdraw', 'published', 'leader', 'publication_withdrawn', ['publication_not_current']],
  ['commitment', 'published', null, 'commitment_kept', ['commitment_kept']],
  ['reopen', 'closed', 'leader', 'case_reopened', ['case_changed']],
  ['urge', 'handling', null, 'case_urged', ['already_urged']],
  ['urge-answer', 'handling', null, 'urge_answered', ['already_answered']],
  ['signal', 'published', null, 'signal_raised', ['signal_stands']],
  ['signal-lift', 'handling', 'chief', 'signal_lifted', ['signal_ended']],
  ['lead', 'handling', null, 'lead_proposed', ['lead_stands']],
  ['lead-ruling', 'handling', 'leader', 'lead_ruled', ['lead_ruled']],
];

describe.each(ROWS)('%s in the state %s', (command, state, other, type, codes) => {
  test('is done once', async () => {
    const caseId = await caseIn(house, state);
    await hangOn(house, caseId);
    if (command === 'extension') await house.parts.db.deleteFrom('extension').where('case_id', '=', caseId).execute();
    const sent = (await commandsOn(house, caseId, caseId))[command];
    if (!sent) throw new Error('no such command');
    const [who, body] = sent;
    const before = await countOf(caseId, type);
    // A double click, and another person in the same moment.
    const asks: Ask[] = [who, who, other ?? who].map((name) => [name, command, body]);
    expectOne(await atOnce(caseId, asks), codes, caseId);
    expect((await countOf(caseId, type)) - before).toBe(1);
  });
});

describe('different things done to one text', () => {
  test('two save what they wrote from the same draft: the second sees the first', async () => {
    const caseId = await openAccepted(house);
    const { responseId, n } = await draft(house, caseId);
    const save = (body: string): Ask => ['officer', 'draft', draftInput({ responseId, n, body })];
    const answers = await atOnce(caseId, [save('甲改的文本。\n第二段。'), save('乙改的文本。\n第二段。')]);
    expectOne(answers, ['draft_changed'], caseId);
    expect(await countOf(caseId, 'draft_saved')).toBe(2);
  });

  test('an approval meets an edit: it counts for the text it was made on, or is refused', async () => {
    const caseId = await openAccepted(house);
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    const { responseId, textHash, n } = text;
    const edit = draftInput({ responseId, n, body: '改过的文本。\n第二段。' });
    const approval = { responseId, textHash, step: 'section', decision: 'approve', note: null };
    const [edited, approved] = await atOnce(caseId, [
      ['officer', 'draft', edit],
      ['section', 'approve', approval],
    ]);
    expect(edited?.status).toBe(200);
    expect([200, 409]).toContain(approved?.status);
    if (approved?.status === 409) expect(codeOf(approved)).toBe('text_changed');
    const rows = await house.parts.db
      .selectFrom('approval')
      .selectAll()
      .where('response_id', '=', responseId)
      .execute();
    expect(rows.every((one) => one.void)).toBe(true);
    expect(
      codeOf(await (await clientOf('section')).send('POST', `/api/cases/${caseId}/approve`, { body: approval })),
    ).toBe('text_changed');
  });

  test('one step approves and sends back at once: one of them counts', async () => {
    const caseId = await openAccepted(house);
    const { responseId, textHash } = await submitted(caseId);
    const of = { responseId, textHash, step: 'section' };
    const answers = await atOnce(caseId, [
      ['section', 'approve', { ...of, decision: 'approve', note: null }],
      ['section', 'approve', { ...of, decision: 'revise', note: '数据再核' }],
    ]);
    expectOne(answers, ['already_approved', 'step_changed'], caseId);
    expect((await countOf(caseId, 'response_approved')) + (await countOf(caseId, 'response_sent_back'))).toBe(1);
  });

  test('it is published, discarded and edited at once: one of them is done', async () => {
    for (let round = 0; round < 4; round += 1) {
      const caseId = await openAccepted(house);
      const text = await submitted(caseId);
      await approveAll(house, caseId, text);
      const { responseId, textHash, n } = text;
      const asks: Ask[] = [
        ['reviewer', 'publish', { responseId, textHash }],
        ['officer', 'discard', { responseId }],
        ['officer', 'draft', draftInput({ responseId, n, title: '又改过的说明' })],
        ['leader', 'publish', { responseId, textHash }],
      ];
      const answers = await atOnce(caseId, round % 2 === 0 ? asks : asks.reverse());
      expect(answers.map((one) => one.status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
      const published = await countOf(caseId, 'response_published');
      expect(published).toBeLessThanOrEqual(1);
      const discarded = await countOf(caseId, 'draft_discarded');
      const { state } = await house.parts.db
        .selectFrom('response')
        .select('state')
        .where('id', '=', responseId)
        .executeTakeFirstOrThrow();
      expect(published + discarded).toBeLessThanOrEqual(1);
      expect(state === 'published').toBe(published === 1);
    }
  });

  const submitted = async (caseId: string) => {
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    return text;
  };
});

describe('different things done to one case', () => {
  test('each goes into the other: one does', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [a, b] = [await openAccepted(house), await openAccepted(house)];
      const client = await clientOf('chief');
      const merge = (from: string, into: string) =>
        client.send('POST', `/api/cases/${from}/merge`, { body: { into, reason: '同一件事' } });
      const answers = await Promise.all([merge(a, b), merge(b, a)]);
      expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
      expect(codeOf(answers.find((one) => one.status === 409) as Answer)).toBe('case_ended');
      const states = await house.parts.db.selectFrom('case').select('state').where('id', 'in', [a, b]).execute();
      expect(states.filter((one) => one.state === 'merged')).toHaveLength(1);
      expect((await countOf(a, 'case_merged')) + (await countOf(b, 'case_merged'))).toBe(1);
    }
  });

  test('three go in a ring: they end in one, and none in itself', async () => {
    const ring = [await openAccepted(house), await openAccepted(house), await openAccepted(house)];
    const client = await clientOf('chief');
    const answers = await Promise.all(
      ring.map((from, index) =>
        client.send('POST', `/api/cases/${from}/merge`, { body: { into: ring[(index + 1) % 3], reason: '同一件事' } }),
      ),
    );
    expect(answers.every((one) => one.status === 200 || codeOf(one) === 'case_ended')).toBe(true);
    const rows = await house.parts.db
      .selectFrom('case')
      .select(['state', 'merged_into'])
      .where('id', 'in', ring)
      .execute();
    expect(rows.filter((one) => one.state !== 'merged').length).toBeGreaterThanOrEqual(1);
  });

  test('two take the same item out of it: one does, the other is told that it is gone', async () => {
    const caseId = await caseIn(house, 'handling');
    const { split } = await commandsOn(house, caseId, caseId);
    const answers = await atOnce(caseId, [
      ['chief', 'split', split?.[1]],
      ['leader', 'split', split?.[1]],
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 422]);
    expect(answers.map(codeOf)).toContain('items_elsewhere');
    expect(await countOf(caseId, 'case_split_off')).toBe(1);
  });

  test('it is closed, merged and given to another at once: the record tells one way', async () => {
    const caseId = await caseIn(house, 'published');
    const { db } = house.parts;
    await db.updateTable('commitment').set({ kept_at: house.time.now }).where('case_id', '=', caseId).execute();
    const beside = await openAccepted(house);
    const commands = await commandsOn(house, caseId, beside);
    const names = ['close', 'merge', 'reassign'] as const;
    const answers = await atOnce(
      caseId,
      names.map((name): Ask => [commands[name]?.[0] ?? 'chief', name, commands[name]?.[1]]),
    );
    expect(answers.filter((one) => one.status === 200).length).toBeGreaterThanOrEqual(1);
    expect(answers.every((one) => one.status === 200 || one.status === 409)).toBe(true);
    expect((await countOf(caseId, 'case_closed')) + (await countOf(caseId, 'case_merged'))).toBeLessThanOrEqual(1);
  });

  test('two set the dispositions, each on what stood before: one is done, the other is told', async () => {
    const caseId = await openAccepted(house);
    const answers = await atOnce(caseId, [
      ['chief', 'dispositions', { kinds: ['resolve'], from: [] }],
      ['leader', 'dispositions', { kinds: ['clarify', 'adopt'], from: [] }],
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(await countOf(caseId, 'dispositions_set')).toBe(1);
    const rows = await house.parts.db.selectFrom('disposition').select('kind').where('case_id', '=', caseId).execute();
    expect([['resolve'], ['adopt', 'clarify']]).toContainEqual(rows.map((one) => one.kind).sort());
  });

  test('each step of a whole chain is signed once, however often it is pressed', async () => {
    const caseId = await openAccepted(house);
    const text = await draft(house, caseId);
    await submit(house, caseId, text);
    for (const signer of SIGNERS) {
      const done = await Promise.allSettled([1, 2, 3].map(() => decide(house, caseId, text, signer)));
      expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    }
    expect(await countOf(caseId, 'response_approved')).toBe(SIGNERS.length);
  });
});
