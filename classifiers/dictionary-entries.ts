const SPACE = 0x20;
const LINE_FEED = 0x0a;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** Takes the bounds of a word in the lines, its frequency, and where its tag begins (the line's end where it has none). */
export type TakeEntry = (start: number, end: number, frequency: number, tag: number) => void;

/**
 * Reads "word frequency tag" lines, as jieba's dictionaries are written: calls `take` for each, in order, without making
 * strings. Words are lower-cased by the caller, if at all; a line without a word is passed over.
 */
export function readEntries(lines: string, take: TakeEntry): void {
  for (let at = 0; at < lines.length;) {
    const start = at;
    while (at < lines.length && lines.charCodeAt(at) !== SPACE) at += 1;
    const end = at;
    let frequency = 0;
    for (at += 1; at < lines.length; at += 1) {
      const digit = lines.charCodeAt(at);
      if (digit < DIGIT_0 || digit > DIGIT_9) break;
      frequency = frequency * 10 + digit - DIGIT_0;
    }
    const tag = lines.charCodeAt(at) === SPACE ? at + 1 : at;
    const lineEnd = lines.indexOf('\n', at);
    at = lineEnd < 0 ? lines.length : lineEnd + 1;
    if (end > start && lines.charCodeAt(start) !== LINE_FEED) take(start, end, frequency, tag);
  }
}
