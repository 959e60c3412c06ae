/** A matter on its way to a unit: what is known, where it lies, what it is about, and the small look-ups all rules share. */
import type { IncidentGrade, Label, Subject } from '../contract/vocabulary.ts';
import type { Organisation, Unit } from '../organisation/model.ts';
import type { Accusation } from './accusation.ts';
import type { AccusedSide } from './accused.ts';
import type { PlaceFact, Whereabouts } from './outside.ts';
import { commonSuperior, oneUp, runFromAbove } from './outside.ts';
import type { Ruling } from './precedents.ts';
import { rulingsFor } from './precedents.ts';
import { enterpriseIn } from './enterprises.ts';
import { statePolicyIn } from './state-policy.ts';
import type { SubjectFact, SubjectRanking } from './subjects.ts';
import type { VerticalMatter } from './vertical.ts';
import { verticalMatter } from './vertical.ts';

/** What is known of a matter. `text` is the whole one that a verdict's offsets refer to. */
export interface Facts {
  text: string;
  subject: Subject | null;
  subjects: readonly SubjectFact[];
  places: readonly PlaceFact[];
  severity: IncidentGrade | null;
  /** 收集重点, where it has been judged. */
  category?: Label | null;
  /** Id of the unit that the writer accuses, where the channel states it. */
  accused?: string | null;
  /** A person found that the text accuses nobody. */
  cleared?: boolean;
}

/** Who is accused or complained of, and by which words; `accusation` null where the channel states the unit. */
export interface Told {
  side: AccusedSide;
  accusation: Accusation | null;
}

/** All that the rules look at. What takes reading is read when a rule first asks, and then kept. */
export interface Matter {
  readonly facts: Facts;
  readonly organisation: Organisation;
  readonly where: Whereabouts;
  readonly ranking: SubjectRanking;
  /** Territory that leads by place: the one county, else the jurisdiction. */
  readonly seat: string;
  readonly accused: Told | null;
  /** What reads like an accusation and was found by a person to be none. */
  readonly complaint: Told | null;
  /** Units that take no part: the accused or complained-of one, and all it directs. */
  readonly barred: ReadonlySet<string>;
  /** The words by which it is run from above. */
  run(): string | null;
  vertical(): VerticalMatter | null;
  /** Subjects beside a vertical matter that need a department of their own. */
  beside(): readonly SubjectFact[];
  enterprise(): string | null;
  statePolicy(): string | null;
  rulings(): readonly Ruling[];
  /** The territory that stands over all places of the matter. */
  superior(): string;
}

const once = <T>(read: () => T): (() => T) => {
  let known: { value: T } | undefined;
  return () => (known ??= { value: read() }).value;
};

const NOBODY: ReadonlySet<string> = new Set();
/** A subject beside a vertical matter brings its department in from this confidence on. */
const BESIDE = 0.5;

type Known = Pick<Matter, 'facts' | 'organisation' | 'where' | 'ranking' | 'seat' | 'accused' | 'complaint'>;

/** A matter with its readings, none of them taken yet. */
export function matterOf(known: Known): Matter {
  const { facts, organisation, where, ranking, seat } = known;
  const barred = (known.accused ?? known.complaint)?.side.barred ?? NOBODY;
  const run = once(() => runFromAbove(facts.text));
  const vertical = once(() => verticalMatter(facts.text, ranking.lead?.code ?? null));
  return {
    ...known,
    barred,
    run,
    vertical,
    beside: once(() => {
      const near = vertical()?.near ?? [];
      return allOf(ranking).filter((fact) => !near.includes(fact.code) && fact.confidence >= BESIDE);
    }),
    enterprise: once(() => enterpriseIn(facts.text)),
    statePolicy: once(() => statePolicyIn(facts.text)),
    rulings: once(() => rulingsFor({ text: facts.text, seat, ranking }, organisation, barred)),
    superior: once(() => superiorOf(where, organisation, run() !== null)),
  };
}

const allOf = ({ lead, others }: SubjectRanking): SubjectFact[] => (lead ? [lead, ...others] : [...others]);

/** The province where the province runs it, the territory above that is named, else what stands over all places alike. */
function superiorOf(where: Whereabouts, organisation: Organisation, run: boolean): string {
  if (where.outside.length > 0) return commonSuperior(where.outside, organisation);
  if (run) return organisation.lineage(organisation.code).at(-1) ?? organisation.code;
  return where.above.at(-1)?.code ?? commonSuperior([], organisation);
}

/** Name of a territory, its code where it is not known. */
export const nameOf = (code: string, organisation: Organisation): string => organisation.territory(code)?.name ?? code;

/** A department of a territory, or where it has none, of the next one up. */
export function competentAt(territory: string, subject: Subject, organisation: Organisation): Unit | undefined {
  for (const code of organisation.lineage(territory)) {
    const unit = organisation.competent(code, subject);
    if (unit) return unit;
  }
  return undefined;
}

/** The government office of a territory. */
export const officeOf = (territory: string | null, organisation: Organisation): Unit | undefined =>
  territory === null ? undefined : organisation.body(territory, 'government_office');

/** Whether the territory lies in the jurisdiction, or is it. */
export const isWithin = (territory: string, organisation: Organisation): boolean =>
  organisation.lineage(territory).includes(organisation.code);

/** The territory of the body one level above the one complained of, or null at the top. */
export const aboveComplained = ({ complaint, organisation }: Matter): string | null =>
  complaint === null ? null : oneUp(complaint.side.territory, organisation);
