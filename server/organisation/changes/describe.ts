/** A change in words: what it was, what it will be. For lists before something is drafted, approved or imported. Pure. */
import { SUBJECTS, TERRITORY_LEVELS, UNIT_KINDS, VERTICALS, type Subject } from '../../contract/vocabulary.ts';
import { type OrganisationData, type Territory, type Unit } from '../model.ts';
import type { Change, ChangeOf, Precedent } from './change.ts';
import { withChanges } from './fold.ts';

/** Names as both sides know them: what is new is named by the later side, what is gone by the earlier one. */
interface Names {
  territory(code: string): string;
  unit(id: string): string;
}

/** Names by id; two that bear one name are told apart by their ids. */
function telling(named: readonly (readonly [id: string, name: string])[]): Map<string, string> {
  const names = new Map(named);
  const bearers = new Map<string, number>();
  for (const name of names.values()) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  return new Map([...names].map(([id, name]) => [id, bearers.get(name) === 1 ? name : `${name}（${id}）`]));
}

function namesOf(before: OrganisationData, after: OrganisationData): Names {
  const territories = telling([...before.territories, ...after.territories].map(({ code, name }) => [code, name]));
  const units = telling([...(before.former ?? []), ...before.units, ...after.units].map(({ id, name }) => [id, name]));
  return { territory: (code) => territories.get(code) ?? code, unit: (id) => units.get(id) ?? id };
}

interface Field<T> {
  label: string;
  of: (value: T, names: Names) => string | readonly string[];
}

const TERRITORY_FIELDS: readonly Field<Territory>[] = [
  { label: '名称', of: ({ name }) => name },
  { label: '层级', of: ({ level }) => TERRITORY_LEVELS[level].zh },
  { label: '上级', of: ({ parent }, names) => (parent === null ? '' : names.territory(parent)) },
];

const UNIT_FIELDS: readonly Field<Unit>[] = [
  { label: '名称', of: ({ name }) => name },
  { label: '简称', of: ({ shortName }) => shortName },
  { label: '属地', of: ({ territory }, names) => names.territory(territory) },
  { label: '类别', of: ({ kind }) => UNIT_KINDS[kind].zh },
  { label: '主管领域', of: ({ subject }) => (subject ? SUBJECTS[subject].zh : '') },
  { label: '垂直管理', of: ({ vertical }) => (vertical ? VERTICALS[vertical].zh : '') },
  { label: '上级单位', of: ({ parent }, names) => (parent ? names.unit(parent) : '') },
  { label: '别名', of: ({ aliases }) => aliases },
  { label: '曾用名', of: ({ formerNames = [] }) => formerNames },
];

const PRECEDENT_FIELDS: readonly Field<Precedent>[] = [
  { label: '文号', of: ({ number }) => number },
  { label: '属地', of: ({ territory }, names) => names.territory(territory) },
  { label: '主管领域', of: ({ subject }) => SUBJECTS[subject].zh },
  { label: '用语', of: ({ terms }) => terms },
  { label: '归', of: ({ unit }, names) => names.unit(unit) },
  { label: '条款', of: ({ clause }) => clause },
];

const orNone = (value: string): string => value || '无';

function listChange(was: readonly string[], to: readonly string[]): string | null {
  const more = to.filter((one) => !was.includes(one));
  const fewer = was.filter((one) => !to.includes(one));
  const parts = [more.length > 0 ? `增 ${more.join('、')}` : '', fewer.length > 0 ? `减 ${fewer.join('、')}` : ''];
  const text = parts.filter(Boolean).join('，');
  return text || (was.join() === to.join() ? null : '次序不同');
}

/** `名称 甲 → 乙；上级单位 无 → 丙`: only the fields that differ. */
function fieldChanges<T>(fields: readonly Field<T>[], was: T, to: T, names: Names): string {
  const parts = fields.flatMap(({ label, of }) => {
    const [a, b] = [of(was, names), of(to, names)];
    const text =
      typeof a === 'string' || typeof b === 'string'
        ? String(a) === String(b)
          ? null
          : `${orNone(String(a))} → ${orNone(String(b))}`
        : listChange(a, b);
    return text === null ? [] : [`${label} ${text}`];
  });
  return parts.length > 0 ? parts.join('；') : '内容不变';
}

