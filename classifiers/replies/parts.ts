/** Which of cause, plan and date an answer holds (成因、解决方案, 高新 三), and whether the letter asks for them. Pure. */
import { isFormula, isHandedOn, sentencesOf, type Sentence } from './sentences.ts';

const CAUSE =
  /原因|因为|因(?!此|而)|由于|导致|造成|引起|所致|致使|经查|经核查|经核实|经检测|经调查|系.{1,12}(?:影响|施工|老化)/;
const DONE =
  /(?:已|现已|均已|[前今昨当][天日晚][^，。；]{0,6})(?:经|全部|于[^，。；]{1,12}|在[^，。；]{1,12}|由[^，。；]{1,10}|将[^，。；]{1,14}|把[^，。；]{1,14}|对[^，。；]{1,14}|向[^，。；]{1,12}|按[^，。；]{1,10}|从[^，。；]{1,10}|重新|及时|正式){0,3}(?:完成|修复|恢复|整改到位|办结|更换|解决|拆除|清理|清[走除运空]|退还|退[回到]|支付|补发|发放|开通|停止|修好|换好|装好|补[好齐上缴]|疏通|拆[除完]|到账|结清|办[好妥理完]|通[车水电气]|亮|安装|修[缮剪通补]|纠正|改正|更正|关[停闭]|停[用机]|移[走除]|收回|撤[除走换]|加装|划[设好出]|上[墙线]|换[成装]|叫停|搬[离走迁]|迁[入出走]|采纳|投入使用|启用|建成|竣工|缴清|处理完毕|清理完毕|到位|落实到位|开放|开工建设)|进行了[^，。；]{0,6}(?:清理|处罚|处理|整改|维修|修复|疏通|更换|拆除|取缔|清运|清洗)|(?:完成|处理|清理|维修|整改|修复|发放|办理)(?:完毕|到位|结束)|(?:全部|现[在]?|均)(?:亮了|通了|好了|恢复|合格)/;
/** "昨天凌晨拆掉了", "已于昨日覆膜": done, in whatever verb ends so. */
const DONE_SHORTLY =
  /经(?:人民)?调解(?!中)|达成(?:一致|协议|和解)|当场(?:支付|退|赔|兑付)|(?:已(?:于|在|经|全部|将)?|[昨今前][天日晚晨早]|当[天日晚])[^，。；]{0,10}(?:掉|好|完|毕|清|齐|膜|除|走|换|补|通|亮|停|平|净|退|还|回|撤|改到位)了?(?=[，。；！]|$)|(?:^|[，。；：！])[^，。；：！]{0,10}已(?:经|全部)?(?:换|补|停|退|修|拆|清|装|撤|改|赔|办|调解)[^，。；]{0,5}(?=[，。；]|$)/;
const PLAN = /将(?!近)|拟|计划|下一步|正在|安排|措施|方案|预计|开展|组织/;
/** A refusal with its reason, or a plain explanation, needs neither plan nor date. */
const RULED =
  /(?:根据|依据|按照|按|依照|参照)(?:国家|省|市|县|现行|相关|有关)?[^，。；]{0,10}《|不符合|不属于|不予|无法律依据|(?:不能|不可|不得|不宜|暂不具备|无法|暂不(?:能|宜|具备|考虑|予)|无权)[^，。；]{0,16}(?:建|设|办|批|退|补|发|列支|调整|改|增|装|开|变更|认定|受理|享受|纳入|条件|支持|采纳|满足|实施|同意)|(?:不在|超出|不是)[^，。；]{0,12}(?:范围|职权|职责|权限|区域)|建议[^，。；]{0,14}(?:诉讼|仲裁|司法|起诉|协商)/;
const DATE =
  /\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号](?:前|起|\d{1,2}[时点])|\d{1,2}[:：]\d{2}|\d{1,2}[时点](?:前|起|左右)|\d{1,4}个?(?:工作日|小时|天|周|个月)[之以]?内|[今明]日|[月年]底前|[上下]旬/;

/** What a text holds of the parts of an answer. `ruled`: it refuses or explains by a rule. */
export interface Parts {
  cause: boolean;
  plan: boolean;
  date: boolean;
  done: boolean;
  ruled: boolean;
}

