/** A whole body for each command with an id, keyed by its address, so that in a walk over all routes nothing but right stands in the way. */
import type { AppRoute } from '../../server/access/declare.ts';
import type * as Cases from '../../server/contract/case-requests.ts';
import type * as Directory from '../../server/contract/directory-views.ts';
import type * as WhatIf from '../../server/contract/what-if-views.ts';
import type * as Consulting from '../../server/contract/consultation-requests.ts';
import type * as Roster from '../../server/contract/roster-views.ts';
import type * as Sources from '../../server/contract/source-requests.ts';
import type * as Items from '../../server/contract/requests.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { choiceFor } from './matters.ts';

/** An id that is nowhere. */
export const NOWHERE = '00000000-0000-4000-8000-000000000000';
const HASH = 'a'.repeat(64);
const LATER = '2026-11-25T04:00:00.000Z';
const reason = '按职责分工办理。';

/** POST /api/cases/:id/<name>. What each decides on is nowhere: a caller who may see the case is told so, no other. */
const OF_CASES = {
  dispatch: { version: 1, lead: '990100:water_resources' } satisfies Items.DispatchCase,
  accept: { assignmentId: NOWHERE } satisfies Cases.AcceptCase,
  'pass-on': { hopId: NOWHERE, unit: '990102:water_resources', reason } satisfies Cases.PassOn,
  return: {
    assignmentId: NOWHERE,
    reason: 'other_duty',
    clause: '三定规定第二条',
    suggestedUnit: '990102:water_resources',
    note: reason,
  } satisfies Cases.ReturnCase,
  'return-ruling': {
    returnId: NOWHERE,
    ruling: 'unfounded',
    lead: null,
    reason,
    precedent: false,
  } satisfies Cases.RuleReturn,
  reassign: { assignmentId: NOWHERE, lead: '990102:water_resources', reason } satisfies Cases.ReassignCase,
  recuse: { units: ['990102:education'], accounts: [], reason } satisfies Cases.Recuse,
  entries: { kind: 'finding', body: reason, evidence: null, happenedAt: null } satisfies Cases.RecordEntry,
  extension: { clockId: NOWHERE, workdays: 3, reason } satisfies Cases.AskExtension,
  'extension-ruling': { extensionId: NOWHERE, grant: true, note: reason } satisfies Cases.RuleExtension,
  'incident-grade': {
    from: { grade: null, confirmed: false },
    grade: 'general',
    reason,
  } satisfies Cases.GradeIncident,
  'opinion-grade': { from: 'general', grade: 'large', reason } satisfies Cases.GradeOpinion,
  dispositions: { kinds: ['resolve'], from: null } satisfies Cases.SetDispositions,
  'hand-over': { receipt: '回执 1 号', notUnlawfulReason: null } satisfies Cases.HandOver,
  merge: { into: NOWHERE, reason } satisfies Cases.MergeCase,
  split: { itemIds: [NOWHERE], title: '另一件事', reason } satisfies Cases.SplitCase,
  close: { summary: reason } satisfies Cases.CloseCase,
  reopen: { reason } satisfies Cases.ReopenCase,
  draft: {
    responseId: null,
    n: 0,
    title: '关于供水情况的说明',
    body: '供水管道已更换，水质恢复正常。',
    nextReleaseAt: null,
    commitments: [],
    dispositions: [{ kind: 'resolve', paragraph: 1 }],
    countersign: [],
    corrects: null,
  } satisfies Cases.SaveDraft,
  submit: { responseId: NOWHERE, n: 1 } satisfies Cases.SubmitDraft,
  discard: { responseId: NOWHERE } satisfies Cases.DiscardDraft,
  approve: {
    responseId: NOWHERE,
    textHash: HASH,
    step: 'section',
    decision: 'approve',
    note: null,
  } satisfies Cases.Approve,
  publish: { responseId: NOWHERE, textHash: HASH } satisfies Cases.Publish,
  withdraw: { publicationId: NOWHERE, reason } satisfies Cases.Withdraw,
  commitment: { commitmentId: NOWHERE, proof: reason } satisfies Cases.KeepCommitment,
  urge: { signalId: NOWHERE, level: 'urge', unitId: null, note: reason, replyHours: 24 } satisfies Cases.Urge,
  'urge-answer': { urgeId: NOWHERE, answer: reason } satisfies Cases.AnswerUrge,
  signal: { publicationId: NOWHERE, reason } satisfies Cases.RaiseSignal,
  'signal-lift': { signalId: NOWHERE, reason } satisfies Cases.LiftSignal,
  lead: { signalIds: [NOWHERE], ground: 'poor_handling', facts: reason } satisfies Cases.ProposeLead,
  statement: { leadId: NOWHERE, body: reason } satisfies Cases.MakeStatement,
  'lead-ruling': {
    leadId: NOWHERE,
    holdingIds: [],
    mitigating: [],
    aggravating: [],
    conclusion: 'unfounded',
    badResult: false,
    reason,
    basis: '延州办发〔2018〕15号 第二十二条',
    rectifyWorkdays: null,
  } satisfies Cases.RuleLead,
  rectification: { leadId: NOWHERE, body: reason } satisfies Cases.Rectify,
  'lead-review': { leadId: NOWHERE, passed: true, note: reason } satisfies Cases.ReviewLead,
  consultation: {
    topic: '停水期间的安排',
    facts: reason,
    place: '',
    meetsAt: LATER,
    participants: [{ unitId: '990102:education', post: '' }],
  } satisfies Consulting.CallConsultation,
  'consultation-invite': {
    consultationId: NOWHERE,
    version: 1,
    invite: [],
    release: ['990102:education'],
  } satisfies Consulting.Invite,
  'consultation-opinion': { consultationId: NOWHERE, body: reason } satisfies Consulting.Opinion,
  'consultation-hold': { consultationId: NOWHERE, version: 1 } satisfies Consulting.HoldConsultation,
  'consultation-minutes': {
    consultationId: NOWHERE,
    version: 1,
    body: reason,
    decisions: [],
    confirmHours: 24,
  } satisfies Consulting.SignMinutes,
  'consultation-confirm': {
    consultationId: NOWHERE,
    n: 1,
    agrees: true,
    note: null,
  } satisfies Consulting.ConfirmMinutes,
  'consultation-conclude': { consultationId: NOWHERE, version: 1 } satisfies Consulting.Conclude,
  'consultation-cancel': { consultationId: NOWHERE, version: 1, reason } satisfies Consulting.CancelConsultation,
  'decision-meet': { decisionId: NOWHERE, entryId: NOWHERE, commitmentId: null } satisfies Consulting.MeetDecision,
  line: { n: 0, body: reason } satisfies Consulting.DraftLine,
  'line-answer': { lineId: NOWHERE, agrees: true, note: null } satisfies Consulting.AnswerLine,
  'line-enforce': { lineId: NOWHERE, reason: null } satisfies Consulting.EnforceLine,
  'line-discard': { lineId: NOWHERE } satisfies Consulting.DiscardLine,
};

