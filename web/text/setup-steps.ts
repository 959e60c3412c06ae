/** What is said of each step: what is there, and what is missing, a sentence each. */
import type { SetupView } from '../../server/contract/setup-view.ts';
import { ROLES, type Role } from '../../server/contract/vocabulary.ts';
import { rolesAway, rolesMissing, sourceState, type StepId } from '../state/setup.ts';
import { word } from './language.ts';
import { t } from './setup.ts';

export interface StepWords {
  text: string;
  gaps: string[];
}

/** The sentences whose condition holds. */
const said = (...lines: (string | false)[]): string[] => lines.filter((line): line is string => line !== false);

const rolesWords = (groups: readonly (readonly Role[])[]): string =>
  groups.map((group) => group.map((role) => word(ROLES[role])).join(t.either)).join(t.comma);

function directoryWords({ directory: { units, duties, doubles, holes } }: SetupView): StepWords {
  const empty = units === 0 || duties === 0;
  const plain = !empty && doubles.count === 0 && holes.count === 0;
  return {
    text: said(t.directory.loaded(units, duties), plain && t.directory.plain).join(t.stop),
    gaps: said(
      empty && t.directory.empty,
      doubles.count > 0 && t.directory.doubles(doubles.count),
      holes.count > 0 && t.directory.holes(holes.count),
    ),
  };
}

function rulesWords({ rulebook, calendar }: SetupView): StepWords {
  const { years, thisYear, thisYearMissing, nextYearMissing } = calendar;
  const last = years.at(-1);
  const loaded = last === undefined ? t.rules.noYears : t.rules.years(String(last));
  return {
    text: [t.rules.loaded(rulebook.rules, rulebook.ownChoices), loaded].join(t.stop),
    gaps: said(thisYearMissing && t.rules.thisYear(thisYear), nextYearMissing && t.rules.nextYear(thisYear + 1)),
  };
}

function sourcesWords({ sources, received }: SetupView): StepWords {
  const enabled = sources.filter((source) => source.enabled);
  const heard = enabled.filter((source) => sourceState(source) === 'heard').length;
  const came = received ? t.sources.received : t.sources.notReceived;
  return {
    text: said(enabled.length > 0 && t.sources.heard(heard, enabled.length), came).join(t.stop),
    gaps: said(
      enabled.length === 0 && t.sources.none,
      ...enabled.map(({ name, failure }) => failure !== null && t.sources.failing(name, failure)),
    ),
  };
}

function peopleWords(view: SetupView): StepWords {
  const missing = rolesMissing(view);
  const { stalled, officeReview, leader } = view.approvals;
  const gaps = said(
    missing.length > 0 && t.people.noRole(rolesWords(missing)),
    stalled.count > 0 && t.people.stalled(stalled.count),
    !officeReview && t.people.noOffice,
    !leader && t.people.noLeader,
  );
  const away = view.accounts.filter((one) => one.notSignedIn > 0).length;
  return {
    text: said(
      t.people.roles(view.accounts.filter((one) => one.count > 0).length, away),
      gaps.length === 0 && t.people.whole,
    ).join(t.stop),
    gaps,
  };
}

function practiceWords(view: SetupView): StepWords {
  const away = rolesAway(view);
  const ready = away.length === 0 && rolesMissing(view).length === 0;
  return {
    text: said(t.practice.how, ready && t.practice.ready).join(t.stop),
    gaps: said(!view.received && t.practice.nothing, away.length > 0 && t.practice.away(rolesWords(away))),
  };
}

export const wordsOf = (view: SetupView): Readonly<Record<StepId, StepWords>> => ({
  directory: directoryWords(view),
  rules: rulesWords(view),
  sources: sourcesWords(view),
  people: peopleWords(view),
  practice: practiceWords(view),
});
