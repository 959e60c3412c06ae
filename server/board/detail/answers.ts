/** Answers in work as a case's page shows them, and to whom; pure. */
import { seesJurisdiction } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { DraftView, PublicationView, ResponseView, TextFinding } from '../../contract/case-detail-views.ts';
import { APPROVAL_STEP_IDS, IN_WORK } from '../../contract/vocabulary-case.ts';
import { holdsStep, type ChainPlan } from '../../responses/chain.ts';
import type { FindableText } from '../../responses/text-findings.ts';
import type { UnitNames } from '../../organisation/unit-names.ts';
import type { approvalsOf, draftsOf, publicationsOf, responsesOf } from './store.ts';

type Rows<Read extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<Read>>;
type DraftRow = Rows<typeof draftsOf>[number];
type ApprovalRow = Rows<typeof approvalsOf>[number];

/**
 * Whether the viewer may read an answer before it is published: the lead's side, whose step it passes, and who sees the
 * jurisdiction. Supporting units read what was published, as all do.
 */
export function mayReadAnswer(viewer: Viewer, plan: ChainPlan): boolean {
  if (seesJurisdiction(viewer.roles)) return true;
  if (plan.lead !== null && viewer.grantUnits.includes(plan.lead)) return true;
  if (viewer.unit && plan.countersign.includes(viewer.unit.id)) return true;
  return APPROVAL_STEP_IDS.some((step) => holdsStep(viewer, step, plan));
}

/** Builds the view of one answer from its drafts and the decisions on them, both oldest first. */
export function responseView(
  row: Rows<typeof responsesOf>[number],
  drafts: readonly DraftRow[],
  approvals: readonly ApprovalRow[],
  names: UnitNames,
  advise: (draft: FindableText) => TextFinding[],
): ResponseView {
  const own = drafts.filter((draft) => draft.response_id === row.id);
  const last = own.at(-1);
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    corrects: row.corrects,
    countersign: row.countersign.map(names.unitRef),
    drafts: own.map(draftView),
    approvals: approvals.filter((one) => one.response_id === row.id).map((one) => approvalView(one, names)),
    findings: last && IN_WORK.includes(row.state) ? advise({ ...last, nextReleaseAt: last.next_release_at }) : [],
  };
}

function draftView(row: DraftRow): DraftView {
  return {
    n: row.n,
    title: row.title,
    body: row.body,
    textHash: row.text_hash,
    nextReleaseAt: row.next_release_at?.toISOString() ?? null,
    commitments: row.commitments,
    dispositions: row.dispositions,
    authorName: row.by_name,
    at: row.at.toISOString(),
  };
}

function approvalView(row: ApprovalRow, names: UnitNames): ResponseView['approvals'][number] {
  return {
    id: row.id,
    n: row.n,
    step: row.step,
    decision: row.decision,
    note: row.note,
    void: row.void,
    byName: row.by_name,
    unit: names.unitOrNull(row.unit_id),
    at: row.at.toISOString(),
  };
}

/** Builds the view of one publication. */
export function publicationView(row: Rows<typeof publicationsOf>[number], names: UnitNames): PublicationView {
  const { withdrawn_at, withdrawal_reason } = row;
  return {
    id: row.id,
    responseId: row.response_id,
    number: row.number,
    title: row.title,
    body: row.body,
    unit: names.unitRef(row.unit_id),
    state: row.state,
    publishedAt: row.published_at.toISOString(),
    nextReleaseAt: row.next_release_at?.toISOString() ?? null,
    correctedBy: row.corrected_by,
    withdrawal: withdrawn_at ? { reason: withdrawal_reason ?? '', at: withdrawn_at.toISOString() } : null,
  };
}
