import { isAbove, lineage } from './gazetteer.ts';
import type { GazetteerEntry } from './gazetteer-entry.ts';
import type { Candidate, Gazetteer, GazetteerMatch } from './gazetteer.ts';
import { OFFICE_BEHIND } from './places-context.ts';

/** A mention with the one place it means. */
export interface Found {
  readonly entry: GazetteerEntry;
  readonly start: number;
  readonly end: number;
  negated: boolean;
}

interface Options {
  readonly gazetteer: Gazetteer;
  readonly jurisdiction?: string | undefined;
}

/** Between a place and its child within one mention: 吉林省·延吉市. */
const LINK = /^(?:[ \t·\-—/]{0,2}|的)$/;
/** Score of a place directly behind its parent; no context outweighs it. */
const BESIDE = 1000;
/** Context score of a doubtful short name whose direct parent stands within about 100 units before it. */
const NEAR_PARENT = 350;

interface Scored {
  readonly candidate: Candidate;
  readonly beside: number;
  readonly context: number;
  readonly close: number;
  readonly score: number;
}

const LEVEL_RANK = { province: 3, prefecture: 2, county: 1, township: 0 } as const;

/**
 * Decides for each match which place it means, from what stands beside it, the other places of the text and the
 * jurisdiction; matches that stay ambiguous or doubtful are left out. Neighbouring links of one line (吉林省延吉市)
 * become one mention. Runs until nothing more is decided, at most three times.
 */
export function resolveAll(text: string, matches: readonly GazetteerMatch[], options: Options): Found[] {
  const decided: (Candidate | undefined)[] = matches.map(() => undefined);
  for (let round = 0; round < 3; round++) {
    let changed = false;
    for (let i = 0; i < matches.length; i++) {
      if (decided[i]) continue;
      const chosen = decide(text, matches, decided, i, options, round > 0);
      if (chosen) {
        decided[i] = chosen;
        changed = true;
      }
    }
    if (!changed && round > 0) break;
  }
  return joinLines(text, matches, decided, options.gazetteer);
}

const linked = (text: string, a: GazetteerMatch | undefined, b: GazetteerMatch | undefined): boolean =>
  a !== undefined && b !== undefined && b.start - a.end <= 2 && LINK.test(text.slice(a.end, b.start));

function decide(
  text: string,
  matches: readonly GazetteerMatch[],
  decided: readonly (Candidate | undefined)[],
  i: number,
  options: Options,
  late: boolean,
): Candidate | undefined {
  const { gazetteer } = options;
  const match = matches[i];
  if (!match) return undefined;
  const before = linked(text, matches[i - 1], match) ? matches[i - 1] : undefined;
  const after = linked(text, match, matches[i + 1]) ? matches[i + 1] : undefined;
  const scored = match.candidates.map((candidate): Scored => {
    const beside = besideScore(gazetteer, candidate, before?.candidates, decided[i - 1], after?.candidates);
    const context = late ? contextScore(gazetteer, candidate, matches, decided, i) : 0;
    const close = closeness(gazetteer, candidate.entry.code, options.jurisdiction);
    return { candidate, beside, context, close, score: beside + context + close * 10 };
  });
  const trusted = scored.filter((one) => isTrusted(text, match, one));
  if (trusted.length === 0) return undefined;
  // Names of several places wait for the second round, when the text's other places are known.
  const top = Math.max(...trusted.map(({ score }) => score));
  if (!late && trusted.length > 1 && top < BESIDE) return undefined;
  const best = trusted.filter(({ score }) => score === top).map(({ candidate }) => candidate);
  return best.length === 1 ? best[0] : preferred(gazetteer, best);
}

/** Directly beside its parent (1000 and more), or directly before its child. */
function besideScore(
  gazetteer: Gazetteer,
  { entry }: Candidate,
  before: readonly Candidate[] | undefined,
  decidedBefore: Candidate | undefined,
  after: readonly Candidate[] | undefined,
): number {
  const uppers = decidedBefore && before ? [decidedBefore] : (before ?? []);
  if (uppers.some((upper) => isAbove(gazetteer, upper.entry.code, entry.code))) {
    return entry.level === 'township' ? 1000 : 1100;
  }
  if (after?.some((lower) => isAbove(gazetteer, entry.code, lower.entry.code))) return 900;
  return 0;
}

