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
  /高度重视|第一时间|举一反三|狠抓落实|全力以赴|进一步(?:加强|加大|强化|规范|提升|压实)|加大力度|切实(?:保障|维护|解决|履行|做好|营造|增强|提高|加强|把)|积极协调|妥善处理|稳步推进|扎实(?:推进|做好|抓好)|严肃处理|依法依规处理|多措并举|齐抓共管|常抓不懈|综合施策|精准施策|标本兼治|科学疏导|久久为功|持续(?:发力|用力|提升|巩固|深化|增强|优化|推进)|保驾护航|以人民为中心|人民至上|生命至上|安全发展理念|责任担当|政治站位|宗旨意识|工作作风|问题导向|压实.{0,4}责任|[层逐]{2}(?:压实|落实)|牢固树立|安全底线|形成.{0,4}合力|凝聚.{0,4}合力|(?:不断|努力|着力|全力|全面|深入)(?:提升|提高|完善|健全|优化|增强|创新|实现|让|营造|打造|加强|推动|推进|践行|贯彻|规范|保障|落实)|获得感|幸福感|幸福指数|急难愁盼|美好(?:愿景|生活)?|以.{0,8}为契机|更高(?:的)?标准|更实(?:的)?举措|高质量发展|和谐(?:宜居|美好)?|奋力谱写|店小二|优异的?成绩|回报.{0,10}(?:厚爱|信任|期待)|(?:放|挂|记)在[^，。]{0,3}[心肩]上|(?:抓|握)在手[上中里]|(?:落|抓)(?:到|在)实处|落(?:地|细|到)[^，。]{0,2}(?:见效|落实|生根)|绷紧[^，。]{0,12}弦|当好[^，。]{0,12}(?:人|员|兵|卫士|管家|小二)|无小事|是[^，。]{0,4}民生|民生(?:大事|所[盼系])|(?:关系|连着|事关|牵动|系着|关乎)[^，。]{0,6}(?:千家万户|民生|民心|切身|人命|万家)|枝叶|人命关天|统筹(?:谋划|推进|兼顾|抓好)|科学(?:调度|谋划|统筹)|靠前(?:发力|服务|指挥)|立足职能|全力推动|压紧压实|真抓实干|真心实意|用[心情力]用[心情力]|问题解决|结果导向|本着[^，。]{0,12}(?:精神|态度|原则|宗旨)|以此为(?:鉴|戒|契机)|(?:群众|百姓|人民|市民|居民|社会)(?:更加)?(?:放心|满意|安心|舒心)|更有温度|有温度|(?:平安|幸福|致富|康庄|振兴)[之的]?(?:路|道|大道)|初心|使命|答卷|新篇章?|画卷|底色|蓝图|磅礴|征程|硬仗|攻坚战|(?:守护|守牢|筑牢|织密|擦亮|绘就|书写|谱写|汇聚|激发|厚植|夯实|践行|弘扬)[^，。]{2,}|锚定|聚焦[^，。]{2,}|(?:常|长)态长效|长效机制|闻令而动|一抓到底|敢于担当|勇于担当|主动作为|尽(?:心|职)尽(?:力|责)|高标准|严要求|严要求|高度(?:负责|关注)|从严从实|贯彻落实|始终(?:坚持|保持|把)|落实各项.{0,12}政策|扛在肩上|充分调动|千家万户|千方百计|每一[条位个份]/g;

/** Set phrases of letters. */
const FORMULA =
  /致谢|谢意|敬悉|已阅|知悉|知晓|记录在案|(?:认真|已经?|作了|做了|详细)记录|记下|(?:保持|继续|持续|多多?|欢迎)[^，。]{0,4}关注|顺颂|顺祝|此致|敬礼|期待(?:您|你|与|着)|金点子|宝贵|(?:您|你)的?(?:鼓励|信任)|温暖|暖心|厚爱|包容|耐心|陪伴|建言献策|一如既往地?支持|见谅|海涵|(?:好|愉快的?|美好)心情|(?:生活|工作|阖家|全家|身体|万事|幸福|学习)[^，。]{0,3}(?:愉快|美满|幸福|顺利|健康|安康|如意|进步)|(?:意见|建议|来信|声音|批评|关心|支持)[^，。]{0,12}(?:动力|财富|重要|珍贵|参考|力量)|感谢|谢谢|您好|你好|收悉|敬请|请您?(?:谅解|理解)|理解[与和、]|祝(?:您|你|愿|老人|家)|祝好|如有(?:疑问|其他问题|任何问题)|特此(?:回复|说明)|此复|(?:欢迎|希望)(?:您|你|广大|继续|多|常)|竭诚|歉意|鞭策|动力|深受感动|珍惜|(?:认真|虚心|充分)(?:阅读|研究|对待|参考|接受|听取|考虑|吸收)|(?:来信|留言|投诉|关切|信件|意见).{0,8}(?:收到|知悉|了解|阅示|阅悉)|很有(?:帮助|代表性)|(?:回复|答复)如下|尊敬的|亲爱的|表示理解|共育/;

/** What is said after it in the same sentence counts. */
const SALUTATION = /^[^，。！\d]{0,16}[您你]们?好[，,：:。！! ]*/;

