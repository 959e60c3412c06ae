/** A case in each state there is, with one of everything a command may name; and the whole body of each command on it. */
import { randomUUID } from 'node:crypto';
import type { CaseState, Disposition } from '../../server/contract/vocabulary-case.ts';
import { mergeCase } from '../../server/responsibility/merge.ts';
import { returnCase } from '../../server/responsibility/return.ts';
import { as, closeBy, draft, draftInput, LEAD, openAccepted, publishText, submit } from './answers.ts';
import { NOWHERE } from './bodies.ts';
import type { House } from './house.ts';
import { joinByHand, openWaterCase, postWater } from './matters.ts';
import type { AccountName } from './served-house.ts';

const COUNTY = '990102:water_resources';

/** Opens a case and brings it into a state by the acts that lead there. */
export async function caseIn(house: House, state: CaseState): Promise<string> {
  const caseId = await broughtTo(house, state);
  if (state !== 'merged') await joinByHand(house, await postWater(house), caseId);
  await house.settled();
  return caseId;
}

async function broughtTo(house: House, state: CaseState): Promise<string> {
  if (state === 'awaiting_dispatch') return (await openWaterCase(house, { lead: LEAD, opinionGrade: 'large' })).caseId;
  if (state === 'awaiting_acceptance') return (await openWaterCase(house, { lead: LEAD })).caseId;
  if (state === 'return_ruling') return returned(house);
  const caseId = await openAccepted(house);
  if (state === 'drafting') await draft(house, caseId);
  if (state === 'approving') await submit(house, caseId, await draft(house, caseId));
  if (state === 'published' || state === 'closed') await publishText(house, caseId, promising(house));
  if (state === 'closed') {
    await house.parts.db
      .updateTable('commitment')
      .set({ kept_at: house.time.now })
      .where('case_id', '=', caseId)
      .execute();
    await closeBy(house, caseId);
  }
  if (state === 'merged') {
    const { caseId: into } = await openWaterCase(house, { lead: LEAD });
    await as(house, 'chief', caseId, mergeCase(house.parts.rules), { into, reason: '同一件事' });
  }
  return caseId;
}

const promising = (house: House) => ({
  commitments: [
    { what: '每日公布检测结果', dueAt: new Date(house.time.now.getTime() + 500 * 3_600_000).toISOString() },
  ],
});

async function returned(house: House): Promise<string> {
  const { caseId } = await openWaterCase(house, { lead: LEAD });
  const { id } = await house.parts.db
    .selectFrom('assignment')
    .select('id')
    .where('case_id', '=', caseId)
    .where('role', '=', 'lead')
    .executeTakeFirstOrThrow();
  await as(house, 'officer', caseId, returnCase(house.parts.rules), {
    assignmentId: id,
    reason: 'other_duty',
    clause: '供水归区水务局管理',
    suggestedUnit: COUNTY,
    note: '不是市管管网',
  });
  return caseId;
}

