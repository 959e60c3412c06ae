/** An answer's whole road, to the closing and the reopening; and whatever is tried on the way, in whatever order. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCommitment } from '../../server/responses/commitments.ts';
import { reopenCase } from '../../server/responses/reopen.ts';
import { eventsOf } from '../support/events.ts';
import {
  as,
  clocksNow,
  decide,
  draft,
  holdersNow,
  hoursLater,
  LEAD,
  openAccepted,
  publishText,
  refusal,
  release,
  SIGNERS,
  stateOf,
  submit,
  typesOf,
  publicationsOf,
  evidenceOf,
  commitmentsOf,
  closeBy,
  leaveVerified,
} from '../support/answers.ts';
import { openServedTrial, type ServedTrial } from '../support/served-house.ts';

let house: ServedTrial;
beforeAll(async () => {
  house = await openServedTrial();
});
afterAll(() => leaveVerified(house));

const open = () => openAccepted(house);
const rules = () => house.parts.rules;

describe('the whole road', () => {
  test('from the first draft to the closing, sent back once, each step held by whom it waits for', async () => {
    const caseId = await open();
    const first = await draft(house, caseId, { countersign: ['990100:health'] });
    expect([await stateOf(house, caseId), await holdersNow(house, caseId)]).toEqual(['drafting', [`drafting ${LEAD}`]]);
    await submit(house, caseId, first);
    expect([await stateOf(house, caseId), await holdersNow(house, caseId)]).toEqual(['approving', [`section ${LEAD}`]]);
    await decide(house, caseId, first, ['section', 'section']);
    expect(await holdersNow(house, caseId)).toEqual(['countersign 990100:health']);
    await decide(house, caseId, first, ['countersign', 'countersign']);
    expect(await holdersNow(house, caseId)).toEqual([`secrecy ${LEAD}`]);
    const sentBack = await decide(house, caseId, first, ['secrecy', 'secrecy'], 'revise', '第二段写明检测单位');
    expect(typesOf(sentBack)).toEqual(['response_sent_back']);
    expect([await stateOf(house, caseId), await holdersNow(house, caseId)]).toEqual(['drafting', [`drafting ${LEAD}`]]);
    expect(await refusal(submit(house, caseId, first))).toMatchObject({ code: 'text_unchanged', status: 409 });

    const second = await draft(house, caseId, {
      responseId: first.responseId,
      n: 1,
      body: '经核查，原因是管壁铁锈脱落。\n市水质检测中心 11月20日检测合格，已完成冲洗。',
      countersign: ['990100:health'],
      nextReleaseAt: hoursLater(house, 24).toISOString(),
      commitments: [{ what: '21日18时前恢复正常水质', dueAt: hoursLater(house, 30).toISOString() }],
    });
    await submit(house, caseId, second);
    for (const signer of [
      ['section', 'section'],
      ['countersign', 'countersign'],
      ['secrecy', 'secrecy'],
      ['head', 'unit_head'],
    ] as const) {
      await decide(house, caseId, second, signer);
    }
    expect(await holdersNow(house, caseId)).toEqual(['office_review 990100:government_office']);
    expect((await refusal(release(house, caseId, second))).message).toContain('政务公开办复核');
    await decide(house, caseId, second, ['reviewer', 'office_review']);
    expect([await stateOf(house, caseId), await holdersNow(house, caseId)]).toEqual(['approving', ['publishing']]);
    house.time.now = hoursLater(house, 1);
    const events = await release(house, caseId, second);
    expect(typesOf(events)).toEqual([
      'response_published',
      'dispositions_set',
      ...Array<string>(2).fill('clock_ended'),
      'commitment_made',
      'clock_started',
      'clock_started',
    ]);
    expect([await stateOf(house, caseId), await holdersNow(house, caseId)]).toEqual([
      'published',
      [`watching ${LEAD}`],
    ]);

    const [publication] = await publicationsOf(house, caseId);
    expect(publication).toMatchObject({ state: 'current', unit_id: LEAD, text_hash: second.textHash });
    expect(publication?.number).toMatch(/^2026-\d{4}$/);
    expect(publication?.approvers.map((one) => `${one.step} ${one.name}`)).toEqual([
      'section 市水务局科室负责人 01',
      'countersign 市卫生健康委会签 01',
      'secrecy 市水务局保密审查 01',
      'unit_head 市水务局负责人 01',
      'office_review 政务公开办审核 01',
    ]);
    expect(await evidenceOf(house, caseId)).toEqual({ resolve: publication?.id });
    const [respond] = await clocksNow(house, caseId, 'respond');
    expect(respond).toMatchObject({ stopped_at: house.time.now, ended: 'met' });

    const [promise] = await commitmentsOf(house, caseId);
    const [clock] = await clocksNow(house, caseId, 'commitment');
    expect(clock).toMatchObject({ about: promise?.id, subject: '21日18时前恢复正常水质', stopped_at: null });
    expect(clock?.due_at).toEqual(promise?.due_at);
    expect((await refusal(closeBy(house, caseId))).message).toContain('承诺还没有兑现：21日18时前恢复正常水质');
    const kept = { commitmentId: promise?.id ?? '', proof: '检测报告第 12 号' };
    expect(await refusal(as(house, 'officer3', caseId, keepCommitment, kept))).toMatchObject({ status: 404 });
    expect(typesOf(await as(house, 'officer', caseId, keepCommitment, kept))).toEqual([
      'commitment_kept',
      'clock_ended',
    ]);
    expect(await refusal(as(house, 'officer', caseId, keepCommitment, kept))).toMatchObject({ status: 409 });
    expect((await refusal(closeBy(house, caseId))).message).toContain('说好的下次发布还没有发出');

    await publishText(house, caseId, { title: '关于砚湖区自来水恢复的情况说明' });
    expect((await clocksNow(house, caseId, 'next_release')).map((one) => one.ended)).toEqual(['met']);
    const ended = await closeBy(house, caseId);
    expect(typesOf(ended)).toEqual(['case_closed', 'clock_ended']);
    expect(await stateOf(house, caseId)).toBe('closed');
    expect(await holdersNow(house, caseId)).toEqual([]);
    expect(await refusal(draft(house, caseId))).toMatchObject({ code: 'case_ended', status: 409 });
    const closing = await clocksNow(house, caseId, 'close');
    expect(closing.map((one) => one.ended)).toEqual(['met']);

    const officer = await house.client('officer');
    const asked = await officer.send('POST', `/api/cases/${caseId}/reopen`, { body: { reason: '水又发黄' } });
    expect(asked.status).toBe(403);
    await as(house, 'chief', caseId, reopenCase(rules()), { reason: '水又发黄' }, { ended: true });
    expect([await stateOf(house, caseId), await holdersNow(house, caseId)]).toEqual(['handling', [`handling ${LEAD}`]]);
    expect(await clocksNow(house, caseId, 'close')).toEqual(closing);
    const again = as(house, 'chief', caseId, reopenCase(rules()), { reason: '再来' }, { ended: true });
    expect(await refusal(again)).toMatchObject({ status: 409 });
  });

  test('the log of it names no word of any text', async () => {
    const caseId = await open();
    await publishText(house, caseId);
    const log = JSON.stringify(await eventsOf(house.parts.db, `case:${caseId}`));
    expect(log).not.toContain('铁锈');
    expect(log).not.toContain('情况说明');
  });
});

describe('whatever is tried, in whatever order', () => {
  const TITLES = ['关于供水的说明甲', '关于供水的说明乙'] as const;
  const step = fc.oneof(
    fc.record({ do: fc.constant('edit' as const), title: fc.constantFrom(...TITLES) }),
    fc.record({ do: fc.constant('submit' as const) }),
    fc.record({ do: fc.constant('approve' as const), who: fc.constantFrom(...SIGNERS) }),
    fc.record({ do: fc.constant('approve' as const), who: fc.constantFrom(...SIGNERS) }),
    fc.record({ do: fc.constant('approve all' as const) }),
    fc.record({ do: fc.constant('send back' as const), who: fc.constantFrom(...SIGNERS) }),
    fc.record({ do: fc.constant('publish' as const) }),
  );

  test('what is published was approved, in that very text, at each step after its last edit', async () => {
    let published = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const caseId = await open();
        let text = await draft(house, caseId, { title: TITLES[0] });
        /** Steps that approved the text as it stands since it was last changed. */
        let approved: string[] = [];
        for (const one of steps) {
          const attempt = async (): Promise<void> => {
            if (one.do === 'submit') await submit(house, caseId, text);
            else if (one.do === 'edit') {
              const more = { responseId: text.responseId, n: text.n, title: one.title };
              text = await draft(house, caseId, more);
              approved = [];
            } else if (one.do === 'send back') await decide(house, caseId, text, one.who, 'revise', '请改');
            else if (one.do === 'publish') await release(house, caseId, text);
            else {
              for (const who of one.do === 'approve' ? [one.who] : SIGNERS) {
                await decide(house, caseId, text, who);
                approved.push(who[1]);
              }
            }
          };
          await attempt().catch((error: unknown) => {
            if (!['Fault', 'Error'].includes((error as Error).name)) throw error;
          });
          house.time.now = new Date(house.time.now.getTime() + 1_000);
          const [publication, ...more] = await publicationsOf(house, caseId);
          expect(more).toEqual([]);
          if (!publication) continue;
          published += 1;
          expect(publication.text_hash).toBe(text.textHash);
          expect([...approved].sort()).toEqual(SIGNERS.map((who) => who[1]).sort());
          return;
        }
      }),
      { numRuns: 12, seed: 20261120 },
    );
    expect(published).toBeGreaterThan(0);
  });
});
