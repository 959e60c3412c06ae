/** A hundred thousand broken texts: whatever comes in, there is a verdict whose parts stand in the text. */
import { describe, expect, it } from 'vitest';
import { createClassifier } from '../../classifiers/classify.ts';
import { readCorpus } from '../../classifiers/corpus.ts';
import { createGrouper } from '../../classifiers/grouping/known.ts';
import { nationalGazetteer } from '../../classifiers/places-national.ts';
import { places } from '../../classifiers/places.ts';
import { seeded } from '../../classifiers/random.ts';
import { redact } from '../../classifiers/redaction.ts';
import { checkReply } from '../../classifiers/replies/check.ts';
import { contradictions } from '../../classifiers/statements/compare.ts';
import { fullText } from '../../classifiers/verdict.ts';

const MUTATIONS = 100_000;
/** Replies, groups and statements are asked for every so many. */
const EVERY = 20;
const SEED = 20_181_231;

const STRANGE = [
  '\u0000', '\u0007', '\u200b', '\u202e', '\ufeff', '\ud83d', '\udd25', '😀', '👨‍👩‍👧', '１２３', 'ＡＢＣ', '臺灣', '龍', '\n\n', '　', '%s', '<b>',
  '𠮷', '١٢٣', 'Спасибо', 'خطأ', '...', '！！！', '亿', '死亡', '不是', '延吉', '13800138000', '三', '％', '\\', '"', '＊', '🇨🇳', 'é', '\u0301',
]; // prettier-ignore

/** Changes a text in one of several ways; never the same twice for one source of chance. */
function mutate(text: string, other: string, next: () => number): string {
  const at = Math.floor(next() * (text.length + 1));
  const length = Math.floor(next() * 12);
  const strange = STRANGE[Math.floor(next() * STRANGE.length)] ?? '';
  switch (Math.floor(next() * 8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + strange + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(3) + text.slice(at + length);
    case 3:
      return text.slice(0, at) + other.slice(at, at + 60);
    case 4:
      return [...text].reverse().join('');
    case 5:
      return text.slice(0, at) + String.fromCharCode(Math.floor(next() * 0x10000)) + text.slice(at + 1);
    case 6:
      return text.split('').join(strange.charAt(0));
    default:
      return text.slice(at, at + length);
  }
}

const ordered = (spans: readonly { start: number; end: number }[], length: number): boolean =>
  spans.every(({ start, end }, at) => start >= (spans[at - 1]?.end ?? 0) && end > start && end <= length);

describe('broken texts', () => {
  const gazetteer = nationalGazetteer();
  const classifier = createClassifier({ places: (text) => places(text, { gazetteer, jurisdiction: '222400' }) });
  const grouper = createGrouper();
  const texts = readCorpus().map(fullText);

  it(`are judged, masked, compared and grouped without a crash: ${MUTATIONS} of them`, { timeout: 900_000 }, () => {
    const next = seeded(SEED);
    const pick = (): string => texts[Math.floor(next() * texts.length)] ?? '';
    for (let nth = 0; nth < MUTATIONS; nth += 1) {
      let text = pick();
      for (let times = 1 + Math.floor(next() * 3); times > 0; times -= 1) text = mutate(text, pick(), next);
      const what = `mutation ${nth}: ${JSON.stringify(text.slice(0, 200))}`;
      const verdict = classifier.classify({ text });
      const sum = Object.values(verdict.scores).reduce((a, b) => a + b, 0);
      const standing = verdict.evidence.every(({ start, end, term }) => text.slice(start, end) === term);
      const placed = verdict.places.every(({ start, end }) => start >= 0 && end > start && end <= text.length);
      if (Math.abs(sum - 1) > 1e-6 || !standing || !placed) expect.fail(`the verdict does not hold, ${what}`);
      const masked = redact(text);
      if (masked.text.length !== text.length || !ordered(masked.spans, text.length)) expect.fail(`masking, ${what}`);
      if (nth % EVERY !== 0) continue;
      const reply = mutate(pick(), text, next);
      const { findings } = checkReply(text, reply);
      if (findings.some(({ start, end }) => start < 0 || end < start || end > reply.length))
        expect.fail(`reply, ${what}`);
      contradictions([
        { id: 'one', text },
        { id: 'two', text: reply },
      ]);
      grouper.add({ title: '', text, at: nth }, `item-${nth}`);
    }
  });
});
