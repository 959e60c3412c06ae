/** Rules as the page sets them out: by kind, filtered, two profiles side by side, and a change of one as data; pure. */
import type { DraftChanges } from '../../server/contract/directory-views.ts';
import type { RulesView, RuleView } from '../../server/contract/rule-views.ts';

/** A rule of the profile shown beside the same of the one compared; either may lack it. */
export interface RulePair {
  id: string;
  kind: string;
  own: RuleView | null;
  other: RuleView | null;
  /** What it says, asks, orders or rests on is not the same in both. */
  differs: boolean;
}

const said = (rule: RuleView | null): string =>
  rule === null
    ? ''
    : JSON.stringify([rule.figure, rule.wording, rule.clause, rule.condition, rule.result, rule.data, rule.validFrom]);

/** The rules of a profile, each with the same of another where one is compared; those only the other has come last. */
export function pairsOf(own: RulesView, other: RulesView | null): RulePair[] {
  const theirs = new Map(other?.rules.map((rule) => [rule.id, rule]));
  const mine = new Set(own.rules.map(({ id }) => id));
  const pair = (id: string, kind: string, left: RuleView | null, right: RuleView | null): RulePair => ({
    id,
    kind,
    own: left,
    other: right,
    differs: other !== null && said(left) !== said(right),
  });
  return [
    ...own.rules.map((rule) => pair(rule.id, rule.kind, rule, theirs.get(rule.id) ?? null)),
    ...(other?.rules ?? []).filter(({ id }) => !mine.has(id)).map((rule) => pair(rule.id, rule.kind, null, rule)),
  ];
}

const textOf = (rule: RuleView | null): string =>
  rule === null
    ? ''
    : [rule.id, rule.wording, rule.clause, rule.source, rule.basisName, rule.figure, rule.condition, rule.result]
        .join(' ')
        .toLowerCase();

/** Those that hold every word typed, in either profile. */
export function withWords(pairs: readonly RulePair[], typed: string): RulePair[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return pairs.filter(({ own, other }) => {
    const text = `${textOf(own)} ${textOf(other)}`;
    return words.every((word) => text.includes(word));
  });
}

/** By kind, in the order in which kinds first come. */
export function byKind(pairs: readonly RulePair[]): { kind: string; pairs: RulePair[] }[] {
  const kinds = new Map<string, RulePair[]>();
  for (const pair of pairs) kinds.set(pair.kind, [...(kinds.get(pair.kind) ?? []), pair]);
  return [...kinds].map(([kind, members]) => ({ kind, pairs: members }));
}

/** The field of a rule's data that holds its amount; null where it has none. */
export function amountField({ data }: RuleView): string | null {
  return ['amount', 'hours', 'minutes', 'workdays'].find((field) => typeof data[field] === 'number') ?? null;
}

/** What may be changed of a rule in a draft. */
export interface RuleDraft {
  wording: string;
  clause: string;
  source: string;
  basis: string;
  validFrom: string;
  amount: number | null;
  reason: string;
}

/** The change set that puts the rule so into a profile. */
export function ruleChange(rule: RuleView, profile: string, draft: RuleDraft, title: string): DraftChanges {
  const field = amountField(rule);
  const to = {
    id: rule.id,
    kind: rule.kind,
    wording: draft.wording.trim(),
    clause: draft.clause.trim(),
    source: draft.source.trim(),
    basis: draft.basis,
    validFrom: draft.validFrom,
    data: field && draft.amount !== null ? { ...rule.data, [field]: draft.amount } : rule.data,
    ...(rule.when && { when: rule.when }),
    ...(rule.then && { then: rule.then }),
  };
  return {
    title,
    reason: draft.reason.trim(),
    validFrom: draft.validFrom,
    origin: 'edit',
    changes: [{ kind: 'rule', profile, id: rule.id, to }],
  };
}
