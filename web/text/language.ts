/** The page's language: Chinese unless this browser was told otherwise. */
import type { Term } from '../../server/contract/vocabulary.ts';

export type Language = 'zh' | 'en';

export const language: Language =
  typeof localStorage !== 'undefined' && localStorage.getItem('lang') === 'en' ? 'en' : 'zh';

/** The same as the page's markup names it (BCP 47), for screen readers and the choice of letters. */
export const languageTag = language === 'en' ? 'en' : 'zh-Hans';

/** The wording in the page's language. */
export function pick<T>(zh: T, en: T): T {
  return language === 'en' ? en : zh;
}

/** A word of the vocabulary, whole. */
export function word(term: Term): string {
  return pick(term.zh, term.en);
}

/** The same for dense places. */
export function shortWord(term: Term): string {
  return pick(term.short, term.en);
}
