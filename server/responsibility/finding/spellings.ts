/** The spellings by which a unit is found: its names without its place, and what people call such a body; pure. */
import type { Subject } from '../../contract/vocabulary.ts';
import { DEPARTMENTS, VERTICAL_NAMES } from '../../organisation/departments.ts';
import {
  FORMER_OF_OFFICE,
  FORMER_OF_SUBJECT,
  FORMER_OF_VERTICAL,
  type FormerName,
} from '../../organisation/former-names.ts';
import type { Organisation, Unit } from '../../organisation/model.ts';
import { levelOf, placeWords } from './place-words.ts';

/** What a spelling is to its unit; `word` is what people call any body of its kind. */
export type SpellingKind = 'name' | 'short' | 'alias' | 'former' | 'word';

export interface Spelling {
  /** Without the territory in front. */
  text: string;
  kind: SpellingKind;
  /** For a former name, the year that ended it, where known. */
  until: number | null;
}

/** Width, case, spaces and punctuation fold away; at most forty characters. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 40);

/** A name without the territories it begins with, 云川市砚湖区城管局 → 城管局; as it stands where nothing would be left. */
export function withoutPlace(name: string, places: readonly string[]): string {
  const place = places.find((one) => name.length > one.length && name.startsWith(one));
  return place === undefined ? name : withoutPlace(name.slice(place.length), places);
}

function formerOf(unit: Unit, subjects: readonly Subject[]): FormerName[] {
  return [
    ...subjects.flatMap((subject) => FORMER_OF_SUBJECT[subject]),
    ...(unit.vertical ? FORMER_OF_VERTICAL[unit.vertical] : []),
    ...(FORMER_OF_OFFICE[unit.kind] ?? []),
  ];
}

function wordsOf(unit: Unit, subjects: readonly Subject[]): string[] {
  const departments = subjects.map((subject) => DEPARTMENTS[subject]);
  const vertical = unit.vertical ? VERTICAL_NAMES[unit.vertical] : null;
  return [
    ...departments.flatMap(({ local, short, words }) => [local, short, ...words]),
    ...(vertical ? [vertical.name, ...vertical.words] : []),
  ];
}

/** Full and short names of the territories over a unit, longest first. */
function placesOver(organisation: Organisation, territory: string): string[] {
  const names = organisation.lineage(territory).flatMap((code) => placeWords(organisation.territory(code)?.name ?? ''));
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** Makes `spellingsOf` for an organisation; what lies over a territory is worked out once. */
export function createSpeller(organisation: Organisation) {
  const over = new Map<string, string[]>();
  const placesOf = (territory: string): string[] => {
    const known = over.get(territory) ?? placesOver(organisation, territory);
    over.set(territory, known);
    return known;
  };

  /** All spellings of a unit, each once, by the first of the kinds name, short, former, alias and word that it is. */
  return function spellingsOf(unit: Unit, subjects: readonly Subject[]): Spelling[] {
    const found = new Map<string, Spelling>();
    const places = placesOf(unit.territory);
    const level = levelOf(organisation.territory(unit.territory)?.name ?? '');
    const former = new Map(formerOf(unit, subjects).map(({ name, until }) => [name, until]));
    const add = (name: string, kind: SpellingKind): void => {
      const text = withoutPlace(folded(name), places);
      const known = kind === 'alias' || kind === 'word' ? former.get(text) : undefined;
      if (text === '' || found.has(text)) return;
      found.set(text, { text, kind: known === undefined ? kind : 'former', until: former.get(text) ?? null });
    };
    add(unit.name, 'name');
    add(unit.shortName, 'short');
    for (const name of unit.formerNames ?? []) add(name, 'former');
    for (const alias of unit.aliases) {
      // 市城管局 is 城管局 of the city; 市场监管局 begins with the same letter.
      const bare = folded(alias);
      if (level !== '' && bare.startsWith(level) && found.has(bare.slice(level.length))) continue;
      add(alias, 'alias');
    }
    for (const word of wordsOf(unit, subjects)) add(word, 'word');
    for (const name of former.keys()) add(name, 'former');
    return [...found.values()];
  };
}
