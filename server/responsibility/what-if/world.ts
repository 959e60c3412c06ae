/** The world as it holds now, and as it would hold with the changes of a draft. */
import type { Change } from '../../organisation/changes/change.ts';
import { organisationOf } from '../../organisation/model.ts';
import type { Database } from '../../platform/database.ts';
import { loadCalendar } from '../../rules/calendar.ts';
import { loadRulebook } from '../../rules/rulebook.ts';
import { presentWorld } from '../changes/draft.ts';
import type { World as Present } from '../changes/faults.ts';
import { worldAfter } from '../changes/take-effect.ts';
import type { World } from './matter.ts';

export interface Worlds {
  before: World;
  after: World;
}

/** Both worlds, from what holds and the changes of a draft. Faults of the rulebook that the draft would leave: `rulebook_invalid`. */
export function worldsWith(present: Present, changes: readonly Change[]): Worlds {
  const { organisation, rules } = present;
  const whole = (rulebook: World['rulebook'], of: World['organisation']): World => ({
    organisation: of,
    rulebook,
    calendar: loadCalendar(rulebook.localDays(of.profile)),
  });
  const after = worldAfter(present, { changes: [...changes] });
  return {
    before: whole(loadRulebook({ changes: rules }), organisationOf(organisation)),
    after: whole(after.rulebook, after.organisation),
  };
}

/** Both worlds as the database holds them. */
export const worldsOf = async (db: Database, changes: readonly Change[]): Promise<Worlds> =>
  worldsWith(await presentWorld(db), changes);