function describeTerritory({ code, to }: ChangeOf<'territory'>, before: OrganisationData, names: Names): string {
  const was = before.territories.find((territory) => territory.code === code);
  if (to === null) return `取消属地 ${names.territory(code)}（${code}）`;
  if (was) return `属地 ${was.name}（${code}）：${fieldChanges(TERRITORY_FIELDS, was, to, names)}`;
  const above = to.parent === null ? '' : `，上级 ${names.territory(to.parent)}`;
  return `新增属地 ${to.name}（${code}，${TERRITORY_LEVELS[to.level].zh}${above}）`;
}

function describeUnit({ id, to, successor }: ChangeOf<'unit'>, before: OrganisationData, names: Names): string {
  const was = before.units.find((unit) => unit.id === id);
  if (to === null) {
    const after = successor === null ? '没有写承接单位' : `由 ${names.unit(successor)} 承接`;
    return `撤销单位 ${names.unit(id)}，${after}`;
  }
  if (was) return `单位 ${was.name}：${fieldChanges(UNIT_FIELDS, was, to, names)}`;
  const again = (before.former ?? []).some((unit) => unit.id === id) ? '恢复' : '新增';
  return `${again}单位 ${to.name}（${id}，${UNIT_KINDS[to.kind].zh}，属地 ${names.territory(to.territory)}）`;
}

/** The units of a cell in words: one, several side by side, nobody. */
function cellWords(ids: readonly string[], names: Names): string {
  if (ids.length === 0) return '空缺（归政府办公室）';
  return `${ids.map((id) => names.unit(id)).join('、')}${ids.length > 1 ? '（并列）' : ''}`;
}

/** `水务 × 砚湖区`. */
export const cellName = (subject: Subject, territory: string): string => `${SUBJECTS[subject].zh} × ${territory}`;

function describeDuty({ territory, subject, to }: ChangeOf<'duty'>, before: OrganisationData, names: Names): string {
  const was = before.duties
    .filter((duty) => duty.territory === territory && duty.subject === subject)
    .map((duty) => duty.unit);
  return `职责 ${cellName(subject, names.territory(territory))}：${cellWords(was, names)} → ${cellWords(to, names)}`;
}

function describePrecedent({ id, to }: ChangeOf<'precedent'>, before: OrganisationData, names: Names): string {
  const was = (before.precedents ?? []).find((precedent) => precedent.id === id);
  if (to === null) return `取消判例 ${was?.number ?? id}`;
  if (was) return `判例 ${was.number}：${fieldChanges(PRECEDENT_FIELDS, was, to, names)}`;
  const terms = to.terms.map((term) => `“${term}”`).join('、');
  const cell = cellName(to.subject, names.territory(to.territory));
  return `新增判例 ${to.number}：${cell} 中写到${terms}的，归 ${names.unit(to.unit)}（${to.clause}）`;
}

function describeRule({ profile, id, to }: ChangeOf<'rule'>): string {
  return to === null ? `取消规则 ${id}（${profile}），恢复上级规定` : `规则 ${id}（${profile}）：${to.wording}`;
}

function words(change: Change, before: OrganisationData, names: Names): string {
  if (change.kind === 'territory') return describeTerritory(change, before, names);
  if (change.kind === 'unit') return describeUnit(change, before, names);
  if (change.kind === 'duty') return describeDuty(change, before, names);
  if (change.kind === 'precedent') return describePrecedent(change, before, names);
  return describeRule(change);
}

/** One readable line for a change that is to be made to `before`; new names come from the change itself. */
export const describeChange = (change: Change, before: OrganisationData): string =>
  words(change, before, namesOf(before, withChanges(before, [change])));

/** One line for each change, in their order; each may name what another one brings. */
export function describeChanges(changes: readonly Change[], before: OrganisationData): string[] {
  const names = namesOf(before, withChanges(before, changes));
  return changes.map((change) => words(change, before, names));
}
