/**
 * The rulebook: rules are data, each with its clause, its source and the day from which it holds. A profile builds on another
 * (national ← province ← prefecture ← county) and replaces rules by their id.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dispatchersFrom, type Dispatchers } from '../contract/dispatchers.ts';
import { OPINION_GRADE_IDS, type OpinionGrade, type Role } from '../contract/vocabulary.ts';
import type { ClockKind, HolderStep } from '../contract/vocabulary-case.ts';
import { Fault } from '../platform/fault.ts';
import type { CalendarDays } from './calendar.ts';
import { chinaDay, type ChinaDay } from './china-time.ts';
import { holds } from './condition.ts';
import { documentsOf, chainOf, heldRules, unknownProfile, waitingRules, withRuleChanges } from './profiles.ts';
import type { HeldRule, RuleChange } from './profiles.ts';
import type { RuleDocument } from './documents.ts';
import type { ClockFacts } from './facts.ts';
import { faultsOfFiles } from './rule-faults.ts';
import type {
  AdditionRule,
  DeadlineRule,
  ExtensionRule,
  PeriodRule,
  ResponsibilityRule,
  Rule,
  RulebookFile,
  StepRule,
} from './rule-schema.ts';
import { isClockKind } from './rule-schema.ts';
import { parseRulebookFile, rulebookInvalid, type ParsedFile, type RulebookSource } from './rulebook-file.ts';

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
  /** The rules that hold in a profile, in the order in which they are asked. */
  rules(profile?: string): readonly Rule[];
  /** One rule by id; Fault `unknown_rule` where there is none. */
  rule(id: string, profile?: string): Rule;
  /**
   * The clock of a kind for a case of these facts: the first rule that fits. Without facts the one that holds for every case.
   * Fault `unknown_rule` where the profile sets none.
   */
  clockRule(kind: ClockKind, profile?: string, facts?: ClockFacts): ClockRule;
  /** The same, or null where the profile sets none. */
  clockRuleOf(kind: ClockKind, profile?: string, facts?: ClockFacts): ClockRule | null;
  /** 环节时限 in minutes, or null where the profile sets none; judging's is its own. */
  stepMinutes(step: HolderStep, profile?: string): number | null;
  /** 环节时限 of a step as the rule it stands in, or null where the profile sets none. */
  stepRule(step: HolderStep, profile?: string): StepRule | null;
  /** 延期 of a kind of clock, or null where it can't be extended (a statutory limit, a public promise). */
  extensionRule(kind: ClockKind, profile?: string): ExtensionRule | null;
  /** A period by id (period.return …); Fault `unknown_rule`. */
  period(id: string, profile?: string): PeriodRule;
  /** Who may dispatch which opinion grade: the role that a rule names, and those above it. */
  dispatchers(profile?: string): Dispatchers;
  /** 研判时限 in minutes. */
  judgingMinutes(profile?: string): number;
  /** 属地管理、分级负责、谁主管谁负责: the rules of which the first that fits decides, and those that add to what was decided. */
  routing(profile?: string): Routing;
  /** The rules of a profile with whose they are and what each replaces; those that wait for their day come last. */
  held(profile?: string): readonly (HeldRule & { waiting: boolean })[];
  /** A profile and those it builds on, national first, each with its name. */
  chain(profile?: string): readonly Pick<RulebookFile, 'profile' | 'name'>[];
  /** The documents that the rules of a profile may cite. */
  documents(profile?: string): readonly RuleDocument[];
  /** Local holidays and make-up days of a profile, for calendar.ts. */
  localDays(profile?: string): CalendarDays;
}

export interface Routing {
  deciding: readonly ResponsibilityRule[];
  additions: readonly AdditionRule[];
}

export const NATIONAL = 'national';

export interface RulebookPlace {
  folder?: string;
  changes?: readonly RuleChange[];
  /** The day in China on which it is read; rules of a later day wait. Today where left out. */
  day?: ChinaDay;
}

const fitting = (rules: readonly DeadlineRule[], facts: ClockFacts | undefined): DeadlineRule | undefined =>
  facts === undefined
    ? (rules.find(({ when }) => when === undefined) ?? rules[0])
    : rules.find(({ when }) => holds(when, (fact) => facts[fact as keyof ClockFacts]));

function clockOf(found: DeadlineRule | undefined): ClockRule | null {
  if (!found || !isClockKind(found.data.clock)) return null;
  const { clock, label, counted, amount, startsFrom } = found.data;
  const { id, wording, clause, source } = found;
  return { id, clock, label, counted, amount, startsFrom, wording, clause, source };
}

/** What holds in one profile, looked up once. */
interface Profile {
  chain: readonly ParsedFile[];
  held: readonly (HeldRule & { waiting: boolean })[];
  rules: readonly Rule[];
  byId: ReadonlyMap<string, Rule>;
  routing: Routing;
}

function profileOf(chain: readonly ParsedFile[], day: ChinaDay): Profile {
  const held = heldRules(chain, day);
  const rules = held.map(({ rule }) => rule);
  return {
    chain,
    held: [
      ...held.map((each) => ({ ...each, waiting: false })),
      ...waitingRules(chain, day).map((each) => ({ ...each, waiting: true })),
    ],
    rules,
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    routing: {
      deciding: rules.filter((rule) => rule.kind === 'responsibility'),
      additions: rules.filter((rule) => rule.kind === 'addition'),
    },
  };
}

