/** What a model may learn from people's decisions on items. */
import { fullText } from '../../../classifiers/verdict.ts';
import type { DismissalReason, ItemState, Label, Subject } from '../../contract/vocabulary.ts';
import { hashText } from '../../platform/events/chain.ts';
import type { ModelTask } from '../../platform/schema-models.ts';

/** An item as it stands after a person decided on it, beside what the program had said. */
export interface PersonsWord {
  id: string;
  title: string;
  body: string;
  textHash: string;
  state: ItemState;
  dismissal: DismissalReason | null;
  category: Label | null;
  subject: Subject | null;
  saidCategory: Label;
  saidSubject: Subject | null;
  /** A person chose category and subject by hand. */
  corrected: boolean;
}

/** A text with the label that a person gave it or let stand. */
export interface Lesson {
  id: string;
  text: string;
  label: string;
}

/** Lessons, how many of them say what the program had said, and how many items' texts are no more. */
export interface Lessons {
  lines: Lesson[];
  confirmed: number;
  corrected: number;
  destroyed: number;
}

/** Dismissals that say the text is nothing an office must answer; the others are about what was done already. */
const NOTHING_TO_ANSWER: readonly (DismissalReason | null)[] = ['unrelated', 'no_demand', 'advertisement'];

/**
 * Lessons for a task. What a person put into a case or corrected bears its category and subject; what a person dismissed as nothing to
 * answer is `none`. Put aside for a while, or answered to its writer alone, says nothing of either. A text that is not the one its hash
 * names has been destroyed.
 */
export function lessonsOf(words: readonly PersonsWord[], task: ModelTask): Lessons {
  const lessons: Lessons = { lines: [], confirmed: 0, corrected: 0, destroyed: 0 };
  for (const word of words) {
    const meant = meantBy(word);
    const label = meant?.[task] ?? null;
    if (label === null) continue;
    if (hashText(`${word.title}\n${word.body}`) !== word.textHash) {
      lessons.destroyed += 1;
      continue;
    }
    const said = task === 'category' ? word.saidCategory : word.saidSubject;
    if (label === said) lessons.confirmed += 1;
    else lessons.corrected += 1;
    lessons.lines.push({ id: word.id, text: fullText({ title: word.title, text: word.body }), label });
  }
  return lessons;
}

/** What a person said of an item; null where nothing, or two things that contradict each other. */
function meantBy(word: PersonsWord): { category: Label | null; subject: Subject | null } | null {
  const { state, dismissal, category, subject, corrected } = word;
  const nothing = state === 'dismissed' && NOTHING_TO_ANSWER.includes(dismissal);
  if (nothing) return corrected && category !== 'none' ? null : { category: 'none', subject: null };
  return state === 'in_case' || corrected ? { category, subject } : null;
}