const NUMBER = /\d|[一二三四五六七八九十百千两][个处名户公里吨米天日时次家项轮批小工条台座盏]/;
const WHO = /(?:局|委|办|中心|公司|街道|镇|乡|所|站|院|厂|队|部门)(?:已|将|会|正|于|对|派|组织|牵头|负责)/;
const CAUSE =
  /原因|因为|因(?!此|而)|由于|导致|造成|引起|所致|经查|经核查|经核实|经检测|经调查|系.{1,12}(?:影响|施工|老化)/;

/** 空洞说教 has no fact beside it: no number, no time, nobody who acts. */
export const saysAFact = (sentence: string): boolean =>
  NUMBER.test(sentence) || WHO.test(sentence) || CAUSE.test(sentence);

/** Words of duty and values: where two stand in a sentence without a fact, it is 空话. */
const ABSTRACT =
  /群众|人民|民生|民心|百姓|发展|服务|责任|担当|幸福|满意|放心|安心|使命|精神|水平|能力|质量|事业|机制|体系|合力|理念|目标|成果|期盼|期待|需求|保障|提升|推动|推进|营造|打造|守护|守牢|凝聚|深化|贯穿|惠及|底线|红线|屏障|防线|实效|初心|努力|不断|全力|大局|环境|形象|安全感|关切|诉求|实干|真情|决心|坚决|坚持|始终/g;

/** How many different words of duty and values a text holds. */
export const abstractWords = (text: string): number => new Set(text.match(ABSTRACT)).size;

/** Whether a sentence is a set phrase of letters and nothing more. */
export function isFormula(sentence: string): boolean {
  const said = sentence.replace(SALUTATION, '');
  return (said.trim() === '' || FORMULA.test(said)) && !saysAFact(said);
}

/** An answer names what was seen, done, decided, or where to go with what: the opposite of phrases. */
const DEED =
  /司法程序|法律途径|诉讼|仲裁|[昨今前][天日晚晨早]|当[天日晚](?!然)|凌晨|经.{0,20}(?:查|核|了解|检测|勘)|情况属实|已(?:经|全部)?(?:完成|恢复|修|解决|处理|办|停|开|换|对|向|与|将|在|派|组织|安排)|现场|查看|查阅|调取|调阅|检查|抽查|取样|检测|鉴定|约谈|立案|处罚|罚款|责令|责成|整改|安装|更换|修复|维修|疏通|清理|清洗|拆除|搬迁|铺设|施工|建成|开工|完工|开通|退还|退款|支付|补发|发放|停业|停产|停职|通报|批评教育|受到批评|调离|移交|受理|办结|审批|批准|验收|公示|纳入|列入|挂牌|协商|调解|报销|备案|缴纳|登记|申请|提交|携带|提供|窗口|凭|持[^，。；]{1,14}[证书件]|请[^，。；]{0,6}(?:完善|补充|留下)|属于|不属|不构成|符合|未发现|规划|设计|招标|标准|条件|规定|出台|政策|补贴|访问|查询|拨打|致电|详情|请(?:您)?(?:咨询|到|与|向|联系|直接)|建议(?:您|你)?(?:访问|咨询|直接|到|向|联系)|《/;
/** Things that are only named where somebody promises to be good: "严格检查、完善规划". */
const SOFT_DEED = /检查|整改|规定|标准|条件|政策|提供|规划|设计|现场|安排|组织|出台|协商|调解|培训/g;
const RESOLVE = /将|会(?!议)|努力|不断|持续|进一步|坚持|时刻|力争|积极|大力|全力|切实|严格|要(?!求)|必/;

/** Handed on to somebody who is named. */
const HANDED_ON =
  /(?:转|移交|交(?:由|办|给|至|予)|反馈|汇报|上报)(?:至|给|到|由|了)?[^，。；“”]{0,14}(?:局|委(?!托)|办(?!理|复|结)|中心|公司|街道|镇|乡|院|校|队|站|所|区|县|市|州|政府|集团|单位|部门|领导)/;
const VAGUE_HANDING =
  /(?:转|交(?:由|办|给|至|予)?|反馈|汇报)[^，。；]{0,6}(?:相关|有关|对应|责任|分管)[^，。；]{0,6}(?:部门|单位|领导|人员)/;

const LEAST_ABSTRACT = 2;

/** Whether a sentence tells the writer something that can be checked. `phrases` are lifted out first. */
export function isConcrete({ text }: Sentence): boolean {
  const rest = text.replace(EMPTY, '');
  if (CAUSE.test(rest) || NUMBER.test(rest)) return true;
  const vow = RESOLVE.test(rest) && !WHO.test(rest) && abstractWords(text) >= LEAST_ABSTRACT;
  if (DEED.test(vow ? rest.replace(SOFT_DEED, '') : rest)) return true;
  return HANDED_ON.test(rest) && !VAGUE_HANDING.test(rest);
}

/** Handed on at all, be it vaguely ("已转相关部门"): an interim notice, no answer, and no fault of wording either. */
export const isHandedOn = (text: string): boolean =>
  HANDED_ON.test(text) || VAGUE_HANDING.test(text) || /(?:正在|予以|进行)(?:核[查实处]|调查|办理)|调查核处/.test(text);
