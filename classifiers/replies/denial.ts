/** 未经核实的否认: "不属实、系谣言" without who looked into it, when, and what was found. Pure. */
import type { ReplyFinding } from './finding.ts';

const DENIAL =
  /不属实|不实(?!施|行|际|名|体)|(?:系|是|属于?|纯属|均为)[^。，；]{0,6}(?:谣言|虚构|捏造|编造|虚假|谎言|造谣)|纯属[^。，；]{1,8}|子虚乌有|无中生有|与(?:事实|实际)(?:情况)?(?:严重|完全|基本)?(?:不符|不一致)|(?:并不|不|并未)存在[^。；]{0,24}(?:情况|问题|现象|行为|黑车|一事|一说)|并无[^。；，]{1,16}(?:情况|现象|问题|行为|此事)|没有任何问题|凭空|查无实据|主观臆断|没有的事|以讹传讹|人编造|请勿夸大/g;

/** Denials of the writer's rights or of a plan are rulings, and one that admits a part is none. */
const PARTLY = /部分(?:不)?属实|基本属实|不完全属实|不属实的?(?:部分|内容)外/;

const CHECKER =
  /(?:局|委|办|中心|公司|街道|镇|乡|村|社区|所|站|院|校|园|大队|支队|分局|政府|部门|专班|调查组|工作组|执法人员|工作人员|民警|专家|我们|联合)[^。；]{0,24}(?:核查|核实|调查|检测|检查|查看|查阅|调取|调看|走访|询问|取样|采样|到场|勘查|勘察|鉴定|了解|比对|暗访|核对|实地|约谈|查询)|经(?!济|营|过|常|费)[^。；，]{0,20}(?:核查|核实|调查|检测|检查|查看|查阅|走访|询问|勘查|鉴定|了解|比对|核对|查)/;
const WHEN =
  /\d{1,2}月\d{1,2}|\d{4}年|\d{1,2}[日号时点]|当[天日晚场]|[昨今]日|接(?:到|报)[^。；]{0,12}后|收到[^。；]{0,16}后/;
const EVIDENCE =
  /监控|录像|视频|记录|台账|数据|检测|检验|化验|样品|取样|采样|报告|水位|照片|档案|清单|账目|合同|票据|发票|公示|文件|现场|证[明件言照]|鉴定|笔录|走访|询问|签字|名单|备案|未发现|未检出|约谈|根据|按照|规定|通知|协议|标准|\d+(?:\.\d+)?(?:米|元|人|户|次|份|家|%|毫克|分贝|万)/;

/** Denials in an answer that gives fewer than two of: who checked, when, on what evidence. */
export function unverifiedDenials(text: string): ReplyFinding[] {
  const hits = [...text.matchAll(DENIAL)];
  if (hits.length === 0 || PARTLY.test(text)) return [];
  const told = [CHECKER, WHEN, EVIDENCE].filter((pattern) => pattern.test(text)).length;
  if (told >= 2) return [];
  return hits.slice(0, 1).map((hit) => ({
    code: 'unverified_denial',
    start: hit.index,
    end: hit.index + hit[0].length,
    message: `“${hit[0]}”没有依据。写明谁在什么时候核查、查到什么；还没有核查的，不要先否认。`,
  }));
}
