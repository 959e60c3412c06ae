/** Who leads within the jurisdiction: vertical bodies, the office of the place, the competent department, or people. */
import { SUBJECTS, VERTICALS } from '../contract/vocabulary.ts';
import type { Draft } from './draft.ts';
import type { Matter } from './matter.ts';
import { competentAt, officeOf, pathTo, placeReason, units } from './matter.ts';
import { oneUp } from './outside.ts';
import type { SubjectFact } from './subjects.ts';
import type { VerticalMatter } from './vertical.ts';

/** A vertically managed body answers, the office one level up coordinates (61号 一). */
export function vertical(matter: Matter, { vertical: kind, term, near }: VerticalMatter): Draft {
  const { organisation, where, ranking, seat } = matter;
  const id = 'responsibility.vertical';
  const others = [ranking.lead, ...ranking.others].filter((fact): fact is SubjectFact => fact !== null);
  const beside = others.filter((fact) => !near.includes(fact.code) && fact.confidence >= 0.5);
  const counties = where.counties.length > 1 ? where.counties : [];
  const up = oneUp(seat, organisation);
  return {
    rule: id,
    lead: organisation.vertical(seat, kind) ?? organisation.vertical(organisation.code, kind),
    confidence: 0.9,
    supporting: units(
      ...counties.map((county) => organisation.vertical(county.code, kind)),
      ...beside.map((fact) => competentAt(seat, fact.code, organisation)),
    ),
    coordinator: officeOf(up ?? seat, organisation),
    alternatives: units(organisation.vertical(organisation.code, kind), officeOf(seat, organisation)),
    path: [],
    transfer: false,
    needsHuman: ranking.contradiction && beside.length > 0,
    reasons: [matter.reason(id, `“${term}”属${VERTICALS[kind].zh}系统，垂直管理`), placeReason(matter)],
  };
}

/** Neither place nor subject: the news office, and a person decides (本系统设定). */
export function nobody(matter: Matter): Draft {
  const { organisation } = matter;
  const id = 'responsibility.nobody';
  return {
    rule: id,
    lead: organisation.body(organisation.code, 'news_office'),
    confidence: 0.3,
    supporting: [],
    coordinator: officeOf(organisation.code, organisation),
    alternatives: units(officeOf(organisation.code, organisation)),
    path: [],
    transfer: false,
    needsHuman: true,
    reasons: [matter.reason(id, '未见属地，也未见主管领域')],
  };
}

/** 信访 and everything without a competent department: the office of the place. */
export function officeLeads(matter: Matter): Draft {
  const { organisation, where, seat } = matter;
  const id = 'responsibility.subject_unknown';
  const counties = where.counties.length > 1 ? where.counties : [];
  return {
    rule: id,
    lead: officeOf(seat, organisation),
    confidence: 0.5,
    supporting: units(...counties.map((county) => officeOf(county.code, organisation))),
    coordinator: undefined,
    alternatives: units(organisation.body(organisation.code, 'news_office')),
    path: [],
    transfer: false,
    needsHuman: false,
    reasons: [matter.reason(id, '未见明确的主管领域'), placeReason(matter)],
  };
}

function ruleOf({ where, ranking }: Matter): string {
  if (where.counties.length > 1) return 'responsibility.several_places';
  if (ranking.others.length > 0) return 'responsibility.several_departments';
  return where.counties.length === 1 || where.whole ? 'responsibility.one_place' : 'responsibility.place_unknown';
}

/** 涉事责任部门: the competent department of the place; of several places the superior one, of several subjects the mainly involved (61号 一). */
export function departmentLeads(matter: Matter, lead: SubjectFact): Draft {
  const { organisation, where, ranking, seat } = matter;
  const counties = where.counties.length > 1 ? where.counties : [];
  const reasons = [
    placeReason(matter),
    matter.reason(
      'responsibility.competent_department',
      `主管领域：${SUBJECTS[lead.code].zh}(${lead.confidence.toFixed(2)})`,
    ),
  ];
  if (ranking.askedBy !== null) {
    reasons.push(matter.reason('responsibility.several_departments', `文中指向主办部门：“${ranking.askedBy}”`));
  } else if (ranking.others.length > 0) {
    const names = ranking.others.map((fact) => SUBJECTS[fact.code].zh).join('、');
    reasons.push(matter.reason('responsibility.several_departments', `同时涉及 ${names},依据较多者牵头`));
  }
  if (ranking.tie) reasons.push(matter.reason('responsibility.contradiction', '两个领域依据相当'));
  else if (ranking.contradiction)
    reasons.push(matter.reason('responsibility.contradiction', '文中所请部门与判读领域不一致'));
  const department = competentAt(seat, lead.code, organisation);
  return {
    rule: ruleOf(matter),
    lead: department ?? officeOf(seat, organisation),
    confidence: lead.confidence,
    supporting: units(
      ...counties.map((county) => competentAt(county.code, lead.code, organisation)),
      ...ranking.others.map((fact) => competentAt(seat, fact.code, organisation)),
    ),
    coordinator: officeOf(department?.territory ?? seat, organisation),
    alternatives: units(
      ...ranking.others.map((fact) => competentAt(seat, fact.code, organisation)),
      organisation.competent(organisation.code, lead.code),
      officeOf(seat, organisation),
    ),
    path: pathTo(department?.territory ?? seat, organisation),
    transfer: false,
    needsHuman: ranking.tie || ranking.contradiction,
    reasons,
  };
}
