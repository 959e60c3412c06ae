/** What 重大 asks for, apart from the schemas, for server and page alike. */
import type { LeadGround } from './vocabulary-case.ts';
import type { IncidentGrade, OpinionGrade } from './vocabulary.ts';

const isGrave = (grade: OpinionGrade | IncidentGrade): boolean => grade === 'major' || grade === 'extreme';

/** 重大 and above as a person confirmed it: the opinion's grade, which a person always sets, or the incident's once confirmed. */
export const isMajor = (opinion: OpinionGrade, incident: IncidentGrade | null, confirmed: boolean): boolean =>
  isGrave(opinion) || (confirmed && incident !== null && isGrave(incident));

/** Whether 白银市政务公开责任追究办法 第六条 names the ground by itself, whatever the grade of the matter. */
export const isOfArticle6 = (ground: LeadGround): boolean =>
  ground === 'false_information' || ground === 'bad_monitoring';

/** 处置不得力, 回应不妥当, 报告不及时 carry a lead for 重大 matters alone (延州办发〔2018〕15号 第二十二条). */
export const carriesLead = (ground: LeadGround, major: boolean): boolean => major || isOfArticle6(ground);
