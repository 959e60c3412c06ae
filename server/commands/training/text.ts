/** What `train` prints for people. Pure. */
import { labelRows, skippedRows } from '../report-text.ts';
import type { Training } from '../train.ts';

/** Where it learnt, how the new model did, and what became of it; a refusal comes last, with its reason. */
export function trainingText(training: Training): string {
  const { task, folds, fromCorpus, people, candidate, skipped } = training;
  const said = people ? [`people's word: ${people.confirmed} confirmed, ${people.corrected} corrected`] : [];
  const gone = people && people.destroyed > 0 ? [`${people.destroyed} texts have been destroyed since`] : [];
  return [
    `task ${task}, ${folds.length} folds (md5 of the id); learnt from beside the lines: ${fromCorpus} texts of the corpus`,
    ...said,
    ...gone,
    `macro-F1 of the folds ${folds.map((f1) => f1.toFixed(4)).join(' ')}, mean ${meanOf(folds).toFixed(4)}`,
    ...labelRows(candidate),
    ...skippedRows(skipped),
    '',
    ...corpusRows(training),
    decisionText(training),
  ].join('\n');
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function corpusRows({ corpus }: Training): string[] {
  if (!corpus) return [];
  const { texts, macroF1, candidateMacroF1 } = corpus;
  const figures = `macro-F1 ${candidateMacroF1.toFixed(3)} beside the lines, ${macroF1.toFixed(3)} by itself`;
  return [`shipped corpus, ${texts} texts in five folds: ${figures}`];
}

function decisionText({ decision, file, version, present, refusal }: Training): string {
  const done = {
    written: `written: ${file}`,
    installed: `installed: ${version} judges from the next batch of items on`,
    kept: 'REFUSED, the present model is kept',
    measured: 'measured; --out FILE writes it, --install lets it judge',
  }[decision];
  if (!present) return `${done} (the labels are not ours: there is no present model to beat)`;
  const why = refusal ? [`why: ${refusal.message} (${refusal.code})`] : [];
  if (present.lines === 0) return [done, ...why].join('\n');
  const { lines, macroF1, candidateMacroF1, difference } = present;
  const [low, high] = difference.map((value) => value.toFixed(3));
  const figures = `new ${candidateMacroF1.toFixed(3)}, present ${macroF1.toFixed(3)} macro-F1`;
  const row = `${done} (${figures} on ${lines} lines neither has seen; difference, 95%: ${low} to ${high})`;
  const unsure = !refusal && difference[0] <= 0 ? ['the difference may be chance: label more lines to be surer'] : [];
  return [row, ...why, ...unsure].join('\n');
}
