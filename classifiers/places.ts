import { isAbove, lineage } from './gazetteer.ts';
import type { Gazetteer, GazetteerMatch } from './gazetteer.ts';
import { normalise } from './normalise.ts';
import { crossesWords, isNegated, isOrigin, isOtherThing } from './places-context.ts';
import { resolveAll } from './places-resolve.ts';
import type { Found } from './places-resolve.ts';
import type { PlaceMention } from './verdict.ts';

export interface PlacesOptions {
  readonly gazetteer: Gazetteer;
  /** Code of the office's own territory: breaks ties between places of one name. */
  readonly jurisdiction?: string | undefined;
}

/**
 * The places a text's matter concerns, in the order of their first mention: the most specific one named of each line,
 * each once, `start..end` covering the whole mention (吉林省延吉市) in UTF-16 units of `text`. Roads, shops, dishes,
 * rivers, people and companies that carry a place's name, and negated or corrected places, are left out; so are names
 * that stay ambiguous. Never throws.
 */
export function places(text: string, options: PlacesOptions): PlaceMention[] {
  const plain = normalise(text);
  const found = resolveAll(plain, scan(plain, options.gazetteer), options);
  const negated = negatedCodes(plain, found);
  const kept = found.filter((mention) => !mention.negated && !negated.has(mention.entry.code));
  return mostSpecific(kept, options.gazetteer).map(toMention);
}

const toMention = (found: Found): PlaceMention => ({
  code: found.entry.code,
  name: found.entry.name,
  level: found.entry.level,
  start: found.start,
  end: found.end,
});

/** Reads the text from left to right, the longest spelling first, and drops what is another thing of the same name. */
function scan(text: string, gazetteer: Gazetteer): GazetteerMatch[] {
  const matches: GazetteerMatch[] = [];
  let at = gazetteer.nextBeginning(text, 0);
  let origin = -1;
  while (at < text.length - 1) {
    const match = matchAt(text, at, gazetteer, matches.at(-1));
    // 老家湖南邵东: what is named right behind an origin belongs to it.
    if (match && (origin === at || isOrigin(text, at, match.end))) origin = match.end;
    else if (match && !excluded(text, match, gazetteer, matches.at(-1)?.end === at)) matches.push(match);
    at = gazetteer.nextBeginning(text, match?.end ?? at + 1);
  }
  return matches;
}

function matchAt(
  text: string,
  at: number,
  gazetteer: Gazetteer,
  before: GazetteerMatch | undefined,
): GazetteerMatch | undefined {
  const options = gazetteer.matchesAt(text, at).filter((match) => wordBegins(text, match, before, gazetteer));
  const longest = options[0];
  if (!longest) return undefined;
  if (text[at] === '和' && isConjunction(text, longest, gazetteer, before)) return undefined;
  return options.find((shorter) => shorter !== longest && reachesFurther(text, shorter, longest, gazetteer)) ?? longest;
}

/** 乐山市中区 is 乐山 + 市中区, not 乐山市 + 中区; 南阳镇平县 is no 南阳镇. */
function reachesFurther(text: string, shorter: GazetteerMatch, longest: GazetteerMatch, gazetteer: Gazetteer): boolean {
  const inner = gazetteer.matchesAt(text, shorter.end)[0];
  return inner !== undefined && inner.end > longest.end && hasChild(gazetteer, shorter, inner);
}

/** 图们和龙井: behind a place, 和 joins when a longer or equal place's name begins right after it. */
function isConjunction(
  text: string,
  match: GazetteerMatch,
  gazetteer: Gazetteer,
  before: GazetteerMatch | undefined,
): boolean {
  if (before?.end !== match.start) return false;
  const next = gazetteer.matchesAt(text, match.start + 1)[0];
  return next !== undefined && next.end > match.end;
}

