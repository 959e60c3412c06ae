/** The sentences of an official answer and what each of them says: a fact, a courtesy, a phrase, or nothing of these. */

/** A sentence with its end mark, and where it starts in the text it was cut from (UTF-16 units). */
export interface Sentence {
  text: string;
  at: number;
}

/** Cuts a text at full stops, exclamation and question marks, semicolons and line breaks. Linear in its length. */
export const sentencesOf = (text: string): Sentence[] =>
  [...text.matchAll(/[^。！？；!?;\n]+[。！？；!?;]?/g)]
    .map((hit) => ({ text: hit[0], at: hit.index }))
    .filter((sentence) => sentence.text.trim().length > 1);

/** Words that say nothing where no fact stands beside them. */
export const EMPTY =
  /高度重视|第一时间|举一反三|狠抓落实|全力以赴|进一步(?:加强|加大|强化|规范|提升|压实)|加大力度|切实(?:保障|维护|解决|履行|做好|营造|增强|提高|加强|把)|积极协调|妥善处理|稳步推进|扎实(?:推进|做好|抓好)|严肃处理|依法依规处理|多措并举|齐抓共管|常抓不懈|综合施策|精准施策|标本兼治|科学疏导|久久为功|持续(?:发力|用力|提升|巩固|深化|增强|优化|推进)|保驾护航|以人民为中心|人民至上|生命至上|安全发展理念|责任担当|政治站位|宗旨意识|工作作风|问题导向|压实.{0,4}责任|[层逐]{2}(?:压实|落实)|牢固树立|安全底线|形成.{0,4}合力|凝聚.{0,4}合力|(?:不断|努力|着力|全力|全面|深入)(?:提升|提高|完善|健全|优化|增强|创新|实现|让|营造|打造|加强|推动|推进|践行|贯彻|规范|保障|落实)|获得感|幸福感|幸福指数|急难愁盼|美好(?:愿景|生活)?|以.{0,8}为契机|更高(?:的)?标准|更实(?:的)?举措|高质量发展|和谐(?:宜居|美好)?|奋力谱写|店小二|优异的?成绩|回报.{0,10}(?:厚爱|信任|期待)|放在心上|高度(?:负责|关注)|从严从实|贯彻落实|始终(?:坚持|保持|把)|落实各项.{0,12}政策|扛在肩上|充分调动|千家万户|千方百计|每一[条位个份]/g;

/** Set phrases of letters. */
const FORMULA =
  /感谢|谢谢|您好|你好|收悉|敬请|请您?(?:谅解|理解)|理解[与和、]|祝(?:您|你|愿|老人|家)|祝好|如有(?:疑问|其他问题|任何问题)|特此(?:回复|说明)|此复|(?:欢迎|希望)(?:您|你|广大|继续|多|常)|竭诚|歉意|鞭策|动力|深受感动|珍惜|(?:认真|虚心|充分)(?:阅读|研究|对待|参考|接受|听取|考虑|吸收)|(?:来信|留言|投诉|关切|信件|意见).{0,8}(?:收到|知悉|了解|阅示|阅悉)|很有(?:帮助|代表性)|(?:回复|答复)如下|尊敬的|亲爱的|表示理解|共育/;

/** What is said after it in the same sentence counts. */
const SALUTATION = /^[^，。！\d]{0,16}[您你]们?好[，,：:。！! ]*/;

const NUMBER = /\d|[一二三四五六七八九十百千两][个处名户公里吨米天日时次家项轮批小工条台座盏]/;
const WHO = /(?:局|委|办|中心|公司|街道|镇|乡|所|站|院|厂|队|部门)(?:已|将|会|正|于|对|派|组织|牵头|负责)/;
const CAUSE =
  /原因|因为|因(?!此|而)|由于|导致|造成|引起|所致|经查|经核查|经核实|经检测|经调查|系.{1,12}(?:影响|施工|老化)/;

/** 空洞说教 has no fact beside it: no number, no time, nobody who acts. */
export const saysAFact = (sentence: string): boolean =>
  NUMBER.test(sentence) || WHO.test(sentence) || CAUSE.test(sentence);

/** Whether a sentence is a set phrase of letters and nothing more. */
export function isFormula(sentence: string): boolean {
  const said = sentence.replace(SALUTATION, '');
  return (said.trim() === '' || FORMULA.test(said)) && !saysAFact(said);
}

/** An answer names what was seen, done, decided, or where to go with what: the opposite of phrases. */
const DEED =
  /经.{0,20}(?:查|核|了解|检测|勘)|情况属实|已(?:经|全部)?(?:完成|恢复|修|解决|处理|办|停|开|换|对|向|与|将|在|派|组织|安排)|现场|查看|查阅|调取|调阅|检查|抽查|取样|检测|鉴定|约谈|立案|处罚|罚款|责令|责成|整改|安装|更换|修复|维修|疏通|清理|清洗|拆除|搬迁|铺设|施工|建成|开工|完工|开通|退还|退款|支付|补发|发放|停业|停产|停职|通报|批评教育|受到批评|调离|移交|受理|办结|审批|批准|验收|公示|纳入|列入|挂牌|协商|调解|报销|备案|缴纳|登记|申请|提交|携带|提供|窗口|凭|属于|不属|不构成|符合|未发现|规划|设计|招标|标准|条件|规定|出台|政策|补贴|访问|查询|拨打|致电|详情|请(?:您)?(?:咨询|到|与|向|联系|直接)|建议(?:您|你)?(?:访问|咨询|直接|到|向|联系)|《/;
/** Handed on to somebody who is named. */
const HANDED_ON =
  /(?:转|移交|交(?:由|办|给|至|予)|反馈|汇报|上报)(?:至|给|到|由|了)?[^，。；“”]{0,14}(?:局|委(?!托)|办(?!理|复|结)|中心|公司|街道|镇|乡|院|校|队|站|所|区|县|政府|集团|单位|部门|领导)/;
const VAGUE_HANDING =
  /(?:转|交(?:由|办|给|至|予)?|反馈|汇报)[^，。；]{0,6}(?:相关|有关|对应|责任|分管)[^，。；]{0,6}(?:部门|单位|领导|人员)/;

/** Whether a sentence tells the writer something that can be checked. `phrases` are lifted out first. */
export function isConcrete({ text }: Sentence): boolean {
  const rest = text.replace(EMPTY, '');
  if (CAUSE.test(rest) || DEED.test(rest) || NUMBER.test(rest)) return true;
  return HANDED_ON.test(rest) && !VAGUE_HANDING.test(rest);
}

/** Handed on at all, be it vaguely ("已转相关部门"): an interim notice, no answer, and no fault of wording either. */
export const isHandedOn = (text: string): boolean =>
  HANDED_ON.test(text) || VAGUE_HANDING.test(text) || /(?:正在|予以|进行)(?:核[查实处]|调查|办理)|调查核处/.test(text);
