/** Roles are sets of permissions; a route or socket event declares the one it asks for. */
import type { Role } from '../contract/vocabulary.ts';

export type Permission =
  | 'item.read'
  | 'item.judge'
  | 'item.watch'
  | 'item.transfer'
  | 'item.clear'
  | 'case.read'
  | 'case.dispatch'
  | 'case.arrange'
  | 'case.assign'
  | 'case.handle'
  | 'case.close'
  | 'incident.confirm'
  | 'response.draft'
  | 'response.review'
  | 'response.publish'
  | 'signal.urge'
  | 'signal.lift'
  | 'statement.write'
  | 'lead.read'
  | 'lead.propose'
  | 'lead.rule'
  | 'transfer.receive'
  | 'unit.search'
  | 'live.follow'
  | 'directory.read'
  | 'directory.draft'
  | 'directory.approve'
  | 'directory.replay'
  | 'setup.read'
  | 'source.read'
  | 'source.manage'
  | 'report.hotline'
  | 'report.unit'
  | 'search.use'
  | 'consultation.call'
  | 'consultation.join'
  | 'line.decide'
  | 'roster.read'
  | 'roster.change'
  | 'hand_over.read'
  | 'hand_over.write'
  | 'contact.change';

const SEES_JURISDICTION: readonly Permission[] = [
  'item.read',
  'case.read',
  'unit.search',
  'directory.read',
  'live.follow',
  'lead.read',
  'source.read',
  'search.use',
  'roster.read',
  'hand_over.read',
];
/** Those who judge and dispatch state their side like any unit, where their own steps were slow. */
const JUDGES: readonly Permission[] = [
  'item.judge',
  'item.watch',
  'item.transfer',
  'case.dispatch',
  'case.arrange',
  'statement.write',
  'report.hotline',
  'consultation.call',
  'line.decide',
];
/** People of a unit: they see its cases alone. */
const OF_A_UNIT: readonly Permission[] = [
  'case.read',
  'unit.search',
  'directory.read',
  'live.follow',
  'lead.read',
  'statement.write',
  'search.use',
  'roster.read',
  'contact.change',
  'consultation.join',
];

/** Accounts and rules: what is set up, and nothing that was written or decided. */
const OF_SETTINGS: readonly Permission[] = [
  'setup.read',
  'unit.search',
  'directory.read',
  'directory.draft',
  'directory.approve',
  'directory.replay',
];

/** What each role may ask for; the use case asks further (own unit, step, grade). Admin and steward see no case content. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  analyst: [...SEES_JURISDICTION, ...JUDGES],
  duty_chief: [
    ...SEES_JURISDICTION,
    ...JUDGES,
    'case.assign',
    'case.close',
    'signal.lift',
    'item.clear',
    'roster.change',
    'hand_over.write',
  ],
  officer: [
    ...OF_A_UNIT,
    'report.unit',
    'case.handle',
    'incident.confirm',
    'response.draft',
    'transfer.receive',
    'consultation.call',
    'line.decide',
  ],
  reviewer: [...OF_A_UNIT, 'response.review', 'response.publish'],
  supervisor: [...SEES_JURISDICTION, 'signal.urge', 'lead.propose'],
  leader: [
    ...SEES_JURISDICTION,
    'item.watch',
    'item.clear',
    'case.dispatch',
    'case.arrange',
    'case.assign',
    'case.close',
    'incident.confirm',
    'response.review',
    'response.publish',
    'signal.lift',
    'lead.rule',
    'directory.approve',
    'directory.replay',
    'consultation.call',
    'line.decide',
  ],
  auditor: SEES_JURISDICTION,
  admin: [...OF_SETTINGS, 'source.read', 'source.manage', 'roster.read', 'roster.change', 'contact.change'],
  steward: OF_SETTINGS,
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
