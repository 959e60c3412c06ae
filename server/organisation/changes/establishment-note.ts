/** 致机构编制部门的说明: a precedent shows that a duty was not plain, and who keeps the duties of units should know; pure. */
import { SUBJECTS } from '../../contract/vocabulary.ts';
import type { Organisation } from '../model.ts';
import { unitNames } from '../unit-names.ts';
import type { Precedent } from './change.ts';

/** The note as plain text. It tells of the duty alone, never of the matter it arose from. */
export function establishmentNote(precedent: Precedent, organisation: Organisation): string {
  const { unitRef } = unitNames(organisation);
  const { number, territory, subject, terms, unit, clause } = precedent;
  const place = organisation.territory(territory)?.name ?? territory;
  const usual = organisation.duties
    .filter((duty) => duty.territory === territory && duty.subject === subject)
    .map((duty) => unitRef(duty.unit).name);
  return [
    '关于职责交叉事项认定情况的说明',
    '',
    '机构编制部门：',
    '',
    `    在政务舆情回应工作中，就${place}“${SUBJECTS[subject].zh}”领域涉及${terms.map((one) => `“${one}”`).join('、')}的事项由哪个单位承办，单位之间有不同意见，经裁定形成判例 ${number}：`,
    '',
    `    一、现行职责目录：${usual.length > 0 ? usual.join('、') : '未列承办单位'}。`,
    `    二、裁定承办单位：${unitRef(unit).name}。`,
    `    三、依据：${clause}。`,
    '',
    '    此类事项今后先按判例交办。请研究是否需要在“三定”规定中予以明确，有结论后请告知，以便更新职责目录。',
    '',
    `    ${organisation.officeName}`,
    '',
    '（本系统为非涉密系统，本说明不含具体事项内容。）',
    '',
  ].join('\n');
}
