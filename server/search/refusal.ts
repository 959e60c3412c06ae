/** RULES 8: search refuses private names, handles, telephones and papers; public bodies and people in office may be looked for. */
import { signsOfPersons, type PersonAsked, type PersonSign } from '../../classifiers/person-query.ts';
import { PERSONAL_DATA } from '../contract/vocabulary.ts';
import { Fault } from '../platform/fault.ts';

const LOOKS_LIKE: Record<PersonAsked, string> = {
  phone: PERSONAL_DATA.phone.zh,
  id_card: PERSONAL_DATA.id_card.zh,
  name: PERSONAL_DATA.name.zh,
  plate: PERSONAL_DATA.plate.zh,
  bank_card: PERSONAL_DATA.bank_card.zh,
  email: PERSONAL_DATA.email.zh,
  handle: '网名或个人主页',
};

/** Who may be looked for by name: `known` says it of places and units, `inOffice` which of the names people in office bear. */
export interface Allowed {
  known(words: string): boolean;
  inOffice(names: readonly string[]): Promise<ReadonlySet<string>>;
}

/** As what a query must be refused, or null where it may be made. */
export async function personAsked(typed: string, allowed: Allowed): Promise<PersonAsked | null> {
  const signs = signsOfPersons(typed).filter((sign) => sign.kind !== 'name' || !allowed.known(sign.words));
  const certain = signs.find((sign) => sign.kind !== 'name');
  if (certain) return certain.kind;
  const names = signs.map((sign: PersonSign) => sign.words);
  if (names.length === 0) return null;
  const office = await allowed.inOffice(names);
  return names.every((name) => office.has(name)) ? null : 'name';
}

/** The sentence the search page shows beside its results too. */
export const searchPerson = (kind: PersonAsked): Fault =>
  new Fault('search_person', '不提供按姓名、网名、手机号、证件号检索公众，没有检索。', {
    status: 422,
    fields: { q: `含有像是${LOOKS_LIKE[kind]}的词` },
    action: '请改用事项、单位或地点的词。',
  });