const hasChild = (gazetteer: Gazetteer, upper: GazetteerMatch, lower: GazetteerMatch): boolean =>
  upper.candidates.some((u) => lower.candidates.some((l) => isAbove(gazetteer, u.entry.code, l.entry.code)));

const HAN = /[\u4e00-\u9fff]/;
const BOUNDARY_WORD = /[在到是的从和与及由对向、去回住于至]$/;
const COMPOUND_BEHIND = /^(?:镇|村(?!民|委|里|支|干)|下|亲|愁|土(?!地)|绅|贤)/;
const TOWN_BEHIND = /^(?:化|居民|职工|低保|户籍|建设|登记|人口|就业|老旧|燃气|企业|基本|棚户)/;

/** 兴县 in 振兴县域, 新城镇 in 新城镇建设, 公园街道 in 公园街道路: no place begins there. */
function wordBegins(
  text: string,
  match: GazetteerMatch,
  before: GazetteerMatch | undefined,
  gazetteer: Gazetteer,
): boolean {
  const word = text.slice(match.start, match.end);
  const next = text.slice(match.end, match.end + 3);
  if (/^[a-z]/.test(word)) return !/[a-z]/.test((text[match.start - 1] ?? '') + (text[match.end] ?? ''));
  if (word.endsWith('乡') && COMPOUND_BEHIND.test(next)) return false;
  if (word.endsWith('城镇') && TOWN_BEHIND.test(next)) return false;
  if (word.endsWith('街道') && /^路(?![面灯段口])/.test(next)) return false;
  if (word.endsWith('镇') && next.startsWith('静')) return false;
  if (word.length > 2 || !/[县镇乡区]$/.test(word)) return true;
  const previous = match.start === 0 ? '' : (text[match.start - 1] ?? '');
  if (before?.end === match.start || !HAN.test(previous) || BOUNDARY_WORD.test(previous)) return true;
  const inner = gazetteer.matchesAt(text, match.end)[0];
  return inner !== undefined && hasChild(gazetteer, match, inner);
}

function excluded(text: string, match: GazetteerMatch, gazetteer: Gazetteer, behindPlace: boolean): boolean {
  const short = match.candidates.every((candidate) => candidate.form.trust !== 'full');
  const word = text.slice(match.start, match.end);
  // 延吉河南街道: the next place begins here, so 河 is no river.
  const child = gazetteer.matchesAt(text, match.end)[0];
  if (child && hasChild(gazetteer, match, child)) return false;
  if (
    short &&
    !behindPlace &&
    word.length === 2 &&
    isCommonlyEmbedded(match) &&
    crossesWords(text, match.start, match.end)
  )
    return true;
  return isOtherThing(text, match.start, match.end, short && !/..[市县州省]$/.test(word));
}

/** The dictionary knows the country's names; an invented sample place (99…) it would cut anywhere. */
const isCommonlyEmbedded = (match: GazetteerMatch): boolean =>
  match.candidates.every(({ entry }) => entry.level !== 'province' && !entry.code.startsWith('99'));

/** Places negated by name anywhere: 更正:不是延吉,是图们 takes back an earlier 延吉 too. */
function negatedCodes(text: string, found: Found[]): Set<string> {
  const codes = new Set<string>();
  let joined: number | null = null;
  for (const mention of found) {
    const inherited: boolean = joined !== null && text.slice(joined, mention.start) === '的';
    mention.negated = inherited || isNegated(text, mention.start, mention.end, joined);
    joined = mention.negated ? mention.end : null;
    if (mention.negated) codes.add(mention.entry.code);
  }
  return codes;
}

function mostSpecific(found: readonly Found[], gazetteer: Gazetteer): Found[] {
  const above = new Set<string>();
  for (const mention of found) for (const code of lineage(gazetteer, mention.entry.code).slice(1)) above.add(code);
  const seen = new Set<string>();
  return found.filter(({ entry }) => {
    if (above.has(entry.code) || seen.has(entry.code)) return false;
    seen.add(entry.code);
    return true;
  });
}
