/** The keys of the triage page. */
import { CATEGORY_IDS, OPINION_GRADE_IDS } from '../../server/contract/vocabulary.ts';
import type { Triage } from './triage.svelte.ts';

const GRADE_KEYS = ['q', 'w', 'e', 'r'] as const;

/** What each key does, for `registerKeys`. */
export function triageKeys(triage: Triage): Record<string, () => void> {
  const { item } = triage;
  const categories = CATEGORY_IDS.map((category, index): [string, () => void] => [
    String(index + 1),
    () => triage.editable && item.choose({ category }),
  ]);
  const grades = OPINION_GRADE_IDS.map((grade, index): [string, () => void] => [
    GRADE_KEYS[index] ?? grade,
    () => triage.chooseGrade(grade),
  ]);
  return {
    ...Object.fromEntries([...categories, ...grades]),
    j: () => triage.move(1),
    k: () => triage.move(-1),
    a: () => triage.chooseOffered(0),
    b: () => triage.chooseOffered(1),
    m: () => triage.toggleJoin(),
    n: () => triage.editable && item.choose({ caseId: null }),
    d: () => (triage.comparing = (item.detail?.same.length ?? 0) > 0),
    h: () => (triage.marksShown = !triage.marksShown),
    y: () => item.detail?.verdict && triage.why.toggle(),
    u: () => void triage.undo(),
    x: () => (triage.dismissing = triage.canSend),
    ']': () => (triage.railOpen = !triage.railOpen),
    Enter: () => triage.enter(),
    Escape: () => (triage.railOpen = triage.detailOpen = false),
  };
}
