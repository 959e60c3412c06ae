/**
 * A change of the directory opens nothing that was closed. Who stood on the accused side goes on standing there when the accused
 * unit is dissolved or another comes from under it, and who succeeds the accused stands in its place (信访工作条例 第三十条).
 */
import { keepReason } from '../../../cases/reasons/store.ts';
import { setAudience, touchCase, type LockedCase } from '../../../cases/store.ts';
import type { Organisation } from '../../../organisation/model.ts';
import { PROGRAM, type NewEvent } from '../../../platform/events/catalogue.ts';
import { barredUnits } from '../../recused.ts';
import { closeTo } from '../../transfers/hand-over.ts';
import { directsOperator } from '../../transfers/wall.ts';
import { deciding, type Taking } from '../taking.ts';
import { deniedByCase, deniedByItem, peopleOf } from './store.ts';

interface Closed {
  units: string[];
  accounts: string[];
}

/** Before and after a change, with the dissolved units and who succeeds them. */
type Turning = Pick<Taking, 'successors'> & { before: Organisation; after: Organisation };

/**
 * The units to which must be closed what is closed to `denied`: all that came from under the accused, and who succeeds it. Pure.
 * The offices that operate this stay out of it, lest nobody be left to handle the case: who succeeds the accused as such an office,
 * and who comes from under an accused unit that stands (a mistake that is put right). From under one that is gone nobody comes.
 */
export function furtherUnits({ before, after, successors }: Turning, denied: readonly string[]): string[] {
  const now = barredUnits(after, denied);
  const handles = (id: string): boolean => directsOperator(id, after);
  const gone = denied.some((id) => successors.has(id));
  const leaving = [...barredUnits(before, denied)].filter((id) => gone || !handles(id));
  const succeeding = denied.flatMap((id) => successors.get(id) ?? []).filter((id) => !handles(id));
  return [...new Set([...leaving, ...succeeding])].filter((id) => !now.has(id)).sort();
}

/** What each case must be closed to besides. */
export async function casesToCloseFurther(taking: Taking): Promise<Map<string, Closed>> {
  return further(taking, await deniedByCase(taking.tx));
}

async function further(taking: Taking, denials: ReadonlyMap<string, string[]>): Promise<Map<string, Closed>> {
  const { tx, before, parts, successors } = taking;
  const turning = { before, after: parts.organisation(), successors };
  // Their people are given another unit: what they were shut out of stays closed to each of them.
  const people = await peopleOf(tx, [...successors.keys()]);
  const found = new Map<string, Closed>();
  for (const [id, denied] of denials) {
    const side = barredUnits(before, denied);
    const units = furtherUnits(turning, denied);
    const accounts = [...people].flatMap(([unit, accountIds]) => (side.has(unit) ? accountIds : []));
    if (units.length + accounts.length > 0) found.set(id, { units, accounts });
  }
  return found;
}

/** Closes a locked case to those as well; returns the event. */
export async function closeFurther(
  { tx, decidedBy, now }: Taking,
  found: LockedCase,
  closed: Closed | undefined,
): Promise<NewEvent[]> {
  if (!closed) return [];
  await setAudience(tx, found.id, 'deny', closed, now);
  await touchCase(tx, found.id, now);
  const reasonHash = await keepReason(
    { tx, viewer: deciding(decidedBy), now },
    found.id,
    '机构调整：回避范围不因调整而缩小',
  );
  const data = { caseId: found.id, ...closed, reasonHash };
  return [{ stream: `case:${found.id}`, type: 'case_recused', data, actor: PROGRAM, at: now }];
}

/** Closes items further, transferred ones too; returns the events. */
export async function closeItemsFurther(taking: Taking): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const [itemId, closed] of await further(taking, await deniedByItem(taking.tx))) {
    events.push(...(await closeTo(taking.tx, itemId, closed, PROGRAM, taking.now)));
  }
  return events;
}
