/**
 * The rulebook: rules are data, each with its clause, its source and the day from which it holds. A profile builds on another
 * (national ← province ← prefecture ← county) and replaces rules by their id.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, isNode, parseDocument } from 'yaml';
import type { ClockKind, HolderStep } from '../contract/vocabulary-case.ts';
import { Fault } from '../platform/fault.ts';
import type { CalendarDays } from './calendar.ts';
import type { DeadlineRule, ExtensionRule, PeriodRule, ResponsibilityRule, Rule, RulebookFile } from './rule-schema.ts';
import { isClockKind, rulebookFileSchema } from './rule-schema.ts';

/** A clock as a case carries it: what to count, from which instant, and the text it rests on. */
export interface ClockRule {
  /** Id of the rule. */
  id: string;
  clock: ClockKind;
  label: string;
  counted: 'hours' | 'workdays';
  amount: number;
  startsFrom: 'occurred' | 'detected' | 'dispatched';
  wording: string;
  clause: string;
  source: string;
}

export interface Rulebook {
  /** `v1·` and a short hash of all files. */
  readonly version: string;
  readonly profiles: readonly string[];
  /** The profile that holds in a place, given its code and those above it, nearest first; national where none is its own. */
  profileAt(lineage: readonly string[]): string;
  /** The profile and those it builds on, national first. Fault `unknown_profile`. */
  chain(profile: string): readonly { profile: string; name: string }[];
  /** The rules that hold in a profile, nearest profile first to win, in the order of the national file. */
  rules(profile?: string): readonly Rule[];
  /** One rule by id; Fault `unknown_rule` where there is none. */
  rule(id: string, profile?: string): Rule;
  /** The clock of a kind; Fault `unknown_rule` where the profile sets none. */
  clockRule(kind: ClockKind, profile?: string): ClockRule;
  /** The same, or null where the profile sets none. */
  clockRuleOf(kind: ClockKind, profile?: string): ClockRule | null;
  /** 环节时限 in minutes, or null where the profile sets none; judging's is its own. */
  stepMinutes(step: HolderStep, profile?: string): number | null;
  /** 延期 of a kind of clock, or null where it can't be extended (a statutory limit, a public promise). */
  extensionRule(kind: ClockKind, profile?: string): ExtensionRule | null;
  /** A period by id (period.return …); Fault `unknown_rule`. */
  period(id: string, profile?: string): PeriodRule;
  /** 研判时限 in minutes. */
  judgingMinutes(profile?: string): number;
  /** A rule of 属地管理、分级负责、谁主管谁负责 by id. */
  responsibility(id: string, profile?: string): ResponsibilityRule;
  /** Local holidays and make-up days of a profile, for calendar.ts. */
  localDays(profile?: string): CalendarDays;
}

export const NATIONAL = 'national';

interface Source {
  /** File name, for messages. */
  name: string;
  text: string;
}

/** A rule that a dated change put in the place of a profile's own, or took out. */
export interface RuleChange {
  profile: string;
  id: string;
  to: Rule | null;
}

export interface RulebookPlace {
  folder?: string;
  changes?: readonly RuleChange[];
}

const invalid = (message: string): Fault => new Fault('rulebook_invalid', message, { status: 500 });

