/**
 * What is wrong with a rulebook whose files have the right shape: clauses of unknown documents, rules that can never hold, ids that
 * nothing reads, matters that nobody would answer for. Pure; the same for files and for changes still in draft.
 */
import { chinaDay, type ChinaDay } from './china-time.ts';
import { conditionInWords, type Condition } from './condition.ts';
import { faultsOfClause } from './documents.ts';
import { CLOCK_FACTS, ROUTING_FACTS } from './facts.ts';
import {
  chainOf,
  documentsOf,
  heldRules,
  withRuleChanges,
  type Files,
  type HeldRule,
  type RuleChange,
} from './profiles.ts';
import { decisions, narrowed, reachOf, type Guard } from './reach.ts';
import { isClockKind, type AdditionRule, type DeadlineRule, type ResponsibilityRule } from './rule-schema.ts';
import { parseRulebookFile, type RulebookSource } from './rulebook-file.ts';

/** Periods by id: those that an act reads, and those that are shown where somebody answers by another system. */
export const PERIODS: Readonly<Record<string, 'read' | 'shown'>> = {
  'period.return': 'read',
  'period.statement': 'read',
  'period.statutory_disclosure': 'shown',
  'period.accident_unit_report': 'shown',
  'period.accident_level_report': 'shown',
  'period.petition_return': 'shown',
  'period.policy_reprint': 'shown',
  'period.document_publication': 'shown',
  'period.adoption': 'shown',
};

/** Values that never come together. */
const NEVER: readonly Condition[] = [
  { subjects: ['none'], evidence: ['tie', 'contradiction'] },
  { subjects: ['one'], evidence: ['tie'] },
  { subjects: ['none'], asked: ['named'] },
  { subjects: ['none'], duty: ['held', 'higher', 'missing', 'double'] },
  { subjects: ['one', 'several'], duty: ['none'] },
  { subjects: ['none'], precedent: ['one', 'several'] },
  { complaint: ['within', 'beyond'], accused: ['unit', 'unclear', 'raised'] },
  { complaint: ['within', 'beyond'], place: ['outside'] },
];

const ACCUSED = ['unit', 'unclear', 'raised'];

const guardOf = <R extends DeadlineRule | ResponsibilityRule | AdditionRule>(held: HeldRule, rule: R) => ({
  id: rule.id,
  when: rule.when as Condition | undefined,
  rule,
  held,
});

/** Rules among a profile's own that no matter ever reaches. What a nearer profile puts before a rule from above is its right. */
function silent<G extends Guard & { held: HeldRule }>(
  guards: readonly G[],
  reach: { impossible: readonly G[]; shadowed: readonly { guard: G; by: readonly string[] }[] },
  own: string,
): string[] {
  return [
    ...reach.impossible
      .filter(({ held }) => held.from === own)
      .map(({ held, id }) => `${held.place}: ${id} 的条件自相矛盾，永远不会成立`),
    ...reach.shadowed
      .filter(({ guard }) => guard.held.from === own)
      .map(({ guard, by }) => `${guard.held.place}: ${guard.id} 永远轮不到，它的情形都先由 ${by.join('、')} 决定`),
  ];
}

function faultsOfRouting(held: readonly HeldRule[], own: string): string[] {
  const deciding = held.flatMap((each) => (each.rule.kind === 'responsibility' ? [guardOf(each, each.rule)] : []));
  const additions = held.flatMap((each) => (each.rule.kind === 'addition' ? [guardOf(each, each.rule)] : []));
  // A profile that says nothing of its own about who answers is as sound as the one above it.
  if ([...deciding, ...additions].every((guard) => guard.held.from !== own)) return [];
  if (deciding.length === 0) {
    return additions.map(({ held: { place }, id }) => `${place}: ${id} 没有可以补充的规则`);
  }
  const reach = reachOf(ROUTING_FACTS, deciding, NEVER);
  const faults = silent(deciding, reach, own);
  const open = reach.decided.find(({ by }) => by === undefined);
  if (open) faults.push(`${own}: 没有规则决定这种情形:${inWords(open.values)}`);
  const unsealed = reach.decided.find(
    ({ values, by }) =>
      by && values['accused'] !== undefined && ACCUSED.includes(values['accused']) && !by.rule.then.transfer,
  );
  if (unsealed?.by) {
    faults.push(`${unsealed.by.held.place}: ${unsealed.by.id} 先于移送规则决定了检举控告，检举控告必须移送`);
  }
  for (const { held: at, id, rule } of additions) {
    if (at.from !== own) continue;
    const { decidedBy, ...when } = rule.when as Condition;
    const missing = (decidedBy ?? []).filter((each) => deciding.every((guard) => guard.id !== each));
    if (missing.length > 0) faults.push(`${at.place}: ${id} 所说的规则 ${missing.join('、')} 不存在`);
    else if (!everAdded(deciding, when, decidedBy)) faults.push(`${at.place}: ${id} 的条件永远不会成立`);
  }
  return faults;
}

/** Whether some matter fulfils the condition and is decided by one of those named. */
function everAdded(deciding: readonly Guard[], when: Condition, decidedBy: readonly string[] | undefined): boolean {
  for (const { by } of decisions(narrowed(ROUTING_FACTS, when), deciding, NEVER)) {
    if (by && (decidedBy?.includes(by.id) ?? true)) return true;
  }
  return false;
}

