/** The report of `evaluate --task redact` as a table for people. Pure. */
import type { SpanReport, SpanScore } from '../../classifiers/evaluate-spans.ts';
import { table } from './report-text.ts';

const figure = (value: number): string => value.toFixed(3);

const rowOf = (name: string, { exact, overlap, interval, support }: SpanScore): string[] => [
  name,
  ...[exact.precision, exact.recall, exact.f1].map(figure),
  interval.map(figure).join('–'),
  ...[overlap.precision, overlap.recall, overlap.f1].map(figure),
  String(support),
];

/** Stretches of kinds: on the very stretch, and on any overlap. */
export function spanRows({ used, all, whole, falseAlarms, types }: SpanReport): string[] {
  return [
    `${used} texts`,
    `every stretch right: ${figure(whole)}${falseAlarms === null ? '' : `; of texts without any, given one: ${figure(falseAlarms)}`}`,
    '',
    ...table([
      ['exact, then overlap', 'precision', 'recall', 'F1', '95%', 'precision', 'recall', 'F1', 'support'],
      ...Object.entries(types).map(([type, score]) => rowOf(type, score)),
      rowOf('all', all),
    ]),
  ];
}
