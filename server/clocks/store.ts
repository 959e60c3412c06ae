/** Clocks of a case. Started, moved and stopped in the act's own transaction, with the act's own time. */
import { randomUUID } from 'node:crypto';
import type { ClockKind } from '../contract/vocabulary.ts';
import type { Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';

export interface NewClock {
  caseId: string;
  kind: ClockKind;
  counted: 'hours' | 'workdays';
  amount: number;
  startsFrom: 'occurred' | 'detected' | 'dispatched';
  startAt: Date;
  dueAt: Date;
  rule: string;
  clause: string;
  source: string;
  rulebookVersion: string;
}

/** Starts a clock once per case and kind: a second start changes nothing and returns null (upgrading never restarts a clock). */
export async function startClock(tx: Tx, clock: NewClock, actor: string, now: Date): Promise<NewEvent | null> {
  const id = randomUUID();
  const { caseId, kind, counted, amount, rule, clause, source, rulebookVersion } = clock;
  const written = await tx
    .insertInto('clock')
    .values({
      id,
      case_id: caseId,
      kind,
      counted,
      amount,
      starts_from: clock.startsFrom,
      start_at: clock.startAt,
      due_at: clock.dueAt,
      rule,
      clause,
      source,
      rulebook_version: rulebookVersion,
    })
    .onConflict((conflict) => conflict.columns(['case_id', 'kind']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!written) return null;
  const data = {
    caseId,
    clockId: id,
    kind,
    startAt: clock.startAt.toISOString(),
    dueAt: clock.dueAt.toISOString(),
    rule,
    rulebookVersion,
  };
  return { stream: `case:${caseId}`, type: 'clock_started', data, actor, at: now };
}
