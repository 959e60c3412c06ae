/** Cases that ran late, for tests of signals and leads: the house's own clocks, ledger and tick, moved by the test's time. */
import { randomUUID } from 'node:crypto';
import { signalHandler } from '../../server/accountability/raise-signals.ts';
import { readLeads } from '../../server/accountability/leads/lead-view.ts';
import { signalsOf, urgesOf, type SignalRow } from '../../server/accountability/store.ts';
import { actOn, type Work } from '../../server/cases/act.ts';
import type { Holder } from '../../server/clocks/ledger.ts';
import { hold, stopClocks } from '../../server/clocks/store.ts';
import { tick } from '../../server/clocks/tick.ts';
import type { LeadView } from '../../server/contract/accountability-views.ts';
import type { ClockEnd, ClockKind, PublicationState } from '../../server/contract/vocabulary-case.ts';
import { transact } from '../../server/platform/database.ts';
import { PROGRAM, type DeliveredEvent, type NewEvent } from '../../server/platform/events/catalogue.ts';
import { append } from '../../server/platform/events/log.ts';
import { NOON, type House } from './house.ts';
import { openWaterCase } from './matters.ts';

export const WATER_BUREAU = '990100:water_resources';
export const HEALTH_BUREAU = '990100:health';

/** Moves the house's time on by hours. */
export function later(house: House, hours: number): Date {
  house.time.now = new Date(house.time.now.getTime() + hours * 3_600_000);
  return house.time.now;
}

/** Hours pass, the tick looks, the handlers work; returns how many breaches it noted. */
export async function pass(house: House, hours: number): Promise<number> {
  const breaches = await tick(house.parts.db, house.parts.rules, later(house, hours));
  await house.settled();
  return breaches;
}

/** Hands the case on and stops clocks, as an act of the product does in its one transaction. */
export async function handOn(
  house: House,
  caseId: string,
  next: readonly Holder[],
  stop: { kinds: readonly ClockKind[]; end: ClockEnd } | null = null,
): Promise<void> {
  const { db, rules } = house.parts;
  await transact(db, async (tx) => {
    const events = stop ? await stopClocks(tx, caseId, { kinds: stop.kinds }, stop.end, PROGRAM, house.time.now) : [];
    await hold(tx, rules, caseId, next, house.time.now);
    await append(tx, events);
  });
  await house.settled();
}

/** An act on a case by that account, at the house's time. */
export async function act<Input>(
  house: House,
  name: string,
  caseId: string,
  work: Work<Input>,
  input: Input,
): Promise<NewEvent[]> {
  const viewer = await house.viewer(name);
  const events = await actOn(house.parts.db, viewer, caseId, input, house.time.now, work, { ended: true });
  await house.settled();
  return events;
}

export const signals = (house: House, caseId: string): Promise<SignalRow[]> => signalsOf(house.parts.db, caseId);
export const urges = (house: House, caseId: string) => urgesOf(house.parts.db, caseId);

/** The leads that account sees. */
export async function leadsSeen(house: House, name: string): Promise<LeadView[]> {
  const { db, rules } = house.parts;
  const organisation = rules.organisation();
  return readLeads(db, organisation, await house.viewer(name), house.time.now);
}

/** Delivers every event of a case to the handler of signals once more. */
export async function replay(house: House, caseId: string): Promise<void> {
  const { db } = house.parts;
  const rows = await db.selectFrom('event').selectAll().where('stream', '=', `case:${caseId}`).orderBy('id').execute();
  await transact(db, (tx) => signalHandler().run(tx, rows as unknown as DeliveredEvent[], house.time.now));
  await house.settled();
}

/** Puts a published answer into a case, by its unit; returns its id. */
export async function publishByHand(house: House, caseId: string, unitId: string): Promise<string> {
  const { db } = house.parts;
  const { accountId } = await house.viewer('officer');
  const now = house.time.now;
  const [responseId, id] = [randomUUID(), randomUUID()];
  await db
    .insertInto('response')
    .values({
      id: responseId,
      case_id: caseId,
      number: 1,
      state: 'published',
      n: 1,
      corrects: null,
      countersign: '[]',
      account_id: accountId,
      at: now,
      updated_at: now,
    })
    .execute();
  await db
    .insertInto('publication')
    .values({
      id,
      case_id: caseId,
      response_id: responseId,
      number: id.slice(0, 8),
      title: '关于供水的说明',
      body: '请广大市民放心。',
      text_hash: '0'.repeat(64),
      unit_id: unitId,
      account_id: accountId,
      published_at: now,
      state: 'current',
      next_release_at: null,
      corrects: null,
      approvers: '[]',
    })
    .execute();
  return id;
}

/** The answer is withdrawn or corrected, with the event of it. */
export async function endPublication(
  house: House,
  caseId: string,
  publicationId: string,
  state: Exclude<PublicationState, 'current'>,
): Promise<void> {
  await transact(house.parts.db, async (tx) => {
    await tx.updateTable('publication').set({ state }).where('id', '=', publicationId).execute();
    const of = { stream: `case:${caseId}`, actor: PROGRAM, at: house.time.now };
    await append(tx, [
      state === 'withdrawn'
        ? { ...of, type: 'publication_withdrawn', data: { caseId, publicationId, reasonHash: '' } }
        : { ...of, type: 'publication_corrected', data: { caseId, publicationId, by: 'next' } },
    ]);
  });
  await house.settled();
}

/** Status and code of what refuses the work, or null where nothing does. */
export const failing = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: { code?: string; status?: number }) => `${error.status} ${error.code}`,
  );

/** A case dispatched at noon to the city's water bureau. */
export async function openAtNoon(house: House): Promise<string> {
  house.time.now = NOON;
  return (await openWaterCase(house, { lead: WATER_BUREAU })).caseId;
}

/** The same, whose lead signed for nothing: 签收 (4 h) is over by one. */
export async function unsigned(house: House): Promise<{ caseId: string; signalId: string }> {
  const caseId = await openAtNoon(house);
  await pass(house, 5);
  const [signal] = await signals(house, caseId);
  return { caseId, signalId: signal?.id ?? '' };
}

/** What the events of a case carry, as one text. */
export async function eventsAsText(house: House, caseId: string): Promise<string> {
  const { db } = house.parts;
  return JSON.stringify(await db.selectFrom('event').select('data').where('stream', '=', `case:${caseId}`).execute());
}
