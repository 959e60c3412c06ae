/**
 * Who must answer: 属地管理、分级负责、谁主管谁负责 as a table of guards, first match wins.
 *
 * 1. misconduct (stated, or told by the text) → the discipline body, as a transfer
 * 2. wholly beyond the jurisdiction → the news office as first receiver
 * 3. inside and outside, or run from above → the common superior's department
 * 4. a vertically managed body → that body
 * 5. neither place nor subject → the news office
 * 6. one or several places, one or several subjects → the competent department
 *
 * An extreme incident then adds those who join at once; the accused side is taken out of everything last of all.
 */
import type { Proposal, Reason } from '../contract/views.ts';
import type { Organisation } from '../organisation/model.ts';
import { Fault } from '../platform/fault.ts';
import type { Rulebook } from '../rules/rulebook.ts';
import type { Accusation } from './accusation.ts';
import { findAccusation } from './accusation.ts';
import type { AccusedSide } from './accused.ts';
import { accusedByText, accusedByUnit } from './accused.ts';
import { beyond, fromAbove, transferred } from './beyond.ts';
import type { Draft } from './draft.ts';
import { finish } from './draft.ts';
import type { Facts, Matter } from './matter.ts';
import { competentAt, units } from './matter.ts';
import type { Whereabouts } from './outside.ts';
import { runFromAbove, whereabouts } from './outside.ts';
import { rankSubjects } from './subjects.ts';
import { verticalMatter } from './vertical.ts';
import { departmentLeads, nobody, officeLeads, vertical } from './within.ts';

export type { Facts } from './matter.ts';
export type Resolution = Proposal;

function draftOf(matter: Matter): Draft {
  const { facts, where, ranking } = matter;
  if (where.outside.length > 0 && where.counties.length === 0 && !where.whole) return beyond(matter);
  if (where.outside.length > 0) return fromAbove(matter, `同时涉及本行政区域内外(${where.outside.join('、')})`);
  const run = runFromAbove(facts.text);
  if (run !== null) return fromAbove(matter, `“${run}”：由上级直接管理`);
  if (where.above.length > 0 && where.counties.length === 0 && !where.whole) {
    return fromAbove(matter, `所涉范围为${where.above.map((territory) => territory.name).join('、')}`);
  }
  const special = verticalMatter(facts.text, ranking.lead?.code ?? null);
  if (special) return vertical(matter, special);
  if (ranking.lead) return departmentLeads(matter, ranking.lead);
  return where.counties.length === 0 && !where.whole ? nobody(matter) : officeLeads(matter);
}

/** 宣传、网信、应急 join an extreme incident at once (61号 一; 延边 第二十二条). A sealed transfer is joined by nobody. */
function withExtreme(draft: Draft, matter: Matter): Draft {
  const { organisation, seat } = matter;
  const territory = draft.lead?.territory ?? seat;
  const at = organisation.body(territory, 'news_office') ? territory : seat;
  const joining = units(
    organisation.body(at, 'news_office'),
    organisation.body(at, 'cyberspace'),
    competentAt(at, 'emergency_management', organisation),
  );
  const reasons = [
    ...draft.reasons,
    matter.reason('responsibility.extreme', '突发事件等级为特别重大，宣传、网信、应急同时参与'),
  ];
  return { ...draft, supporting: draft.transfer ? [] : [...draft.supporting, ...joining], needsHuman: true, reasons };
}

/** Who is accused, as stated or as the text tells it, or null. Pure. Fault `unknown_unit`: `accused` names no unit. */
export function accusedIn(
  facts: Facts,
  organisation: Organisation,
  where: Whereabouts = whereabouts(facts.places, organisation),
): { side: AccusedSide; accusation: Accusation | null } | null {
  if (facts.accused) {
    const unit = organisation.unit(facts.accused);
    if (!unit) throw new Fault('unknown_unit', `no unit has the id ${facts.accused.slice(0, 80)}`);
    return { side: accusedByUnit(unit, organisation), accusation: null };
  }
  if (facts.cleared) return null;
  if (where.outside.length > 0 && where.counties.length === 0 && !where.whole) return null;
  const accusation = findAccusation(facts.text);
  if (!accusation) return null;
  const county = where.counties.length === 1 ? (where.counties[0]?.code ?? null) : null;
  return { side: accusedByText(accusation, county, organisation), accusation };
}

const WHOLE = /全[州市省区县域盟]|各县|各区|各地区/;

/** The territory that leads by place: the one county, unless the text speaks of the whole jurisdiction. */
function seatOf({ counties, whole }: Whereabouts, text: string, { code }: Organisation): string {
  const [county] = counties;
  if (!county || counties.length > 1 || (whole && WHOLE.test(text))) return code;
  return county.code;
}

/**
 * Proposes who must answer, with every step of the reasoning. Pure. The accused unit and what it directs never stand in lead,
 * supporting, coordinator, candidates or path; where nobody remains, `lead` is null and `needsHuman` true.
 * Fault `unknown_unit`: `accused` names no unit.
 */
export function resolve(facts: Facts, organisation: Organisation, rules: Rulebook): Resolution {
  const where = whereabouts(facts.places, organisation);
  const reason = (id: string, matched: string): Reason => {
    const rule = rules.responsibility(id, organisation.profile);
    return { principle: rule.data.principle, matched, clause: rule.clause };
  };
  const seat = seatOf(where, facts.text, organisation);
  const ranking = rankSubjects(facts.text, facts.subject, facts.subjects);
  const matter: Matter = { facts, organisation, where, ranking, seat, reason };
  const accused = accusedIn(facts, organisation, where);
  const draft = accused ? transferred(matter, accused.side, accused.accusation) : draftOf(matter);
  const full = facts.severity === 'extreme' ? withExtreme(draft, matter) : draft;
  return finish(full, accused?.side.barred ?? new Set(), rules.responsibility(full.rule, organisation.profile));
}
