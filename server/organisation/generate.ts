/**
 * An organisation for any prefecture, municipality or county of the country, when no pack says better: a department for each
 * subject at each level, offices, discipline bodies and vertically managed units; above the jurisdiction the receivers of what
 * goes beyond it.
 */
import type { Subject, UnitKind, Vertical } from '../contract/vocabulary.ts';
import { SUBJECT_IDS, VERTICAL_IDS } from '../contract/vocabulary.ts';
import { Fault } from '../platform/fault.ts';
import { DEPARTMENTS, VERTICAL_NAMES } from './departments.ts';
import { choiceOf, countiesUnder, directlyUnder, divisionOf, isMunicipality, townshipsOf } from './divisions.ts';
import type { Duty, Organisation, Territory, Unit } from './model.ts';
import { organisationOf } from './model.ts';

const ETHNIC =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各';
const AUTONOMOUS = new RegExp(`(?:(?:${ETHNIC})族|蒙古|哈萨克|柯尔克孜|维吾尔|回族)*(?:自治)(区|州|县|旗)$`);

/** 延边朝鲜族自治州 → 延边州; other names stay. */
export const shortTerritory = (name: string): string => (AUTONOMOUS.test(name) ? name.replace(AUTONOMOUS, '$1') : name);

/** The word by which people there mean this level: 州, 市, 县, 区, 旗, 盟, 省. */
export const levelWord = (name: string): string => (name.endsWith('地区') ? '地区' : name.slice(-1));

const bare = (name: string): string => {
  const short = shortTerritory(name);
  return short.length > 2 ? short.replace(/(?:市|县|区|州|旗|盟|省|地区)$/, '') : short;
};

function aliasesOf(territory: Territory, names: readonly string[]): string[] {
  const places = [territory.name, shortTerritory(territory.name), bare(territory.name), levelWord(territory.name)];
  return [...new Set(places.flatMap((place) => names.map((name) => place + name)))];
}

function departmentOf(territory: Territory, subject: Subject): Unit {
  const named = DEPARTMENTS[subject];
  const own = territory.level === 'province' && !isMunicipality(territory.code) ? named.province : named.local;
  const name = territory.name + own;
  return {
    id: `${territory.code}:${subject}`,
    name,
    shortName: shortTerritory(territory.name) + (own === named.province ? own : named.short),
    territory: territory.code,
    kind: 'department',
    subject,
    parent: `${territory.code}:government_office`,
    aliases: aliasesOf(territory, [own, named.local, named.short, ...named.words]).filter((alias) => alias !== name),
  };
}

type Office = Exclude<UnitKind, 'department' | 'vertical'>;

const OFFICES: Readonly<Record<Office, { name: string; provincial?: string; words: readonly string[] }>> = {
  government_office: { name: '人民政府办公室', provincial: '人民政府办公厅', words: ['政府办公室', '政府办', '府办'] },
  news_office: { name: '人民政府新闻办公室', words: ['新闻办', '新闻办公室', '政府新闻办'] },
  discipline: { name: '纪委监委', words: ['纪委', '监委', '纪检监察机关', '监察局'] },
  cyberspace: { name: '委网信办', words: ['网信办', '互联网信息办公室'] },
};

function officeOf(territory: Territory, kind: Office, superior: string | undefined): Unit {
  const office = OFFICES[kind];
  const provincial = territory.level === 'province' && office.provincial !== undefined;
  const place = kind === 'cyberspace' ? shortTerritory(territory.name) : territory.name;
  const name = place + (provincial ? (office.provincial ?? office.name) : office.name);
  const above = kind === 'government_office' || kind === 'discipline';
  const parent = above ? superior && `${superior}:${kind}` : `${territory.code}:government_office`;
  const unit: Unit = {
    id: `${territory.code}:${kind}`,
    name,
    shortName: shortTerritory(territory.name) + (office.words[1] ?? office.name),
    territory: territory.code,
    kind,
    aliases: aliasesOf(territory, office.words).filter((alias) => alias !== name),
  };
  if (kind === 'discipline') unit.shortName = shortTerritory(territory.name) + office.name;
  return parent === undefined ? unit : { ...unit, parent };
}

function verticalOf(territory: Territory, vertical: Vertical, superior: string | undefined): Unit {
  const named = VERTICAL_NAMES[vertical];
  const name = (vertical === 'customs' ? bare(territory.name) : territory.name) + named.name;
  const unit: Unit = {
    id: `${territory.code}:${vertical}`,
    name,
    shortName: (vertical === 'customs' ? bare(territory.name) : shortTerritory(territory.name)) + named.name,
    territory: territory.code,
    kind: 'vertical',
    vertical,
    aliases: aliasesOf(territory, [named.name, ...named.words]).filter((alias) => alias !== name),
  };
  return superior === undefined ? unit : { ...unit, parent: `${superior}:${vertical}` };
}

function unitsAt(territory: Territory, inside: boolean, superiors: ReadonlySet<string>, home: string): Unit[] {
  const superior = territory.parent !== null && superiors.has(territory.parent) ? territory.parent : undefined;
  const offices: Office[] = inside
    ? ['government_office', 'news_office', 'discipline', 'cyberspace']
    : ['government_office', 'discipline'];
  const verticalSuperior = territory.code === home ? undefined : superior;
  return [
    ...offices.map((kind) => officeOf(territory, kind, superior)),
    ...SUBJECT_IDS.map((subject) => departmentOf(territory, subject)),
    ...(inside ? VERTICAL_IDS.map((vertical) => verticalOf(territory, vertical, verticalSuperior)) : []),
  ];
}

/** From the topmost territory down to the one above `territory`. */
function ancestorsOf(territory: Territory): Territory[] {
  const line: Territory[] = [];
  for (let code = territory.parent; code !== null;) {
    const above = divisionOf(code);
    line.unshift(above);
    code = above.parent;
  }
  return line;
}

/**
 * Generates the organisation of a prefecture (222400), a municipality (110000; 110100 means the same) or a county (222401). Unit
 * ids are `<territory>:<subject | government_office | news_office | discipline | cyberspace | tax | customs | meteorology |
 * tobacco>`. Faults: `unknown_territory`, `not_a_government`, `unsupported_jurisdiction` (a whole province).
 */
export function generateOrganisation(code: string): Organisation {
  const home = divisionOf(code);
  if (home.level === 'province' && !isMunicipality(home.code)) {
    throw new Fault(
      'unsupported_jurisdiction',
      `${home.name} is a province; name a prefecture, a municipality or a county.`,
      { action: choiceOf(directlyUnder(home.code)) },
    );
  }
  const above = ancestorsOf(home);
  const counties = home.level === 'county' ? [] : countiesUnder(home.code);
  const inside = [home, ...counties];
  const townships = inside.flatMap((territory) => townshipsOf(territory.code));
  const governed = [...above, ...inside];
  const codes = new Set(governed.map((territory) => territory.code));
  const units = governed.flatMap((each) => unitsAt(each, inside.includes(each), codes, home.code));
  const duties: Duty[] = units.flatMap((unit) =>
    unit.kind === 'department' && unit.subject
      ? [{ subject: unit.subject, territory: unit.territory, unit: unit.id }]
      : [],
  );
  return organisationOf({
    code: home.code,
    name: home.name,
    officeName: `${home.name}人民政府新闻办公室`,
    profile: 'national',
    territories: [...governed, ...townships],
    units,
    duties,
  });
}
