/** The first steps: which are taken, and what is missing. Pure. */
import type { SetupSource, SetupView } from '../../server/contract/setup-view.ts';
import type { Role } from '../../server/contract/vocabulary.ts';

export const STEP_IDS = ['directory', 'rules', 'sources', 'people', 'practice'] as const;
export type StepId = (typeof STEP_IDS)[number];

/** Who a case needs on its way; of each group, one is enough. */
const NEEDED: readonly (readonly Role[])[] = [['analyst', 'duty_chief'], ['officer'], ['reviewer'], ['leader']];

const countOf = (view: SetupView, roles: readonly Role[], of: (one: SetupView['accounts'][number]) => number): number =>
  view.accounts.filter((one) => roles.includes(one.role)).reduce((sum, one) => sum + of(one), 0);

/** Groups of roles nobody holds. */
export const rolesMissing = (view: SetupView): (readonly Role[])[] =>
  NEEDED.filter((roles) => countOf(view, roles, (one) => one.count) === 0);

/** Groups somebody holds and nobody has signed in for. */
export const rolesAway = (view: SetupView): (readonly Role[])[] =>
  NEEDED.filter(
    (roles) =>
      countOf(view, roles, (one) => one.count) > 0 && countOf(view, roles, (one) => one.count - one.notSignedIn) === 0,
  );

export type SourceState = 'heard' | 'failing' | 'off';

export function sourceState({ enabled, lastSuccessAt, failure }: SetupSource): SourceState {
  if (!enabled) return 'off';
  return failure === null && lastSuccessAt !== null ? 'heard' : 'failing';
}

const TAKEN: Readonly<Record<StepId, (view: SetupView) => boolean>> = {
  // A double is for a person to decide and a hole goes one level up: neither stands in the way.
  directory: ({ directory }) => directory.units > 0 && directory.duties > 0,
  rules: ({ rulebook, calendar }) => rulebook.rules > 0 && !calendar.thisYearMissing,
  sources: ({ sources }) => sources.some((source) => sourceState(source) === 'heard'),
  people: (view) =>
    rolesMissing(view).length === 0 &&
    view.approvals.stalled.count === 0 &&
    view.approvals.officeReview &&
    view.approvals.leader,
  // How far a case came isn't told here; that everyone it needs has been in, is.
  practice: (view) => view.received && rolesMissing(view).length === 0 && rolesAway(view).length === 0,
};

export interface Progress {
  taken: Readonly<Record<StepId, boolean>>;
  count: number;
  /** The step to take next; null where all are taken. */
  next: StepId | null;
}

export function progressOf(view: SetupView): Progress {
  const taken = Object.fromEntries(STEP_IDS.map((id) => [id, TAKEN[id](view)])) as Record<StepId, boolean>;
  return {
    taken,
    count: STEP_IDS.filter((id) => taken[id]).length,
    next: STEP_IDS.find((id) => !taken[id]) ?? null,
  };
}

export interface Mend {
  what: 'role' | 'post' | 'office' | 'leader';
  command: string;
}

const COMMAND = 'npm run huiying --';
const adding = (name: string, rest: string): string => `${COMMAND} user add ${name} --display ${rest}`;

/** The commands that fill what is missing among the people, `name` and `display` standing for what only a person knows. */
export function mendsOf(view: SetupView, words: { name: string; display: string; unit: string }): Mend[] {
  const { stalled, officeId, officeReview, leader } = view.approvals;
  const { name, display, unit } = words;
  const roles = rolesMissing(view).flatMap((group): Mend[] => {
    // The leader's and the reviewer's commands below bring their roles along.
    const [role] = group;
    const brought = (role === 'leader' && !leader) || (role === 'reviewer' && (!officeReview || stalled.count > 0));
    return brought ? [] : [{ what: 'role', command: adding(name, `${display} --role ${role} --unit ${unit}`) }];
  });
  const posts = stalled.first.map(({ id, missing }): Mend => {
    const rest = `${display} --role reviewer --unit ${id} --step ${missing.join(' ')}`;
    return { what: 'post', command: adding(name, rest) };
  });
  const office: Mend = {
    what: 'office',
    command: adding(name, `${display} --role reviewer --unit ${officeId ?? unit} --step office_review`),
  };
  const lead: Mend = { what: 'leader', command: adding(name, `${display} --role leader --step leader`) };
  return [...roles, ...posts, ...(officeReview ? [] : [office]), ...(leader ? [] : [lead])];
}

/** Years as spans: 2020, 2021, 2023 → `2020–2021`, `2023`. */
export function spansOf(years: readonly number[]): string[] {
  const spans: [number, number][] = [];
  for (const year of years) {
    const last = spans.at(-1);
    if (last && last[1] + 1 === year) last[1] = year;
    else spans.push([year, year]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
}
