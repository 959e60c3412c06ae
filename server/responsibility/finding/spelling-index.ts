/** All spellings of an organisation's units, each kept once with the units that bear it; pure, built once for an organisation. */
import { syllableOf } from '../../../classifiers/pinyin.ts';
import type { Subject } from '../../contract/vocabulary.ts';
import type { Organisation } from '../../organisation/model.ts';
import { placeWordsOf, type PlaceWords } from './place-words.ts';
import { createSpeller, folded, type SpellingKind } from './spellings.ts';

/** A unit that bears a spelling. */
export interface Bearer {
  /** Position in the organisation's list of units. */
  unit: number;
  kind: SpellingKind;
  until: number | null;
}

export interface Spelled {
  text: string;
  /** One letter for each syllable, so that what sounds alike is alike. */
  sound: string;
  /** Pinyin in full and by its first letters. */
  pinyin: string;
  initials: string;
  bearers: Bearer[];
}

export interface SpellingIndex {
  places: PlaceWords;
  spellings: readonly Spelled[];
  /** By exact text. */
  byText: ReadonlyMap<string, Spelled>;
  /** Spellings that share a good part of their syllables with this text, those that share the most first, at most `limit`. */
  resembling(text: string, limit: number): Spelled[];
  /** The whole names of the units, folded, in their order. */
  names: readonly string[];
  soundOf(text: string): string;
}

/** Letters for syllables, from a part of Unicode that no text uses. */
function soundLetters(): (text: string) => string {
  const letters = new Map<string, string>();
  return (text) =>
    Array.from(text, (char) => {
      const syllable = syllableOf(char);
      const letter = letters.get(syllable) ?? String.fromCharCode(0xe000 + (letters.size % 0x1900));
      letters.set(syllable, letter);
      return letter;
    }).join('');
}

function subjectsOf(organisation: Organisation): Map<string, Subject[]> {
  const subjects = new Map<string, Subject[]>();
  const add = (unit: string, subject: Subject): void => {
    const known = subjects.get(unit) ?? [];
    if (!known.includes(subject)) subjects.set(unit, [...known, subject]);
  };
  for (const { id, subject } of organisation.units) if (subject) add(id, subject);
  for (const { unit, subject } of organisation.duties) add(unit, subject);
  return subjects;
}

function spell(organisation: Organisation, soundOf: (text: string) => string): Map<string, Spelled> {
  const found = new Map<string, Spelled>();
  const spellingsOf = createSpeller(organisation);
  const subjects = subjectsOf(organisation);
  organisation.units.forEach((unit, at) => {
    for (const { text, kind, until } of spellingsOf(unit, subjects.get(unit.id) ?? [])) {
      const bearer = { unit: at, kind, until };
      const known = found.get(text);
      if (known) known.bearers.push(bearer);
      else found.set(text, { text, sound: soundOf(text), ...latin(text), bearers: [bearer] });
    }
  });
  return found;
}

function latin(text: string): { pinyin: string; initials: string } {
  const syllables = Array.from(text, syllableOf);
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable.slice(0, 1)).join('') };
}

function postingsOf(spellings: readonly Spelled[]): Map<string, number[]> {
  const postings = new Map<string, number[]>();
  spellings.forEach(({ sound }, at) => {
    for (const letter of new Set(sound)) {
      const known = postings.get(letter);
      if (known) known.push(at);
      else postings.set(letter, [at]);
    }
  });
  return postings;
}

/** Builds the index of an organisation. */
export function spellingIndexOf(organisation: Organisation): SpellingIndex {
  const soundOf = soundLetters();
  const byText = spell(organisation, soundOf);
  const spellings = [...byText.values()];
  const postings = postingsOf(spellings);
  return {
    places: placeWordsOf(organisation),
    spellings,
    byText,
    names: organisation.units.map((unit) => folded(unit.name)),
    soundOf,
    resembling: (text, limit) => {
      const sound = soundOf(text);
      const shared = new Map<number, number>();
      for (const letter of new Set(sound)) {
        for (const at of postings.get(letter) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
      }
      const part = ([at, count]: [number, number]): number =>
        count / Math.max(sound.length, spellings[at]?.sound.length ?? 1);
      return [...shared]
        .map((entry): [number, number] => [entry[0], part(entry)])
        .filter(([, share]) => share >= 0.4)
        .sort((a, b) => b[1] - a[1])
        .slice(0, limit)
        .flatMap(([at]) => spellings[at] ?? []);
    },
  };
}
