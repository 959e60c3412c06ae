/**
 * What a rule may ask about a matter: a closed list of facts, each with the few values it can take. Since both are finite, every
 * rulebook can be checked whole before it holds (reach.ts).
 */
import {
  CATEGORIES,
  INCIDENT_GRADES,
  LABEL_IDS,
  OPINION_GRADES,
  VERTICALS,
  type Label,
} from '../contract/vocabulary.ts';

export interface Fact {
  /** What it is called on a screen. */
  zh: string;
  /** Each value with its words. */
  values: Readonly<Record<string, string>>;
}
export type FactTable = Readonly<Record<string, Fact>>;

const wordsOf = <K extends string>(terms: Readonly<Record<K, { zh: string }>>): Record<K, string> =>
  Object.fromEntries(Object.entries<{ zh: string }>(terms).map(([id, { zh }]) => [id, zh])) as Record<K, string>;

const labels = (): Record<Label, string> =>
  Object.fromEntries(LABEL_IDS.map((id) => [id, id === 'none' ? '不纳入' : CATEGORIES[id].zh])) as Record<
    Label,
    string
  >;

/** What a rule of responsibility may ask. */
export const ROUTING_FACTS = {
  accused: {
    zh: '检举控告',
    values: {
      none: '无',
      unit: '指向明确',
      unclear: '未指明单位和属地',
      raised: '指向纪检监察机关、政府办公室或负责人',
    },
  },
  complaint: {
    zh: '经认定不属检举控告的投诉',
    values: { no: '否', within: '是，上一级在本行政区域内', beyond: '是，上一级在本行政区域以上' },
  },
  place: {
    zh: '属地',
    values: {
      unknown: '未写明',
      one: '一地',
      several: '多地',
      whole: '全域',
      above: '上级行政区域',
      across: '跨本行政区域内外',
      outside: '全部在本行政区域以外',
    },
  },
  run: { zh: '管理层级', values: { local: '本地', above: '上级直接管理' } },
  category: { zh: '收集重点', values: { unknown: '未判', ...labels() } },
  policy: { zh: '所涉政策', values: { other: '未指国务院政策', state: '国务院政策' } },
  vertical: { zh: '垂直管理', values: { none: '否', ...wordsOf(VERTICALS) } },
  subjects: { zh: '主管领域', values: { none: '未见', one: '一个', several: '多个' } },
  evidence: { zh: '依据', values: { agreed: '一致', tie: '相当', contradiction: '不一致' } },
  asked: { zh: '文中所请部门', values: { none: '无', named: '有' } },
  duty: {
    zh: '职责',
    values: { none: '不适用', held: '明确', higher: '由上一级承担', missing: '空白', double: '重复' },
  },
  precedent: { zh: '判例', values: { none: '无', one: '有', several: '不一致' } },
  severity: { zh: '突发事件等级', values: { none: '非突发事件', ...wordsOf(INCIDENT_GRADES) } },
  enterprise: { zh: '公共企事业单位', values: { no: '未涉及', yes: '涉及' } },
} as const satisfies FactTable;
export type RoutingFact = keyof typeof ROUTING_FACTS;
/** The value of each fact in one matter. */
export type Situation = { readonly [F in RoutingFact]: keyof (typeof ROUTING_FACTS)[F]['values'] };

/** What a rule of a time limit may ask: what is known of a case when it is dispatched. */
export const CLOCK_FACTS = {
  category: { zh: '收集重点', values: labels() },
  opinionGrade: { zh: '舆情等级', values: wordsOf(OPINION_GRADES) },
  incidentGrade: { zh: '突发事件等级（已确认）', values: { none: '无', ...wordsOf(INCIDENT_GRADES) } },
  units: { zh: '承办单位', values: { one: '一个', several: '多个' } },
} as const satisfies FactTable;

/** What a clock's rule looks at in a case. */
export interface ClockFacts {
  category: Label;
  opinionGrade: keyof typeof OPINION_GRADES;
  /** The confirmed one. */
  incidentGrade: keyof typeof INCIDENT_GRADES | 'none';
  /** Whether more than one unit leads and supports. */
  units: 'one' | 'several';
}
