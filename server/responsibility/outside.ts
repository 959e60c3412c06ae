/** Where a matter lies, seen from the jurisdiction: in which of its counties, above it, or beyond its borders. */
import type { TerritoryLevel } from '../contract/vocabulary.ts';
import type { Organisation, Territory } from '../organisation/model.ts';
import { denied } from './negation.ts';

export interface PlaceFact {
  code: string;
  level: TerritoryLevel;
}

export interface Whereabouts {
  /** Counties of the jurisdiction that are named, each once, in order of mention. */
  counties: Territory[];
  /** The jurisdiction as a whole is named (全州, 云川市). */
  whole: boolean;
  /** Territories above the jurisdiction that are named. */
  above: Territory[];
  /** Codes beyond the jurisdiction. */
  outside: string[];
}

const add = <T>(list: T[], value: T): void => {
  if (!list.includes(value)) list.push(value);
};

/** A code the organisation does not list, but whose digits say that it lies in the jurisdiction. */
function liesWithin(code: string, home: Territory): boolean {
  if (home.level === 'province') return code.startsWith(home.code.slice(0, 2));
  if (home.level === 'prefecture') return code.startsWith(home.code.slice(0, 4));
  return code.startsWith(home.code);
}

/** Sorts the places of a text; townships count for their county. */
export function whereabouts(places: readonly PlaceFact[], organisation: Organisation): Whereabouts {
  const found: Whereabouts = { counties: [], whole: false, above: [], outside: [] };
  const home = organisation.territory(organisation.code);
  if (!home) return found;
  const upward = new Set(organisation.lineage(home.code));
  for (const { code } of places) {
    const known = organisation.territory(code) ?? organisation.territory(code.slice(0, 6));
    const line = known ? organisation.lineage(known.code) : [];
    if (known && line.includes(home.code)) {
      const county = line.map((each) => organisation.territory(each)).find((each) => each?.level === 'county');
      if (county) add(found.counties, county);
      else found.whole = true;
    } else if (known && upward.has(known.code)) add(found.above, known);
    else if (liesWithin(code, home)) found.whole = true;
    else add(found.outside, code);
  }
  return found;
}

/**
 * The territory that stands over the jurisdiction and the outside places alike: the prefecture where all lie in it, else the
 * topmost known (the province). Without any territory above, the jurisdiction itself. (突发事件应对法 第十八条)
 */
export function commonSuperior(outside: readonly string[], organisation: Organisation): string {
  const above = organisation.lineage(organisation.code).slice(1);
  const prefecture = above.find((code) => organisation.territory(code)?.level === 'prefecture');
  if (prefecture && outside.every((code) => code.startsWith(prefecture.slice(0, 4)))) return prefecture;
  return above.at(-1) ?? organisation.code;
}

/** The territory one level up, null at the top. */
export const oneUp = (code: string, organisation: Organisation): string | null => organisation.lineage(code)[1] ?? null;

const RUN_FROM_ABOVE =
  /省属|省管|省直属|省级(?:统管|直管|统筹)|省里?(?:统一|直接)(?:管理|组织|负责|实施)|由省(?:里|级|厅|政府)?[^,，。;；]{0,4}(?:统一|直接|负责|管理|组织)|全省统一/g;

/** The words that say a matter is run by the province itself (省属、省管、由省统一…), or null; negated ones do not count. */
export function runFromAbove(text: string): string | null {
  for (const match of text.matchAll(RUN_FROM_ABOVE)) {
    if (!denied(text, match.index, match.index + match[0].length)) return match[0];
  }
  return null;
}

/** Words for the whole jurisdiction: 全州, 各县. */
export const WHOLE = /全[州市省区县域盟]|各县|各区|各地区/;

/** The territory that leads by place: the one county, unless the text speaks of the whole jurisdiction. */
export function seatOf({ counties, whole }: Whereabouts, text: string, { code }: Organisation): string {
  const [county] = counties;
  if (!county || counties.length > 1 || (whole && WHOLE.test(text))) return code;
  return county.code;
}
