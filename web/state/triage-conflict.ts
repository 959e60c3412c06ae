/** Two people decided on one item: what differs between my choice and how it now stands. Pure. */
import {
  CATEGORIES,
  DISMISSAL_REASONS,
  ITEM_STATES,
  OPINION_GRADES,
  type Category,
  type OpinionGrade,
} from '../../server/contract/vocabulary.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { word } from '../text/language.ts';
import { t as page } from '../text/triage.ts';
import { t } from '../text/triage-dialogs.ts';

/** My choice, as far as it can differ. */
export interface Chosen {
  category: Category | null;
  grade: OpinionGrade;
  /** Number of the case to join, null to open a new one. */
  joins: string | null;
}

export interface Difference {
  what: string;
  yours: string;
  now: string;
}

const categoryWords = (category: Category | 'none' | null): string => {
  if (category === null) return t.conflict.unset;
  return category === 'none' ? page.rail.none : word(CATEGORIES[category]);
};

/** The lines where my choice and the present state differ, and what was decided where it was decided. */
export function differences(mine: Chosen, now: ItemDetail): Difference[] {
  const lines: Difference[] = [
    {
      what: t.conflict.category,
      yours: categoryWords(mine.category),
      now: categoryWords(now.category),
    },
    {
      what: t.conflict.grade,
      yours: word(OPINION_GRADES[mine.grade]),
      now: now.opinionGrade ? word(OPINION_GRADES[now.opinionGrade]) : t.conflict.unset,
    },
  ];
  if (now.caseNumber)
    lines.push({
      what: t.conflict.joins,
      yours: mine.joins ?? t.conflict.openNew,
      now: now.caseNumber,
    });
  return lines.filter(({ yours, now: present }) => yours !== present);
}

/** What became of the item, in words: state, reason, and by whom where the server tells it. */
export function standing(now: ItemDetail): { what: string; now: string }[] {
  const lines = [{ what: t.conflict.state, now: word(ITEM_STATES[now.state]) }];
  if (now.dismissal) {
    lines.push({
      what: t.conflict.reason,
      now: word(DISMISSAL_REASONS[now.dismissal.reason]),
    });
    lines.push({ what: t.conflict.by, now: now.dismissal.byName });
  }
  return lines;
}
