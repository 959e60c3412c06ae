/**
 * What a text is about by name: its county, town, road, company, village, estate, school or hospital, its year. Two texts that name
 * different ones tell of two events, however alike they read: one letter sent about two schools, one rumour retold of another town.
 */
import { normalise } from '../normalise.ts';
import { dictionaryKind } from '../segment.ts';

/** A thing named: 新桥中学, of the kind school, its stem 新桥. */
export interface Name {
  readonly kind: string;
  readonly width: number;
  readonly stem: string;
  readonly whole: string;
}

/** What is read of a text to tell which things it names. */
export interface Named {
  readonly names: readonly Name[];
  /** Title and beginning, folded. */
  readonly lead: string;
}

/** From wide (1) to narrow (4), with the words they end in; what follows or precedes in brackets makes another word of it. */
const KINDS: readonly { kind: string; width: number; ends: string }[] = [
  {
    kind: 'county',
    width: 1,
    ends:
      '县|州(?!际)|(?<![小社园地城校景山辖库厂片矿灾疫商林牧生住])区(?!域|别|间|块|分|长|委|政府)|' +
      '(?<![城超夜股门菜上本全我楼都花早集房书同贵])市(?!场|民|面|政|区|委|长|价|值|级|容|局|里|内|中心)',
  },
  { kind: 'town', width: 2, ends: '镇(?!压|静|政府|长|痛)|(?<![下家老城返回])乡(?!村|亲|下|镇|土)|街道(?!路)' },
  {
    kind: 'road',
    width: 3,
    ends:
      '大道|大街|(?<![公铁道马网思线出电半上走套销一修高问])路(?!上|灯|面|人|况|过|径|口|由|线|程|途|边)|高速|国道|省道|大桥|隧道|' +
      '(?<![逛上])街(?!道|上|头|坊)',
  },
  {
    kind: 'company',
    width: 3,
    ends: '公司|集团|酒店|宾馆|超市|商场|饭店|工厂|(?<![工建出厂])厂(?!区|家|房|长)|银行|市场|影城|健身房|农场|水库|煤矿|矿山',
  },
  { kind: 'village', width: 4, ends: '(?<![农乡新])村(?!民|里|委|庄|干|支|级|子|镇|内|口)' },
  {
    kind: 'estate',
    width: 4,
    ends:
      '小区|花园|家园|嘉园|公寓|公馆|社区|新城|名城|华府|广场|大厦|新村|安置房|(?<![幼法学检科研])[苑庭邸墅](?!院)|' +
      '(?<![政官])府(?!门|办|官)|名都|国际城|壹号|别院|雅居',
  },
  {
    kind: 'school',
    width: 4,
    ends: '大学(?!生)|学院|中学(?!生)|小学(?!生)|幼儿园|职高|技校|(?<=[一二三四五六七八九十\\d])中(?![心央间午旬考学])|学校',
  },
  { kind: 'hospital', width: 4, ends: '医院|卫生院|诊所|保健院|养老院|敬老院|福利院' },
  {
    kind: 'venue',
    width: 4,
    ends:
      '博物馆|图书馆|体育馆|体育场|美术馆|文化馆|科技馆|展览馆|纪念馆|殡仪馆|游泳馆|少年宫|剧院|景区|公园|动物园|植物园|游乐[园场]|度假村|' +
      '火车站|高铁站|汽车站|客运站|机场|收费站|服务区',
  },
];
const WIDEST = 1;
const NARROWEST = 4;

/** Names are looked for in the title and so many units of the text. */
const NAMED_UNITS = 160;
/** A name is looked up in the other text's title and so many units. */
const LEAD_UNITS = 300;
const YEAR_UNITS = 60;
const LONGEST_STEM = 8;
/** The stem of a county or town: what is longer holds words of the sentence. */
const LONGEST_TERRITORY = 4;
const KEPT = 4;

