/** 答非所问: whether an answer speaks of the letter's matter at all. Pure but for the corpus, read once. */
import { readCorpus } from '../corpus.ts';
import { normalise } from '../normalise.ts';
import { readText } from '../reading.ts';
import { judgeSubjects } from '../subjects.ts';
import type { ReplyFinding } from './finding.ts';
import { isFormula, isHandedOn, sentencesOf } from './sentences.ts';

/** Words of letters and answers in general: their character pairs tell nothing of the matter. */
const COMMON =
  '您好 你好 网友 反映 问题 情况 回复 答复 留言 收悉 感谢 支持 理解 监督 关心 工作 有关 相关 关部 部门 如下 现将 时间 进行 我们 目前 根据 规定 要求 是否 可以 没有 一个 已经 希望 政府 领导 单位 人员 调查 核实 处理 解决 办理 联系 电话 咨询 投诉 现在 由于 因为 以及 通过 按照 如果 就是 还是 这个 什么 尊敬 谢谢 平台 网民 高度 重视 安排 组织 立即 责任 继续 加强 下一 一步 群众 居民 市民 村民 你们 他们 自己 同时 为了 对于 关于 请求 建议 尽快 提供 方式 信息 直接 开展 落实 完成 负责 不能 的问 的情 映的';
/** An answer with less to say than this gives nothing to compare. */
const LEAST_SAID = 18;
/** Below this share of common matter an answer is beside the point (chosen on real pairs; see the README); short ones get less. */
const LEAST_SHARE = 0.04;
const SHORT_SAID = 24;
const LEAST_SHARE_OF_SHORT = 0.005;
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

/** Whether letter and answer share less than the least, weighed by how rare it is; an answer that says too little does not. */
function speaksOfOther(letter: string, reply: string): boolean {
  const weigh = rarityOf();
  const sum = (pairs: Iterable<string>): number => {
    let total = 0;
    for (const pair of pairs) total += weigh(pair);
    return total;
  };
  const said = pairsOf(normalise(reply));
  const asked = pairsOf(normalise(letter));
  const [weightSaid, weightAsked] = [sum(said), sum(asked)];
  if (weightSaid < LEAST_SAID || weightAsked === 0) return false;
  const shared = [...said].filter((pair) => asked.has(pair));
  const share = sum(shared) / Math.min(weightSaid, weightAsked);
  return share < (weightSaid < SHORT_SAID ? LEAST_SHARE_OF_SHORT : LEAST_SHARE);
}

const fieldOf = (text: string): string | null => judgeSubjects(text, readText(text)).subject;

/** Whether letter and answer may be of one office's field, in other words. */
function sameField(letter: string, reply: string): boolean {
  const field = fieldOf(letter);
  return field !== null && fieldOf(reply) === field;
}

/** A notice that the letter was handed on need not say again what it was about. */
const INTERIM = 150;
const ASKS_BACK =
  /(?:未|没有?|无)(?:留下?|提供|注明|写明)[^。；]{0,16}(?:联系|电话|信息|地址|位置|姓名)|无法(?:联系|核[实查]|调查)/;

/** An answer that shares next to nothing with its letter, as one finding over its first sentence of substance. */
export function besideThePoint(letter: string, reply: string): ReplyFinding[] {
  if (ASKS_BACK.test(reply) || (reply.length < INTERIM && isHandedOn(reply))) return [];
  const sentences = sentencesOf(reply);
  const first = sentences.find(({ text }) => !isFormula(text)) ?? sentences[0];
  if (!first || !speaksOfOther(letter, reply) || sameField(letter, reply)) return [];
  return [
    {
      code: 'off_topic',
      start: first.at,
      end: first.at + first.text.length,
      message: '答复与来信说的不是一件事。对照来信，逐项回答所反映的问题。',
    },
  ];
}
