/** Whom each selector of the rulebook names in a matter; in the order of the matter, missing units left out. */
import type { Subject } from '../contract/vocabulary.ts';
import type { Unit } from '../organisation/model.ts';
import type { Selector } from '../rules/result.ts';
import type { Matter } from './matter.ts';
import { aboveComplained, competentAt, officeOf } from './matter.ts';
import { oneUp } from './outside.ts';

type Found = Unit | undefined;
type Select = (matter: Matter, lead: Found) => Found | readonly Found[];

const departmentsOf = (territory: string, subjects: readonly { code: Subject }[], { organisation }: Matter): Found[] =>
  subjects.map(({ code }) => competentAt(territory, code, organisation));

const leading = (matter: Matter, territory: string): Found => {
  const subject = matter.ranking.lead?.code;
  return subject && competentAt(territory, subject, matter.organisation);
};

/** The counties of a matter that concerns several. */
const several = ({ where }: Matter): readonly string[] =>
  where.counties.length > 1 ? where.counties.map(({ code }) => code) : [];

/** Where those sit who join at once: beside the lead, or where that territory has no news office, at the seat. */
function joining({ organisation, seat }: Matter, lead: Found): string {
  const territory = lead?.territory ?? seat;
  return organisation.body(territory, 'news_office') ? territory : seat;
}

function receiver({ accused, organisation }: Matter, up: number): Found {
  const territory = accused?.side.receiverTerritory ?? null;
  const code = territory === null ? undefined : organisation.lineage(territory)[up];
  return code === undefined ? undefined : organisation.body(code, 'discipline');
}

/** The body one level above the one complained of: of the same duty, system or kind. */
function superiorBody(matter: Matter): Found {
  const { complaint, organisation, ranking } = matter;
  const above = aboveComplained(matter);
  if (!complaint || above === null) return undefined;
  const { unit } = complaint.side;
  if (unit?.kind === 'government_office' || unit?.kind === 'discipline') return organisation.body(above, unit.kind);
  if (unit?.vertical) return organisation.vertical(above, unit.vertical);
  const subject = unit?.subject ?? ranking.lead?.code;
  return subject && competentAt(above, subject, organisation);
}

const SELECT: { readonly [S in Selector]: Select } = {
  department: (matter) => leading(matter, matter.seat),
  county_departments: (matter) => several(matter).map((code) => leading(matter, code)),
  other_departments: (matter) => departmentsOf(matter.seat, matter.ranking.others, matter),
  home_department: ({ organisation, ranking }) =>
    ranking.lead ? organisation.competent(organisation.code, ranking.lead.code) : undefined,
  superior_department: (matter) => leading(matter, matter.superior()),
  own_departments: (matter) => {
    const { where, organisation, ranking } = matter;
    const own = where.counties.length > 0 ? where.counties.map(({ code }) => code) : [organisation.code];
    return own.map((code) => (ranking.lead ? leading(matter, code) : officeOf(code, organisation)));
  },
  duty_holders: ({ organisation, ranking, seat }) =>
    ranking.lead ? organisation.answering(seat, ranking.lead.code) : undefined,
  government_office: ({ seat, organisation }) => officeOf(seat, organisation),
  county_offices: (matter) => several(matter).map((code) => officeOf(code, matter.organisation)),
  lead_office: ({ seat, organisation }, lead) => officeOf(lead?.territory ?? seat, organisation),
  office_one_up: ({ seat, organisation }) => officeOf(oneUp(seat, organisation) ?? seat, organisation),
  superior_office: (matter) => officeOf(matter.superior(), matter.organisation),
  vertical_body: (matter) => verticalAt(matter, matter.seat),
  home_vertical_body: (matter) => verticalAt(matter, matter.organisation.code),
  county_vertical_bodies: (matter) => several(matter).map((code) => verticalAt(matter, code)),
  beside_departments: (matter) => departmentsOf(matter.seat, matter.beside(), matter),
  news_office: ({ organisation }) => organisation.body(organisation.code, 'news_office'),
  lead_news_office: (matter, lead) => matter.organisation.body(joining(matter, lead), 'news_office'),
  lead_cyberspace: (matter, lead) => matter.organisation.body(joining(matter, lead), 'cyberspace'),
  lead_emergency_department: (matter, lead) =>
    competentAt(joining(matter, lead), 'emergency_management', matter.organisation),
  discipline: (matter) => receiver(matter, 0),
  superior_discipline: (matter) => receiver(matter, 1),
  complaint_superior: superiorBody,
  complaint_superior_office: (matter) => officeOf(aboveComplained(matter), matter.organisation),
  precedent_units: (matter) => matter.rulings().map(({ unit }) => unit),
};

function verticalAt(matter: Matter, territory: string): Found {
  const found = matter.vertical();
  return found ? matter.organisation.vertical(territory, found.vertical) : undefined;
}

/** The units that a selector names; `lead` is the one already chosen. */
export function unitsOf(selector: Selector, matter: Matter, lead?: Unit): Unit[] {
  const found = SELECT[selector](matter, lead);
  return (Array.isArray(found) ? (found as readonly Found[]) : [found as Found]).filter(
    (unit): unit is Unit => unit !== undefined,
  );
}