/** Hangs a signal, an urge, a lead toward accountability and an extension that is asked on a case, each waiting for its next act. */
export async function hangOn(house: House, caseId: string): Promise<void> {
  const { db } = house.parts;
  const at = house.time.now;
  const [supervisor, officer] = [await house.viewer('supervisor'), await house.viewer('officer')];
  const held = { step: 'handling' as const, unitId: LEAD, minutes: 900, limitMinutes: 60, overMinutes: 840 };
  const signal = { level: 'urge', state: 'open', clock_id: null, clock_kind: null, publication_id: null } as const;
  const signalId = randomUUID();
  await db
    .insertInto('signal')
    .values({
      ...signal,
      id: signalId,
      case_id: caseId,
      kind: 'unreported',
      summary: '没有上报',
      clause: '第二十二条',
      holders: JSON.stringify([held]),
      account_id: null,
      at,
    })
    .execute();
  await db
    .insertInto('urge')
    .values({
      id: randomUUID(),
      case_id: caseId,
      signal_id: signalId,
      level: 'urge',
      unit_id: LEAD,
      note: '请说明',
      reply_by: at,
      account_id: supervisor.accountId,
      at,
    })
    .execute();
  await db
    .insertInto('accountability_lead')
    .values({
      id: randomUUID(),
      case_id: caseId,
      signal_ids: JSON.stringify([signalId]),
      ground: 'bad_monitoring',
      facts: '没有上报',
      state: 'notified',
      units: JSON.stringify([LEAD]),
      proposed_by: supervisor.accountId,
      at,
      statement_due: new Date(at.getTime() - 60_000),
    })
    .execute();
  const clock = await db
    .selectFrom('clock')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', 'close')
    .executeTakeFirst();
  if (!clock?.due_at) return;
  await db
    .insertInto('extension')
    .values({
      id: randomUUID(),
      case_id: caseId,
      clock_id: clock.id,
      unit_id: LEAD,
      workdays: 2,
      reason: '要开挖',
      new_due_at: new Date(clock.due_at.getTime() + 86_400_000),
      state: 'asked',
      account_id: officer.accountId,
      at,
    })
    .execute();
}

/** Who may do a command, and what is sent with it: nothing but the state of the case stands in the way. */
export type Sent = readonly [AccountName, unknown];