/** Reads the parts from a text. */
export const partsOf = (text: string): Parts => ({
  cause: CAUSE.test(text),
  plan: PLAN.test(text),
  date: DATE.test(text),
  done: DONE.test(text) || DONE_SHORTLY.test(text),
  ruled: RULED.test(text),
});

/** What is said of each part that is missing. */
export const MISSING_PART = {
  no_cause: '没有说明原因。写明查到的原因；还没查清的，写明正在查什么。',
  no_plan: '没有说明怎么解决。写明由谁采取什么措施。',
  no_date: '没有时间。写明什么时候办好，或什么时候再发布进展。',
} as const;

/** What somebody did, does or will do; a clause without it tells how things are, and so explains. */
const ACT =
  /已|将(?!近)|拟|计划|下一步|正在|安排|措施|方案|预计|组织|责令|责成|督促|约谈|移送|转[交至给]|上报|汇报|反馈|协调|争取|[纳列]入|启动|立案|处罚|罚款|没收|抓获|追回|停课|停业|停产|整治|加强|加大|加快|加密|建议|请(?!问)|可以?(?:向|到|在|凭|拨|申|通过|联系|直接|打)|欢迎|继续|今后|以后|届时|待|尽快|力争|积极|拨打|派(?!出所)|致歉|批评|[增加]设|[增改]加|增开|[撤更]换|调[离整高]|不得|通报|进行|做好|前完成|起(?:在|增|对|开|先|按|为|捕)|\d[日号](?:前|起)|底前|接受|配合|恢复|[换装架铺填划修补送挖拆清搬迁](?:上|好|掉|出|通|平|完|齐|除|设|走|离)|垫付|[赔退](?:偿|付|款|还|费|回)|发(?:放|给|至)|支付|返工|值守|巡[查逻]|劝[离导]|罚|送检|追偿|开餐|开放|补助|减投|腾退|清运|冲洗|消毒|加[盖派密固]|配备|移[到至走]|提前|撤销|扣押|查封|修剪|焊|铲除|拆|出动|上门|退[回给]|减收|错峰|错开|疏导|更换|维修|抢修|安装/;
/** Clauses that open a letter or repeat the complaint. */
const OPENING =
  /^(?:[^，]{0,20}(?:您好|你好)|(?:关于|对于|针对|就)?(?:您|你|网友|群众|市民|来信)(?:们|所)*(?:反映|来信|咨询|提出|投诉|举报|说|关心|提到|留言)|(?:您|你|关于|针对).{0,40}(?:问题|事项|事宜)$|.{0,40}(?:收悉|属实|回复如下|答复如下|的问题|一事|的诉求|情况)[:：]?$)/;
const LEAST_EXPLANATION = 8;
/** "系促销外放", "停用是厂家停产": what the matter is, said outright. */
const IS = /(?<![不也就还但于而要总或都])(?:是|(?<![联关体干维])系(?![统列]))[^，。；]{4,}/;

/** What somebody failed to do is no deed: "没有修枝" tells how it came about. */
const UNDONE = /没有?|未|无人|不(?!得|超|少于|低于|高于|准|许|再|予)|失[灵效]|[断坏破裂堵塌漏掉](?:了|的|，|。|裂|损)/;

/** Whether a clause tells of a deed done, doing or to be done. */
const isDeed = (clause: string): boolean => ACT.test(clause) && !UNDONE.test(clause);

/** What holds until or from some day on tells of no cause. */
const TO_COME = /期间|之前|到货|届时|今后|起(?:每|恢|正|准|对)|\d[日时分](?:前|后|起|准)/;

/** Whether a sentence tells how things are or came about, before it comes to what is done about it. */
function explains(sentence: string): boolean {
  if (IS.test(sentence)) return true;
  for (const clause of sentence.split(/[，：:,]/)) {
    if (isDeed(clause)) return false;
    if (TO_COME.test(clause)) continue;
    if (clause.trim().length >= LEAST_EXPLANATION && !OPENING.test(clause) && !isFormula(clause)) return true;
  }
  return false;
}

/** Something is still to come. */
const PENDING = /将(?!近)|拟|计划|下一步|正在|预计|安排|方案|督促|责令|责成|要求|加快|协调|争取/;
const SOME_TIME =
  /\d{1,2}月|\d{4}[.年／/-]\d|[今明去后]年|[本下上]周|[本下上]月|季度|近[期日]|年[内末底]|寒假|暑假|春节|当[天日场]|\d[日号天]|每[天日周月年]/;

