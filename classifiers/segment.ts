import nodejieba from 'nodejieba';
import { readDictionary, type Dictionary, type Words } from './dictionary.ts';

declare module 'nodejieba' {
  /** Path of the general dictionary: "word frequency tag" a line. The package's own types leave it out. */
  export const DEFAULT_DICT: string;
}

/** Words of this field that the general dictionary cuts apart. */
const FIELD_WORDS = [
  '欠薪',
  '讨薪',
  '烂尾',
  '烂尾楼',
  '物业费',
  '业委会',
  '维修基金',
  '公租房',
  '廉租房',
  '棚改',
  '老旧小区',
  '加装电梯',
  '飞线充电',
  '医保',
  '社保',
  '低保',
  '五保户',
  '残联',
  '养老金',
  '公积金',
  '不动产证',
  '宅基地',
  '河长制',
  '黑臭水体',
  '扬尘',
  '噪音扰民',
  '网约车',
  '共享单车',
  '校外培训',
  '双减',
  '学区',
  '学位',
  '营养餐',
  '校园餐',
  '预制菜',
  '幽灵外卖',
  '职业打假',
  '电信诈骗',
  '不作为',
  '乱作为',
  '慢作为',
  '吃拿卡要',
  '形式主义',
  '官僚主义',
  '踢皮球',
  '雷人雷语',
  '通报批评',
  '停职检查',
  '纪委监委',
  '网传',
  '辟谣',
  '不实信息',
  '造谣',
  '传谣',
  '阴谋论',
  '高坠',
  '溺亡',
  '轻生',
  '失联',
  '遇难',
  '滑坡',
  '泥石流',
  '内涝',
  '溃坝',
  '确诊病例',
  '本土病例',
  '燃气泄漏',
  '密闭空间',
  '有限空间',
  '校园霸凌',
  '校园欺凌',
  '猥亵',
  '性侵',
  '家暴',
  '虐童',
  '虐猫',
  '虐狗',
  '热搜',
  '票房',
  '演唱会',
  '粉丝',
  '国足',
  '世界杯',
  '奥运会',
  '综艺',
  '电竞',
];

/** The general dictionary's file: "word frequency tag" a line. */
export const DICTIONARY_FILE: string = nodejieba.DEFAULT_DICT;

let loaded = false;

/** Loads the dictionaries (about a second, once in a process); `segment` does it by itself at its first call. */
export function loadDictionary(): void {
  if (loaded) return;
  nodejieba.load();
  for (const word of FIELD_WORDS) nodejieba.insertWord(word);
  loaded = true;
}

let words: Dictionary | null = null;

/** Loads what `cutUnits` cuts with; it does so by itself at its first call. */
export const loadWords = (): Dictionary => (words ??= readDictionary(nodejieba.DEFAULT_DICT, FIELD_WORDS));

/** Cuts folded units into words of the same dictionary, without guessing at names and the like: for verdicts. */
export const cutUnits = (units: Uint16Array): Words => loadWords().cut(units);

/** The same as strings, of a text that has passed `normalise`. */
export function cutText(text: string): string[] {
  const { count, starts } = cutUnits(Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)));
  return Array.from({ length: count }, (_, word) => text.slice(starts[word], starts[word + 1]));
}

/** Longest stretch handed to the cutter at once: keeps its working memory small whatever the text's length. */
const STRETCH = 8192;

/**
 * Cuts a text into words. The words joined again are the text, unit for unit. Takes time linear in the length; the text
 * should have passed `normalise` (the cutter reads UTF-8, so a lone surrogate would not come back as it went in).
 */
export function segment(text: string): string[] {
  loadDictionary();
  const words: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = stretchEnd(text, start);
    for (const word of nodejieba.cut(text.slice(start, end))) words.push(word);
    start = end;
  }
  return words;
}

/** Tags of the dictionary's persons: it holds names of the famous, and takes some plain words for names. */
const PERSON_TAG = /^nr/;

/** What the dictionary says of a word: a common one, one it takes for a person's name, or none of its words. */
export function dictionaryKind(word: string): 'common' | 'name' | 'unknown' {
  loadDictionary();
  if (FIELD_WORDS.includes(word)) return 'common';
  const tagged = nodejieba.tag(word);
  const tag = tagged.length === 1 ? (tagged[0]?.tag ?? 'x') : 'x';
  if (tag === 'x') return 'unknown';
  return PERSON_TAG.test(tag) ? 'name' : 'common';
}

/** The end of a stretch: at a sentence's end or line break where one is near, and never inside a surrogate pair. */
function stretchEnd(text: string, start: number): number {
  const limit = start + STRETCH;
  if (limit >= text.length) return text.length;
  for (let at = limit; at > limit - 512; at -= 1) {
    if ('\n。!?;，, '.includes(text.charAt(at - 1))) return at;
  }
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}
