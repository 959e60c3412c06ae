/** The result of a rule of responsibility: whom it names, by a closed list of selectors, and what else it orders. */
import { z } from 'zod';
import { oneOf } from '../contract/one-of.ts';

/** Whom a rule may name. What each one finds in an organisation stands in `responsibility/selectors.ts`. */
export const SELECTORS = {
  department: '属地主管部门',
  county_departments: '所涉各县（市、区）主管部门',
  other_departments: '同时涉及领域的主管部门',
  home_department: '本级主管部门',
  superior_department: '上级主管部门',
  own_departments: '本行政区域内所涉地方的主管部门',
  duty_holders: '职责重复的各单位',
  government_office: '属地政府办公室',
  county_offices: '所涉各县（市、区）政府办公室',
  lead_office: '牵头单位本级政府办公室',
  office_one_up: '上一级政府办公室',
  superior_office: '共同上级政府办公室',
  vertical_body: '垂直管理部门',
  home_vertical_body: '本级垂直管理部门',
  county_vertical_bodies: '所涉各县（市、区）垂直管理部门',
  beside_departments: '垂直管理事项同时涉及的主管部门',
  news_office: '新闻办公室',
  lead_news_office: '牵头单位本级新闻办公室',
  lead_cyberspace: '牵头单位本级网信部门',
  lead_emergency_department: '牵头单位本级应急管理部门',
  discipline: '纪检监察机关',
  superior_discipline: '上一级纪检监察机关',
  complaint_superior: '被投诉单位的上一级主管部门',
  complaint_superior_office: '被投诉单位的上一级政府办公室',
  precedent_units: '判例确定的单位',
} as const;
export type Selector = keyof typeof SELECTORS;

/** 交办 goes straight to the unit, or passes the government office of its county. */
export const PATHS = { direct: '直接交办', county_office: '经县级政府办公室转交' } as const;

/** What a reason may quote of the matter. */
export const QUOTES = [
  ...['place', 'home', 'counties', 'outside', 'above', 'run', 'subject', 'others', 'asked', 'vertical', 'term'],
  ...['accused', 'told', 'lead', 'enterprise', 'policy', 'precedent', 'severity'],
] as const;

export type Quote = (typeof QUOTES)[number];

const PLACEHOLDER = /\{([^{}]*)\}/g;
const unknownQuotes = (text: string): string[] =>
  [...text.matchAll(PLACEHOLDER)]
    .map((match) => match[1] ?? '')
    .filter((name) => !(QUOTES as readonly string[]).includes(name));

const selectors = z.array(oneOf(Object.keys(SELECTORS) as Selector[]));
const reasons = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .superRefine((text, context) => {
        for (const name of unknownQuotes(text)) {
          context.addIssue({ code: 'custom', message: `理由里的 {${name}} 无从取值(可用:${QUOTES.join('、')})` });
        }
      }),
  )
  .min(1);

/** What a deciding rule orders. Of `lead` and `coordinator` the first that exists and need not recuse itself is taken. */
export const resultSchema = z.strictObject({
  lead: selectors.min(1),
  supporting: selectors.default([]),
  coordinator: selectors.default([]),
  /** Further units a person may choose, most fitting first. */
  candidates: selectors.default([]),
  path: oneOf(Object.keys(PATHS) as (keyof typeof PATHS)[]).default('direct'),
  /** 移送: sealed, without clock, lane, score or publication. */
  transfer: z.boolean().default(false),
  needsHuman: z.boolean().default(false),
  /** How sure the lead is, 0 to 1; left out: as sure as its subject. */
  confidence: z.number().min(0).max(1).optional(),
  /** What it was in the matter, in words, with quotes in braces. */
  reasons,
});
export type Result = z.infer<typeof resultSchema>;

/** What an additional rule adds to what was decided. */
export const additionSchema = z.strictObject({
  supporting: selectors.default([]),
  candidates: selectors.default([]),
  needsHuman: z.boolean().default(false),
  reasons,
});
export type Addition = z.infer<typeof additionSchema>;

const named = (list: readonly Selector[]): string => list.map((selector) => SELECTORS[selector]).join('、');
const firstOf = (list: readonly Selector[]): string => list.map((selector) => SELECTORS[selector]).join('，无则');

/** 牵头：…；配合：…；协调：… */
export function resultInWords(result: Result | Addition): string {
  const whole = 'lead' in result ? result : null;
  return [
    whole ? `牵头：${firstOf(whole.lead)}` : null,
    result.supporting.length > 0 ? `配合：${named(result.supporting)}` : null,
    whole && whole.coordinator.length > 0 ? `协调：${firstOf(whole.coordinator)}` : null,
    whole?.path === 'county_office' ? PATHS.county_office : null,
    whole?.transfer ? '移送' : null,
    result.needsHuman ? '由人员确定' : null,
    whole || result.supporting.length > 0 || result.needsHuman ? null : '补充理由',
  ]
    .filter((part) => part !== null)
    .join('；');
}
