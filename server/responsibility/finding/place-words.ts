/** Where a search names a territory, and what of it is left; pure. */
import { syllableOf } from '../../../classifiers/pinyin.ts';
import { levelWord, shortTerritory } from '../../organisation/generate.ts';
import type { Organisation, Territory } from '../../organisation/model.ts';

/** One way to read what was typed. */
export interface Reading {
  /** What names the unit; empty where a territory alone was typed. */
  rest: string;
  /** Territories named, null where none is. */
  places: readonly string[] | null;
  /** 市, 区, 县: the level alone is named. */
  level: string | null;
  /** False where the territory was typed with a slip. */
  exact: boolean;
  /** True where a longer name of a territory stands there: 云川 of 云川市. */
  shorter: boolean;
}

/** What was typed, as it stands. */
export const plainReading = (rest: string): Reading => ({
  rest,
  places: null,
  level: null,
  exact: true,
  shorter: false,
});

const ENDINGS = /(?:地区|自治州|自治县|自治旗|[省市区县州旗盟]|街道|[镇乡])$/;
/** 本市, 我县, 全区. */
const OWN = /^[本我全](?=[省市区县州旗盟])/;

/** 云川市 → 云川市, 云川; 延边朝鲜族自治州 → that, 延边州, 延边. Of two characters at least. */
export function placeWords(name: string): string[] {
  const short = shortTerritory(name);
  const bare = short.replace(ENDINGS, '');
  return [...new Set([name, short, bare])].filter((word) => word.length >= 2);
}

/** 市, 区, 县, 州 …: the word by which a place means its own level; empty for townships. */
export const levelOf = (name: string): string => (/[省市区县州旗盟]$/.test(name) ? levelWord(name) : '');

export interface PlaceWords {
  read(typed: string): Reading[];
  /** Readings with a slip in the territory's name. */
  readSlips(typed: string): Reading[];
  /** Territories whose name begins so. */
  beginning(typed: string): string[];
}

function under(organisation: Organisation, code: string, above: readonly string[]): boolean {
  return above.some((one) => organisation.lineage(code).includes(one));
}

/** Whether one letter replaced, added, left out or exchanged with its neighbour makes a into b; sounding alike is no slip at all. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  const swapped = a.length === b.length && a[from] === b[from + 1] && a[from + 1] === b[from];
  const rest = (text: string, other: string): string => text.slice(text.length >= other.length ? from + 1 : from);
  return rest(a, b) === rest(b, a) || (swapped && a.slice(from + 2) === b.slice(from + 2));
}

interface NamedPlace {
  code: string;
  word: string;
  sound: string;
}

/** Territories for whose name this may stand by a slip, or by a choice of letters that sound alike. */
function slipped(named: readonly NamedPlace[], begun: string): string[] {
  const heard = sound(begun);
  return named.flatMap(({ code, word, sound: said }) =>
    begun !== word && (heard === said || (word.length > 2 && oneSlip(begun, word))) ? [code] : [],
  );
}

const sound = (text: string): string => Array.from(text, syllableOf).join(' ');

/** Reads territories out of searches, for one organisation. */
export function placeWordsOf(organisation: Organisation): PlaceWords {
  const byWord = new Map<string, string[]>();
  const governed = new Set(organisation.units.map((unit) => unit.territory));
  const named: NamedPlace[] = [];
  const keep = ({ code, name }: Territory): void => {
    for (const word of placeWords(name)) {
      byWord.set(word, [...(byWord.get(word) ?? []), code]);
      if (governed.has(code)) named.push({ code, word, sound: sound(word) });
    }
  };
  organisation.territories.forEach(keep);
  const longest = Math.max(0, ...[...byWord.keys()].map((word) => word.length));

  /** The territory behind another narrows it: 云川市砚湖区. */
  const narrowed = (codes: readonly string[], above: readonly string[] | null): string[] =>
    above === null ? [...codes] : codes.filter((code) => under(organisation, code, above));

  function behindPlaces(typed: string, above: readonly string[] | null): Reading[] {
    const found: Reading[] = [];
    for (let length = Math.min(longest, typed.length); length >= 2; length -= 1) {
      const codes = narrowed(byWord.get(typed.slice(0, length)) ?? [], above);
      if (codes.length === 0) continue;
      const rest = typed.slice(length);
      const shorter = found.length > 0;
      found.push({ ...plainReading(rest), places: codes, shorter }, ...behindPlaces(rest, codes));
    }
    return found;
  }

  function beforePlaces(typed: string): Reading[] {
    const found: Reading[] = [];
    for (let length = Math.min(longest, typed.length - 1); length >= 2; length -= 1) {
      const codes = byWord.get(typed.slice(-length));
      if (codes) found.push({ ...plainReading(typed.slice(0, -length)), places: codes, shorter: found.length > 0 });
    }
    return found;
  }

  function level(typed: string): Reading[] {
    const plain = typed.replace(OWN, '');
    if (!/^[省市区县州旗盟]./.test(plain)) return [];
    return [{ ...plainReading(plain.slice(1)), level: plain.slice(0, 1) }];
  }

  return {
    read: (typed) => [plainReading(typed), ...behindPlaces(typed, null), ...beforePlaces(typed), ...level(typed)],
    readSlips: (typed) => {
      const byRest = new Map<string, string[]>();
      for (let length = 2; length <= Math.min(longest + 1, typed.length - 1); length += 1) {
        const begun = typed.slice(0, length);
        const codes = byWord.has(begun) ? [] : slipped(named, begun);
        if (codes.length > 0) byRest.set(typed.slice(length), codes);
      }
      return [...byRest].map(([rest, places]) => ({ ...plainReading(rest), places, exact: false }));
    },
    beginning: (typed) =>
      [...byWord].flatMap(([word, codes]) => (word.length > typed.length && word.startsWith(typed) ? codes : [])),
  };
}
