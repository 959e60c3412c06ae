/** Public bodies as people name them in a text: which subject or kind of unit a word stands for. */
import type { Subject, Vertical } from '../contract/vocabulary.ts';
import { SUBJECT_IDS, VERTICAL_IDS } from '../contract/vocabulary.ts';
import { DEPARTMENTS, VERTICAL_NAMES } from '../organisation/departments.ts';
import type { Organisation, Unit } from '../organisation/model.ts';

type BodyKind =
  | { subject: Subject }
  | { vertical: Vertical }
  | { office: 'government_office' | 'discipline' | 'news_office' | 'cyberspace' };

const OFFICE_WORDS: Readonly<Record<string, BodyKind>> = {
  ...wordsOf(['政府办公室', '政府办', '府办', '人民政府办公室'], { office: 'government_office' }),
  ...wordsOf(['纪委监委', '纪委', '监委', '纪检监察机关', '纪检部门'], { office: 'discipline' }),
  ...wordsOf(['新闻办公室', '新闻办'], { office: 'news_office' }),
  ...wordsOf(['网信办'], { office: 'cyberspace' }),
  ...wordsOf(['民警', '辅警', '交警', '警察', '特警', '巡警'], { subject: 'public_security' }),
  ...wordsOf(['城管队员', '城管人员', '城管执法人员'], { subject: 'urban_management' }),
};

function wordsOf(words: readonly string[], kind: BodyKind): Record<string, BodyKind> {
  return Object.fromEntries(words.map((word) => [word, kind]));
}

const BODY_WORDS: ReadonlyMap<string, BodyKind> = new Map([
  ...SUBJECT_IDS.flatMap((subject) => {
    const { local, short, words } = DEPARTMENTS[subject];
    return [local, short, ...words].map((word): [string, BodyKind] => [word, { subject }]);
  }),
  ...VERTICAL_IDS.flatMap((vertical) => {
    const { name, words } = VERTICAL_NAMES[vertical];
    return [name, ...words].map((word): [string, BodyKind] => [word, { vertical }]);
  }),
  ...Object.entries(OFFICE_WORDS),
]);

/** 上海关于 holds the letters of 海关 and speaks of none. */
const guarded = (word: string): string => (word === '海关' ? '(?<!上)海关(?!于|注|心|怀)' : word);

const longestFirst = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(guarded)
    .join('|');

/** A body that is a landmark (教育局门口的路) is not meant itself. */
export const LANDMARK = '(?!的?门口|门前|旁|附近|对面|隔壁|后面|后身|楼下|家属|小区|宿舍|十字|路口|站[牌台]?下)';

/** Source text of a pattern for any body word. */
export const BODY_PATTERN = `(?:${longestFirst(BODY_WORDS.keys())})`;

const BODY = new RegExp(BODY_PATTERN + LANDMARK, 'g');

export interface BodyMention {
  word: string;
  start: number;
  end: number;
  kind: BodyKind;
}

/** Every public body named in a text by its common words, in order. */
export function bodiesIn(text: string): BodyMention[] {
  return [...text.matchAll(BODY)].flatMap((match) => {
    const kind = BODY_WORDS.get(match[0]);
    return kind ? [{ word: match[0], start: match.index, end: match.index + match[0].length, kind }] : [];
  });
}

/** The unit a kind of body means in a territory. */
export function unitOfKind(kind: BodyKind, territory: string, organisation: Organisation): Unit | undefined {
  if ('subject' in kind) return organisation.competent(territory, kind.subject);
  if ('vertical' in kind) return organisation.vertical(territory, kind.vertical);
  return organisation.body(territory, kind.office);
}

const ASKING = new RegExp(
  `(?:请求|恳请|敬请|请|希望|盼望|盼|建议|要求|呼吁|敦促)[^,，。;；!！?？\\n]{0,12}?(${BODY_PATTERN})${LANDMARK}`,
);
const DECIDING = new RegExp(
  `(?:由|归|交由|交给|让)[^,，。;；!！?？\\n]{0,8}?(${BODY_PATTERN})[^,，。;；!！?？\\n]{0,10}?(?:牵头|认定|决定|审批|核准|主管|管理|负责|处理|裁定|拍板)`,
);

/** The subject of the department that a text asks first or names to decide, with the words; null where it asks none. */
export function askedSubject(text: string): { subject: Subject; words: string } | null {
  for (const pattern of [DECIDING, ASKING]) {
    const match = pattern.exec(text);
    const kind = match?.[1] === undefined ? undefined : BODY_WORDS.get(match[1]);
    if (match && kind && 'subject' in kind) return { subject: kind.subject, words: match[0].slice(0, 40) };
  }
  return null;
}
