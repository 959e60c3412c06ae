/** Whether a number in a report is told of the event itself, or denied, of another event, of a rule, or superseded. Pure. */

/** Why a stated number does not speak for the event: denied, of another event or a statistic, of a rule or a supposition. */
export type Aside = 'denied' | 'other_event' | 'rule';

const DENIED_BEFORE = /(?:无|没有|未|未造成|未致|并未|没有造成|未发现|并非|不是|绝非|并没有|所谓[“"]?)[^,。;、]{0,4}$/;
const DENIED_AFTER =
  /^[^,。;]{0,10}(?:(?:系|是|属|为|纯属|均属)?(?:谣言|不实|谣传|编造|虚假|假消息|假的)|的?说法|有误|不属实|(?:一事)?子虚乌有)/;
const RUMOUR =
  /(?:网传|谣传|传言|传闻|风传|流传|(?:有人?|网[民友帖]|帖子|视频)[^,。;]{0,8}(?:称|说|爆料)|所谓)[^。;]*$/;
const REFUTED = /谣言|不实|不属实|经核实|经核查|经查|实际|实为|辟谣|编造|虚假|有误|瞎[传说编]|胡说|没有的事/;
/** A fact that stands after its rumour, checked. */
const CHECKED = /(?:经核实|经核查|经查|实际|实为|确认|官方|通报)[^。;]*$/;

const MARKS =
  /(?<other>去年|前年|往年|历年|历史上|曾经?(?!经)|[\d一二三四五六七八九十]+年前|类似|同类|邻[县市区省]|外[地省县市](?!牌|来|籍|户)|[\d一二三]+[至到-][\d一二三]+月|上一?次(?!通报)|周年|今年以来|全年|上半年|下半年|前[\d一二三]+个?(?:季度|月)|近[\d一二三四五六七八九十]+年|[距比较与同像](?:19|20)\d{2}年)|(?<now>本次|此次|这次|本起|此起|这起|今天|今日|今早|今晨|今晚|昨天|昨日|昨晚|昨夜|目前|截至|现已)|(?<year>(?:19|20)\d{2})年/g;

/** Verbs of an event: a later year in a clause with one of them is the year of the event told. */
const HAPPENS = /又|再次|发生|起火|火灾|爆炸|坍塌|垮塌|透水|相撞|侧翻|地震|泄漏|暴雨|滑坡/;

/** What a whole text says that bears on its every number: read once. */
export interface Telling {
  /** The year of the event told, where the text names several. */
  year: number | null;
  /** Whether the text refutes or corrects something. */
  refutes: boolean;
}

/** Reads what bears on every number of a text (normalised). */
export const tellingOf = (text: string): Telling => ({ year: yearTold(text), refutes: REFUTED.test(text) });

/** The year of the event told, where a text names several; null otherwise. */
function yearTold(text: string): number | null {
  const years = [...text.matchAll(/((?:19|20)\d{2})年([^,。;]{0,24})/g)];
  const told = years.filter(([, , rest]) => HAPPENS.test(rest ?? '')).map(([, year]) => Number(year));
  return told.length > 0 && new Set(years.map(([, year]) => year)).size > 1 ? Math.max(...told) : null;
}

/** Whether the last mark of time before `at` in its sentence says that another event is told. */
function ofOtherEvent(sentence: string, at: number, told: number | null): boolean {
  let other = false;
  for (const mark of sentence.slice(0, at).matchAll(MARKS)) {
    const { year, now } = mark.groups ?? {};
    if (year !== undefined) other = told !== null && Number(year) < told;
    else other = now === undefined;
  }
  return other;
}

const SUPPOSED = /如果|假如|倘若|(?:^|[,;:])若(?!干)|一旦|可能(?:会)?(?:造成|导致)?|推演|模拟|假设|按[^,]{0,8}$/;
const PREVENTED =
  /防止|杜绝|遏制|防范|严防|避免|减少|挽回|挽损|间接|抵御|[抗扛](?!洪|旱|震救灾)|设防|是指|指的是|一次死亡|凡|追究/;
const LESSON = /[吸汲]取|警示/;
const DRILL = /演练|演习|推演|模拟|如未及时/;
const RULE_AFTER = /^(?:以上|以下)[^,。;]{0,12}(?:以下|事故|为|的)|^[^,。;]{0,4}设防/;

/** Why the number at [start, end) of a sentence does not speak for the event of the text, or null where it does. */
export function asideOf(telling: Telling, sentence: string, start: number, end: number): Aside | null {
  const before = sentence.slice(0, start);
  const clause = before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1);
  const after = sentence.slice(end);
  if (DENIED_BEFORE.test(clause) || DENIED_AFTER.test(after)) return 'denied';
  if (telling.refutes && RUMOUR.test(before) && !CHECKED.test(before)) return 'denied';
  if (DRILL.test(sentence) || SUPPOSED.test(clause) || PREVENTED.test(clause) || RULE_AFTER.test(after)) return 'rule';
  if (LESSON.test(clause)) return 'other_event';
  return ofOtherEvent(sentence, start, telling.year) ? 'other_event' : null;
}
