import { readFileSync } from 'node:fs';

/** Strength of a term as evidence: 3 nearly decides, 2 leans, 1 hints. */
export type Strength = 1 | 2 | 3;

/** What a term of a lexicon speaks for, and how strongly. One term may speak for several labels. */
export interface Sense {
  label: string;
  strength: Strength;
}

/** A term found in a text: offsets in UTF-16 units of the text searched, `end` exclusive. */
export interface Hit {
  start: number;
  end: number;
  term: string;
  senses: readonly Sense[];
}

interface Node {
  next: Map<string, Node>;
  term: string | null;
}

/** Terms by label and strength, as the lexicon files hold them: { label: { "3": ["term term …"] } }. */
type LexiconFile = Record<string, Record<string, string[]>>;

const newNode = (): Node => ({ next: new Map(), term: null });

/** A set of terms that can be found in a text in one pass (longest term first, no overlaps, linear time). */
export class Lexicon {
  private readonly root = newNode();
  private readonly senses = new Map<string, Sense[]>();
  readonly labels: readonly string[];

  constructor(file: LexiconFile) {
    this.labels = Object.keys(file);
    for (const [label, byStrength] of Object.entries(file)) {
      for (const [strength, lines] of Object.entries(byStrength)) {
        for (const term of lines.flatMap((line) => line.split(' ')))
          this.add(term, label, Number(strength) as Strength);
      }
    }
  }

  private add(term: string, label: string, strength: Strength): void {
    if (term === '') return;
    let node = this.root;
    for (let i = 0; i < term.length; i += 1) {
      const unit = term.charAt(i);
      let next = node.next.get(unit);
      if (next === undefined) node.next.set(unit, (next = newNode()));
      node = next;
    }
    node.term = term;
    const senses = this.senses.get(term) ?? [];
    if (!senses.some((sense) => sense.label === label)) senses.push({ label, strength });
    this.senses.set(term, senses);
  }

  /**
   * All terms in a normalised text, in order. A term of one character counts only where the segmenter made it a word of
   * its own (`wordStarts` maps a word's start to its end), a Latin term only between non-Latin units.
   */
  find(text: string, wordEnds: ReadonlyMap<number, number>): Hit[] {
    const hits: Hit[] = [];
    for (let at = 0; at < text.length;) {
      const term = this.longestAt(text, at);
      if (term === null || !standsAlone(text, at, term, wordEnds)) {
        at += 1;
        continue;
      }
      hits.push({ start: at, end: at + term.length, term, senses: this.senses.get(term) ?? [] });
      at += term.length;
    }
    return hits;
  }

  private longestAt(text: string, at: number): string | null {
    let node: Node | undefined = this.root;
    let found: string | null = null;
    for (let i = at; i < text.length; i += 1) {
      node = node.next.get(text.charAt(i));
      if (node === undefined) break;
      if (node.term !== null) found = node.term;
    }
    return found;
  }
}

const LATIN = /[a-z0-9]/;

function standsAlone(text: string, at: number, term: string, wordEnds: ReadonlyMap<number, number>): boolean {
  if (term.length === 1) return wordEnds.get(at) === at + 1;
  const end = at + term.length;
  if (LATIN.test(term.charAt(0)) && LATIN.test(text.charAt(at - 1))) return false;
  return !(LATIN.test(term.charAt(term.length - 1)) && LATIN.test(text.charAt(end)));
}

const SENSES_FILE = new URL('./lexicon/senses.json', import.meta.url);
const FILES = {
  categories: new URL('./lexicon/categories.json', import.meta.url),
  subjects: new URL('./lexicon/subjects.json', import.meta.url),
};

/** The raw text of all lexicon files, in a fixed order: part of the model's version. */
export function lexiconSource(): string {
  return [FILES.categories, FILES.subjects, SENSES_FILE].map((file) => readFileSync(file, 'utf8')).join('\n');
}

const readLexicon = (file: URL): Lexicon => new Lexicon(JSON.parse(readFileSync(file, 'utf8')) as LexiconFile);

/** Terms for the six priorities and `none`. */
export const CATEGORY_LEXICON = readLexicon(FILES.categories);

/** Terms for the twenty subjects. */
export const SUBJECT_LEXICON = readLexicon(FILES.subjects);

type SenseName = 'negators' | 'debunk' | 'irrelevance' | 'foreign' | 'domestic' | 'alarm';

function readSenses(): Record<SenseName, readonly string[]> {
  const file = JSON.parse(readFileSync(SENSES_FILE, 'utf8')) as Record<SenseName, string[]>;
  const terms = (name: SenseName): string[] => file[name].flatMap((line) => line.split(' '));
  return {
    negators: terms('negators'),
    debunk: terms('debunk'),
    irrelevance: terms('irrelevance'),
    foreign: terms('foreign'),
    domestic: terms('domestic'),
    alarm: terms('alarm'),
  };
}

/** Wordings that turn what follows round, refute a rumour, say a matter lies elsewhere; words of abroad, of home, of harm. */
export const SENSES = readSenses();
