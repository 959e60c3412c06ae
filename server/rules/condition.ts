/** The condition of a rule: for each fact it names, the values with which it holds. Pure. */
import { z } from 'zod';
import { oneOf } from '../contract/one-of.ts';
import type { FactTable } from './facts.ts';

/** Fact to the values it may have; a fact that is not named plays no part. All must hold. */
export type Condition = Readonly<Record<string, readonly string[] | undefined>>;

/** Checks a condition over a table of facts; one value may stand without brackets. */
export function conditionSchema(facts: FactTable) {
  const shape = Object.entries(facts).map(([id, { values }]) => {
    const value = oneOf(Object.keys(values));
    const list = z.array(value).min(1, '条件没有可取的值，永远不会成立');
    return [id, z.preprocess((given) => (typeof given === 'string' ? [given] : given), list).optional()] as const;
  });
  return z.strictObject(Object.fromEntries(shape));
}

/** Whether the condition holds; `valueOf` is asked for the facts it names only, and one without a value fits no list. */
export function holds(condition: Condition | undefined, valueOf: (fact: string) => string | undefined): boolean {
  for (const fact in condition) {
    const allowed = condition[fact];
    if (!allowed) continue;
    const value = valueOf(fact);
    if (value === undefined || !allowed.includes(value)) return false;
  }
  return true;
}

/** 属地：一地、全域；主管领域：一个 — or 其余情形 where it asks nothing. */
export function conditionInWords(condition: Condition | undefined, facts: FactTable): string {
  const parts = Object.entries(condition ?? {}).flatMap(([id, allowed]) => {
    const fact = facts[id];
    return fact && allowed ? [`${fact.zh}：${allowed.map((value) => fact.values[value] ?? value).join('、')}`] : [];
  });
  return parts.length === 0 ? '其余情形' : parts.join('；');
}
