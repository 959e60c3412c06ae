/** What each fact of the rules is in a matter, and where that was seen. */
import { SUBJECTS } from '../contract/vocabulary.ts';
import { CATEGORIES, INCIDENT_GRADES, VERTICALS } from '../contract/vocabulary.ts';
import type { FactUsed } from '../contract/views.ts';
import { ROUTING_FACTS, type RoutingFact, type Situation } from '../rules/facts.ts';
import { describeAccusation } from './accusation.ts';
import type { Matter } from './matter.ts';
import { aboveComplained, isWithin, nameOf } from './matter.ts';
import { WHOLE } from './outside.ts';

const place = ({ where, facts }: Matter): Situation['place'] => {
  const { counties, whole, above, outside } = where;
  const inside = counties.length > 0 || whole;
  if (outside.length > 0) return inside ? 'across' : 'outside';
  if (counties.length > 1) return 'several';
  if (counties.length === 1) return whole && WHOLE.test(facts.text) ? 'whole' : 'one';
  if (whole) return 'whole';
  return above.length > 0 ? 'above' : 'unknown';
};

const evidence = (matter: Matter): Situation['evidence'] => {
  const { tie, contradiction } = matter.ranking;
  if (matter.vertical()) return contradiction && matter.beside().length > 0 ? 'contradiction' : 'agreed';
  if (tie) return 'tie';
  return contradiction ? 'contradiction' : 'agreed';
};

const accused = ({ accused: told, where }: Matter): Situation['accused'] => {
  if (!told) return 'none';
  if (told.side.raised) return 'raised';
  const unclear = told.accusation !== null && told.side.unit === null;
  return unclear && where.counties.length !== 1 && !where.whole ? 'unclear' : 'unit';
};

const complaint = (matter: Matter): Situation['complaint'] => {
  if (!matter.complaint) return 'no';
  const above = aboveComplained(matter);
  return above !== null && isWithin(above, matter.organisation) ? 'within' : 'beyond';
};

const duty = ({ ranking, seat, organisation }: Matter): Situation['duty'] => {
  if (!ranking.lead) return 'none';
  const subject = ranking.lead.code;
  const own = organisation.answering(seat, subject).length;
  if (own > 0) return own > 1 ? 'double' : 'held';
  const line = organisation.lineage(seat).slice(1);
  const holder = line.find((code) => organisation.answering(code, subject).length > 0);
  return holder !== undefined && isWithin(holder, organisation) ? 'higher' : 'missing';
};

const precedent = (matter: Matter): Situation['precedent'] => {
  const units = new Set(matter.rulings().map(({ unit }) => unit.id));
  if (units.size === 0) return 'none';
  return units.size > 1 ? 'several' : 'one';
};

const subjects = ({ ranking }: Matter): Situation['subjects'] => {
  if (!ranking.lead) return 'none';
  return ranking.others.length > 0 ? 'several' : 'one';
};

const READ: { readonly [F in RoutingFact]: (matter: Matter) => Situation[F] } = {
  accused,
  complaint,
  place,
  run: (matter) => (matter.run() === null ? 'local' : 'above'),
  category: ({ facts }) => facts.category ?? 'unknown',
  policy: (matter) => (matter.statePolicy() === null ? 'other' : 'state'),
  vertical: (matter) => matter.vertical()?.vertical ?? 'none',
  subjects,
  evidence,
  asked: ({ ranking }) => (ranking.askedBy === null ? 'none' : 'named'),
  duty,
  precedent,
  severity: ({ facts }) => facts.severity ?? 'none',
  enterprise: (matter) => (matter.enterprise() === null ? 'no' : 'yes'),
};

/** The value of one fact. */
export const factOf = (matter: Matter, fact: RoutingFact): string => READ[fact](matter);

const named = (words: string | null | undefined): string => (words ? `正文“${words}”` : '正文未见');

const placesNamed = ({ where, organisation }: Matter): string => {
  const names = [
    ...where.counties.map(({ name }) => name),
    ...(where.whole ? [nameOf(organisation.code, organisation)] : []),
    ...where.above.map(({ name }) => name),
    ...where.outside,
  ];
  return names.length > 0 ? `文中地名：${names.join('、')}` : '文中未见地名';
};

const told = (matter: Matter): string => {
  const { accused: one, complaint: other } = matter;
  const about = one ?? other;
  if (!about) return '正文未见，来源未指明';
  return about.accusation ? named(describeAccusation(about.accusation)) : '来源指明被反映单位';
};

const SEEN: { readonly [F in RoutingFact]: (matter: Matter) => string } = {
  accused: told,
  complaint: (matter) => (matter.complaint ? `人员认定；${told(matter)}` : '没有人员认定'),
  place: placesNamed,
  run: (matter) => named(matter.run()),
  category: ({ facts }) =>
    facts.category && facts.category !== 'none' ? `研判：${CATEGORIES[facts.category].zh}` : '研判',
  policy: (matter) => named(matter.statePolicy()),
  vertical: (matter) => named(matter.vertical()?.term),
  subjects: ({ ranking }) => {
    const all = ranking.lead ? [ranking.lead, ...ranking.others] : [];
    return all.length === 0 ? '研判未见' : `研判：${all.map(inWords).join('、')}`;
  },
  evidence: ({ ranking }) => (ranking.lead ? '各领域的把握程度与文中所请部门比较' : '没有可比较的领域'),
  asked: ({ ranking }) => named(ranking.askedBy),
  duty: ({ seat, organisation }) => `职责表：${nameOf(seat, organisation)}`,
  precedent: (matter) => {
    const rulings = matter.rulings();
    return rulings.length === 0
      ? '判例表未见'
      : `判例表：${rulings.map(({ precedent: { number }, term }) => `${number}(“${term}”)`).join('、')}`;
  },
  severity: ({ facts }) => (facts.severity ? `研判：${INCIDENT_GRADES[facts.severity].zh}` : '研判未见'),
  enterprise: (matter) => named(matter.enterprise()),
};

const inWords = ({ code, confidence }: { code: keyof typeof SUBJECTS; confidence: number }): string =>
  `${SUBJECTS[code].zh}（${confidence.toFixed(2)}）`;

/** A fact as a person reads it: what was asked, what it is, and where that was seen. */
export function factUsed(matter: Matter, fact: RoutingFact, value: string): FactUsed {
  const { zh, values } = ROUTING_FACTS[fact] as { zh: string; values: Readonly<Record<string, string>> };
  return { fact, label: zh, value: values[value] ?? value, from: SEEN[fact](matter) };
}

/** What a vertical system is called. */
export const verticalName = (matter: Matter): string => {
  const found = matter.vertical();
  return found ? VERTICALS[found.vertical].zh : '';
};
