/** 答非所问: whether an answer speaks of the letter's matter at all. Pure but for the corpus, read once. */
import { readCorpus } from '../corpus.ts';
import { normalise } from '../normalise.ts';
import { readText } from '../reading.ts';
import { judgeSubjects } from '../subjects.ts';
import type { ReplyFinding } from './finding.ts';
import { isBeside } from './learnt/manner.ts';
import { ASKS_BACK, wantOf } from './parts.ts';
import { isFormula, isHandedOn, sentencesOf } from './sentences.ts';

/** Words of letters and answers in general: their character pairs tell nothing of the matter. */
const COMMON =
  '您好 你好 网友 反映 问题 情况 回复 答复 留言 收悉 感谢 支持 理解 监督 关心 工作 有关 相关 关部 部门 如下 现将 时间 进行 我们 目前 根据 规定 要求 是否 可以 没有 一个 已经 希望 政府 领导 单位 人员 调查 核实 处理 解决 办理 联系 电话 咨询 投诉 现在 由于 因为 以及 通过 按照 如果 就是 还是 这个 什么 尊敬 谢谢 平台 网民 高度 重视 安排 组织 立即 责任 继续 加强 下一 一步 群众 居民 市民 村民 你们 他们 自己 同时 为了 对于 关于 请求 建议 尽快 提供 方式 信息 直接 开展 落实 完成 负责 不能 的问 的情 映的 每年 一年 今年 去年 明年 本月 每天 小时 上午 下午 当天 分钟 以上 以下 以后 之后 以前 一次 一个 两个 这些 那些 一些 有人 不到 不是 不能 出来 起来 下来 多次 需要 应该 准备 继续';
/** An answer with less to say than this gives nothing to compare. */
const LEAST_SAID = 12;
/** A pair of characters the corpus does not know may be a slip or a name. */
const UNKNOWN_PAIR = 0.6;

const pairsOf = (text: string): Set<string> => {
  const pairs = new Set<string>();
  for (const [run] of text.matchAll(/[\u3400-\u9fff]+/g)) {
    for (let i = 0; i + 1 < run.length; i += 1) pairs.add(run.slice(i, i + 2));
  }
  for (const [number] of text.matchAll(/\d{2,}(?=路|号|国道|线)/g)) pairs.add(number);
  return pairs;
};

let rarity: ((pair: string) => number) | null = null;

