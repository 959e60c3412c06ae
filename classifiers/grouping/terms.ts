/** What two texts of one event share: weighted words and character pairs, the title's most. */
import { normalise } from '../normalise.ts';
import { segment } from '../segment.ts';

/**
 * A text as a sparse vector of length 1, its heaviest terms only: ascending term numbers with their weights. Small, because a hundred
 * thousand of them are held at once.
 */
export interface Sketch {
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

/** Longer texts are compared by their beginnings: two reports of one event differ in their tails. */
const COMPARED_UNITS = 1_500;
/** A word of the title counts like so many of the body. */
const TITLE_WEIGHT = 3;
const PAIR_WEIGHT = 0.5;
/** Terms that stand nearly everywhere tell nothing of an event. */
const LEAST_RARITY = 0.5;
/** Terms kept of a text: further ones weigh next to nothing. */
const KEPT_TERMS = 128;
/** Numbers that terms are hashed to: with 400,000 terms one in ten shares its number, and memory is bounded. */
const TERM_NUMBERS = 2 ** 22;

/** A shared name counts at most so many times what else is shared. */
const NAMES_TO_MATTER = 50;

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

/** Counts of the terms of a text, the title's counted three times. Pairs of letters begin with `+`. */
export function countTerms(title: string, text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const bump = (term: string, by: number): void => void counts.set(term, (counts.get(term) ?? 0) + by);
  countPart(title, TITLE_WEIGHT, bump);
  countPart(text, 1, bump);
  return counts;
}

function countPart(part: string, weight: number, bump: (term: string, by: number) => void): void {
  let last = '';
  for (const word of segment(normalise(part.slice(0, COMPARED_UNITS)))) {
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

/** A term's number (FNV-1a over its UTF-16 units). */
export function termNumber(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at += 1) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (TERM_NUMBERS - 1);
}

/** In how many texts each term stands. Grows as texts are seen; takes 16 MB whatever was seen. */
export class TermStatistics {
  private readonly frequencies = new Uint32Array(TERM_NUMBERS);
  private texts = 0;

  /** Adds a text's terms. */
  see(counts: ReadonlyMap<string, number>): void {
    this.texts += 1;
    for (const term of counts.keys()) {
      const number = termNumber(term);
      this.frequencies[number] = (this.frequencies[number] ?? 0) + 1;
    }
  }

  /** The text as a vector: damped counts times rarity, length 1. Terms that stand in most texts are left out. */
  sketch(counts: ReadonlyMap<string, number>): Sketch {
    const weighed = new Map<number, number>();
    for (const [term, count] of counts) {
      const number = termNumber(term);
      const rarity = Math.log((this.texts + 1) / ((this.frequencies[number] ?? 0) + 0.5));
      if (rarity <= LEAST_RARITY) continue;
      const weight = (1 + Math.log(Math.max(1, count))) * rarity * (term.startsWith('+') ? PAIR_WEIGHT : 1);
      weighed.set(number, Math.max(weight, weighed.get(number) ?? 0));
    }
    const kept = [...weighed];
    if (kept.length > KEPT_TERMS) kept.sort((a, b) => b[1] - a[1]).length = KEPT_TERMS;
    const length = Math.sqrt(kept.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    kept.sort((a, b) => a[0] - b[0]);
    return {
      terms: Uint32Array.from(kept, ([number]) => number),
      weights: Float32Array.from(kept, ([, weight]) => weight / length),
    };
  }
}
/**
 * Cosine of two sketches: 0 (nothing shared) to 1 (the same terms). What they share of `names` counts only beside something else: two
 * matters of one school share its name.
 */
export function cosine(a: Sketch, b: Sketch, names: ReadonlySet<number>): number {
  let matter = 0;
  let named = 0;
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length;) {
    const left = a.terms[i] ?? 0;
    const right = b.terms[j] ?? 0;
    if (left === right) {
      const product = (a.weights[i] ?? 0) * (b.weights[j] ?? 0);
      if (names.has(left)) named += product;
      else matter += product;
    }
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return Math.min(1, matter + Math.min(named, NAMES_TO_MATTER * matter));
}

/** The numbers of the terms that tell most of a text, heaviest first, with their weights. */
export function heaviest({ terms, weights }: Sketch, count: number): [term: number, weight: number][] {
  return Array.from(terms, (term, at): [number, number] => [term, weights[at] ?? 0])
    .sort((a, b) => b[1] - a[1])
    .slice(0, count);
}