/** Reads one file of the rulebook. A fault names file and line: `national.yaml:12: rules.3.data.amount: …`. */
export function parseRulebookFile(source: Source): RulebookFile {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) throw invalid(`${source.name}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`);
  const parsed = rulebookFileSchema.safeParse(document.toJS());
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${source.name}:${lineOf(issue.path)}: ${issue.path.join('.') || 'file'}: ${issue.message}`,
    );
    throw invalid(faults.join('\n'));
  }
  const seen = new Set<string>();
  parsed.data.rules.forEach((rule, index) => {
    if (seen.has(rule.id))
      throw invalid(`${source.name}:${lineOf(['rules', index, 'id'])}: rule ${rule.id} stands twice`);
    seen.add(rule.id);
  });
  return parsed.data;
}

/** The chain of a profile, national first. */
function chainOf(files: ReadonlyMap<string, RulebookFile>, profile: string): RulebookFile[] {
  const chain: RulebookFile[] = [];
  for (let name: string | null = profile; name !== null;) {
    const file: RulebookFile | undefined = files.get(name);
    if (!file) throw new Fault('unknown_profile', `no profile ${name} (known: ${[...files.keys()].join(', ')})`);
    if (chain.includes(file)) throw invalid(`profile ${profile} builds on itself`);
    chain.unshift(file);
    name = file.extends;
  }
  return chain;
}

function withRuleChanges(file: RulebookFile, changes: readonly RuleChange[]): RulebookFile {
  const rules = new Map(file.rules.map((rule) => [rule.id, rule]));
  for (const { profile, id, to } of changes) {
    if (profile !== file.profile) continue;
    if (to === null) rules.delete(id);
    else rules.set(id, to);
  }
  return { ...file, rules: [...rules.values()] };
}

function merge(chain: readonly RulebookFile[]): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const file of chain) {
    for (const rule of file.rules) {
      const above = rules.get(rule.id);
      if (above && above.kind !== rule.kind) {
        throw invalid(`profile ${file.profile}: rule ${rule.id} is a ${above.kind}, not a ${rule.kind}`);
      }
      rules.set(rule.id, rule);
    }
  }
  return rules;
}

function clockOf(rules: readonly Rule[], kind: ClockKind): ClockRule {
  const found = rules.find((rule): rule is DeadlineRule => rule.kind === 'deadline' && rule.data.clock === kind);
  if (!found || !isClockKind(found.data.clock)) throw new Fault('unknown_rule', `the rulebook sets no clock ${kind}`);
  const { clock, label, counted, amount, startsFrom } = found.data;
  const { id, wording, clause, source } = found;
  return { id, clock, label, counted, amount, startsFrom, wording, clause, source };
}

function judgingOf(rules: ReadonlyMap<string, Rule>, profile: string): number {
  const rule = [...rules.values()].find((each) => each.kind === 'judging');
  if (rule?.kind !== 'judging') throw new Fault('unknown_rule', `no judging limit in profile ${profile}`);
  return rule.data.minutes;
}

/** Joins files into a rulebook; every profile is resolved at once, so a fault shows at the start and not in use. */
export function rulebookOf(sources: readonly Source[], changes: readonly RuleChange[] = []): Rulebook {
  const files = new Map<string, RulebookFile>();
  const hash = createHash('sha256');
  for (const source of [...sources].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = parseRulebookFile(source);
    if (files.has(file.profile)) throw invalid(`${source.name}:1: profile ${file.profile} stands in two files`);
    files.set(file.profile, withRuleChanges(file, changes));
    hash.update(source.name).update('\0').update(source.text.replaceAll('\r\n', '\n')).update('\0');
  }
  for (const change of changes) hash.update(JSON.stringify(change)).update('\0');
  const chains = new Map([...files.keys()].map((name) => [name, chainOf(files, name)]));
  const merged = new Map([...chains].map(([name, chain]) => [name, merge(chain)]));
  const of = (profile: string): Map<string, Rule> => {
    const rules = merged.get(profile);
    if (!rules) throw new Fault('unknown_profile', `no profile ${profile} (known: ${[...files.keys()].join(', ')})`);
    return rules;
  };
  const get = (id: string, profile: string): Rule => {
    const rule = of(profile).get(id);
    if (!rule) throw new Fault('unknown_rule', `no rule ${id} in profile ${profile}`);
    return rule;
  };
  return {
    version: `v1·${hash.digest('hex').slice(0, 6)}`,
    profiles: [...files.keys()],
    profileAt: (lineage) => {
      const byCode = new Map([...files.values()].map((file) => [file.code, file.profile]));
      return lineage.flatMap((code) => byCode.get(code) ?? [])[0] ?? NATIONAL;
    },
    chain: (profile) => {
      of(profile);
      return (chains.get(profile) ?? []).map(({ profile: id, name }) => ({ profile: id, name }));
    },
    rules: (profile = NATIONAL) => [...of(profile).values()],
    rule: (id, profile = NATIONAL) => get(id, profile),
    clockRule: (kind, profile = NATIONAL) => clockOf([...of(profile).values()], kind),
    clockRuleOf: (kind, profile = NATIONAL) => {
      const rules = [...of(profile).values()];
      return rules.some((rule) => rule.kind === 'deadline' && rule.data.clock === kind) ? clockOf(rules, kind) : null;
    },
    stepMinutes: (step, profile = NATIONAL) => {
      if (step === 'judging') return judgingOf(of(profile), profile);
      const rule = [...of(profile).values()].find((each) => each.kind === 'step' && each.data.step === step);
      return rule?.kind === 'step' ? rule.data.hours * 60 : null;
    },
    extensionRule: (kind, profile = NATIONAL) => {
      const rule = [...of(profile).values()].find(
        (each) => each.kind === 'extension' && each.data.clocks.includes(kind),
      );
      return rule?.kind === 'extension' ? rule : null;
    },
    period: (id, profile = NATIONAL) => {
      const rule = get(id, profile);
      if (rule.kind !== 'period') throw new Fault('unknown_rule', `rule ${id} is no period`);
      return rule;
    },
    judgingMinutes: (profile = NATIONAL) => judgingOf(of(profile), profile),
    responsibility: (id, profile = NATIONAL) => {
      const rule = get(id, profile);
      if (rule.kind !== 'responsibility') throw new Fault('unknown_rule', `rule ${id} is no rule of responsibility`);
      return rule;
    },
    localDays: (profile = NATIONAL) => {
      of(profile);
      const days = (chains.get(profile) ?? []).map((file) => file.calendar);
      return {
        holidays: Object.assign({}, ...days.map((each) => each.holidays)) as Record<string, string>,
        workdays: Object.assign({}, ...days.map((each) => each.workdays)) as Record<string, string>,
      };
    },
  };
}

const FOLDER = fileURLToPath(new URL('../rulebook', import.meta.url));

/** Reads the rulebook from its folder: national.yaml and one file for each profile, and the changes that hold since, in order. */
export function loadRulebook({ folder = FOLDER, changes = [] }: RulebookPlace = {}): Rulebook {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) throw invalid(`${basename(folder)}: no rulebook file`);
  return rulebookOf(
    names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
    changes,
  );
}