const inWords = (values: Readonly<Record<string, string>>): string =>
  conditionInWords(Object.fromEntries(Object.entries(values).map(([fact, value]) => [fact, [value]])), ROUTING_FACTS);

function faultsOfClocks(held: readonly HeldRule[], own: string): string[] {
  const deadlines = held.flatMap((each) => (each.rule.kind === 'deadline' ? [guardOf(each, each.rule)] : []));
  const clocks = [...new Set(deadlines.map(({ rule }) => rule.data.clock))];
  return clocks.flatMap((clock) => {
    const guards = deadlines.filter(({ rule }) => rule.data.clock === clock);
    return silent(guards, reachOf(CLOCK_FACTS, guards, []), own);
  });
}

function faultsOfIds(held: readonly HeldRule[], own: string): string[] {
  return held.flatMap(({ rule, from, place }) => {
    if (from !== own) return [];
    if (rule.kind === 'deadline' && !isClockKind(rule.data.clock)) {
      return [`${place}: ${rule.id} 没有事项会用到:没有名为 ${rule.data.clock} 的时限`];
    }
    if (rule.kind === 'period' && !Object.hasOwn(PERIODS, rule.id)) {
      return [`${place}: ${rule.id} 没有程序会用到(已知:${Object.keys(PERIODS).join('、')})`];
    }
    return [];
  });
}

/** Changes that would leave an act without the rule it reads. */
function faultsOfRemovals(before: readonly HeldRule[], after: readonly HeldRule[], profile: string): string[] {
  const left = new Set(after.map(({ rule }) => rule.id));
  return before
    .filter(({ rule }) => !left.has(rule.id))
    .filter(
      ({ rule }) => rule.kind === 'judging' || PERIODS[rule.id] === 'read' || rule.id === 'responsibility.precedent',
    )
    .map(({ rule }) => `变更 ${profile}/${rule.id}: 程序要用到 ${rule.id}，没有上级规则可以代替，不能取消`);
}

/** The days on which something else holds: this one, and each on which a waiting rule begins. */
const daysOf = (files: Files, today: ChinaDay): ChinaDay[] => [
  ...new Set([
    today,
    ...[...files.values()].flatMap(({ rules }) => rules.map(({ validFrom }) => validFrom)).filter((day) => day > today),
  ]),
];

/** What is wrong in a set of parsed files, each fault with file and line or the change it comes from. */
export function faultsOfFiles(files: Files, today: ChinaDay): string[] {
  const faults = [...files.keys()].flatMap((profile) => {
    const chain = chainOf(files, profile);
    const documents = documentsOf(chain);
    const own = chain.at(-1);
    const clauses = (own?.rules ?? []).flatMap((rule) =>
      faultsOfClause(rule, documents).map((fault) => `${own?.placeOf(rule.id) ?? profile}: ${rule.id}: ${fault}`),
    );
    return [
      ...clauses,
      ...daysOf(files, today).flatMap((day) => {
        const held = heldRules(chain, day);
        return [...faultsOfIds(held, profile), ...faultsOfRouting(held, profile), ...faultsOfClocks(held, profile)];
      }),
    ];
  });
  return [...new Set(faults)];
}

/**
 * What would be wrong if these changes held on top of the files: each as one sentence with file and line, or the change it comes
 * from; empty where nothing is. Throws `rulebook_invalid` only where a file has no right shape.
 */
export function faultsOfRules(
  sources: readonly RulebookSource[],
  changes: readonly RuleChange[],
  today: ChinaDay = chinaDay(new Date()),
): string[] {
  const plain = new Map(sources.map((source) => parseRulebookFile(source)).map((file) => [file.profile, file]));
  const foreign = changes.filter(({ profile }) => !plain.has(profile));
  if (foreign.length > 0) return foreign.map(({ profile, id }) => `变更 ${profile}/${id}: 没有名为 ${profile} 的配置`);
  const misnamed = changes.filter(({ id, to }) => to !== null && to.id !== id);
  if (misnamed.length > 0)
    return misnamed.map(({ profile, id, to }) => `变更 ${profile}/${id}: 规则自己的编号是 ${to?.id}`);
  const files = new Map([...plain].map(([profile, file]) => [profile, withRuleChanges(file, changes)]));
  const kinds = changedKinds(plain, files, changes);
  if (kinds.length > 0) return kinds;
  const removed = [...plain.keys()].flatMap((profile) =>
    faultsOfRemovals(heldRules(chainOf(plain, profile), today), heldRules(chainOf(files, profile), today), profile),
  );
  return [...removed, ...faultsOfFiles(files, today)];
}

/** A change may not make another kind of rule out of one. */
function changedKinds(plain: Files, files: Files, changes: readonly RuleChange[]): string[] {
  return changes.flatMap(({ profile, id, to }) => {
    if (to === null) return [];
    const others = [...files.keys()].flatMap((name) => [
      ...chainOf(files, name).flatMap(({ profile: of, rules }) => (of === profile ? [] : rules)),
      ...(plain.get(profile)?.rules ?? []),
    ]);
    const other = others.find((rule) => rule.id === id && rule.kind !== to.kind);
    return other ? [`变更 ${profile}/${id}: ${id} 的种类是 ${other.kind}，不能改为 ${to.kind}`] : [];
  });
}
