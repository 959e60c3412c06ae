/** Reports of `evaluate` and `train` as tables for people. Pure. */
import type { ConfidenceReport } from '../../classifiers/confidence.ts';
import { OTHER } from '../../classifiers/evaluate.ts';
import type { LabelReport, PlacesReport, SetReport } from '../../classifiers/evaluate.ts';
import type { LabelScore } from '../../classifiers/metrics.ts';
import type { SkippedLine } from '../platform/jsonl.ts';

const SHOWN_SKIPS = 5;
const figure = (value: number): string => value.toFixed(3);
const range = ([low, high]: readonly [number, number]): string => `(95%: ${figure(low)} to ${figure(high)})`;

/** Chinese characters are two columns wide. */
const wide = (text: string): number => [...text].reduce((sum, one) => sum + (/[\u2e80-\uffef]/.test(one) ? 2 : 1), 0);
const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - wide(text)));

/** Columns of text, the first aligned left, the others right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => wide(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? padded(cell, width) : ' '.repeat(Math.max(0, width - wide(cell))) + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}

const scoreRows = (labels: Record<string, LabelScore>): string[] =>
  table([
    ['label', 'precision', 'recall', 'F1', 'support'],
    ...Object.entries(labels).map(([label, { precision, recall, f1, support }]) => [
      label,
      figure(precision),
      figure(recall),
      figure(f1),
      String(support),
    ]),
  ]);

function confusionRows(confusion: LabelReport['confusion'], labels: readonly string[]): string[] {
  const columns = labels.filter((label) => Object.values(confusion).some((row) => row[label]));
  const rows = labels.filter((label) => confusion[label]);
  // Columns carry numbers, so that twenty of them fit.
  const head = ['truth \\ said', ...columns.map((label) => `[${labels.indexOf(label) + 1}]`)];
  const body = rows.map((label) => [
    `[${labels.indexOf(label) + 1}] ${label}`,
    ...columns.map((column) => String(confusion[label]?.[column] ?? '·')),
  ]);
  return table([head, ...body]);
}

/** Lines passed over, by code, with the first few. */
export function skippedRows(skipped: readonly SkippedLine[]): string[] {
  if (skipped.length === 0) return [];
  const shown = skipped.slice(0, SHOWN_SKIPS).map(({ line, code, message }) => `  line ${line}: ${code}: ${message}`);
  const more = skipped.length > SHOWN_SKIPS ? [`  and ${skipped.length - SHOWN_SKIPS} more (--json names all)`] : [];
  return [`skipped ${skipped.length}:`, ...shown, ...more];
}

/** One label each. */
export function labelRows(report: LabelReport): string[] {
  const { used, macroF1, interval, accuracy, lenient, labels, confusion, confidence } = report;
  return [
    `${used} texts`,
    `strict   macro-F1 ${figure(macroF1)} ${range(interval)}, accuracy ${figure(accuracy)}`,
    ...(lenient
      ? [
          `lenient  macro-F1 ${figure(lenient.macroF1)} ${range(lenient.interval)}, accuracy ${figure(lenient.accuracy)} (alt accepted)`,
        ]
      : []),
    '',
    ...scoreRows(labels),
    '',
    ...confusionRows(confusion, [...Object.keys(labels), OTHER]),
    ...(confidence ? ['', ...confidenceRows(confidence)] : []),
  ];
}

/** What the confidence was worth; a label of `alt` counts as right. */
function confidenceRows({ error, bins, kept }: ConfidenceReport): string[] {
  return [
    `confidence: calibration error ${figure(error)} in ${bins.length} bins of equally many texts`,
    ...table([
      ['texts', 'said', 'right'],
      ...bins.map(({ texts, said, right }) => [String(texts), figure(said), figure(right)]),
    ]),
    `not sent to people: ${figure(kept.share)} of the texts, of these right ${figure(kept.right)}`,
  ];
}

/** Sets of labels. */
export function setRows({ used, macroF1, interval, micro, exact, falseAlarms, labels }: SetReport): string[] {
  return [
    `${used} texts`,
    `macro-F1 ${figure(macroF1)} ${range(interval)}`,
    `all labels together: precision ${figure(micro.precision)}, recall ${figure(micro.recall)}, F1 ${figure(micro.f1)}`,
    `exactly right: ${figure(exact)}${falseAlarms === null ? '' : `; of those without a label, given one: ${figure(falseAlarms)}`}`,
    '',
    ...scoreRows(labels),
  ];
}

/** Places. */
export function placesRows({ used, precision, recall, f1, interval, exact, falseAlarms }: PlacesReport): string[] {
  return [
    `${used} texts`,
    `precision ${figure(precision)}, recall ${figure(recall)}, F1 ${figure(f1)} ${range(interval)}`,
    `exactly right: ${figure(exact)}${falseAlarms === null ? '' : `; of those without a place, given one: ${figure(falseAlarms)}`}`,
  ];
}
