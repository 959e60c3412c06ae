/** Which reason a dense feature (features.ts) belongs to, and the words of a text that stand behind a reason. */
import type { VerdictReason } from '../server/contract/vocabulary.ts';
import type { Hit, WordingKind } from './lexicon.ts';
import type { Reading } from './reading.ts';

/** A stretch of the text; offsets as in `Evidence`. */
export interface TextSpan {
  start: number;
  end: number;
  term: string;
}

/** What a reason moved, and the lexicon's labels whose features moved the same way. */
export interface Moved {
  push: number;
  labels: readonly string[];
}

const ASPECTS: Readonly<Record<string, VerdictReason>> = {
  s: 'lexicon_share',
  l: 'lexicon_lead',
  t: 'lexicon_strong',
  n: 'lexicon_denied',
};

const SCENE: Readonly<Record<string, VerdictReason>> = {
  'f:abroad': 'abroad',
  'f:abroad&harm': 'abroad',
  'f:home': 'home',
  'f:home&harm': 'home',
  'f:harm': 'harm',
  'f:asks': 'asks',
  'f:addresses': 'asks',
  'f:requests': 'asks',
  'f:quake': 'quake',
  'f:quake-abroad': 'quake',
  'f:no-strong-term': 'no_strong_term',
  'd:debunk': 'refuted',
  'd:irrelevance': 'said_elsewhere',
};

/** The reason for a dense feature by its name, and the lexicon's label it is about ('' for none). Unknown names are other signs. */
export function reasonOfDense(name: string): { code: VerdictReason; label: string } {
  const scene = SCENE[name];
  if (scene !== undefined) return { code: scene, label: '' };
  if (name.startsWith('k:')) return { code: 'matter_kind', label: name.slice('k:s:'.length) };
  const [aspect = '', label = ''] = name.split(':');
  return { code: ASPECTS[aspect] ?? 'other_signs', label };
}

const WORDING_BEHIND: Partial<Record<VerdictReason, WordingKind>> = {
  abroad: 'foreign',
  home: 'domestic',
  harm: 'alarm',
  asks: 'request',
  refuted: 'debunk',
  said_elsewhere: 'irrelevance',
  elsewhere_rule: 'irrelevance',
};

/** At most so many words are named for a reason; for the lead its first, since further ones may stand behind it. */
const MOST_TERMS = 4;
const STRONG = 3;

/** The words behind a reason, none twice, in the order of the text: lexicon terms of the given labels, or wordings of its kind. */
export function termsBehind(
  source: string,
  { found, text }: Reading,
  code: VerdictReason,
  labels: readonly string[],
): TextSpan[] {
  const wording = WORDING_BEHIND[code];
  const most = code === 'lexicon_lead' ? 1 : MOST_TERMS;
  const spans = wording === undefined ? hitsBehind(found, code, labels) : found.wordings[wording];
  const first = new Map<string, TextSpan>();
  for (const { start, end } of spans) {
    const folded = text.slice(start, end);
    if (!first.has(folded)) first.set(folded, { start, end, term: source.slice(start, end) });
    if (first.size === most) break;
  }
  return [...first.values()];
}

/** No label stands in both lexicons, so both can be asked for each. */
function hitsBehind({ categories, subjects }: Reading['found'], code: VerdictReason, labels: readonly string[]): Hit[] {
  const denied = code === 'lexicon_denied';
  const least = code === 'lexicon_strong' ? STRONG : 1;
  return [...categories, ...subjects]
    .filter(
      ({ senses, negated }) =>
        negated === denied && senses.some(({ label, strength }) => labels.includes(label) && strength >= least),
    )
    .sort((a, b) => a.start - b.start);
}
