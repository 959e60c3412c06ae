/**
 * Measures the six priorities on a labelled development set that lies outside the project:
 * `npx tsx test/bench/gold6.ts [--wrong]`. Prints strict and lenient macro-F1 over seven labels, calibration, the share
 * sent to a person, and the speed. Says why and stops where the set is absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createClassifier } from '../../classifiers/classify.ts';
import { score } from '../../classifiers/metrics.ts';
import { LABEL_IDS } from '../../server/contract/vocabulary.ts';

interface Gold {
  title: string | null;
  text: string | null;
  label: string;
  alt: string[];
}

const FILE = new URL('../../../shared/data/gold6_dev.jsonl', import.meta.url);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function measure(): void {
  const rows = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Gold);
  const classifier = createClassifier({ places: () => [] });
  classifier.classify({ text: '预热' });
  const before = performance.now();
  const judged = rows.map((row) => {
    const title = row.title ?? undefined;
    const verdict = classifier.classify(
      title === undefined ? { text: row.text ?? '' } : { title, text: row.text ?? '' },
    );
    return { row, verdict, truth: row.label, accepted: row.alt, predicted: verdict.category };
  });
  const seconds = (performance.now() - before) / 1000;
  const strict = score(judged, LABEL_IDS);
  const lenient = score(judged, LABEL_IDS, true);
  say(`${rows.length} texts, ${Math.round(rows.length / seconds)} texts/s, model ${classifier.modelVersion}`);
  say(`strict  macro-F1 ${strict.macroF1.toFixed(3)}, accuracy ${strict.accuracy.toFixed(3)}`);
  say(`lenient macro-F1 ${lenient.macroF1.toFixed(3)}, accuracy ${lenient.accuracy.toFixed(3)}`);
  for (const label of LABEL_IDS) {
    const { precision = 0, recall = 0, f1 = 0, support = 0 } = strict.labels[label] ?? {};
    const soft = lenient.labels[label]?.f1 ?? 0;
    say(
      `  ${label.padEnd(12)} P ${precision.toFixed(2)} R ${recall.toFixed(2)} F1 ${f1.toFixed(2)} (lenient ${soft.toFixed(2)}) n ${support}`,
    );
  }
  const right = (j: (typeof judged)[number]): boolean => j.predicted === j.truth || j.accepted.includes(j.predicted);
  for (const [low, high] of [
    [0, 0.5],
    [0.5, 0.7],
    [0.7, 0.85],
    [0.85, 1.01],
  ] as const) {
    const bin = judged.filter((j) => j.verdict.confidence >= low && j.verdict.confidence < high);
    const mean = bin.reduce((sum, j) => sum + j.verdict.confidence, 0) / Math.max(1, bin.length);
    say(
      `  confidence ${low}–${high}: n ${bin.length}, mean ${mean.toFixed(2)}, right ${(bin.filter(right).length / Math.max(1, bin.length)).toFixed(2)}`,
    );
  }
  const sent = judged.filter((j) => j.verdict.needsReview);
  const sure = judged.filter((j) => !j.verdict.needsReview);
  say(
    `to a person: ${sent.length}; right among the rest: ${(sure.filter(right).length / Math.max(1, sure.length)).toFixed(3)}`,
  );
  if (!process.argv.includes('--wrong')) return;
  for (const j of judged.filter((each) => !right(each))) {
    const text = (j.row.title ?? '') + ' | ' + (j.row.text ?? '').slice(0, 60).replaceAll('\n', ' ');
    say(`${j.truth} → ${j.predicted} ${j.verdict.confidence.toFixed(2)}: ${text}`);
  }
}

if (existsSync(FILE)) measure();
else say('skipped: the development set is not on this machine');
