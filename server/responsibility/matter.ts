/** A matter on its way to a unit: what is known, where it lies, what it is about, and the small look-ups all rules share. */
import type { Reason } from '../contract/views.ts';
import type { IncidentGrade, Subject } from '../contract/vocabulary.ts';
import type { Organisation, Unit } from '../organisation/model.ts';
import type { PlaceFact, Whereabouts } from './outside.ts';
import type { SubjectFact, SubjectRanking } from './subjects.ts';

/** What is known of a matter. `text` is the whole one that a verdict's offsets refer to. */
export interface Facts {
  text: string;
  subject: Subject | null;
  subjects: readonly SubjectFact[];
  places: readonly PlaceFact[];
  severity: IncidentGrade | null;
  /** Id of the unit that the writer accuses, where the channel states it. */
  accused?: string | null;
  /** A person found that the text accuses nobody. */
  cleared?: boolean;
}

/** All that the rules look at. */
export interface Matter {
  facts: Facts;
  organisation: Organisation;
  where: Whereabouts;
  ranking: SubjectRanking;
  /** Territory that leads by place: the one county, else the jurisdiction. */
  seat: string;
  reason(id: string, matched: string): Reason;
}

/** The units among what was looked up, what is missing left out. */
export const units = (...list: (Unit | undefined)[]): Unit[] => list.filter((unit): unit is Unit => unit !== undefined);

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

/** The offices a dispatch passes on its way to a county's unit. */
export function pathTo(territory: string, organisation: Organisation): Unit[] {
  return territory === organisation.code || organisation.lineage(territory).indexOf(organisation.code) <= 0
    ? []
    : units(officeOf(territory, organisation));
}

/** Why a matter lies where it lies. */
export function placeReason(matter: Matter): Reason {
  const { where, organisation, seat } = matter;
  if (where.counties.length > 1) {
    return matter.reason(
      'responsibility.several_places',
      `涉及 ${where.counties.map((county) => county.name).join('、')}`,
    );
  }
  if (where.counties.length === 1 || where.whole) {
    return matter.reason('responsibility.one_place', `属地：${nameOf(seat, organisation)}`);
  }
  return matter.reason('responsibility.place_unknown', `未见属地，由${organisation.name}本级先行核实`);
}
