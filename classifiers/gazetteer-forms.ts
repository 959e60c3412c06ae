import type { GazetteerEntry } from './gazetteer-entry.ts';
import { FAMOUS_DISTRICTS, NEVER_SHORT, ONLY_BEHIND_PARENT, WEAK_SHORT } from './gazetteer-words.ts';

/**
 * How far a spelling can be trusted by itself: `full` the official name; `strong` a short name that means the place;
 * `weak` one that is also a common word or one of many (needs its parent, the jurisdiction or an office behind it);
 * `bound` one that means the place only directly behind its parent (重庆江北).
 */
export type Trust = 'full' | 'strong' | 'weak' | 'bound';

export interface SurfaceForm {
  readonly text: string;
  readonly trust: Trust;
}

const NATIONS =
  '各族|蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|' +
  '佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|' +
  '普米族|塔吉克族|怒族|裕固族|保安族|独龙族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|壮族|回族|维吾尔';
const AUTONOMOUS = new RegExp(`^(.+?)(?:${NATIONS})+自治(区|州|县|旗)$`);

/** Full names that are themselves common words for a part of any town. */
const COMMON_FULL = new Set(
  '城区 郊区 矿区 东区 西区 新城区 老城区 城中区 市中区 城关区 港口区 新区 南市区 北市区 开发区 经济开发区 高新区 工业园区 示范区 地区 农场 林场 东部新区 西部新区 南部新区 北部新区 中心街道 城区街道 新城街道 老城街道 新城镇 中心镇 城镇 村镇 集镇 小镇 古镇 新镇 老城镇 城郊乡 城关镇 留下街道'.split(
    ' ',
  ),
);

/** 一农场: one of many of that number. */
const NUMBERED = /^[一二三四五六七八九十]{1,3}(?:农场|林场|牧场|分场)$/;
/** Names of counties that any text may hold as words: 富县 in 强乡富县, 和县 in 镇和县. */
const COMMON_COUNTY = new Set(['富县', '和县', '成县', '礼县', '应县', '通县', '隆县']);

function shortTrust(entry: GazetteerEntry, short: string): Trust | null {
  if (NEVER_SHORT.has(short)) return null;
  if (ONLY_BEHIND_PARENT.has(short)) return 'bound';
  if (WEAK_SHORT.has(short)) return 'weak';
  const isDistrict = entry.level === 'county' && entry.name.endsWith('区') && !entry.name.endsWith('林区');
  // A sample place (99…) is invented: its name is no common word.
  if (isDistrict && !FAMOUS_DISTRICTS.has(short) && !entry.code.startsWith('99')) return 'weak';
  return 'strong';
}

function shortNames(entry: GazetteerEntry): string[] {
  const { name, level } = entry;
  const autonomous = AUTONOMOUS.exec(name);
  if (autonomous?.[1]) {
    const stem = autonomous[1];
    return autonomous[2] === '区' ? [stem] : [stem, stem + (autonomous[2] ?? '')];
  }
  if (level === 'province') return [name.replace(/(?:省|市|自治区|特别行政区)$/, '')];
  if (level === 'prefecture') return [name.replace(/(?:市|地区|盟)$/, '')];
  if (level === 'county') return countyShortNames(name);
  // 乌镇 for 乌镇镇.
  if (/镇镇$/.test(name)) return [name.slice(0, -1)];
  return [];
}

const ZONE = /^(.{2,8}?)(?:市)?(高新|经济)(?:技术)?产?业?(?:技术)?开发区$/;
const zoneWord = (kind: string | undefined): string => (kind === '高新' ? '高新区' : '经开区');

function countyShortNames(name: string): string[] {
  const zone = ZONE.exec(name);
  if (zone) return [`${zone[1] ?? ''}${zoneWord(zone[2])}`];
  if (/(?:开发区|园区|管理区|示范区)$/.test(name)) return [];
  return [name.replace(/(?:新区|林区|特区|市|县|区)$/, '')];
}

/** Every spelling of a place with the trust it deserves; the official name first. */
export function surfaceForms(entry: GazetteerEntry): SurfaceForm[] {
  const generic =
    COMMON_FULL.has(entry.name) ||
    NUMBERED.test(entry.name) ||
    (entry.name.length === 2 && (!entry.name.endsWith('县') || COMMON_COUNTY.has(entry.name)));
  const forms: SurfaceForm[] = [{ text: entry.name, trust: generic ? 'bound' : 'full' }];
  const seen = new Set([entry.name]);
  for (const short of shortNames(entry)) {
    if (short.length < 2 || seen.has(short)) continue;
    seen.add(short);
    const trust =
      (/[州县旗区]$/.test(short) && short.length > 2) || /^.镇$/.test(short) ? 'strong' : shortTrust(entry, short);
    if (trust !== null) forms.push({ text: short, trust });
  }
  // 高新区 alone: the town's own, where the town itself asks.
  const zone = entry.level === 'county' ? ZONE.exec(entry.name) : null;
  if (zone) forms.push({ text: zoneWord(zone[2]), trust: 'bound' });
  for (const alias of entry.aliases ?? []) {
    if (!seen.has(alias)) forms.push({ text: alias, trust: 'strong' });
    seen.add(alias);
  }
  return forms;
}
