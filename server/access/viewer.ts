/** Who asks: an account with its roles, and the units that decide what it may see. */
import type { Role } from '../contract/vocabulary.ts';
import type { ApprovalStep } from '../contract/vocabulary-case.ts';
import type { UnitRef } from '../contract/views.ts';
import { ROLE_PERMISSIONS, seesJurisdiction, type Permission } from './permissions.ts';

export interface Viewer {
  accountId: string;
  name: string;
  displayName: string;
  roles: readonly Role[];
  unit: UnitRef | null;
  /** Steps of the approval chain this post holds, for its own unit. */
  approvalSteps: readonly ApprovalStep[];
  /** Own unit and everything below it: a grant to any of them opens a case. */
  grantUnits: readonly string[];
  /** Own unit and everything it is subordinate to: a denial of any of them closes a case. */
  denyUnits: readonly string[];
}

/** A row of `case_audience`: exactly one of unit and account is set. */
export interface AudienceRow {
  unit_id: string | null;
  account_id: string | null;
  effect: 'grant' | 'deny';
}

export function permits(viewer: Viewer, permission: Permission): boolean {
  return viewer.roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/**
 * Whether a case with these audience rows is visible to the viewer; the same rule as the query in scope.ts, for the socket
 * gateway. Deny beats every role; without a denial a jurisdiction role sees all, others what was granted to them.
 */
export function mayView(viewer: Viewer, audience: readonly AudienceRow[]): boolean {
  if (!permits(viewer, 'case.read')) return false;
  const denied = audience.some((row) => row.effect === 'deny' && concerns(row, viewer.accountId, viewer.denyUnits));
  if (denied) return false;
  if (seesJurisdiction(viewer.roles)) return true;
  return audience.some((row) => row.effect === 'grant' && concerns(row, viewer.accountId, viewer.grantUnits));
}

/** A row of `item_denial`: exactly one of unit and account is set. */
export type DenialRow = Pick<AudienceRow, 'unit_id' | 'account_id'>;

/** Whether a judged item with these denials is visible to the viewer; the same rule as the query in scope.ts. */
export function mayReadItem(viewer: Viewer, denials: readonly DenialRow[]): boolean {
  return permits(viewer, 'item.read') && !denials.some((row) => concerns(row, viewer.accountId, viewer.denyUnits));
}

function concerns(row: DenialRow, accountId: string, units: readonly string[]): boolean {
  return row.account_id === accountId || (row.unit_id !== null && units.includes(row.unit_id));
}

/** Views are built once per class, not per viewer (board/case-view.ts says how they differ). */
export type AudienceClass = 'jurisdiction' | 'unit';

export function audienceClass(viewer: Viewer): AudienceClass {
  return seesJurisdiction(viewer.roles) ? 'jurisdiction' : 'unit';
}

/**
 * Whether a stored view may go to the viewer by what was granted when it was made. A view lags behind the acts by a moment: one
 * from before the case was opened to a unit says what was never meant for it (the proposed lead, an undecided state).
 */
export function madeFor(viewer: Viewer, granted: readonly string[]): boolean {
  if (audienceClass(viewer) === 'jurisdiction') return true;
  return granted.some((id) => id === viewer.accountId || viewer.grantUnits.includes(id));
}
