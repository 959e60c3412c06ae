/**
 * Profiles build on one another (national ← province ← prefecture ← county): what a nearer one says of a rule holds instead of what
 * stands above, and its further rules come before those above. A rule waits until its day. Pure.
 */
import { Fault } from '../platform/fault.ts';
import type { ChinaDay } from './china-time.ts';
import type { RuleDocument } from './documents.ts';
import type { Rule } from './rule-schema.ts';
import { rulebookInvalid, type ParsedFile } from './rulebook-file.ts';

/** A rule that a dated change put in the place of a profile's own, or took out. */
export interface RuleChange {
  profile: string;
  id: string;
  to: Rule | null;
}

/** A rule as it holds in a profile: whose it is, and what it stands instead of. */
export interface HeldRule {
  rule: Rule;
  /** Profile that wrote it. */
  from: string;
  /** Where that stands: file and line, or the change. */
  place: string;
  replaces: { rule: Rule; from: string } | null;
}

export type Files = ReadonlyMap<string, ParsedFile>;

export const unknownProfile = (profile: string, known: Iterable<string>): Fault =>
  new Fault('unknown_profile', `no profile ${profile} (known: ${[...known].join(', ')})`);

/** The files of a profile, national first. Faults `unknown_profile`, `rulebook_invalid`. */
export function chainOf(files: Files, profile: string): ParsedFile[] {
  const chain: ParsedFile[] = [];
  for (let name: string | null = profile; name !== null;) {
    const file: ParsedFile | undefined = files.get(name);
    if (!file) throw unknownProfile(name, files.keys());
    if (chain.includes(file)) throw rulebookInvalid(`profile ${profile} builds on itself`);
    chain.unshift(file);
    name = file.extends;
  }
  return chain;
}

/** A file after the changes that speak of its profile, in their order. */
export function withRuleChanges(file: ParsedFile, changes: readonly RuleChange[]): ParsedFile {
  const rules = new Map(file.rules.map((rule) => [rule.id, rule]));
  const changed = new Set<string>();
  for (const { profile, id, to } of changes) {
    if (profile !== file.profile) continue;
    changed.add(id);
    if (to === null) rules.delete(id);
    else rules.set(id, to);
  }
  const placeOf = (id: string): string => (changed.has(id) ? `变更 ${file.profile}/${id}` : file.placeOf(id));
  return { ...file, rules: [...rules.values()], placeOf };
}

/** The documents that the rules of a chain may cite; a nearer one's entry wins. */
export const documentsOf = (chain: readonly ParsedFile[]): RuleDocument[] => [
  ...new Map(chain.flatMap(({ documents }) => documents).map((document) => [document.id, document])).values(),
];

/**
 * The rules of a chain as they hold on a day, in the order in which they are asked: replaced ones in their old place, further ones of
 * a nearer profile first. Fault `rulebook_invalid` where a rule changes its kind.
 */
export function heldRules(chain: readonly ParsedFile[], day: ChinaDay): HeldRule[] {
  let held: HeldRule[] = [];
  for (const file of chain) {
    const above = new Map(held.map((each) => [each.rule.id, each]));
    const own = new Map<string, HeldRule>();
    for (const rule of file.rules) {
      if (rule.validFrom > day) continue;
      const replaced = above.get(rule.id);
      if (replaced && replaced.rule.kind !== rule.kind) {
        throw rulebookInvalid(
          `${file.placeOf(rule.id)}: profile ${file.profile}: rule ${rule.id} is a ${replaced.rule.kind}, not a ${rule.kind}`,
        );
      }
      own.set(rule.id, {
        rule,
        from: file.profile,
        place: file.placeOf(rule.id),
        replaces: replaced ? { rule: replaced.rule, from: replaced.from } : null,
      });
    }
    const further = [...own.values()].filter(({ rule }) => !above.has(rule.id));
    held = [...further, ...held.map((each) => own.get(each.rule.id) ?? each)];
  }
  return held;
}

/** Rules of a chain that wait for their day. */
export const waitingRules = (chain: readonly ParsedFile[], day: ChinaDay): HeldRule[] =>
  chain.flatMap((file) =>
    file.rules
      .filter((rule) => rule.validFrom > day)
      .map((rule) => ({ rule, from: file.profile, place: file.placeOf(rule.id), replaces: null })),
  );
