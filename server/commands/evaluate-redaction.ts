/** `evaluate --task redact`: labelled lines beside what `redact` masks. */
import { z } from 'zod';
import type { JudgedSpans, TypedSpan } from '../../classifiers/evaluate-spans.ts';
import { redact } from '../../classifiers/redaction.ts';
import { PERSONAL_DATA, type PersonalData } from '../contract/vocabulary.ts';
import { Fault } from '../platform/fault.ts';
import { parseLine } from '../platform/jsonl.ts';

/** Kinds of personal data, in the order of reports. */
export const KINDS = Object.keys(PERSONAL_DATA) as [PersonalData, ...PersonalData[]];

const lineSchema = z.looseObject({
  text: z.string().nullish(),
  marked: z.string().nullish(),
  spans: z.array(z.looseObject({ type: z.enum(KINDS), start: z.int().min(0), end: z.int().min(0) })).nullish(),
});

const MARK = new RegExp(`\\[(${KINDS.join('|')}):([^\\]\\n]*)\\]`, 'g');

/** The text under the marks ([name:陈桂兰]) and the stretches they stand round, in UTF-16 units of that text. */
export function unmark(marked: string): { text: string; spans: TypedSpan[] } {
  const spans: TypedSpan[] = [];
  let text = '';
  let at = 0;
  for (const hit of marked.matchAll(MARK)) {
    const [whole, type = '', stretch = ''] = hit;
    text += marked.slice(at, hit.index);
    spans.push({ type, start: text.length, end: text.length + stretch.length });
    text += stretch;
    at = hit.index + whole.length;
  }
  return { text: text + marked.slice(at), spans };
}

/** A line {text, spans[{type,start,end}]} or {marked}. Faults `no_label`, `no_text`. */
export function judgeRedaction(value: unknown): JudgedSpans {
  const { text, marked, spans } = parseLine(lineSchema, value);
  if (marked != null) {
    const plain = unmark(marked);
    return { truth: plain.spans, predicted: redact(plain.text).spans };
  }
  if (!spans) throw new Fault('no_label', 'no label in spans, marked');
  if (text == null) throw new Fault('no_text', 'the line has no text');
  return { truth: spans, predicted: redact(text).spans };
}
