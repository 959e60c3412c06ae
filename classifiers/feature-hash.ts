/** Features by name and by two 32-bit hashes of it, so that reading a text makes no strings: characters, neighbours, words, pairs of words. */

/** The kinds of features; the letters their names begin with. */
export const CHARACTER = 0;
export const NEIGHBOURS = 1;
export const WORD = 2;
export const PAIR = 3;
export const LETTERS = ['c:', 'b:', 'w:', 'p:'] as const;
export const PAIR_JOINT = '_';

export const keyOf = (key: number, unit: number): number => {
  const mixed = Math.imul(key ^ unit, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
};
export const checkOf = (check: number, unit: number): number => {
  const mixed = Math.imul(check + unit, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
};
export const KEY_SEEDS = [0x1f3d5b79, 0x2e4c6a80, 0x3d5b7991, 0x4c6a8ab2] as const;
export const CHECK_SEEDS = [0x6a09e667, 0x3c6ef372, 0x510e527f, 0x1f83d9ab] as const;

/** The two hashes of a feature by its name, as a stored model holds it. */
export function hashesOf(name: string): { key: number; check: number } {
  const kind = LETTERS.findIndex((letter) => name.startsWith(letter));
  if (kind !== PAIR) return hashUnits(name.slice(2), kind);
  const [first = '', second = ''] = name.slice(2).split(PAIR_JOINT);
  return joined(hashUnits(first, WORD), hashUnits(second, WORD));
}

function hashUnits(text: string, kind: number): { key: number; check: number } {
  let key = KEY_SEEDS[kind] ?? 0;
  let check = CHECK_SEEDS[kind] ?? 0;
  for (let at = 0; at < text.length; at += 1) {
    key = keyOf(key, text.charCodeAt(at));
    check = checkOf(check, text.charCodeAt(at));
  }
  return { key, check };
}

export interface Hashes {
  key: number;
  check: number;
}
/** The hashes of a pair by those of its words. */
export const joined = (first: Hashes, second: Hashes): Hashes => ({
  key: keyOf(keyOf(KEY_SEEDS[PAIR], first.key), second.key),
  check: checkOf(checkOf(CHECK_SEEDS[PAIR], first.check), second.check),
});
