/** The outcomes of judging that open no case: 关注, which comes back by itself, and 点对点答复, which closes a letter. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplyItem, WatchItem } from '../../server/contract/requests.ts';
import type { ErrorView, ItemDetail } from '../../server/contract/views.ts';
import type { OpinionGrade } from '../../server/contract/vocabulary.ts';
import { hashText } from '../../server/platform/events/chain.ts';
import { releaseWatched } from '../../server/triage/outcomes/review.ts';
import { waitingItems } from '../../server/triage/store.ts';
import { itemEvents } from '../support/accusations.ts';
import { codeOf, type Answer, type Client } from '../support/client.ts';
import { NOON } from '../support/house.ts';
import { postOf } from '../support/letters.ts';
import { detailFor, postWater } from '../support/matters.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let house: ServedTrial;
let analyst: Client;
let chief: Client;
let leader: Client;
beforeAll(async () => {
  house = await openServedTrial();
  [analyst, chief, leader] = [await house.client('analyst'), await house.client('chief'), await house.client('leader')];
});
afterAll(() => house.close());

const ask = (client: Client, id: string, what: string, body: unknown): Promise<Answer> =>
  client.send('POST', `/api/items/${id}/${what}`, { body });
const errorOf = (answer: Answer): ErrorView['error'] => (answer.body as ErrorView).error;
const seenOf = (item: ItemDetail) => ({ version: item.version, verdictId: item.verdict?.id ?? '' });
const inDays = (days: number): string => new Date(house.time.now.getTime() + days * DAY_MS).toISOString();

const watchOf = (item: ItemDetail, chosen: Partial<WatchItem> = {}): WatchItem => ({
  ...seenOf(item),
  opinionGrade: 'general',
  reason: '尚无新进展，继续观察。',
  reviewAt: inDays(2),
  ...chosen,
});
const replyOf = (item: ItemDetail, chosen: Partial<ReplyItem> = {}): ReplyItem => ({
  ...seenOf(item),
  body: '您好，管道已更换，水质恢复正常，如有问题请拨打服务热线。',
  consent: false,
  ...chosen,
});

const waits = async (id: string): Promise<boolean> =>
  (await waitingItems(house.parts.db, await house.viewer('analyst'))).some((item) => item.id === id);
const fresh = async (): Promise<ItemDetail> => detailFor(house, 'analyst', await postWater(house));
const letter = async (): Promise<ItemDetail> => detailFor(house, 'analyst', await postOf(house, 'letter'));
const release = () =>
  releaseWatched(
    house.parts.db,
    house.parts.rules.rulebook().judgingMinutes(house.parts.rules.organisation().profile),
    house.time.now,
  );

describe('关注', () => {
  test('takes the item out of the queue with its reason and review time, and leaves it readable', async () => {
    const item = await fresh();
    const live = await house.live('chief');
    expect(live.items.has(item.id)).toBe(true);
    const answer = await ask(analyst, item.id, 'watch', watchOf(item, { opinionGrade: 'large' }));
    expect(answer.status).toBe(200);
    const { displayName } = await house.viewer('analyst');
    expect(answer.body).toMatchObject({
      state: 'watched',
      opinionGrade: 'large',
      version: item.version + 1,
      watch: { reason: '尚无新进展，继续观察。', reviewAt: inDays(2), byName: displayName },
    });
    expect(await waits(item.id)).toBe(false);
    expect((await detailFor(house, 'supervisor', item.id)).watch).not.toBeNull();
    await house.settled();
    await live.until(() => !live.items.has(item.id));
    live.drop();
    expect((await itemEvents(house, item.id)).at(-1)).toMatchObject({
      type: 'item_watched',
      data: { itemId: item.id, verdictId: item.verdict?.id, opinionGrade: 'large', reviewAt: inDays(2) },
    });
  });

  test('what the program graded 重大 needs the signature also where the grade is lowered in the same breath', async () => {
    const item = await fresh();
    const { db } = house.parts;
    await db.updateTable('item').set({ opinion_grade: 'major' }).where('id', '=', item.id).execute();
    const lowered = await ask(analyst, item.id, 'watch', watchOf(item, { opinionGrade: 'general' }));
    expect([lowered.status, codeOf(lowered)]).toEqual([403, 'signature_needed']);
    const leader = await house.client('leader');
    expect((await ask(leader, item.id, 'watch', watchOf(item, { opinionGrade: 'general' }))).status).toBe(200);
  });

  test.each<[OpinionGrade, boolean]>([
    ['general', true],
    ['large', true],
    ['major', false],
    ['extreme', false],
  ])('%s needs no leader: %s', async (opinionGrade, free) => {
    for (const client of [analyst, chief]) {
      const item = await fresh();
      const answer = await ask(client, item.id, 'watch', watchOf(item, { opinionGrade }));
      expect(answer.status).toBe(free ? 200 : 403);
      if (free) continue;
      expect(codeOf(answer)).toBe('signature_needed');
      expect(errorOf(answer).message).toContain('领导');
      expect((await detailFor(house, 'analyst', item.id)).state).toBe('judged');
      expect((await ask(leader, item.id, 'watch', watchOf(item, { opinionGrade }))).status).toBe(200);
    }
  });

  test.each<[string, (now: number) => number, boolean]>([
    ['the present', (now) => now, false],
    ['a moment ago', (now) => now - 1, false],
    ['a moment on', (now) => now + 1, true],
    ['thirty days on', (now) => now + 30 * DAY_MS, true],
    ['a moment more', (now) => now + 30 * DAY_MS + 1, false],
  ])('a review at %s', async (_when, at, right) => {
    const item = await fresh();
    const reviewAt = new Date(at(house.time.now.getTime())).toISOString();
    const answer = await ask(analyst, item.id, 'watch', watchOf(item, { reviewAt }));
    expect(answer.status).toBe(right ? 200 : 422);
    if (!right)
      expect([codeOf(answer), errorOf(answer).fields?.reviewAt]).toEqual(['review_time_wrong', expect.any(String)]);
  });

  test('comes back when its review is due, not before, once, and asks for a person', async () => {
    const item = await fresh();
    await ask(analyst, item.id, 'watch', watchOf(item, { reviewAt: inDays(1) }));
    const other = await fresh();
    await ask(analyst, other.id, 'watch', watchOf(other, { reviewAt: inDays(9) }));
    const live = await house.live('analyst');
    house.time.now = new Date(NOON.getTime() + DAY_MS - 1);
    await release();
    expect((await detailFor(house, 'analyst', item.id)).state).toBe('watched');
    house.time.now = new Date(NOON.getTime() + DAY_MS);
    expect(await release()).toBe(1);
    expect(await release()).toBe(0);
    const back = await detailFor(house, 'analyst', item.id);
    const minutes = house.parts.rules.rulebook().judgingMinutes(house.parts.rules.organisation().profile);
    expect(back).toMatchObject({
      state: 'judged',
      needsHuman: true,
      version: item.version + 2,
      watch: null,
      judgeBy: new Date(house.time.now.getTime() + minutes * MINUTE_MS).toISOString(),
    });
    expect((await detailFor(house, 'analyst', other.id)).state).toBe('watched');
    expect((await itemEvents(house, item.id)).at(-1)).toEqual({
      type: 'item_watch_due',
      data: { itemId: item.id },
      actor: 'program',
    });
    await house.settled();
    await live.until(() => live.items.has(item.id));
    live.drop();
    house.time.now = NOON;
  });

  test('may be taken back; the judging time runs on', async () => {
    const item = await fresh();
    const watched = (await ask(analyst, item.id, 'watch', watchOf(item))).body as ItemDetail;
    const answer = await ask(chief, item.id, 'reopen', { version: watched.version });
    expect(answer.body).toMatchObject({ state: 'judged', watch: null, judgeBy: item.judgeBy });
    house.time.now = new Date(NOON.getTime() + 40 * DAY_MS);
    await release();
    expect((await detailFor(house, 'analyst', item.id)).version).toBe(watched.version + 1);
    house.time.now = NOON;
  });

  test('of two who decide at once one is heard; the other is shown what is now', async () => {
    const item = await fresh();
    const answers = await Promise.all([analyst, chief].map((client) => ask(client, item.id, 'watch', watchOf(item))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409);
    expect(lost && errorOf(lost).current).toMatchObject({ id: item.id, state: 'watched' });
  });
});

describe('点对点答复', () => {
  test.each(['letter', 'hotline'] as const)('closes a %s with the reply to the writer', async (channel) => {
    const item = await detailFor(house, 'analyst', await postOf(house, channel));
    const reply = replyOf(item, { consent: channel === 'hotline' });
    const answer = await ask(analyst, item.id, 'reply', reply);
    expect(answer.status).toBe(200);
    const { displayName } = await house.viewer('analyst');
    expect(answer.body).toMatchObject({
      state: 'replied',
      reply: { body: reply.body, consent: reply.consent, byName: displayName, at: NOON.toISOString() },
    });
    expect(await waits(item.id)).toBe(false);
    expect((await detailFor(house, 'leader', item.id)).reply?.body).toBe(reply.body);
    const event = (await itemEvents(house, item.id)).at(-1);
    expect(event).toMatchObject({
      type: 'item_replied',
      data: { itemId: item.id, verdictId: reply.verdictId, textHash: hashText(reply.body), consent: reply.consent },
    });
    expect(JSON.stringify(event)).not.toContain('管道');
  });

  test.each(['forum', 'microblog', 'video', 'media', 'unit_report'] as const)('is not for a %s', async (channel) => {
    const item = await detailFor(house, 'analyst', await postOf(house, channel));
    const answer = await ask(analyst, item.id, 'reply', replyOf(item));
    expect([answer.status, codeOf(answer)]).toEqual([422, 'not_a_letter']);
    expect((await detailFor(house, 'analyst', item.id)).state).toBe('judged');
  });

  test('says nobody’s personal data, and says which kind stood in it', async () => {
    const item = await letter();
    const body = '您好，请联系张建国，手机13812345678，身份证号110101199003077571。';
    const answer = await ask(analyst, item.id, 'reply', replyOf(item, { body }));
    expect([answer.status, codeOf(answer)]).toEqual([422, 'personal_data']);
    expect(errorOf(answer).fields?.body).toContain('电话');
    expect(errorOf(answer).fields?.body).toContain('身份证号');
    expect(JSON.stringify(answer.body)).not.toContain('13812345678');
    expect((await detailFor(house, 'analyst', item.id)).state).toBe('judged');
    expect((await ask(analyst, item.id, 'reply', replyOf(item))).status).toBe(200);
  });

  test('is kept clean of what no text may hold, and is not taken back', async () => {
    const item = await letter();
    const answer = await ask(analyst, item.id, 'reply', replyOf(item, { body: '已修\u0000好，\ud800感谢来信。' }));
    const replied = answer.body as ItemDetail;
    expect(replied.reply?.body).toBe('已修好，\ufffd感谢来信。');
    expect((await ask(analyst, item.id, 'reopen', { version: replied.version })).status).toBe(409);
    expect((await ask(analyst, item.id, 'reply', replyOf(item))).status).toBe(409);
  });
});
