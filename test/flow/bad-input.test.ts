/** What no page would send to a case: each body spoiled at each place. Refused in a sentence, or done; never our error. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASE_STATE_IDS, type CaseState } from '../../server/contract/vocabulary-case.ts';
import { draftInput, leaveVerified, openAccepted } from '../support/answers.ts';
import { caseIn, commandsOn, hangOn } from '../support/case-states.ts';
import { codeOf, type Client } from '../support/client.ts';
import { spoiled, UNREADABLE } from '../support/evil.ts';
import { openGiven } from '../support/matters.ts';
import { openServedTrial, type AccountName, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
let beside: string;
const clients = new Map<AccountName, Client>();
beforeAll(async () => {
  house = await openServedTrial();
  beside = await openAccepted(house);
});
afterAll(() => leaveVerified(house));

async function clientOf(name: AccountName): Promise<Client> {
  const client = clients.get(name) ?? (await house.client(name));
  clients.set(name, client);
  return client;
}

/** A state in which the command would be done, had it been sent whole. */
const STATE_FOR: Record<string, CaseState> = {
  dispatch: 'awaiting_dispatch',
  accept: 'awaiting_acceptance',
  return: 'awaiting_acceptance',
  'return-ruling': 'return_ruling',
  approve: 'approving',
  submit: 'drafting',
  discard: 'drafting',
  withdraw: 'published',
  commitment: 'published',
  signal: 'published',
  reopen: 'closed',
};

/** Places that hold words for a reader, and may not be left blank. */
const WORDS = /(^|\.)(reason|clause|body|summary|proof|facts|answer|basis|title|what|topic)$/;

/** A body with something at every place. */
function whole(command: string, body: unknown): unknown {
  const later = new Date(house.time.now.getTime() + 90_000_000).toISOString();
  if (command === 'entries')
    return { ...(body as object), evidence: '照片 3 张', happenedAt: house.time.now.toISOString() };
  if (command !== 'draft') return body;
  const { responseId, n } = body as { responseId: string | null; n: number };
  const commitments = [{ what: '更换东干管', dueAt: later }];
  return draftInput({ responseId, n, nextReleaseAt: later, commitments, countersign: ['990100:health'] });
}

const COMMANDS = [
  ...[
    'dispatch',
    'accept',
    'pass-on',
    'return',
    'return-ruling',
    'reassign',
    'recuse',
    'entries',
    'extension',
    'extension-ruling',
  ],
  ...['incident-grade', 'opinion-grade', 'dispositions', 'hand-over', 'merge', 'split', 'close', 'reopen', 'draft'],
  ...['submit', 'discard', 'approve', 'publish', 'withdraw', 'commitment', 'urge', 'urge-answer', 'signal'],
  ...['signal-lift', 'lead', 'statement', 'lead-ruling', 'rectification', 'lead-review'],
  ...['consultation', 'consultation-invite', 'consultation-opinion', 'consultation-hold', 'consultation-minutes'],
  ...['consultation-confirm', 'consultation-conclude', 'consultation-cancel', 'decision-meet'],
  ...['line', 'line-answer', 'line-enforce', 'line-discard'],
];

test('no command is left out', async () => {
  expect(COMMANDS.toSorted()).toEqual(Object.keys(await commandsOn(house, beside, beside)).sort());
  expect(CASE_STATE_IDS).toEqual(expect.arrayContaining(Object.values(STATE_FOR)));
});

describe.each(COMMANDS)('%s', (command) => {
  test('spoiled anywhere it is refused, or done', async () => {
    const fresh = async () => {
      const caseId =
        command === 'pass-on'
          ? (await openGiven(house, { lead: '990102:water_resources' })).caseId
          : await caseIn(house, STATE_FOR[command] ?? 'handling');
      await hangOn(house, caseId);
      const [who, body] = (await commandsOn(house, caseId, beside))[command] ?? [];
      return { caseId, client: await clientOf(who ?? 'chief'), body: whole(command, body) };
    };
    let given = await fresh();
    const count = spoiled(given.body).length;
    for (let index = 0; index < count; index += 1) {
      const { caseId, client, body } = given;
      const bad = spoiled(body)[index];
      if (!bad) throw new Error('the body has lost a place');
      const what = `${bad.at} = ${JSON.stringify(bad.value).slice(0, 60)}`;
      const answer = await client.send('POST', `/api/cases/${caseId}/${command}`, { body: bad.body });
      expect([what, answer.status < 500]).toEqual([what, true]);
      if (WORDS.test(bad.at) && UNREADABLE.includes(bad.value as string))
        expect([what, answer.status]).toEqual([what, 422]);
      if (answer.status >= 400) {
        expect(answer.body).toMatchObject({ error: { message: expect.stringMatching(/\p{Script=Han}/u) } });
        continue;
      }
      const shown = await (await clientOf('leader')).send('GET', `/api/cases/${caseId}`);
      expect([what, shown.status]).toEqual([what, 200]);
      given = await fresh();
    }
  });
});

test.each(['0000-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '1999-12-31T15:59:59Z', '2099-01-01T00:00:00Z'])(
  'nothing is recorded that happened at %s',
  async (happenedAt) => {
    const body = { kind: 'finding', body: '现场核查', evidence: null, happenedAt };
    const answer = await (await clientOf('officer')).send('POST', `/api/cases/${beside}/entries`, { body });
    expect([answer.status, ['long_ago', 'in_future'].includes(codeOf(answer) ?? '')]).toEqual([422, true]);
  },
);

test('an address that is none is like a case that is nowhere', async () => {
  const client = await clientOf('chief');
  for (const id of ['%00', '%F0%9F%92%A7', '..%2F..', "1'--", 'x'.repeat(3_000), '__proto__']) {
    const read = await client.send('GET', `/api/cases/${id}`);
    const act = await client.send('POST', `/api/cases/${id}/close`, { body: { summary: '办结' } });
    expect([id.slice(0, 20), [400, 404].includes(read.status), [400, 404].includes(act.status)]).toEqual([
      id.slice(0, 20),
      true,
      true,
    ]);
  }
});