/** The nearest place of the text above (or below) this one, the direct parent counting most. */
function contextScore(
  gazetteer: Gazetteer,
  { entry }: Candidate,
  matches: readonly GazetteerMatch[],
  decided: readonly (Candidate | undefined)[],
  i: number,
): number {
  const here = matches[i]?.start ?? 0;
  let best = 0;
  // A text can hold thousands of names: only the nearest ones speak.
  for (let j = Math.max(0, i - 60); j < Math.min(matches.length, i + 60); j++) {
    const other = decided[j]?.entry;
    const at = matches[j]?.start;
    if (j === i || other === undefined || at === undefined) continue;
    const above = isAbove(gazetteer, other.code, entry.code);
    if (!above && !isAbove(gazetteer, entry.code, other.code)) continue;
    const weight = entry.parent === other.code || other.parent === entry.code ? 400 : 300;
    const distance = Math.min(200, Math.abs(at - here)) / 2;
    best = Math.max(best, weight - distance - (at > here ? 30 : 0));
  }
  return best;
}

/** 3 within (or above) the jurisdiction, 2 in its prefecture, 1 in its province, 0 elsewhere. */
function closeness(gazetteer: Gazetteer, code: string, jurisdiction: string | undefined): number {
  if (jurisdiction === undefined || jurisdiction === '') return 0;
  const own = lineage(gazetteer, jurisdiction);
  const line = lineage(gazetteer, code);
  if (line.includes(jurisdiction) || own.includes(code)) return 3;
  const shared = line.find((upper) => own.includes(upper));
  const level = shared === undefined ? undefined : gazetteer.get(shared)?.level;
  if (level === undefined) return 0;
  return level === 'province' ? 1 : 2;
}

/** A full or strong name speaks for itself; a weak one wants its parent, the jurisdiction or an office; a bound one its parent. */
function isTrusted(text: string, match: GazetteerMatch, { candidate, beside, context, close }: Scored): boolean {
  const { trust } = candidate.form;
  if (trust === 'full' || trust === 'strong' || beside >= BESIDE) return true;
  const behind = text.slice(match.end, match.end + 8);
  const supported = close >= 2 || context >= NEAR_PARENT;
  // 新城区 is a word for a part of any town: the district's name only where the town itself asks.
  if (trust === 'bound' && candidate.form.text.length > 2) return candidate.entry.level === 'county' && close === 3;
  if (trust === 'bound') return supported && /^(?:分局|区委|区政府)/.test(behind);
  return supported || (OFFICE_BEHIND.test(behind) && (candidate.entry.level !== 'county' || close > 0));
}

/** Among equals: the one above all others (大理州 over 大理市), a full name over a short one, a higher level over a lower. */
function preferred(gazetteer: Gazetteer, equals: readonly Candidate[]): Candidate | undefined {
  const top = equals.find((upper) =>
    equals.every((lower) => lower === upper || isAbove(gazetteer, upper.entry.code, lower.entry.code)),
  );
  if (top) return top;
  const full = equals.filter((candidate) => candidate.form.trust === 'full');
  if (full.length === 1) return full[0];
  const pool = full.length > 0 ? full : equals;
  const rank = Math.max(...pool.map(({ entry }) => LEVEL_RANK[entry.level]));
  const highest = pool.filter(({ entry }) => LEVEL_RANK[entry.level] === rank);
  return highest.length === 1 && rank >= 2 ? highest[0] : undefined;
}

function joinLines(
  text: string,
  matches: readonly GazetteerMatch[],
  decided: readonly (Candidate | undefined)[],
  gazetteer: Gazetteer,
): Found[] {
  const found: Found[] = [];
  matches.forEach((match, i) => {
    const entry = decided[i]?.entry;
    if (!entry) return;
    const last = found.at(-1);
    const gap = last ? text.slice(last.end, match.start) : '';
    if (last && gap.length <= 2 && gap !== '的' && LINK.test(gap) && isAbove(gazetteer, last.entry.code, entry.code)) {
      found[found.length - 1] = { entry, start: last.start, end: match.end, negated: false };
    } else {
      found.push({ entry, start: match.start, end: match.end, negated: false });
    }
  });
  return found;
}
