/** The rules of a profile as a page or a command shows them: words beside the data, whose each is, what it replaces. Pure. */
import type { RuleView, RulesView } from '../contract/rule-views.ts';
import { ROLES } from '../contract/vocabulary.ts';
import { conditionInWords, type Condition } from './condition.ts';
import { BASES } from './documents.ts';
import { CLOCK_FACTS, ROUTING_FACTS } from './facts.ts';
import type { HeldRule } from './profiles.ts';
import { resultInWords } from './result.ts';
import type { Rule } from './rule-schema.ts';
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
    case 'addition':
      return rule.data.principle;
  }
}

function conditionOf(rule: Rule): { when: Condition | null; words: string | null } {
  if (rule.kind === 'deadline') {
    return rule.when
      ? { when: rule.when, words: conditionInWords(rule.when, CLOCK_FACTS) }
      : { when: null, words: null };
  }
  if (rule.kind === 'responsibility') return { when: rule.when, words: conditionInWords(rule.when, ROUTING_FACTS) };
  if (rule.kind !== 'addition') return { when: null, words: null };
  const { decidedBy, ...facts } = rule.when as Condition;
  const words = [
    ...(decidedBy ? [`由 ${decidedBy.join('、')} 决定`] : []),
    ...(Object.keys(facts).length > 0 ? [conditionInWords(facts, ROUTING_FACTS)] : []),
  ];
  return { when: rule.when as Condition, words: words.join('；') };
}

const filled = (when: Condition): Record<string, string[]> =>
  Object.fromEntries(Object.entries(when).flatMap(([fact, values]) => (values ? [[fact, [...values]]] : [])));

function viewOf(
  { rule, from, place, replaces, waiting }: HeldRule & { waiting: boolean },
  nameOf: (profile: string) => string,
): RuleView {
  const { when, words } = conditionOf(rule);
  const { id, kind, wording, clause, source, basis, validFrom, data } = rule;
  return {
    ...{ id, kind, wording, clause, source, basis, validFrom, waiting, place },
    basisName: BASES[basis],
    figure: figureOf(rule),
    when: when ? filled(when) : null,
    condition: words,
    then: 'then' in rule ? { ...rule.then } : null,
    result: 'then' in rule ? resultInWords(rule.then) : null,
    data: { ...data },
    fromProfile: from,
    fromName: nameOf(from),
    replaces: replaces && {
      fromProfile: replaces.from,
      fromName: nameOf(replaces.from),
      wording: replaces.rule.wording,
      clause: replaces.rule.clause,
      figure: figureOf(replaces.rule),
    },
  };
}

/** All rules of a profile, in the order in which they are asked. Fault `unknown_profile`. */
export function ruleFilesOf(rulebook: Rulebook, profile: string): RulesView {
  const chain = rulebook.chain(profile).map((each) => ({ ...each }));
  const held = rulebook.held(profile);
  const nameOf = (id: string): string => chain.find((each) => each.profile === id)?.name ?? id;
  return {
    version: rulebook.version,
    profile,
    chain,
    profiles: [...rulebook.profiles],
    documents: rulebook.documents(profile).map(({ id, name, citation, kind }) => ({ id, name, citation, kind })),
    rules: held.map((each) => viewOf(each, nameOf)),
  };
}
