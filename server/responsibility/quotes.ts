/** The reasons of a rule with what they quote of the matter filled in. */
import { INCIDENT_GRADES, SUBJECTS } from '../contract/vocabulary.ts';
import type { Unit } from '../organisation/model.ts';
import type { Quote } from '../rules/result.ts';
import { describeAccusation } from './accusation.ts';
import type { Matter, Told } from './matter.ts';
import { nameOf } from './matter.ts';
import { verticalName } from './situation.ts';

const about = ({ accused, complaint }: Matter): Told | null => accused ?? complaint;

function toldOf(told: Told | null): string {
  if (!told) return '';
  return told.accusation ? describeAccusation(told.accusation) : `已指明被反映单位：${told.side.unit?.name ?? ''}`;
}

const QUOTE: { readonly [Q in Quote]: (matter: Matter, lead: Unit | undefined) => string } = {
  place: ({ seat, organisation }) => nameOf(seat, organisation),
  home: ({ organisation }) => organisation.name,
  counties: ({ where }) => where.counties.map(({ name }) => name).join('、'),
  outside: ({ where }) => where.outside.join('、'),
  above: ({ where, organisation }) =>
    where.above.map(({ name }) => name).join('、') || nameOf(organisation.code, organisation),
  run: (matter) => matter.run() ?? '',
  subject: ({ ranking: { lead } }) => (lead ? `${SUBJECTS[lead.code].zh}（${lead.confidence.toFixed(2)}）` : ''),
  others: ({ ranking: { others } }) => others.map(({ code }) => SUBJECTS[code].zh).join('、'),
  asked: ({ ranking }) => ranking.askedBy ?? '',
  vertical: verticalName,
  term: (matter) => matter.vertical()?.term ?? '',
  accused: (matter) => about(matter)?.side.unit?.name ?? '被反映单位',
  told: (matter) => toldOf(about(matter)),
  lead: ({ accused }, lead) => lead?.name ?? (accused ? '上级纪检监察机关' : '上级单位'),
  enterprise: (matter) => matter.enterprise() ?? '',
  policy: (matter) => matter.statePolicy() ?? '',
  precedent: (matter) =>
    matter
      .rulings()
      .map(({ precedent: { number, clause }, unit }) => `${number}(${clause}):${unit.name}`)
      .join('；'),
  severity: ({ facts: { severity } }) => (severity ? INCIDENT_GRADES[severity].zh : ''),
};

const PLACEHOLDER = /\{(\w+)\}/g;

/** A reason's text for this matter. The rulebook is checked: every name in braces is one of those here. */
export const quoted = (text: string, matter: Matter, lead: Unit | undefined): string =>
  text.includes('{') ? text.replace(PLACEHOLDER, (_, name: Quote) => QUOTE[name](matter, lead)) : text;