/** Reads the files and lays the changes on them; every fault of every profile shows here and not in use. */
function filesOf(sources: readonly RulebookSource[], changes: readonly RuleChange[], day: ChinaDay) {
  const files = new Map<string, ParsedFile>();
  for (const source of sources) {
    const file = parseRulebookFile(source);
    if (files.has(file.profile)) throw rulebookInvalid(`${source.name}:1: profile ${file.profile} stands in two files`);
    files.set(file.profile, withRuleChanges(file, changes));
  }
  for (const profile of files.keys()) chainOf(files, profile);
  const faults = faultsOfFiles(files, day);
  if (faults.length > 0) throw rulebookInvalid(faults.join('\n'));
  return files;
}

function versionOf(sources: readonly RulebookSource[], changes: readonly RuleChange[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of sources)
    hash.update(name).update('\0').update(text.replaceAll('\r\n', '\n')).update('\0');
  for (const change of changes) hash.update(JSON.stringify(change)).update('\0');
  return `v1·${hash.digest('hex').slice(0, 6)}`;
}

/**
 * Joins files and the changes that hold into a rulebook as it stands on a day; every profile is checked at once. Fault
 * `rulebook_invalid` lists what is wrong, each with file and line.
 */
export function rulebookOf(
  unsorted: readonly RulebookSource[],
  changes: readonly RuleChange[] = [],
  day: ChinaDay = chinaDay(new Date()),
): Rulebook {
  const sources = [...unsorted].sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = filesOf(sources, changes, day);
  const profiles = new Map([...files.keys()].map((name) => [name, profileOf(chainOf(files, name), day)]));
  const of = (profile: string): Profile => {
    const found = profiles.get(profile);
    if (!found) throw unknownProfile(profile, files.keys());
    return found;
  };
  const get = (id: string, profile: string): Rule => {
    const rule = of(profile).byId.get(id);
    if (!rule) throw new Fault('unknown_rule', `no rule ${id} in profile ${profile}`);
    return rule;
  };
  const kindOf = <K extends Rule['kind']>(profile: string, kind: K): Extract<Rule, { kind: K }>[] =>
    of(profile).rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
  const clockFor = (kind: ClockKind, profile: string, facts?: ClockFacts): ClockRule | null =>
    clockOf(
      fitting(
        kindOf(profile, 'deadline').filter(({ data }) => data.clock === kind),
        facts,
      ),
    );
  const judging = (profile: string): number => {
    const [rule] = kindOf(profile, 'judging');
    if (!rule) throw new Fault('unknown_rule', `no judging limit in profile ${profile}`);
    return rule.data.minutes;
  };
  const stepRule = (step: HolderStep, profile: string): StepRule | null =>
    kindOf(profile, 'step').find(({ data }) => data.step === step) ?? null;
  return {
    version: versionOf(sources, changes),
    profiles: [...files.keys()],
    profileAt: (lineage) => {
      const byCode = new Map([...files.values()].map((file) => [file.code, file.profile]));
      return lineage.flatMap((code) => byCode.get(code) ?? [])[0] ?? NATIONAL;
    },
    rules: (profile = NATIONAL) => of(profile).rules,
    rule: (id, profile = NATIONAL) => get(id, profile),
    clockRule: (kind, profile = NATIONAL, facts) => {
      const found = clockFor(kind, profile, facts);
      if (!found) throw new Fault('unknown_rule', `the rulebook sets no clock ${kind}`);
      return found;
    },
    clockRuleOf: (kind, profile = NATIONAL, facts) => clockFor(kind, profile, facts),
    stepMinutes: (step, profile = NATIONAL) => {
      if (step === 'judging') return judging(profile);
      const rule = stepRule(step, profile);
      return rule ? rule.data.hours * 60 : null;
    },
    stepRule: (step, profile = NATIONAL) => stepRule(step, profile),
    dispatchers: (profile = NATIONAL) => {
      const role = (grade: OpinionGrade): Role | null =>
        kindOf(profile, 'dispatch').find(({ data }) => data.opinionGrade === grade)?.data.role ?? null;
      const allowed = OPINION_GRADE_IDS.map((grade) => [grade, dispatchersFrom(role(grade))]);
      return Object.fromEntries(allowed) as Dispatchers;
    },
    extensionRule: (kind, profile = NATIONAL) =>
      kindOf(profile, 'extension').find(({ data }) => data.clocks.includes(kind)) ?? null,
    period: (id, profile = NATIONAL) => {
      const rule = get(id, profile);
      if (rule.kind !== 'period') throw new Fault('unknown_rule', `rule ${id} is no period`);
      return rule;
    },
    judgingMinutes: (profile = NATIONAL) => judging(profile),
    routing: (profile = NATIONAL) => of(profile).routing,
    held: (profile = NATIONAL) => of(profile).held,
    chain: (profile = NATIONAL) => of(profile).chain.map(({ profile: id, name }) => ({ profile: id, name })),
    documents: (profile = NATIONAL) => documentsOf(of(profile).chain),
    localDays: (profile = NATIONAL) => {
      const days = of(profile).chain.map((file) => file.calendar);
      return {
        holidays: Object.assign({}, ...days.map((each) => each.holidays)) as Record<string, string>,
        workdays: Object.assign({}, ...days.map((each) => each.workdays)) as Record<string, string>,
      };
    },
  };
}

const FOLDER = fileURLToPath(new URL('../rulebook', import.meta.url));

/** The files of the rulebook as they lie in its folder. Fault `rulebook_invalid` where there is none. */
export function readRulebookFiles(folder: string = FOLDER): RulebookSource[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0) throw rulebookInvalid(`${basename(folder)}: no rulebook file`);
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** Reads the rulebook from its folder: national.yaml and one file for each profile, and the changes that hold since, in order. */
export function loadRulebook({ folder, changes = [], day }: RulebookPlace = {}): Rulebook {
  return rulebookOf(readRulebookFiles(folder), changes, day);
}
