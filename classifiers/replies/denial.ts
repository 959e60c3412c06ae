/** 未经核实的否认: "不属实、系谣言、一直正常" without who looked into it, when, and what was found. Pure. */
import type { ReplyFinding } from './finding.ts';
import { partsOf, wantOf } from './parts.ts';
import { isFormula, isHandedOn, sentencesOf } from './sentences.ts';

/** Says outright that what the letter tells is not so. */
const DENIAL =
  /不属实|不实(?!施|行|际|名|体)|(?:系|是|属于?|纯属|纯粹是?|均为)[^。，；]{0,10}(?:谣言|虚构|捏造|编造|编的|虚假|谎言|造谣|误传|误解|误会|臆测|想象)|纯属[^。，；]{1,8}|纯粹[^。，；]{1,8}|子虚乌有|无中生有|与(?:事实|实际|我们|我局|实情)[^。，；]{0,12}(?:不符|不一致|不一样|有出入|不相符)|(?:并不|不|并未|未|从未|从来不)(?:曾)?存在[^。；]{0,24}(?:情况|问题|现象|行为|黑车|一事|一说)?|并无[^。；，]{1,16}|没有任何[^。；，]{0,6}(?:问题|异常|违规)|凭空|查无(?:实据|此事)|主观臆断|没有(?:的事|此事|这回事|这种(?:事|情况|现象))|没有(?:出现|发生)?(?:过)?(?:您|你|来信|网友|群众|网上|信中)[^。；，]{0,6}(?:说|反映|所称|描述)的|(?:从来没有?|从未|从没)(?!接到|收到)[^。；，]{2,16}|以讹传讹|人(?:为)?编造|请勿(?:夸大|轻信|传播|听信|信谣)|夸大(?:其词|事实|了)|言过其实|不存在的|也?没有(?:哪|任何)一?(?:家|个|处|人|名)[^。；，]{2,16}|(?:未|没有?)(?:曾)?(?:接到|收到)过?[^。；，]{0,10}(?:举报|投诉|反映)|(?:属|系|是)(?:恶意)?(?:诬告|诬陷|抹黑|中伤)|不是事实|(?:不符合|有违|不合)(?:实情|事实|实际)|(?:根本|绝)(?:不可能|没有|无)|[^，。；]{1,10}之说(?:没有|毫无|并无)|(?:没有|毫无)(?:根据|依据|此)|并非(?!一|每|全|本)[^，。；]{2,12}|完好无[缺损]|不知何来|别听[^。；，]{1,8}(?:说|传)/g;

/** Says that all is well, or that the writer's side is to blame: a denial where nobody looked. */
const ALL_WELL =
  /(?:一直|始终|历来|向来|一贯|均|都|完全|长期|目前|使用|运行|经营|收费|管理|操作|程序|流程|手续|证照|制度|设备|质量|水质|食材)[^，。；]{0,8}(?:正常(?!上班|工作日)|畅通|合格|规范|达标|良好|齐全|合规|合法|合理|完善|可追溯|公开透明|公平公正|符合(?:要求|规定|标准|规范|国家[^，。；]{0,6}))|(?:系|是|属)[^，。；]{0,10}(?:(?<!一)个人|自身|自己)[^，。；]{0,8}(?:所致|原因|造成|引起|不当)|与[^，。；]{1,10}无关/g;

/** Denials of the writer's rights or of a plan are rulings, and one that admits a part is none. */
const PARTLY = /部分(?:不)?属实|基本属实|不完全属实|情况属实|确(?:实)?(?:存在|有)|不属实的?(?:部分|内容)外/;

const CHECKER =
  /(?:局|委|办|中心|公司|街道|镇|乡|村|社区|所|站|院|校|园|大队|支队|分局|政府|部门|专班|调查组|工作组|执法人员|工作人员|民警|专家|我们|联合)[^。；]{0,24}(?:核查|核实|调查|检测|检查|查看|查阅|调取|调看|走访|询问|取样|采样|到场|勘查|勘察|鉴定|了解|比对|暗访|核对|实地|约谈|查询)|经(?!济|营|过|常|费)[^。；，]{0,20}(?:核查|核实|调查|检测|检查|查看|查阅|走访|询问|勘查|鉴定|了解|比对|核对|查)/;
