/**
 * The first accounts of an organisation that brings none: each role once, and every step of the approval chain held by somebody in
 * the unit whose step it is, so that a matter can be walked from the queue to its publication. Pure.
 */
import type { Role } from '../contract/vocabulary.ts';
import type { ApprovalStep } from '../contract/vocabulary-case.ts';
import type { Organisation, Unit } from './model.ts';
import type { PackUser } from './pack.ts';

type Post = readonly [name: string, unit: Unit | undefined, does: string, role: Role, steps?: ApprovalStep[]];

/** Two departments of a territory: one that answers, and one that signs where it is asked to. */
function departments(organisation: Organisation, territory: string): [Unit | undefined, Unit | undefined] {
  const all = organisation.unitsOf(territory).filter((unit) => unit.kind === 'department');
  const first = organisation.competent(territory, 'water_resources') ?? all[0];
  const asked = organisation.competent(territory, 'health');
  return [first, asked && asked !== first ? asked : all.find((unit) => unit !== first)];
}

function officePosts(organisation: Organisation): Post[] {
  const of = (kind: 'government_office' | 'news_office' | 'discipline') => organisation.body(organisation.code, kind);
  const [government, news, discipline] = [of('government_office'), of('news_office'), of('discipline')];
  return [
    ['analyst', news, '研判', 'analyst'],
    ['chief', news, '值班长', 'duty_chief'],
    ['reviewer', government, '政务公开办复核', 'reviewer', ['office_review']],
    ['supervisor', government, '督办', 'supervisor'],
    ['leader', government, '分管领导', 'leader', ['leader']],
    // Where the first has to recuse himself.
    ['leader2', government, '主要领导', 'leader', ['leader']],
    ['inspector', discipline, '信访承办', 'officer'],
    ['auditor', discipline, '监督员', 'auditor'],
    ['admin', news, '系统管理', 'admin'],
    ['steward', government, '规则管理', 'steward'],
  ];
}

function unitPosts(organisation: Organisation): Post[] {
  const [lead, asked] = departments(organisation, organisation.code);
  const county = organisation.counties().find(({ code }) => code !== organisation.code);
  const [below] = county ? departments(organisation, county.code) : [];
  const passing = county && organisation.body(county.code, 'government_office');
  const inspectors = county && organisation.body(county.code, 'discipline');
  return [
    ['officer', lead, '承办', 'officer'],
    ['section', lead, '科室负责人', 'reviewer', ['section']],
    ['secrecy', lead, '保密审查', 'reviewer', ['secrecy']],
    ['head', lead, '负责人', 'reviewer', ['unit_head']],
    ['countersign', asked, '会签', 'reviewer', ['countersign']],
    ['office2', passing, '转办', 'officer'],
    ['officehead2', passing, '审核', 'reviewer', ['section', 'secrecy', 'unit_head']],
    ['officer2', below, '承办', 'officer'],
    ['head2', below, '审核', 'reviewer', ['section', 'secrecy', 'unit_head']],
    ['inspector2', inspectors, '信访承办', 'officer'],
  ];
}

/** The accounts; a post whose unit the organisation lacks is left out. */
export function firstPosts(organisation: Organisation): PackUser[] {
  return [...officePosts(organisation), ...unitPosts(organisation)].flatMap(([name, unit, does, role, steps = []]) =>
    unit ? [{ name, displayName: `${unit.shortName}${does} 01`, roles: [role], unit: unit.id, steps }] : [],
  );
}