/** How much a pair of characters tells of a matter, 0 (stands in every text) to 1 (in one text of the corpus). */
function rarityOf(): (pair: string) => number {
  if (rarity) return rarity;
  const counts = new Map<string, number>();
  const corpus = readCorpus();
  for (const { title, text } of corpus) {
    for (const pair of pairsOf(normalise(`${title ?? ''}\n${text}`))) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const common = pairsOf(COMMON);
  const top = Math.log(corpus.length + 1);
  rarity = (pair) => {
    if (common.has(pair)) return 0;
    const count = counts.get(pair);
    return count === undefined ? UNKNOWN_PAIR : Math.log((corpus.length + 1) / (count + 1)) / top;
  };
  return rarity;
}

/** Characters of more than this share of the corpus's texts tell nothing (as rarity, 0 to 1). */
const LEAST_RARITY_OF_CHARACTER = 0.5;
let characterRarity: ((character: string) => number) | null = null;

/** As `rarityOf`, for single characters; common ones weigh nothing. */
function characterRarityOf(): (character: string) => number {
  if (characterRarity) return characterRarity;
  const counts = new Map<string, number>();
  const corpus = readCorpus();
  for (const { title, text } of corpus) {
    for (const one of new Set(normalise(`${title ?? ''}${text}`))) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const top = Math.log(Math.max(2, corpus.length));
  characterRarity = (one) => {
    const weight = (top - Math.log(counts.get(one) ?? 1)) / top;
    return weight > LEAST_RARITY_OF_CHARACTER ? weight : 0;
  };
  return characterRarity;
}

const charactersOf = (text: string): Set<string> => new Set(text.match(/[\u3400-\u9fff]/g) ?? []);

/** What two sets share, as a share of the lesser one, weighed; and the weight of the second. */
function shared(
  asked: ReadonlySet<string>,
  said: ReadonlySet<string>,
  weigh: (one: string) => number,
): { share: number; weightSaid: number } {
  let [weightAsked, weightSaid, common] = [0, 0, 0];
  for (const one of asked) weightAsked += weigh(one);
  for (const one of said) {
    weightSaid += weigh(one);
    if (asked.has(one)) common += weigh(one);
  }
  return { share: common / Math.max(1, Math.min(weightAsked, weightSaid)), weightSaid };
}

/** How far letter and answer are of one office's field, 0 to 1, in whatever words. */
function commonField(letter: string, reply: string): number {
  const [asked, said] = [letter, reply].map((text) => judgeSubjects(text, readText(text)).subjects);
  const confidence = new Map(asked?.map((one) => [one.code, one.confidence]));
  return (said ?? []).reduce((sum, one) => sum + Math.min(one.confidence, confidence.get(one.code) ?? 0), 0);
}

/** A notice that the letter was handed on need not say again what it was about. */
const INTERIM = 150;
/** Says whose matter it is and where to turn. */
const LEADS_ELSEWHERE =
  /无法(?:联系|核[实查]|调查)|(?:不在|不属|超出)[^，。；]{0,12}(?:管辖|范围|职权|职责)|(?:拨打|打|向)[^，。；]{0,12}(?:110|12\d{3}|投诉|举报|报案|报警|起诉|仲裁)/;

/** Steps of a share, as names of marks: what is learnt of them need not be a straight line. */
const stepsOf = (name: string, share: number, steps: readonly number[]): string[] =>
  steps.filter((step) => share <= step).map((step) => `${name} ${step}`);

/** "该厂", "此处": the answer goes on from the letter. */
const GOES_ON =
  /[该此本][^，。；]{0,1}(?:厂|店|校|院|处|路|段|楼|村|小区|公司|企业|单位|项目|工程|线|班|户|人|业主|司机|商户|市场|地|河|桥|车|站|园|点|所|家|设备|管|梯|房|井|产品|老板|住户|站口)/;
const OF_THE_LETTER = /您(?:反映|所?说|提出|咨询|家|的)|来信|属实|反映的/;
const CAME_ABOUT =
  /是因为|由于|因(?!此|而)|原因|所致|造成的|是[^，。；]{2,20}(?:造成|引起|导致)|经(?:查|核|调|检|现场)/;

/** Rules told to all, as an answer to somebody else would tell them. */
const RULE_TOLD =
  /须(?!知)|凭|携带|应当|符合条件|每[年月季]|一律|逾期|以上的?，|可(?:以)?(?:到|在|通过|向|于|登录|申请|享受|凭|直接|自愿)|免费|申领|申请人|满[\d一二三四五六七八九十]+|按[^，。]{2,10}(?:发放|执行|计|办理|认定|安排)|由[^，。]{2,14}(?:组织|发放|审批|申报|办理|计发)/;
const DEED_OF_A_DAY = /\d{1,2}月\d{1,2}日|\d{1,2}日|[昨今当][日天晚]|已(?!婚|满)/;
/** "您反映的宠物医院乱收费": the answer names the matter it is about. */
const NAMES_ITS_MATTER = /(?:您|你|关于)(?:所?反映|咨询|建议|提出|来信)的?[^，。；]{4,}/;

/**
 * What tells whether an answer is beside the point, as names of marks: how little letter and answer share of character pairs, of rare
 * characters (食材 beside 食堂) and of an office's field, and whether the answer goes on from a letter. Null where it says too little.
 */
export function besideMarks(letter: string, reply: string): string[] | null {
  const [asked, said] = [normalise(letter), normalise(reply)];
  const pairs = shared(pairsOf(asked), pairsOf(said), rarityOf());
  if (pairs.weightSaid < LEAST_SAID) return null;
  const characters = shared(charactersOf(asked), charactersOf(said), characterRarityOf());
  const long = asked.length > LONG && said.length > LONG ? 'long ' : '';
  return [
    'one',
    ...stepsOf(`${long}pairs`, pairs.share, [0, 0.015, 0.03, 0.06, 0.1]),
    ...stepsOf(`${long}characters`, characters.share, [0.02, 0.06, 0.1, 0.15, 0.25]),
    ...stepsOf('field', commonField(letter, reply), [0, 0.15, 0.3, 0.5]),
    ...(GOES_ON.test(reply) ? ['goes on'] : []),
    ...(OF_THE_LETTER.test(reply) ? ['of the letter'] : []),
    ...(CAME_ABOUT.test(reply) ? ['came about'] : []),
    ...(RULE_TOLD.test(reply) ? ['rule told'] : ['no rule told']),
    ...(DEED_OF_A_DAY.test(reply) ? ['deed of a day'] : ['no deed of a day']),
    ...(NAMES_ITS_MATTER.test(reply) ? ['names its matter'] : []),
    ...(wantOf(letter) === 'answer' ? ['asked'] : []),
  ];
}

/** Long letters and answers share some words whatever they are about. */
const LONG = 160;
/** From this share on an answer is beside the point: a wrong guess costs more than a miss. */
export const SURELY_BESIDE = 0.7;

/** "可以。", "不需要", "只需…": a question answered outright, in whatever words it goes on. */
const OUTRIGHT =
  /^(?:您好[，！。,!]*)?(?:不?可以|不?能(?!源)|不?需要|无需|不用|不会|没有|有[，。]|是的|不是|只[需要]|暂?(?:不|无)|目前|免费|凭|带)/;

/** From this share of its pairs on, the matter that an answer names is the letter's own. */
const OWN_MATTER = 0.4;

/** "您反映农贸市场旁下水道堵塞": whether the matter that the answer names is the letter's. */
function namesTheLetters(letter: string, reply: string): boolean {
  const [named] = NAMES_ITS_MATTER.exec(normalise(reply)) ?? [];
  if (named === undefined) return false;
  const weigh = rarityOf();
  const [asked, said] = [pairsOf(normalise(letter)), [...pairsOf(named)].filter((pair) => weigh(pair) > 0)];
  return said.length > 0 && said.filter((pair) => asked.has(pair)).length >= said.length * OWN_MATTER;
}

/** An answer that shares next to nothing with its letter, as one finding over its first sentence of substance. */
export function besideThePoint(letter: string, reply: string): ReplyFinding[] {
  if (wantOf(letter) === 'answer' && OUTRIGHT.test(reply)) return [];
  if (ASKS_BACK.test(reply) || LEADS_ELSEWHERE.test(reply) || (reply.length < INTERIM && isHandedOn(reply))) return [];
  const sentences = sentencesOf(reply);
  if (namesTheLetters(letter, reply)) return [];
  const first = sentences.find(({ text }) => !isFormula(text)) ?? sentences[0];
  const marks = besideMarks(letter, reply);
  if (!first || marks === null || isBeside(marks) < SURELY_BESIDE) return [];
  return [
    {
      code: 'off_topic',
      start: first.at,
      end: first.at + first.text.trimEnd().length,
      message: '答复与来信说的不是一件事。对照来信，逐项回答所反映的问题。',
    },
  ];
}