/** Every command of a case with the ids that stand in it, or one that is nowhere where it has none. */
export async function commandsOn(house: House, caseId: string, beside: string): Promise<Record<string, Sent>> {
  const { db } = house.parts;
  const first = async <T extends { id: string }>(rows: Promise<T[]>): Promise<string> =>
    (await rows).at(-1)?.id ?? NOWHERE;
  const found = await db.selectFrom('case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow();
  const of = (table: 'return_request' | 'extension' | 'publication' | 'commitment' | 'signal' | 'urge' | 'hop') =>
    first(db.selectFrom(table).select('id').where('case_id', '=', caseId).execute());
  const assignmentId = await first(
    db.selectFrom('assignment').select('id').where('case_id', '=', caseId).where('role', '=', 'lead').execute(),
  );
  const leadId = await first(db.selectFrom('accountability_lead').select('id').where('case_id', '=', caseId).execute());
  const clockId = await first(
    db.selectFrom('clock').select('id').where('case_id', '=', caseId).where('kind', '=', 'progress').execute(),
  );
  const itemIds = (await db.selectFrom('item').select('id').where('case_id', '=', caseId).execute()).map(
    (one) => one.id,
  );
  const text = await db
    .selectFrom('draft_version')
    .innerJoin('response', 'response.id', 'draft_version.response_id')
    .select(['response_id as responseId', 'draft_version.n', 'text_hash as textHash', 'response.state'])
    .where('case_id', '=', caseId)
    .orderBy('draft_version.n', 'desc')
    .executeTakeFirst();
  const { responseId, n, textHash } = text ?? { responseId: NOWHERE, n: 1, textHash: 'a'.repeat(64) };
  const inWork = text !== undefined && text.state !== 'published';
  const signalId = await of('signal');
  const reason = '按职责分工办理。';
  const other = COUNTY;
  const kinds: Disposition[] = ['resolve', 'clarify'];
  return {
    dispatch: ['chief', { version: found.version, lead: LEAD }],
    accept: ['officer', { assignmentId }],
    'pass-on': ['office3', { hopId: await of('hop'), unit: '990102:education', reason }],
    return: ['officer', { assignmentId, reason: 'other_duty', clause: reason, suggestedUnit: other, note: reason }],
    'return-ruling': [
      'leader',
      {
        returnId: await of('return_request'),
        ruling: 'upheld',
        lead: other,
        reason,
        precedent: true,
        precedentTerms: ['二次供水'],
      },
    ],
    reassign: ['chief', { assignmentId, lead: other, reason }],
    recuse: ['chief', { units: ['990102:education'], accounts: [], reason }],
    entries: ['officer', { kind: 'progress', body: reason, evidence: null, happenedAt: null }],
    extension: ['officer', { clockId, workdays: 2, reason }],
    'extension-ruling': ['chief', { extensionId: await of('extension'), grant: true, note: null }],
    'incident-grade': [
      'leader',
      { from: { grade: found.incident_grade, confirmed: found.incident_confirmed }, grade: 'major', reason },
    ],
    'opinion-grade': ['chief', { from: found.opinion_grade, grade: 'major', reason }],
    dispositions: ['chief', { kinds }],
    'hand-over': ['leader', { receipt: '回执 1 号', notUnlawfulReason: null }],
    merge: ['chief', { into: beside, reason }],
    split: ['chief', { itemIds: itemIds.length > 0 ? itemIds.slice(0, 1) : [NOWHERE], title: '另一件事', reason }],
    close: ['chief', { summary: reason }],
    reopen: ['chief', { reason }],
    draft: [
      'officer',
      draftInput({ responseId: inWork ? responseId : null, n: inWork ? n : 0, title: '另写的情况说明' }),
    ],
    submit: ['officer', { responseId, n }],
    discard: ['officer', { responseId }],
    approve: ['section', { responseId, textHash, step: 'section', decision: 'approve', note: null }],
    publish: ['reviewer', { responseId, textHash }],
    withdraw: ['reviewer', { publicationId: await of('publication'), reason }],
    commitment: ['officer', { commitmentId: await of('commitment'), proof: reason }],
    urge: ['supervisor', { signalId, level: 'supervise', unitId: null, note: reason, replyHours: 24 }],
    'urge-answer': ['officer', { urgeId: await of('urge'), answer: reason }],
    signal: ['supervisor', { publicationId: await of('publication'), reason }],
    'signal-lift': ['leader', { signalId, reason }],
    lead: ['supervisor', { signalIds: [signalId], ground: 'false_information', facts: reason }],
    statement: ['head', { leadId, body: reason }],
    'lead-ruling': [
      'leader2',
      {
        leadId,
        holdingIds: [],
        mitigating: [],
        aggravating: [],
        conclusion: 'unfounded',
        badResult: false,
        reason,
        basis: reason,
        rectifyWorkdays: null,
      },
    ],
    rectification: ['head', { leadId, body: reason }],
    'lead-review': ['leader2', { leadId, passed: true, note: reason }],
    ...consultingOn(house, reason),
  };
}

/** Commands of consulting: a consultation and a line are begun anew, all others name one that is nowhere. */
function consultingOn(house: House, reason: string): Record<string, Sent> {
  const consultationId = NOWHERE;
  const meetsAt = new Date(house.time.now.getTime() + 2 * 3_600_000).toISOString();
  const participants = [{ unitId: '990100:health', post: '' }];
  return {
    consultation: ['chief', { topic: '联合处置', facts: reason, place: '', meetsAt, participants }],
    'consultation-invite': ['chief', { consultationId, version: 1, invite: participants, release: [] }],
    'consultation-opinion': ['officer', { consultationId, body: reason }],
    'consultation-hold': ['chief', { consultationId, version: 1 }],
    'consultation-minutes': ['chief', { consultationId, version: 1, body: reason, decisions: [], confirmHours: 24 }],
    'consultation-confirm': ['officer', { consultationId, n: 1, agrees: true, note: null }],
    'consultation-conclude': ['chief', { consultationId, version: 1 }],
    'consultation-cancel': ['chief', { consultationId, version: 1, reason }],
    'decision-meet': ['officer', { decisionId: NOWHERE, entryId: NOWHERE, commitmentId: null }],
    line: ['chief', { n: 0, body: reason }],
    'line-answer': ['officer', { lineId: NOWHERE, agrees: true, note: null }],
    'line-enforce': ['chief', { lineId: NOWHERE, reason: null }],
    'line-discard': ['chief', { lineId: NOWHERE }],
  };
}