const COMPLAINT =
  /投诉|举报|反映|曝光|求助|请求|恳请|强烈|拖欠|欠薪|不给|没见到|没到|没发|被人|截留|没(?:有)?(?:收到|拿到)|迟迟|到现在|至今|还没|不[让办管修理]|没人|没法|没办|没有?结果|没下文|坏了|堵|臭|噪[音声]|扰民|乱(?:收|停|搭|排|扔|丢)|骗|漏水|停[水电]|断[水电]|发黄|受不了|不敢|半[个年]|好?几[个天年]|多次|一直|[天夜]天|严重|太(?:差|小|慢|多|吵|过|猖狂)|霸占|违[法规章建]|强制|造假|收了?好处|怎么能|凭什么|为什么|缺斤|拒绝|推诿|还给|处理|解决|管一管|查一查|尽快|收费|到底|究竟|怎么回事|没[^，。？]{1,4}过|没消息|太[^，。？]{1,3}(?:了|$)|冻|塌|倒了|死了|影响/;
const QUESTION =
  /请问|咨询|想问|问一下|想了解|了解一下|如何|怎[么样](?!能|没|就)|需要(?:什么|哪些|多)|多少|哪里|什么(?:时候|材料|条件|手续|标准|政策)|能不能|是否|吗[？?。]?$|可以.{0,10}吗|有没有|有无|是不是/;
const WISH = /建议|希望|呼吁|盼望|期待|能否/;

const ASKING =
  /[？?]|[吗呢]$|多少|几[次个天岁点年]|什么|哪[里儿些个家]|怎[么样]|如何|是否|能不能|可不可以|有没有|要不要|行不行|多久|何时/;
const HARM =
  /没人|没法|不给|不管|不理|不退|不让|拖|欠|坏|臭|吵|脏|堵|骗|漏|停[水电气]|断|投诉|举报|受不了|严重|强制|违|占|还没|至今|到现在|一直|迟迟|好几|多次|乱|究竟|到底|凭什么|太[^，。？]{1,3}(?:了|，|。|$)|难|不够|死|倒[了塌]|消息|不敢|受不|恳|求|望|影响|停|坑|打不通|关门|跑路|堆|挡|不去|过不|糊弄|抢钱|这不是|这日子|没下文|怎么[过住活]|跑了[^，。]{1,3}趟|冲坏|开裂|就裂|垮|偷工|造假|威胁|乱七八糟|为什么(?:把|不|没|还|要|总|一直|突然|就)|[半一二三四五六七八九十几两]个?(?:年|月|天|趟|次)(?:了|没|还|都)/;
/** Asks that something be done, and only by its form a question. */
const ASKS_A_DEED =
  /(?:能不能|能否|可否|可不可以|什么时候|何时|怎么)(?:才能|给|帮|再|把)?[^，。？?]{0,8}(?:加|修|装|设|改|建|管|解决|安排|通车|清|拆|处理|查|换|开通|恢复|增|延|放|降|补|协调|治|退|赔|还|发|修|给个)|有(?:没有)?人(?:来)?管|管[一]?管/;

/** Ends by asking how or whether, whatever was told before. */
const ASKS_HOW =
  /(?:怎么(?!办[？?]?$)|如何|去哪|到哪|找谁|向谁|在哪)[^，。？?]{0,6}(?:投诉|举报|办|申请|查|缴|领|报|迁|转|取|预约)[^，。？?]{0,6}[？?]?$|(?:行不行|可不可以|可以吗|能吗|对吗|要不要|需不需要)[？?]$/;

const ASKS_FIRST = /^[^。！!\n]{0,24}(?:咨询|请问|想问|想了解)/;

/** Every sentence of the letter asks, and none complains. */
function asksOnly(letter: string): boolean {
  const sentences = sentencesOf(letter).filter(({ text }) => !isFormula(text));
  if (sentences.length === 0 || HARM.test(letter) || ASKS_A_DEED.test(letter)) return false;
  return sentences.filter(({ text }) => ASKING.test(text.trim())).length * 2 >= sentences.length;
}

