/**
 * Whether each step of the approval chain has somebody (罗甸县信息发布管理制度 第一项; 政府信息公开条例 第十七条): without, an
 * answer would stand still there, and the clock of its case run on. Pure.
 */
import { ROLE_PERMISSIONS } from '../../access/permissions.ts';
import type { AccountRow } from '../../access/store.ts';
import type { StalledUnit } from '../../contract/setup-view.ts';
import type { ApprovalStep } from '../../contract/vocabulary-case.ts';
import type { Organisation, Unit } from '../../organisation/model.ts';
import { holdsStep, reviewingOffices, type ChainPlan, type Signer } from '../../responses/chain.ts';

export interface ApprovalPosts {
  whole: number;
  stalled: StalledUnit[];
  officeId: string | null;
  officeReview: boolean;
  leader: boolean;
}

/** Steps every answer of a unit takes inside it; countersigning is another unit's. */
const OWN_STEPS: readonly ApprovalStep[] = ['section', 'secrecy', 'unit_head'];

const signerOf = ({ id, roles, unit_id, approval_steps }: AccountRow): Signer => ({
  accountId: id,
  roles,
  unit: unit_id === null ? null : { id: unit_id },
  approvalSteps: approval_steps,
});

const mayReview = ({ roles }: AccountRow): boolean =>
  roles.some((role) => ROLE_PERMISSIONS[role].includes('response.review'));

/** Units whose officers write answers. An officer of a discipline body takes transfers in (移送) and answers nobody in public. */
function writingUnits(organisation: Organisation, officers: readonly AccountRow[]): Unit[] {
  const ids = new Set(officers.map((officer) => officer.unit_id));
  return organisation.units.filter((unit) => ids.has(unit.id) && unit.kind !== 'discipline');
}

/** Reads the posts from the open accounts. Nobody approves what he wrote, so a unit's only officer holds no step of its own. */
export function approvalPosts(organisation: Organisation, accounts: readonly AccountRow[]): ApprovalPosts {
  const open = accounts.filter((account) => account.enabled);
  const officers = open.filter((account) => account.roles.includes('officer'));
  const reviewers = open.filter(mayReview).map(signerOf);
  const offices = reviewingOffices(organisation);
  const held = (step: ApprovalStep, lead: string | null): Signer[] => {
    const plan: ChainPlan = { lead, countersign: [], offices, leader: true };
    return reviewers.filter((one) => holdsStep(one, step, plan));
  };
  const units = writingUnits(organisation, officers).map(({ id, name }): StalledUnit => {
    const writers = officers.filter((officer) => officer.unit_id === id);
    const answered = (step: ApprovalStep): boolean =>
      held(step, id).some((signer) => writers.some((writer) => writer.id !== signer.accountId));
    return { id, name, missing: OWN_STEPS.filter((step) => !answered(step)) };
  });
  const stalled = units.filter((unit) => unit.missing.length > 0);
  return {
    whole: units.length - stalled.length,
    stalled,
    officeId: offices[0] ?? null,
    officeReview: held('office_review', null).length > 0,
    leader: held('leader', null).length > 0,
  };
}
