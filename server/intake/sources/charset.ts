/**
 * Bytes to text for sources that name their character set wrongly or not at all. Order of trust: byte order mark, the shape of
 * UTF-16, validity as UTF-8 (Chinese text in another set is practically never valid UTF-8), the set named by the HTTP header, the
 * one named in the XML declaration, the look of the bytes.
 */

export interface Decoded {
  text: string;
  /** WHATWG name of the set the bytes were read in. */
  charset: string;
  /** The bytes contradict the set that was named. */
  mismatch: boolean;
  /** Some bytes could not be read and became U+FFFD. */
  damaged: boolean;
}

/** Above this share of unreadable among non-ASCII characters a set is not the right one (a cut summary leaves a few). */
const TOLERATED_DAMAGE = 0.1;

/** Names in use that the WHATWG list lacks. */
const ALIASES: Readonly<Record<string, string>> = {
  cp936: 'gb18030',
  ms936: 'gb18030',
  'windows-936': 'gb18030',
  'euc-cn': 'gb18030',
  'gb-2312': 'gb18030',
  'gb-18030': 'gb18030',
  utf8mb4: 'utf-8',
  cp950: 'big5',
};

/** The WHATWG name of a label, GB2312 and GBK read as their superset GB18030; null where the label is unknown. */
function canonicalName(label: string | undefined): string | null {
  if (!label) return null;
  const wanted = label.trim().toLowerCase();
  try {
    const name = new TextDecoder(ALIASES[wanted] ?? wanted).encoding;
    return name === 'gbk' ? 'gb18030' : name;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The `charset` parameter of a Content-Type header. */
export function headerCharset(contentType: string | undefined): string | undefined {
  return /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1];
}

/** The encoding an XML declaration (or an HTML meta element) at the start names; the start is read as Latin-1. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return (
    /<\?xml[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1]
  );
}

/** The set a byte order mark or the zero bytes of UTF-16 give away. */
function shapeOf(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (bytes.length < 4) return null;
  if (a !== 0 && b === 0 && c !== 0 && bytes[3] === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && bytes[3] !== 0) return 'utf-16be';
  return null;
}

interface Reading {
  charset: string;
  text: string;
  /** Share of U+FFFD among the characters outside ASCII. */
  damage: number;
}

function readAs(bytes: Uint8Array, charset: string): Reading {
  const text = new TextDecoder(charset).decode(bytes);
  let foreign = 0;
  let lost = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) foreign += 1;
    if (unit === 0xfffd) lost += 1;
  }
  return { charset, text, damage: foreign === 0 ? 0 : lost / foreign };
}

/**
 * Of the two-byte sequences that begin with a high byte, how many are common hanzi or punctuation of GB2312 and how many of Big5.
 * Western European text has single high bytes before ASCII letters and scores low on both.
 */
function hanziShares(bytes: Uint8Array): { gb: number; big5: number } {
  let pairs = 0;
  let gb = 0;
  let big5 = 0;
  for (let index = 0; index < bytes.length - 1; index += 1) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[index + 1] ?? 0;
    pairs += 1;
    if (trail >= 0xa1 && (lead <= 0xa3 ? lead >= 0xa1 : lead >= 0xb0 && lead <= 0xd7)) gb += 1;
    if (lead >= 0xa1 && lead <= 0xc6 && ((trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1)) big5 += 1;
    index += 1;
  }
  return pairs === 0 ? { gb: 0, big5: 0 } : { gb: gb / pairs, big5: big5 / pairs };
}

/** Decides between the sets that legacy sources use without naming them. */
function guess(bytes: Uint8Array): Reading {
  const { gb, big5 } = hanziShares(bytes);
  const order = gb > big5 ? ['gb18030', 'big5'] : ['big5', 'gb18030'];
  if (Math.max(gb, big5) < 0.6) order.length = 0;
  for (const charset of order) {
    const reading = readAs(bytes, charset);
    if (reading.damage <= TOLERATED_DAMAGE) return reading;
  }
  return readAs(bytes, 'windows-1252');
}

/** Sets in which every byte means something: a name of one of these proves nothing, so the bytes are looked at first. */
const NEVER_FAILS = new Set(['windows-1252', 'iso-8859-15']);

function readNamed(bytes: Uint8Array, names: readonly string[]): Reading {
  for (const name of names) {
    if (name === 'utf-8' || name.startsWith('utf-16')) continue;
    if (NEVER_FAILS.has(name)) continue;
    const reading = readAs(bytes, name);
    if (reading.damage <= TOLERATED_DAMAGE) return reading;
  }
  const guessed = guess(bytes);
  const western = names.find((name) => NEVER_FAILS.has(name));
  return guessed.charset === 'windows-1252' && western ? readAs(bytes, western) : guessed;
}

/**
 * Reads bytes of unknown or wrongly named character set as text, without byte order mark. Never throws: what cannot be read is
 * U+FFFD and `damaged` says so.
 */
export function decodeBytes(bytes: Uint8Array, contentType?: string): Decoded {
  const names = [headerCharset(contentType), declaredCharset(bytes)]
    .map(canonicalName)
    .filter((name): name is string => name !== null);
  const reading = read(bytes, names);
  const named = names[0];
  // ASCII reads the same in every set but UTF-16, so a wrong name does no harm there.
  const plain = /^[\u0000-\u007f]*$/.test(reading.text);
  return {
    text: reading.text.replace(/^\uFEFF/, ''),
    charset: reading.charset,
    mismatch: named !== undefined && named !== reading.charset && !plain,
    damaged: reading.damage > 0,
  };
}

function read(bytes: Uint8Array, names: readonly string[]): Reading {
  const shape = shapeOf(bytes);
  if (shape) return readAs(bytes, shape);
  const seven = names.find((name) => name.startsWith('iso-2022'));
  if (seven) return readAs(bytes, seven);
  const utf8 = readAs(bytes, 'utf-8');
  return utf8.damage <= TOLERATED_DAMAGE ? utf8 : readNamed(bytes, names);
}