/** What a letter wants: an answer to a question, something done, or something wished for. */
export function wantOf(letter: string): 'answer' | 'action' | 'wish' {
  const opening = letter.slice(0, 200);
  if (ASKS_FIRST.test(opening) && !(ASKS_A_DEED.test(opening) && HARM.test(letter))) return 'answer';
  if (asksOnly(letter) || ASKS_HOW.test(letter.trim())) return 'answer';
  if (/^[^。！!\n]{0,12}(?:建议|希望|呼吁)/.test(opening)) return 'wish';
  if (COMPLAINT.test(letter) || HARM.test(letter) || ASKS_A_DEED.test(letter)) return 'action';
  if (QUESTION.test(letter)) return 'answer';
  return WISH.test(letter) ? 'wish' : 'action';
}

/** A notice that a letter was handed on; what is as short as a date or a link is none either. */
const INTERIM = 120;
const LEAST_ANSWER = 15;

/** The writer is asked to give what the office needs to look into the matter. */
export const ASKS_BACK = /(?:未|没有?|无)(?:留下?|提供|注明|写明)[^。；]{0,16}(?:联系|电话|信息|地址|位置|姓名)/;

/** Whether nothing is missing whatever is not said: a plain question answered, finished work, a reasoned refusal, an interim notice. */
export function needsNoParts(letter: string, reply: string, { done, ruled } = partsOf(reply)): boolean {
  if (ruled || (done && !isAhead(reply)) || ASKS_BACK.test(reply) || wantOf(letter) === 'answer') return true;
  const length = told(reply).reduce((sum, { text }) => sum + text.length, 0);
  return length < LEAST_ANSWER || (length < INTERIM && isHandedOn(reply));
}

const told = (reply: string): Sentence[] => sentencesOf(reply).filter(({ text }) => !isFormula(text));

/** Whether a sentence speaks of something still to come. */
export const isPending = (sentence: string): boolean => PENDING.test(sentence);

/** Codes of the parts that an answer to a letter lacks, by its words alone. */
export function missingFrom(letter: string, reply: string): (keyof typeof MISSING_PART)[] {
  const parts = partsOf(reply);
  const { cause, plan, date, done, ruled } = parts;
  if (done || ruled || needsNoParts(letter, reply, parts)) return [];
  const sentences = told(reply);
  const action = wantOf(letter) === 'action';
  const missing: (keyof typeof MISSING_PART)[] = [];
  const planned = plan || sentences.some(({ text }) => text.split(/[，,：:]/).some(isDeed));
  if (action && !cause && !sentences.some(({ text }) => explains(text))) missing.push('no_cause');
  if (!planned) missing.push('no_plan');
  else if (action && PENDING.test(reply) && !date && !SOME_TIME.test(reply)) missing.push('no_date');
  return missing;
}

/** A stretch of days that is still to come, or a day as such. */
const FUTURE_DAY = /(?:前|底前|之前|以内|[之以]?内)(?=[，。；完恢修整办发]|$)|将于|预计|自\d+月|[今明]日起/;
const PAST_DAY = /\d{1,2}月\d{1,2}日(?![前起])|\d{1,2}日(?:[上下]午|凌晨)|昨[天日晚]|当[天日]/;
const IN_HAND = /正(?:在|会同|与|组织|抓紧|积极|依法)|拟|准备|着手|打算|考虑|尽快|抓紧|争取|力争|待|后再|之后/;

/** The last clause tells what came of it, not what is done about it. */
const EXPLAINED_LAST =
  /导致|造成|致使|因此|所以|因而|以致|由来|的?原因|误以为|误解|(?:便|只得|才|仍|又|也)(?:未|没|会|在|从|是|把|改|按|当)|(?:未能|没有|无法|尚未|一直)[^，。]{2,}|(?:状态|印象|缘故|影响|不足|问题|困难)[。]?$/;
/** An office does something about it: orders, punishes, arranges, pays, mends. */
const OFFICE_ACTS =
  /责令|责成|约谈|立案|处罚|督促|叫停|停止|(?:局|委|办|中心|公司|街道|镇|乡|所|站|院|校|队|部门|支队|企业|政府|管理方|村委会|物业|社区|我们)(?:已|将|拟|正|会同|同意|承诺|安排|组织)|(?:将|拟|正在|现已|已经?|并|先|再)(?:于|在|由|对|从|把|向)?[^，。]{0,14}(?:修|换|装|建|拆|清|退|补|赔|付|停|改|增|设|调|查|处|办|恢复|疏通|安排|组织|启动|完成)/;
