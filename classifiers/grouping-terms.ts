/** What two texts of one event share: weighted words and character pairs, the title's most. */
import { normalise } from './normalise.ts';
import { segment } from './segment.ts';

/** A text as a sparse vector of length 1: term to weight. */
export type TermVector = ReadonlyMap<string, number>;

/** Longer texts are compared by their beginnings: two reports of one event differ in their tails. */
const COMPARED_UNITS = 1_500;
/** A word of the title counts like so many of the body. */
const TITLE_WEIGHT = 3;
const PAIR_WEIGHT = 0.5;
/** Terms that stand nearly everywhere tell nothing of an event. */
const LEAST_RARITY = 0.5;

const CJK = /[\u3400-\u9fff]/;
const LATIN_OR_CODE = /^[a-z0-9]{2,}$/;
const NUMBER = /^\d+(?:\.\d+)?$/;
/** Words of letters and reports in general. */
const STOP_WORDS = new Set(
  (
    '的 了 是 在 和 与 及 也 都 就 而 着 被 把 对 这 那 有 我 你 他 她 它 们 之 以 于 等 并 或 又 还 不 没有 一个 我们 他们 现在 可以 ' +
    '什么 自己 希望 谢谢 感谢 您好 你好 尊敬 政府 部门 领导 有关 相关 问题 情况 为什么 怎么 如何 但是 因为 所以 如果 还是 已经 进行 解决 投诉 ' +
    '举报 反映 咨询 请问 关于 市长 书记 记者 报道 消息 表示 目前 加快 力度 刻不容缓 步伐 建议 请求 恳请 强烈 尽快 加强 加大 期待 建设'
  ).split(' '),
);

/** Counts of the terms of a text, the title's counted three times. */
export function countTerms(title: string, text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const bump = (term: string, by: number): void => void counts.set(term, (counts.get(term) ?? 0) + by);
  for (const [part, weight] of [
    [title, TITLE_WEIGHT],
    [text, 1],
  ] as const) {
    let last = '';
    for (const word of segment(normalise(part).slice(0, COMPARED_UNITS))) {
      if (!CJK.test(word)) {
        if (LATIN_OR_CODE.test(word) && !NUMBER.test(word)) bump(word, weight);
        last = '';
        continue;
      }
      if (STOP_WORDS.has(word)) {
        last = '';
        continue;
      }
      if (word.length > 1) bump(word, weight);
      const run = last + word;
      for (let at = 0; at + 1 < run.length; at += 1) bump(`+${run.slice(at, at + 2)}`, weight * PAIR_WEIGHT);
      last = word.charAt(word.length - 1);
    }
  }
  return counts;
}

/** In how many texts each term stands. Grows as texts are seen. */
export class TermStatistics {
  private readonly frequencies = new Map<string, number>();
  private texts = 0;

  /** Adds a text's terms. */
  see(counts: ReadonlyMap<string, number>): void {
    this.texts += 1;
    for (const term of counts.keys()) this.frequencies.set(term, (this.frequencies.get(term) ?? 0) + 1);
  }

  /** Texts in which a term stands. */
  frequency(term: string): number {
    return this.frequencies.get(term) ?? 0;
  }

  /** The text as a vector: damped counts times rarity, length 1. Terms that stand in most texts are left out. */
  vector(counts: ReadonlyMap<string, number>): TermVector {
    const vector = new Map<string, number>();
    let squares = 0;
    for (const [term, count] of counts) {
      const rarity = Math.log((this.texts + 1) / (this.frequency(term) + 0.5));
      if (rarity <= LEAST_RARITY) continue;
      const weight = (1 + Math.log(Math.max(1, count))) * rarity * (term.startsWith('+') ? PAIR_WEIGHT : 1);
      vector.set(term, weight);
      squares += weight * weight;
    }
    const length = Math.sqrt(squares) || 1;
    for (const [term, weight] of vector) vector.set(term, weight / length);
    return vector;
  }
}

/** Cosine of two vectors of length 1: 0 (nothing shared) to 1 (the same terms). */
export function likeness(a: TermVector, b: TermVector): number {
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of fewer) sum += weight * (more.get(term) ?? 0);
  return sum;
}
