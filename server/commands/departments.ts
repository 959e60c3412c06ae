/** Departments as labelled files name them in Chinese, and the subjects each answers for. */
import { SUBJECTS, SUBJECT_IDS, type Subject } from '../contract/vocabulary.ts';

/** Names beside those of the vocabulary; water, gas and heat are supervised by 住建 or 城管, so both stand for utilities too. */
const FURTHER: Record<string, readonly Subject[]> = {
  住建: ['housing_construction', 'utilities'],
  城管: ['urban_management', 'utilities'],
  生态环境: ['environment'],
  市场监管: ['market_regulation'],
  医保: ['labour_social_security'],
  水利: ['water_resources'],
  林业: ['natural_resources'],
  农业农村: ['agriculture_rural'],
  退役军人: ['civil_affairs'],
  发改: ['commerce'],
  体育: ['culture_tourism'],
  财政: ['finance_tax'],
  税务: ['finance_tax'],
  网信: ['telecom_network'],
  工信: ['telecom_network'],
};
/** Bodies whose matters have no subject: the discipline body, the petition office. */
const WITHOUT_SUBJECT = ['纪委监委', '信访'];

/** The subjects a department's Chinese name stands for: none for the discipline body; null for a name nobody knows. */
export function subjectsOfDepartment(name: string): readonly Subject[] | null {
  if (WITHOUT_SUBJECT.includes(name)) return [];
  const further = FURTHER[name];
  if (further) return further;
  const known = SUBJECT_IDS.filter((code) => SUBJECTS[code].zh === name || SUBJECTS[code].short === name);
  return known.length > 0 ? known : null;
}
