/** What does not end within the jurisdiction: sealed transfers, places beyond it, and matters run from above. */
import type { Accusation } from './accusation.ts';
import { describeAccusation } from './accusation.ts';
import type { AccusedSide } from './accused.ts';
import type { Draft } from './draft.ts';
import type { Matter } from './matter.ts';
import { competentAt, officeOf, units } from './matter.ts';
import { commonSuperior, oneUp } from './outside.ts';

/** 移送: to the discipline body, sealed, no office on the way; the superior body coordinates (信访工作条例 第三十条; 罗甸 第九项). */
export function transferred(matter: Matter, side: AccusedSide, accusation: Accusation | null): Draft {
  const { organisation, where } = matter;
  const id = side.raised ? 'responsibility.misconduct_superior' : 'responsibility.misconduct';
  const receiver =
    side.receiverTerritory === null ? undefined : organisation.body(side.receiverTerritory, 'discipline');
  const above = side.receiverTerritory === null ? null : oneUp(side.receiverTerritory, organisation);
  const told = accusation === null ? `已指明被反映单位：${side.unit?.name ?? ''}` : describeAccusation(accusation);
  const vague = accusation !== null && side.unit === null && where.counties.length !== 1 && !where.whole;
  return {
    rule: id,
    lead: receiver,
    confidence: 0.95,
    supporting: [],
    coordinator: above === null ? undefined : organisation.body(above, 'discipline'),
    alternatives: [],
    path: [],
    transfer: true,
    needsHuman: receiver === undefined || vague,
    reasons: [
      matter.reason(id, told),
      matter.reason(id, `移送${receiver?.name ?? '上级纪检监察机关'},${side.unit?.name ?? '被反映单位'}及其下级回避`),
    ],
  };
}

/** Wholly beyond the jurisdiction: the news office receives first, the common superior is proposed (突发事件应对法 第十八条). */
export function beyond(matter: Matter): Draft {
  const { organisation, where, ranking } = matter;
  const id = 'responsibility.beyond';
  const superior = commonSuperior(where.outside, organisation);
  const subject = ranking.lead?.code;
  return {
    rule: id,
    lead: organisation.body(organisation.code, 'news_office'),
    confidence: 0.6,
    supporting: [],
    coordinator: undefined,
    alternatives: units(subject && organisation.competent(superior, subject), officeOf(superior, organisation)),
    path: [],
    transfer: false,
    needsHuman: true,
    reasons: [matter.reason(id, `所涉地区(${where.outside.join('、')})均不在${organisation.name}`)],
  };
}

/** Across the border, or run from above: the superior's department leads, the places answer for themselves (61号 一). `words` says why. */
export function fromAbove(matter: Matter, words: string): Draft {
  const { organisation, where, ranking } = matter;
  const id = 'responsibility.common_superior';
  const named = where.outside.length === 0 ? where.above.at(-1)?.code : undefined;
  const superior = named ?? commonSuperior(where.outside, organisation);
  const subject = ranking.lead?.code;
  const own = where.counties.length > 0 ? where.counties.map((county) => county.code) : [organisation.code];
  return {
    rule: id,
    lead: (subject && competentAt(superior, subject, organisation)) ?? officeOf(superior, organisation),
    confidence: 0.6,
    supporting: units(
      ...own.map((code) => (subject ? competentAt(code, subject, organisation) : officeOf(code, organisation))),
    ),
    coordinator: subject ? officeOf(superior, organisation) : undefined,
    alternatives: units(
      subject && organisation.competent(matter.seat, subject),
      organisation.body(organisation.code, 'news_office'),
    ),
    path: [],
    transfer: false,
    needsHuman: true,
    reasons: [matter.reason(id, words)],
  };
}
