/** Acts on cases as a person's command does them, without a server. */
import { actOn, type Work } from '../../server/cases/act.ts';
import { lockCase } from '../../server/cases/store.ts';
import type { Viewer } from '../../server/access/viewer.ts';
import type { NewEvent } from '../../server/platform/events/catalogue.ts';
import { codeOf } from '../../server/platform/fault.ts';
import type { House } from './house.ts';

/** Runs the work as that person, at the house's present; its events are handled when it returns. */
export async function act<Input>(
  house: House,
  who: string | Viewer,
  caseId: string,
  work: Work<Input>,
  input: Input,
  beside: string | null = null,
): Promise<NewEvent[]> {
  const viewer = typeof who === 'string' ? await house.viewer(who) : who;
  const events = await actOn(house.parts.db, viewer, caseId, input, house.time.now, work, { beside });
  await house.settled();
  return events;
}

/** The code with which it is refused, or 'done'. */
export const refusal = (attempt: Promise<unknown>): Promise<string> => attempt.then(() => 'done', codeOf);

export const rowOf = (house: House, caseId: string) =>
  house.parts.db.selectFrom('case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow();

export const clocksIn = (house: House, caseId: string) =>
  house.parts.db.selectFrom('clock').selectAll().where('case_id', '=', caseId).orderBy('kind').orderBy('id').execute();

/** The one clock of a kind; fails where there is none or several. */
export async function clockIn(house: House, caseId: string, kind: string) {
  const found = (await clocksIn(house, caseId)).filter((clock) => clock.kind === kind);
  const [only, ...more] = found;
  if (!only || more.length > 0) throw new Error(`${found.length} clocks ${kind}, one expected`);
  return only;
}

/** Types of the events in a case's stream, in order. */
export async function eventsIn(house: House, caseId: string): Promise<string[]> {
  const rows = await house.parts.db
    .selectFrom('event')
    .select('type')
    .where('stream', '=', `case:${caseId}`)
    .orderBy('version')
    .execute();
  return rows.map((row) => row.type);
}

/** Whether that person sees the case. */
export async function sees(house: House, who: string, caseId: string): Promise<boolean> {
  const viewer = await house.viewer(who);
  return house.parts.db.transaction().execute(async (tx) => (await lockCase(tx, viewer, caseId)) !== null);
}

export const HOUR_MS = 3_600_000;
export const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR_MS);
