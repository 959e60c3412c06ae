import type { IncidentGrade } from '../server/contract/vocabulary.ts';
import { statedCounts, type StatedCount } from './counts/counts.ts';
import type { Counted } from './counts/patterns.ts';
import type { Evidence } from './verdict.ts';

/** An incident grade read from a text, with the words it was read from (`supports`: severity, or missing). */
export interface Severity {
  grade: IncidentGrade;
  evidence: Evidence[];
}

/** 生产安全事故报告和调查处理条例 第三条 ("以上" includes the number); magnitudes by the product's design (P). Worst first. */
const THRESHOLDS: Readonly<Partial<Record<Counted, readonly (readonly [number, IncidentGrade])[]>>> = {
  dead: [[30, 'extreme'], [10, 'major'], [3, 'large']],
  grave: [[100, 'extreme'], [50, 'major'], [10, 'large']],
  loss: [[1e8, 'extreme'], [5e7, 'major'], [1e7, 'large']],
  magnitude: [[7, 'extreme'], [6, 'major'], [5, 'large']],
}; // prettier-ignore
const ORDER: readonly IncidentGrade[] = ['general', 'large', 'major', 'extreme'];
const MOST_EVIDENCE = 6;

/**
 * Grades an emergency by the numbers its text states of the event itself: deaths, grave injuries, direct loss, an earthquake's
 * magnitude; the worst decides. Missing persons are named in the evidence and not counted; light or unqualified injuries do not
 * count, nor do denied numbers, those of other events and rules, and those a correction replaced. `general` where nothing graver
 * is stated. Only for texts judged to be emergencies.
 */
export function gradeSeverity(source: string): Severity {
  const stated = statedCounts(source).filter(
    ({ of, aside }) => aside === null && (of in THRESHOLDS || of === 'missing'),
  );
  let grade: IncidentGrade = 'general';
  for (const [of, value] of totals(stated)) {
    const found = THRESHOLDS[of]?.find(([least]) => value >= least)?.[1];
    if (found !== undefined && ORDER.indexOf(found) > ORDER.indexOf(grade)) grade = found;
  }
  const evidence = stated.slice(0, MOST_EVIDENCE).map(({ start, end, of }) => ({
    start,
    end,
    term: source.slice(start, end),
    supports: of === 'missing' ? 'missing' : 'severity',
  }));
  return { grade, evidence };
}

/** A further toll is added to the one before ("2人死亡,另有1人抢救无效死亡"); else the largest counts. */
function totals(stated: readonly StatedCount[]): Map<Counted, number> {
  const worst = new Map<Counted, number>();
  for (const count of stated) {
    const replaced = count.superseded && stated.some(({ of, superseded }) => of === count.of && !superseded);
    if (replaced) continue;
    // "近30人" and "不到30人" are fewer than thirty.
    const value = count.bound === 'below' ? count.value * 0.999 : count.value;
    const before = worst.get(count.of) ?? 0;
    worst.set(count.of, count.further && before > 0 ? before + value : Math.max(before, value));
  }
  return worst;
}
