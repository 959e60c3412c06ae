/** Which of cause, plan and date an answer holds (成因、解决方案, 高新 三), and whether the letter asks for them. Pure. */
import { isFormula, isHandedOn, sentencesOf } from './sentences.ts';

const CAUSE =
  /原因|因为|因(?!此|而)|由于|导致|造成|引起|所致|致使|经查|经核查|经核实|经检测|经调查|系.{1,12}(?:影响|施工|老化)/;
const DONE = /已(?:经|全部|于.{1,12})?(?:完成|修复|恢复|整改|办结|更换|解决|拆除|清理|退还|支付|补发|开通|停止)/;
const PLAN = /将(?!近)|拟|计划|下一步|正在|安排|措施|方案|预计|开展|组织/;
/** A refusal with its reason, or a plain explanation, needs neither plan nor date. */
const RULED = /根据《|依据《|按照《|不符合|不属于|不予|无法律依据/;
const DATE =
  /\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号](?:前|起|\d{1,2}[时点])|\d{1,2}[:：]\d{2}|\d{1,2}[时点](?:前|起|左右)|\d+个?(?:工作日|小时|天|周|个月)[之以]?内|[今明]日|[月年]底前|[上下]旬/;

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
  done: DONE.test(text),
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
  /已|将(?!近)|拟|计划|下一步|正在|安排|措施|方案|预计|组织|责令|责成|督促|约谈|移送|转[交至给]|上报|汇报|反馈|协调|争取|[纳列]入|启动|立案|处罚|罚款|没收|抓获|追回|停课|停业|停产|整治|加强|加大|加快|加密|建议|请(?!问)|可以?(?:向|到|在|凭|拨|申|通过|联系|直接|打)|欢迎|继续|今后|以后|届时|待|尽快|力争|积极|拨打|派(?!出所)|致歉|批评|[增加]设|[增改]加|增开|[撤更]换|调[离整高]|不得|通报|进行|做好|前完成|起(?:在|增|对|开|先|按|为|捕)|\d[日号](?:前|起)|底前|接受|配合|恢复/;
/** Clauses that open a letter or repeat the complaint. */
const OPENING =
  /^(?:[^，]{0,20}(?:您好|你好)|(?:您|你|关于|针对).{0,40}(?:问题|事项|事宜)$|.{0,40}(?:收悉|属实|回复如下|答复如下|的问题|一事|的诉求|情况)[:：]?$)/;
const LEAST_EXPLANATION = 8;
/** "系促销外放", "停用是厂家停产": what the matter is, said outright. */
const IS = /(?<![不也就还但于而要总或都])(?:是|系(?![统列]))[^，。；]{4,}/;

/** Whether a sentence tells how things are or came about, before it comes to what is done about it. */
function explains(sentence: string): boolean {
  if (IS.test(sentence)) return true;
  for (const clause of sentence.split(/[，：:,]/)) {
    if (ACT.test(clause)) return false;
    if (clause.trim().length >= LEAST_EXPLANATION && !OPENING.test(clause) && !isFormula(clause)) return true;
  }
  return false;
}

/** Something is still to come. */
const PENDING = /将(?!近)|拟|计划|下一步|正在|预计|安排|方案|督促|责令|责成|要求|加快|协调|争取/;
const SOME_TIME =
  /\d{1,2}月|\d{4}[.年／/-]\d|[今明去后]年|[本下上]周|[本下上]月|季度|近[期日]|年[内末底]|寒假|暑假|春节|待.{1,20}后|届时|当[天日场]|\d+[日号天]|每[天日周月年]|随后|今后|以后/;

const COMPLAINT =
  /投诉|举报|反映|曝光|求助|请求|恳请|强烈|拖欠|欠薪|不给|没见到|没到|没发|被人|截留|没(?:有)?(?:收到|拿到)|迟迟|到现在|至今|还没|不[让办管修理]|没人|没法|没办|没有?结果|没下文|坏了|堵|臭|噪[音声]|扰民|乱(?:收|停|搭|排|扔|丢)|骗|漏水|停[水电]|断[水电]|发黄|受不了|不敢|半[个年]|好?几[个天年]|多次|一直|[天夜]天|严重|太(?:差|小|慢|多|吵|过|猖狂)|霸占|违[法规章建]|强制|造假|收了?好处|怎么能|凭什么|为什么|缺斤|拒绝|推诿|还给|处理|解决|管一管|查一查|尽快|收费/;
const QUESTION =
  /请问|咨询|想问|问一下|想了解|了解一下|如何|怎[么样](?!能|没|就)|需要(?:什么|哪些|多)|多少|哪里|什么(?:时候|材料|条件|手续|标准|政策)|能不能|是否|吗[？?。]?$|可以.{0,10}吗|有没有|有无|是不是/;
const WISH = /建议|希望|呼吁|盼望|期待|能否/;

/** What a letter wants: an answer to a question, something done, or something wished for. */
export function wantOf(letter: string): 'answer' | 'action' | 'wish' {
  const opening = letter.slice(0, 200);
  if (/^[^。！!\n]{0,24}(?:咨询|请问|想问|想了解)/.test(opening)) return 'answer';
  if (/^[^。！!\n]{0,12}(?:建议|希望|呼吁)/.test(opening)) return 'wish';
  if (COMPLAINT.test(letter)) return 'action';
  if (QUESTION.test(letter)) return 'answer';
  return WISH.test(letter) ? 'wish' : 'action';
}

/** A notice that a letter was handed on; what is as short as a date or a link is none either. */
const INTERIM = 120;
const LEAST_ANSWER = 15;

/** Codes of the parts that an answer to a letter lacks. A plain question, finished work and a reasoned refusal lack nothing. */
export function missingFrom(letter: string, reply: string): (keyof typeof MISSING_PART)[] {
  const want = wantOf(letter);
  const { cause, plan, date, done, ruled } = partsOf(reply);
  const told = sentencesOf(reply).filter(({ text }) => !isFormula(text));
  const length = told.reduce((sum, { text }) => sum + text.length, 0);
  const interim = length < INTERIM && isHandedOn(reply);
  if (want === 'answer' || ruled || done || interim || length < LEAST_ANSWER) return [];
  const missing: (keyof typeof MISSING_PART)[] = [];
  const planned = plan || told.some(({ text }) => ACT.test(text));
  if (want === 'action' && !cause && !told.some(({ text }) => explains(text))) missing.push('no_cause');
  if (!planned) missing.push('no_plan');
  else if (want === 'action' && PENDING.test(reply) && !date && !SOME_TIME.test(reply)) missing.push('no_date');
  return missing;
}