const LETTER_OPENING = /^[^，。！：:]{0,12}[您你]好[，！。:：]?/;
/** Somebody looked and found. */
const FOUND_OUT = /经(?!济|营|过|常|费)[^。；，]{0,20}(?:查|核|了解|检|勘|踏勘|鉴定|监测|调阅)|查明|发现/;
const TELLS_WHY =
  /原因|因为|因(?!此|而)|由于|导致|造成|所致|致使|系[^，。]{2,20}|没有[^，。]{2,20}(?:就|便|才)|(?:超过|不足|未达|达不到|老化|损坏|堵塞|失效|故障|过载|漏)/;

/** Whether an answer speaks of something still to come. */
export function isAhead(reply: string): boolean {
  const promised = reply.replace(ROUTINE, '');
  return PENDING.test(promised) || IN_HAND.test(promised);
}

/** "今后也将加强巡查": what every answer ends with promises nothing of this matter. */
const ROUTINE =
  /[^，。；]{0,12}(?:今后|继续|进一步|持续|日常|也将|还将)[^，。；]{0,24}(?:加强|加大|做好|强化|巡查|监管)[^，。；]{0,24}/g;

/** A stretch of days or a day by which, or from which on, something will be so. */
const STATED_DAY =
  /(?:\d月(?:\d{1,2}[日号])?|\d[日号]|[上中下]旬|[年月]底|本?周[一二三四五六日天末]|下周|\d{1,4}\s?(?:小时|个?工作日|天|周|个月|分钟))[^，。；]{0,3}(?:前|内|起|后)|[今明][日天晚]起|[本下]周[一二三四五六日天末]|今晚|(?:将于|定于|预计)[^，。]{0,6}\d/;

/** "12月5日出结果": the cause is not known yet, and it is said when it will be. */
const RESULT_BY =
  /(?:\d[日号]|个工作日|\d[天周]|周[一二三四五六日])[内前]?[^。；\d]{0,8}(?:出|公布|告知|答复|反馈|通报|出具)[^。；，]{0,10}(?:结果|结论|报告)/;

/** Whether an answer says when it will be known what happened. */
export const isBeingLookedInto = (reply: string): boolean => RESULT_BY.test(reply);

/** Whether an answer says when. */
export const statesDay = (reply: string): boolean => STATED_DAY.test(reply);

/** What the rules read of letter and reply, as names: the learnt part weighs them beside the words. */
export function partMarks(letter: string, reply: string): string[] {
  const { cause, plan, date, done, ruled } = partsOf(reply);
  const sentences = told(reply);
  const clauses = sentences.flatMap(({ text }) => text.split(/[，,：:]/)).filter((clause) => clause.length > 2);
  const marks: Record<string, boolean> = {
    cause,
    plan,
    date,
    done,
    ruled,
    explains: sentences.some(({ text }) => explains(text)),
    acts: clauses.some(isDeed),
    'acts last': isDeed(clauses.at(-1) ?? ''),
    'acts first': isDeed(clauses[0] ?? ''),
    'something undone': clauses.some((clause) => UNDONE.test(clause)),
    pending: PENDING.test(reply),
    'some time': SOME_TIME.test(reply),
    'future day': FUTURE_DAY.test(reply),
    'past day': PAST_DAY.test(reply),
    'in hand': IN_HAND.test(reply),
    'one sentence': sentences.length === 1,
    'ends as explained': EXPLAINED_LAST.test(clauses.at(-1) ?? ''),
    'office acts': clauses.some((clause) => OFFICE_ACTS.test(clause) && !UNDONE.test(clause)),
    'office acts first': OFFICE_ACTS.test(sentences[0]?.text.replace(LETTER_OPENING, '') ?? ''),
    'found out': FOUND_OUT.test(reply),
    'tells why': TELLS_WHY.test(reply),
  };
  const held = Object.entries(marks).map(([name, holds]) => (holds ? name : `not ${name}`));
  return [...held, `wants ${wantOf(letter)}`, ...missingFrom(letter, reply)];
}
