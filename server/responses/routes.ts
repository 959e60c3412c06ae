/** Drafts, approvals, publications, commitments, dispositions, closing. */
import type { AppRoute } from '../access/declare.ts';
import type { CaseCommandParts } from '../cases/act.ts';
import type { RuleParts } from '../clocks/starting.ts';

export function responseRoutes(_parts: CaseCommandParts & RuleParts): AppRoute[] {
  return [];
}
