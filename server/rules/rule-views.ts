/** The rules of a profile as a page or a command shows them: words beside the data, whose each is, what it replaces. Pure. */
import type { RuleView, RulesView } from '../contract/rule-views.ts';
import { INCIDENT_GRADES, ROLES } from '../contract/vocabulary.ts';
import { BASES, type Rule } from './rule-schema.ts';
import type { Rulebook } from './rulebook.ts';

const UNITS = { hours: '小时', workdays: '个工作日' } as const;

/** The figure of a rule in a few characters, or the principle it follows. */
export function figureOf(rule: Rule): string {
  switch (rule.kind) {
    case 'deadline':
    case 'period':
      return `${rule.data.amount}${UNITS[rule.data.counted]}`;
    case 'judging':
      return `${rule.data.minutes}分钟`;
    case 'step':
      return `${rule.data.hours}小时`;
    case 'extension':
      return `${rule.data.times}次 ${rule.data.workdays}个工作日`;
    case 'dispatch':
      return ROLES[rule.data.role].zh;
    case 'responsibility':
      return rule.data.principle;
  }
}

function conditionOf(rule: Rule): string | null {
  if (rule.kind !== 'deadline' || !rule.data.incidentGrades) return null;
  return `突发事件等级:${rule.data.incidentGrades.map((grade) => INCIDENT_GRADES[grade].zh).join('、')}`;
}

interface Link {
  profile: string;
  name: string;
  rules: ReadonlyMap<string, Rule>;
}

/** The nearest profile that wrote the rule, and where it changes something, what stood above. */
function heldIn(chain: readonly Link[], rule: Rule): { from: Link | undefined; above: Link | undefined } {
  let at = chain.length - 1;
  while (at > 0 && chain[at - 1]?.rules.get(rule.id) === rule) at -= 1;
  return { from: chain[at], above: at > 0 && chain[at - 1]?.rules.has(rule.id) ? chain[at - 1] : undefined };
}

function viewOf(rule: Rule, chain: readonly Link[]): RuleView {
  const { from, above } = heldIn(chain, rule);
  const replaced = above?.rules.get(rule.id);
  const { id, kind, wording, clause, source, basis, validFrom, data } = rule;
  return {
    ...{ id, kind, wording, clause, source, basis, validFrom },
    basisName: BASES[basis],
    waiting: false,
    figure: figureOf(rule),
    when: null,
    condition: conditionOf(rule),
    then: null,
    result: null,
    data: { ...data },
    fromProfile: from?.profile ?? '',
    fromName: from?.name ?? '',
    place: from?.profile ?? '',
    replaces:
      above && replaced
        ? {
            fromProfile: above.profile,
            fromName: above.name,
            wording: replaced.wording,
            clause: replaced.clause,
            figure: figureOf(replaced),
          }
        : null,
  };
}

/** All rules of a profile, in the order in which they are asked. Fault `unknown_profile`. */
export function ruleFilesOf(rulebook: Rulebook, profile: string): RulesView {
  const chain = rulebook.chain(profile).map((each) => ({
    ...each,
    rules: new Map(rulebook.rules(each.profile).map((rule) => [rule.id, rule])),
  }));
  return {
    version: rulebook.version,
    profile,
    chain: chain.map(({ profile: id, name }) => ({ profile: id, name })),
    profiles: [...rulebook.profiles],
    documents: [],
    rules: rulebook.rules(profile).map((rule) => viewOf(rule, chain)),
  };
}
