/**
 * HTML as sources send it to plain text as it is stored: no tags, scripts, styles or comments, entities decoded, paragraphs and
 * line breaks as line feeds. Tolerates cut and badly nested markup.
 */
import { Parser } from 'htmlparser2';

/** Elements whose content is not text for readers. */
const DROPPED = new Set(
  'script style noscript iframe object embed svg math template head title textarea select option button audio video canvas map'.split(
    ' ',
  ),
);
/** Elements that begin and end a line. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul caption'
  ).split(' '),
);
/** Nesting beyond this is hostile (the parser's stack grows slow); such text is stripped without nesting. */
const DEEPEST = 500;

/** A whole tag of any name, a comment, or the beginning of a well-known tag that the source cut off. */
const MARKUP =
  /<\/?[a-z][\w:-]*(?:\s[^<>]*)?\/?>|<!--|<\/?(?:a|b|br|center|div|em|font|h[1-6]|i|iframe|img|li|ol|p|script|section|span|strong|style|table|td|tr|ul|video)(?:\s[^<>]*)?$/i;

/** A tag that was escaped once more than the source unescaped. */
const ESCAPED_TAG = /&(?:amp;)*lt;(?:\/?[a-z]|!--)/i;

/** Whether a text holds markup rather than a lone "<". */
export function looksLikeMarkup(text: string): boolean {
  return text.includes('<') && MARKUP.test(text);
}

class TooDeep extends Error {}

function walk(html: string): string {
  const out: string[] = [];
  let dropped = 0;
  let depth = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        depth += 1;
        if (depth > DEEPEST) throw new TooDeep();
        if (DROPPED.has(name)) dropped += 1;
        if (name === 'br' || BLOCKS.has(name)) out.push('\u0000');
        if (name === 'td' || name === 'th') out.push(' ');
      },
      ontext(data) {
        if (dropped === 0) out.push(data.replaceAll('\u0000', ''));
      },
      onclosetag(name) {
        depth -= 1;
        if (DROPPED.has(name)) dropped -= 1;
        if (BLOCKS.has(name)) out.push('\u0000');
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return out.join('');
}

/** The content of markup too deep to walk: tags cut out one by one, basic entities decoded. */
const strip = (html: string): string =>
  html
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, '')
    .replace(/<[^<>]*>/g, '\u0000')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** One pass over markup. NUL marks line breaks of elements, so that line feeds of the source count as blanks. */
function markupToText(html: string): string {
  let flat: string;
  try {
    flat = walk(html);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    flat = strip(html);
  }
  return flat
    .replace(
      /(?<=[\p{sc=Han}\u3000-\u303f\uff00-\uffef])[ \t]*\r?\n\s*(?=[\p{sc=Han}\u3000-\u303f\uff00-\uffef])/gu,
      '',
    )
    .replace(/[ \t\r\n\f\u00a0]+/g, ' ')
    .replace(/\s*\u0000[\s\u0000]*/g, '\n')
    .trim();
}

/** Entities of a text without markup; its line feeds stay. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  const out: string[] = [];
  const parser = new Parser({ ontext: (data) => void out.push(data) }, { decodeEntities: true });
  parser.end(text.replaceAll('<', '&lt;'));
  return out.join('').replaceAll('\u00a0', ' ');
}

const trimLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .join('\n')
    .trim();

/**
 * Markup or plain text, whichever it is, as plain text. Markup escaped twice is undone up to three times: what remains holds no
 * whole tag.
 */
export function htmlToText(source: string): string {
  let text = source;
  for (let pass = 0; pass < 3; pass += 1) {
    const markup = looksLikeMarkup(text);
    const next = markup ? markupToText(text) : decodeEntities(text);
    if (next === text) break;
    text = next;
    if (!looksLikeMarkup(text) && !ESCAPED_TAG.test(text)) break;
  }
  return trimLines(looksLikeMarkup(text) ? text.replace(/<[^<>]*>/g, '') : text);
}