const WHEN =
  /\d{1,2}月\d{1,2}|\d{4}年|\d{1,2}[日号时点]|当[天日晚场]|[昨今]日|接(?:到|报)[^。；]{0,12}后|收到[^。；]{0,16}后/;
const EVIDENCE =
  /监控|录像|视频|记录|台账|数据|检测|检验|化验|样品|取样|采样|报告|水位|照片|档案|清单|账目|合同|票据|发票|公示|文件|现场|证[明件言]|鉴定|笔录|走访|询问|签字|名单|备案|未发现|未检出|约谈|根据|按照|规定|通知|协议|\d(?:\.\d{1,4})?(?:米|元|人|户|次|份|家|%|毫克|分贝|万)/;

/** Who checked, when, on what evidence: fewer than two of them are no ground for a denial. */
const isChecked = (text: string): boolean =>
  [CHECKER, WHEN, EVIDENCE].filter((pattern) => pattern.test(text)).length >= 2;

/** Whether an answer denies what the letter tells and says who looked into it: then there is nothing to mend. */
export const isRefuted = (text: string): boolean => OUTRIGHT_NOT_SO.test(text) && !PARTLY.test(text) && isChecked(text);
const OUTRIGHT_NOT_SO =
  /(?<!部分)不属实|[传谣][言闻](?:不实|不属实)|(?:系|是|属|纯属)(?:谣言|误传|虚构|捏造|编造)|与(?:事实|实际)[^。，；]{0,6}不符|查无(?:实据|此事)/;

/** A letter that asks after a rumour wants a denial with its evidence. */
const HEARSAY = /真的|真假|属实|听说|都[说传]|网[上传]|有人说|谣|传/;
const OF_A_RULE = /^[^，。；]{0,12}(?:政策|规定|文件|制度|要求|标准|精神|名额|岗位|业务|项目|服务)/;
const OUTRIGHT = /谣|不属实|不实|捏造|编造|虚/;

/** "目前没有您所说的补贴政策": told to somebody who asked, it is an answer. */
function isInformation(letter: string, text: string, hit: RegExpExecArray): boolean {
  if (OUTRIGHT.test(hit[0])) return false;
  if (OF_A_RULE.test(text.slice(hit.index + 2))) return true;
  return wantOf(letter) === 'answer' && !HEARSAY.test(letter);
}

const denialAt = (text: string, start: number, end: number): ReplyFinding => ({
  code: 'unverified_denial',
  start,
  end,
  message: `“${text.slice(start, end)}”没有依据。写明谁在什么时候核查、查到什么；还没有核查的，不要先否认。`,
});

/** The denial in an answer that gives fewer than two of: who checked, when, on what evidence. */
export function unverifiedDenials(letter: string, text: string): ReplyFinding[] {
  const hits = [...text.matchAll(DENIAL)].filter((hit) => !isInformation(letter, text, hit));
  // "一直正常" of an answer that owns up to something, or that mended it, denies nothing.
  const parts = partsOf(text);
  if (hits.length === 0 && !parts.done && !parts.plan && !parts.ruled) hits.push(...text.matchAll(ALL_WELL));
  const [hit] = hits;
  if (!hit || PARTLY.test(text) || isChecked(text)) return [];
  return [denialAt(text, hit.index, hit.index + hit[0].length)];
}

/** The same for an answer that denies in words no rule knows: at "一直正常" where that stands, else at its first sentence. */
export function deniedIn(letter: string, text: string): ReplyFinding[] {
  if (isHandedOn(text) || (wantOf(letter) === 'answer' && !HEARSAY.test(letter))) return [];
  if (PARTLY.test(text) || isChecked(text)) return [];
  const [well] = text.matchAll(ALL_WELL);
  if (well) return [denialAt(text, well.index, well.index + well[0].length)];
  const first = sentencesOf(text).find((sentence) => !isFormula(sentence.text));
  return first ? [denialAt(text, first.at, first.at + first.text.trimEnd().length)] : [];
}