/** POST /api/items/:id/<name>, as someone would send it who had seen `item`. */
function ofItems(item: ItemDetail, caseId: string): Record<string, unknown> {
  const seen = { version: item.version, verdictId: item.verdict?.id ?? 'none' };
  return {
    correct: { ...seen, category: 'livelihood', subject: null } satisfies Items.CorrectItem,
    dismiss: { ...seen, reason: 'unrelated', note: null } satisfies Items.DismissItem,
    reopen: { version: item.version } satisfies Items.ReopenItem,
    confirm: choiceFor(item, { caseId }),
    watch: { ...seen, opinionGrade: 'general', reason, reviewAt: LATER } satisfies Items.WatchItem,
    reply: { ...seen, body: '已更换管道，水质恢复正常。', consent: false } satisfies Items.ReplyItem,
    transfer: { ...seen, accused: '990102:education', accounts: [], reason } satisfies Items.TransferItem,
    clear: { ...seen, reason } satisfies Items.ClearAccusation,
  };
}

const OF_TRANSFERS: Record<string, unknown> = { receive: { number: '收字 1 号' } satisfies Items.ReceiveTransfer };

/** POST /api/sources/:id/<name> */
const OF_SOURCES: Record<string, unknown> = {
  change: {
    version: 1,
    name: '市民论坛',
    channel: 'forum',
    url: null,
    intervalSeconds: 60,
    quietAfterMinutes: null,
  } satisfies Sources.ChangeSource,
  pause: { version: 1, reason } satisfies Sources.PauseSource,
  resume: { version: 1 } satisfies Sources.ResumeSource,
  'allow-private': { version: 1, allow: false } satisfies Sources.AllowPrivate,
  tokens: { name: '工单系统' } satisfies Sources.IssueToken,
};

/** POST /api/directory/changes/:id/<name> */
const OF_CHANGES: Record<string, unknown> = {
  approve: { version: 1 } satisfies Directory.ApproveChanges,
  withdraw: { version: 1, reason } satisfies Directory.WithdrawChanges,
  replay: { days: 30 } satisfies WhatIf.Replay,
};

/** POST /api/contacts/:id/<name> and /api/roster/hand-overs/:id/<name>: named by nothing of a case. */
const OF_CONTACTS: Record<string, unknown> = { end: { validTo: '2026-12-31' } satisfies Roster.EndContact };
const OF_HAND_OVERS: Record<string, unknown> = {
  decide: { version: 1, refusal: null } satisfies Roster.DecideHandOver,
};

/** The body for a route with an id; undefined where it takes none. A new command must say its own here. */
export function bodyFor(route: AppRoute, item: ItemDetail, caseId: string): unknown {
  if (!route.body) return undefined;
  const parts = route.path.split('/');
  const at = parts.indexOf(':id');
  const [kind = '', name = ''] = [parts[at - 1], parts[at + 1]];
  const kinds: Record<string, Record<string, unknown>> = {
    cases: OF_CASES,
    items: ofItems(item, caseId),
    transfers: OF_TRANSFERS,
    sources: OF_SOURCES,
    changes: OF_CHANGES,
    contacts: OF_CONTACTS,
    'hand-overs': OF_HAND_OVERS,
  };
  const body = kinds[kind]?.[name];
  if (!body) throw new Error(`say here what ${route.path} is sent`);
  return body;
}
