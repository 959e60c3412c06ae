/** Whether an organisation may hold: its mistakes, and what wants a look, each in Chinese with what to do. Pure. */
import { TERRITORY_LEVELS, UNIT_KINDS, type Subject } from '../../contract/vocabulary.ts';
import { findingsOf, WARNINGS, type Finding, type Row, type Table } from '../findings.ts';
import type { OrganisationData } from '../model.ts';
import { changesOf, type Change } from './change.ts';
import { cellName } from './describe.ts';

/** A mistake or a warning; `row` is what it is about, where it is about one. */
export interface Remark {
  row: Row | null;
  text: string;
}

export const TABLE_NAMES: Readonly<Record<Table, string>> = {
  territories: '属地',
  units: '单位',
  duties: '职责',
  precedents: '判例',
};

const orEmpty = (id: string): string => id || '（空）';

interface Names {
  territory(code: string): string;
  unit(id: string): string;
  /** What a row is called in a sentence: 单位 云川市水务局. */
  row(row: Row, id: string): string;
}

function namesOf(data: OrganisationData): Names {
  const territories = new Map(data.territories.map(({ code, name }) => [code, name]));
  const units = new Map([...(data.former ?? []), ...data.units].map(({ id, name }): [string, string] => [id, name]));
  const territory = (code: string): string => territories.get(code) ?? orEmpty(code);
  const unit = (id: string): string => units.get(id) ?? orEmpty(id);
  const row = ({ table, index }: Row, id: string): string => {
    if (table === 'territories') return `属地 ${territory(id)}（${id}）`;
    if (table === 'units') return `单位 ${unit(id)}（${id}）`;
    if (table === 'precedents') return `判例 ${data.precedents?.[index]?.number ?? id}`;
    const duty = data.duties[index];
    return duty ? `职责 ${cellName(duty.subject, territory(duty.territory))}` : `职责 ${id}`;
  };
  return { territory, unit, row };
}

const cell = (names: Names, territory: string, subject: Subject): string =>
  cellName(subject, names.territory(territory));

function wordsOf(finding: Finding, names: Names): string {
  switch (finding.code) {
    case 'home_unknown':
      return `本级 ${finding.home} 不在属地里；请补上这一行。`;
    case 'double':
      return `${names.row(finding.row, finding.id)} 出现了两次；请只留一行。`;
    case 'territory_unknown':
      return `${names.row(finding.row, finding.id)} 写的属地 ${orEmpty(finding.territory)} 不存在；请改成已有的属地代码，或先新增属地。`;
    case 'parent_territory_unknown':
      return `${names.row(finding.row, finding.id)} 的上级 ${finding.parent} 不存在；请改成已有的属地代码。`;
    case 'territory_under_lower':
      return `${names.row(finding.row, finding.id)} 是${TERRITORY_LEVELS[finding.level].zh}，不能放在${TERRITORY_LEVELS[finding.above].zh}的 ${names.territory(finding.parent)} 之下；请改层级或上级。`;
    case 'parent_unit_unknown':
      return `${names.row(finding.row, finding.id)} 的上级单位 ${names.unit(finding.parent)} ${gone(finding.dissolved)}；请改成在用的单位，或留空。`;
    case 'unit_unknown':
      return `${names.row(finding.row, finding.id)} 写的单位 ${names.unit(finding.unit)} ${gone(finding.dissolved)}；请改成在用的单位。`;
    case 'circle': {
      const name = (id: string): string => (finding.row.table === 'units' ? names.unit(id) : names.territory(id));
      return `上下级绕成了圈：${finding.chain.map(name).join(' → ')}；请改其中一个的上级。`;
    }
    case 'office_missing':
      return `本级没有${UNIT_KINDS[finding.kind].zh}；缺了它无法交办或移送，请补上。`;
    case 'hole':
      return `${cell(names, finding.territory, finding.subject)} 没有单位负责，将归政府办公室；请指定单位。`;
    case 'shared':
      return `${cell(names, finding.territory, finding.subject)} 有 ${finding.units.length} 家并列（${finding.units.map((id) => names.unit(id)).join('、')}），研判时需人工；请确定一家，或按判例拆分。`;
    case 'without_duty':
      return `单位 ${names.unit(finding.id)} 没有任何职责，不会被交办；请给它职责，或撤销。`;
  }
}

const gone = (dissolved: boolean): string => (dissolved ? '已经撤销' : '不存在');

/** A circle has one sentence, not one for each who stands on it. */
const toldElsewhere = (finding: Finding): boolean =>
  finding.code === 'circle' && finding.chain.some((id) => id < finding.id);

/** Mistakes and warnings of the data, with their rows. */
export function remarksOf(data: OrganisationData): { faults: Remark[]; warnings: Remark[] } {
  const names = namesOf(data);
  const told = findingsOf(data).filter((finding) => !toldElsewhere(finding));
  const remark = (finding: Finding): Remark => ({
    row: 'row' in finding ? finding.row : null,
    text: wordsOf(finding, names),
  });
  const warns = (finding: Finding): boolean => WARNINGS.includes(finding.code);
  return {
    faults: told.filter((finding) => !warns(finding)).map(remark),
    warnings: told.filter(warns).map(remark),
  };
}

/** What is wrong with the changes themselves: a name that is not the thing's, a unit dissolved that never was, or into nobody. */
function faultsOfChanges(data: OrganisationData, changes: readonly Change[]): string[] {
  const names = namesOf(data);
  const units = new Set(data.units.map((unit) => unit.id));
  const former = new Set((data.former ?? []).map((unit) => unit.id));
  const differ = (what: string, named: string, inside: string): string[] =>
    named === inside ? [] : [`变更写的${what} ${named} 与内容里的 ${inside} 不一致；请改成同一个。`];
  return changes.flatMap((change): string[] => {
    if (change.kind === 'territory') return change.to ? differ('属地代码', change.code, change.to.code) : [];
    if (change.kind === 'precedent') return change.to ? differ('判例编号', change.id, change.to.id) : [];
    if (change.kind !== 'unit') return [];
    const { id, to, successor } = change;
    if (to) return differ('单位编号', id, to.id);
    if (units.has(id)) return [];
    if (!former.has(id)) return [`没有单位 ${id}，无法撤销；请核对编号。`];
    if (successor === null || units.has(successor)) return [];
    const lost = gone(former.has(successor));
    return [`撤销单位 ${names.unit(id)} 的承接单位 ${names.unit(successor)} ${lost}；请改成在用的单位。`];
  });
}

/** Whoever holds cases can't go without a successor: the approval asks for one, and so does this line before it. */
function unsucceeded(data: OrganisationData, changes: readonly Change[]): string[] {
  const names = namesOf(data);
  return changesOf(changes, 'unit')
    .filter(({ to, successor }) => to === null && successor === null)
    .map(({ id }) => `撤销单位 ${names.unit(id)} 没有写承接单位；它还有在办事项时不能批准，请写明由谁承接。`);
}

/**
 * Every mistake for which an organisation must not come to hold, a sentence each; empty where there is none. `changes` are those that
 * led to `data`: their own mistakes are told too.
 */
export const faultsOf = (data: OrganisationData, changes: readonly Change[] = []): string[] => [
  ...remarksOf(data).faults.map(({ text }) => text),
  ...faultsOfChanges(data, changes),
];

/** What is allowed and wants a look: holes, doubles, departments without a duty, a unit dissolved without a successor. */
export const warningsOf = (data: OrganisationData, changes: readonly Change[] = []): string[] => [
  ...remarksOf(data).warnings.map(({ text }) => text),
  ...unsucceeded(data, changes),
];
