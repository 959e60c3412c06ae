/** `huiying rules`: the rulebook, each rule with id, clause and source, its condition and what it orders. */
import { ruleFilesOf } from '../rules/rule-views.ts';
import type { RuleView } from '../contract/rule-views.ts';
import type { Rulebook } from '../rules/rulebook.ts';

function asText(rulebook: Rulebook, profile: string): string {
  const { rules, chain } = ruleFilesOf(rulebook, profile);
  const above = chain.length > 1 ? ` · ${chain.map(({ name }) => name).join(' ← ')}` : '';
  return `规则库 ${rulebook.version} · 配置 ${profile}${above} · ${rules.length} 条\n\n${rules.map((rule) => block(rule, chain.length > 1)).join('\n\n')}\n`;
}

function block(rule: RuleView, joined: boolean): string {
  const from = joined ? `  出自：${rule.fromName}` : '';
  const replaces = rule.replaces
    ? `，代替${rule.replaces.fromName}：${rule.replaces.figure || rule.replaces.wording}`
    : '';
  return [
    `${rule.id}  [${rule.kind}]  ${rule.figure}${rule.waiting ? `  (${rule.validFrom} 起生效)` : ''}`,
    `  ${rule.wording}`,
    ...(rule.condition ? [`  条件：${rule.condition}`] : []),
    ...(rule.result ? [`  结果：${rule.result}`] : []),
    `  依据：${rule.clause}(${rule.basisName})  来源：${rule.source}  自 ${rule.validFrom} 起`,
    ...(joined ? [`${from}${replaces}`] : []),
  ].join('\n');
}

/**
 * The rulebook for reading, or with `json` as one JSON document `{version, profile, chain[], documents[], rules[]}`: each rule whole,
 * with the profile it comes from and what it replaces. `profile` defaults to the national one; Fault `unknown_profile`.
 */
export function printRules(rulebook: Rulebook, options: { json?: boolean; profile?: string } = {}): string {
  const profile = options.profile ?? 'national';
  if (!options.json) return asText(rulebook, profile);
  return `${JSON.stringify(ruleFilesOf(rulebook, profile), null, 2)}\n`;
}
