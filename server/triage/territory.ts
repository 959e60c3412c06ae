/** 属地 of a matter on the board: the county, or the jurisdiction itself where several are concerned; pure. */
import type { Organisation } from '../organisation/model.ts';

/** The one county all places lie in; the jurisdiction for several; null where no place of it is named. */
export function homeTerritory(places: readonly { code: string }[], organisation: Organisation): string | null {
  const counties = new Set(organisation.counties().map((county) => county.code));
  const within = places
    .map((place) => organisation.lineage(place.code))
    .filter((line) => line.includes(organisation.code));
  if (within.length === 0) return null;
  const named = new Set(within.map((line) => line.find((code) => counties.has(code)) ?? organisation.code));
  return named.size === 1 ? ([...named][0] ?? null) : organisation.code;
}
