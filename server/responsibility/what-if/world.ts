/** The world as it holds now, and as it would hold with the changes of a draft. Reads the rulebook's files, no database. */
import { changesOf, type Change } from '../../organisation/changes/change.ts';
import { withChanges } from '../../organisation/changes/fold.ts';
import { organisationOf } from '../../organisation/model.ts';
import { loadCalendar } from '../../rules/calendar.ts';
import { loadRulebook } from '../../rules/rulebook.ts';
import type { World } from './matter.ts';

/**
 * What would hold if `changes` came into effect on top of `present`; `effective` are the changes that hold already, which the
 * rulebook is read with. Faults of the loader: `rulebook_invalid`, `unknown_profile`.
 */
export function worldAfter(present: World, effective: readonly Change[], changes: readonly Change[]): World {
  const organisation = organisationOf(withChanges(present.organisation, changes));
  const rules = changesOf(changes, 'rule');
  if (rules.length === 0) return { ...present, organisation };
  const rulebook = loadRulebook({ changes: [...changesOf(effective, 'rule'), ...rules] });
  return { organisation, rulebook, calendar: loadCalendar(rulebook.localDays(organisation.profile)) };
}
