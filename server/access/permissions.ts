/** Roles are sets of permissions; a route or socket event declares the one it asks for. */
import type { Role } from '../contract/vocabulary.ts';

export type Permission = 'item.read' | 'item.judge' | 'case.read' | 'case.dispatch' | 'unit.search' | 'live.follow';

const SEES_JURISDICTION: readonly Permission[] = ['item.read', 'case.read', 'unit.search', 'live.follow'];

/** What each role may ask for. Admin and steward see no case content. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  analyst: [...SEES_JURISDICTION, 'item.judge', 'case.dispatch'],
  duty_chief: [...SEES_JURISDICTION, 'item.judge', 'case.dispatch'],
  officer: ['case.read', 'live.follow'],
  reviewer: ['case.read', 'live.follow'],
  supervisor: SEES_JURISDICTION,
  leader: [...SEES_JURISDICTION, 'case.dispatch'],
  auditor: SEES_JURISDICTION,
  admin: [],
  steward: [],
};

/** Roles that see the whole jurisdiction, less the wall. */
const JURISDICTION_ROLES: ReadonlySet<Role> = new Set<Role>([
  'analyst',
  'duty_chief',
  'supervisor',
  'leader',
  'auditor',
]);

/** Permissions of a person, without doubles, in a fixed order. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return [...new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]))].sort();
}

export function seesJurisdiction(roles: readonly Role[]): boolean {
  return roles.some((role) => JURISDICTION_ROLES.has(role));
}
