/** `huiying rules`: the rulebook, each rule with id, clause and source. */
import type { Rule } from '../rules/rule-schema.ts';
import { BASES } from '../rules/rule-schema.ts';
import type { Rulebook } from '../rules/rulebook.ts';

const UNITS = { hours: '小时', workdays: '个工作日' } as const;

/** The figure of a rule in a few characters, empty where it has none. */
function figure(rule: Rule): string {
  if (rule.kind === 'deadline' || rule.kind === 'period') return `${rule.data.amount}${UNITS[rule.data.counted]}`;
  if (rule.kind === 'judging') return `${rule.data.minutes}分钟`;
  if (rule.kind === 'step') return `${rule.data.hours}小时`;
  if (rule.kind === 'extension') return `${rule.data.times}次 ${rule.data.workdays}个工作日`;
  return rule.kind === 'dispatch' ? rule.data.role : rule.data.principle;
}

function asText(rulebook: Rulebook, profile: string): string {
  const blocks = rulebook
    .rules(profile)
    .map((rule) =>
      [
        `${rule.id}  [${rule.kind}]  ${figure(rule)}`,
        `  ${rule.wording}`,
        `  依据:${rule.clause}(${BASES[rule.basis]})  来源:${rule.source}  自 ${rule.validFrom} 起`,
      ].join('\n'),
    );
  return `规则库 ${rulebook.version} · 配置 ${profile} · ${blocks.length} 条\n\n${blocks.join('\n\n')}\n`;
}

/**
 * The rulebook for reading, or with `json` as one JSON document `{version, profile, rules[]}`. `profile` defaults to the national
 * one; Fault `unknown_profile`.
 */
export function printRules(rulebook: Rulebook, options: { json?: boolean; profile?: string } = {}): string {
  const profile = options.profile ?? 'national';
  if (!options.json) return asText(rulebook, profile);
  return `${JSON.stringify({ version: rulebook.version, profile, rules: rulebook.rules(profile) }, null, 2)}\n`;
}
