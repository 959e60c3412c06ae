/** Urging, supervising, leads toward accountability and their rulings. */
import type { AppRoute } from '../access/declare.ts';
import type { CaseCommandParts } from '../cases/act.ts';
import type { RuleParts } from '../clocks/starting.ts';

export function accountabilityRoutes(_parts: CaseCommandParts & RuleParts): AppRoute[] {
  return [];
}