/** What stands before a name: words of the sentence. */
const BEFORE = new RegExp(
  '^.*(?:[^\\u3400-\\u9fffa-z0-9]|[的了在于是和与及从由给让住某该每这那我你他们叫到去被把将因为称说请求省市县区州镇乡](?=.{2})|' +
    '对面|附近|街道(?=.)|位于|没有|多个|关于|投诉|举报|反映|回应|通报|' +
    '(?<!第)一|一家|这家|我家|全家|所|一个|名叫|要求|发生|网传|村(?=.))',
  'u',
);

const FINDERS = KINDS.map(({ kind, width, ends }) => ({
  kind,
  width,
  // Counties and towns are written in Chinese letters; what is built may be called A3 or K11.
  pattern: new RegExp(`[\\u3400-\\u9fff${width > 2 ? 'a-z0-9' : ''}]{1,${LONGEST_STEM}}?(?:${ends})`, 'gu'),
  ending: new RegExp(`(?:${ends})$`, 'u'),
}));
/** A year with its word, or the first of a span of years. */
const YEAR = /(?<![\d年]|\d\s?[-—~至]+)(?:19|20)\d\d(?=年|\s?[-—~至]|届|级)/g;

/** The names in a title and the beginning of its text; words of the dictionary (实验小学, 家具厂) are no names. */
export function namesOf(title: string, text: string): Name[] {
  const read = normalise(`${title}\n${text.slice(0, NAMED_UNITS)}`);
  return FINDERS.flatMap(({ kind, width, pattern, ending }) => {
    const names = new Map<string, Name>();
    for (const [found] of read.matchAll(pattern)) {
      const whole = found.replace(BEFORE, '');
      const stem = whole.replace(ending, '');
      const longest = width > 2 ? LONGEST_STEM : LONGEST_TERRITORY;
      if (stem.length > 1 && stem.length <= longest && stem !== whole && dictionaryKind(whole) !== 'common')
        names.set(stem, { kind, width, stem, whole });
      if (names.size === KEPT) break;
    }
    return [...names.values()];
  });
}

/** The folded beginning of a text, as a string of its own: a slice would hold the whole text in memory. */
export function leadOf(title: string, text: string): string {
  const lead = normalise(`${title}\n${text.slice(0, LEAD_UNITS)}`);
  return Buffer.from(lead, 'utf16le').toString('utf16le');
}

/** Masked places as data sets and exports write them (A7县 lies in A市): codes whose beginnings are the places above. */
export function maskedPlaces(title: string, text: string): string[] {
  const found = new Set((title + text.slice(0, NAMED_UNITS)).match(/(?<![A-Za-z\d])[A-Z]\d{0,2}(?=[市县区州])/g) ?? []);
  return [...found].filter((one) => ![...found].some((other) => other !== one && other.startsWith(one)));
}

/** The years a title and the first words name. */
export function yearsOf(title: string, text: string): string[] {
  return [...new Set(normalise(`${title}\n${text.slice(0, YEAR_UNITS)}`).match(YEAR) ?? [])];
}

/**
 * Whether two texts name different things: of the narrowest kind that both name, none stands in the other text; or their counties
 * differ and no estate, village, school or hospital is the same. Null where they name nothing of one kind.
 */
export function namedApart(a: Named, b: Named): boolean | null {
  const same = new Map<number, boolean>();
  const compare = (one: Named, other: Named): void => {
    for (const { kind, width, stem } of one.names)
      if (other.names.some((name) => name.kind === kind))
        same.set(width, (same.get(width) ?? false) || standsIn(stem, other.lead));
  };
  compare(a, b);
  compare(b, a);
  if (same.size === 0) return null;
  const narrowest = Math.max(...same.keys());
  return same.get(narrowest) === false || (narrowest < NARROWEST && same.get(WIDEST) === false);
}

/** Whether a name, or more than half of its pairs of letters, stands in a text: 涉外经济 and 经济 are one, 第一 and 第二 are not. */
function standsIn(stem: string, lead: string): boolean {
  let standing = 0;
  for (let at = 0; at + 1 < stem.length; at += 1) if (lead.includes(stem.slice(at, at + 2))) standing += 1;
  return standing > (stem.length - 1) / 2;
}
