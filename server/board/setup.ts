/** The first steps, for those who keep accounts and rules: settings and what is missing in them, never a case. Pure. */
import type { AccountRow } from '../access/store.ts';
import type { RoleCount, SetupSource, SetupView } from '../contract/setup-view.ts';
import type { SourceView } from '../contract/views.ts';
import { ROLE_IDS } from '../contract/vocabulary.ts';
import type { Organisation } from '../organisation/model.ts';
import type { Calendar } from '../rules/calendar.ts';
import { chinaDay } from '../rules/china-time.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import { approvalPosts } from './setup/approval-posts.ts';
import { unclearDuties } from './setup/duty-cells.ts';

export interface SetupFacts {
  organisation: Organisation;
  rulebook: Rulebook;
  calendar: Calendar;
  sources: readonly SourceView[];
  accounts: readonly AccountRow[];
  now: Date;
}

const NAMED_AT_MOST = 10;

const firstOf = <T>(all: readonly T[]): { count: number; first: T[] } => ({
  count: all.length,
  first: all.slice(0, NAMED_AT_MOST),
});

/** What is set up, and what is missing. */
export function setupView({ organisation, rulebook, calendar, sources, accounts, now }: SetupFacts): SetupView {
  const { code, name, officeName } = organisation;
  const { doubles, holes } = unclearDuties(organisation);
  const { stalled, ...posts } = approvalPosts(organisation, accounts);
  return {
    at: now.toISOString(),
    jurisdiction: { code, name, officeName },
    directory: {
      units: organisation.units.length,
      duties: organisation.duties.length,
      doubles: firstOf(doubles),
      holes: firstOf(holes),
    },
    rulebook: rulebookFacts(rulebook, organisation.profile),
    calendar: calendarFacts(calendar, now),
    sources: sources.map(sourceFacts),
    // Said of the sources: counting items would tell of those behind the wall.
    received: sources.some((source) => source.lastItemAt !== null),
    accounts: ROLE_IDS.map((role) => roleCount(role, accounts)),
    approvals: { ...posts, stalled: firstOf(stalled) },
  };
}

function rulebookFacts(rulebook: Rulebook, profile: string): SetupView['rulebook'] {
  const rules = rulebook.rules(profile);
  return {
    profile,
    version: rulebook.version,
    rules: rules.length,
    ownChoices: rules.filter((rule) => rule.basis === 'product').length,
  };
}

function calendarFacts({ years }: Calendar, now: Date): SetupView['calendar'] {
  const thisYear = Number(chinaDay(now).slice(0, 4));
  return {
    years: [...years],
    thisYear,
    thisYearMissing: !years.includes(thisYear),
    nextYearMissing: !years.includes(thisYear + 1),
  };
}

const sourceFacts = ({ id, name, channel, enabled, lastSuccessAt, failure }: SourceView): SetupSource => ({
  id,
  name,
  channel,
  enabled,
  lastSuccessAt,
  failure: failure?.message ?? null,
});

function roleCount(role: RoleCount['role'], accounts: readonly AccountRow[]): RoleCount {
  const open = accounts.filter((account) => account.enabled && account.roles.includes(role));
  return { role, count: open.length, notSignedIn: open.filter((account) => !account.first_sign_in_at).length };
}
