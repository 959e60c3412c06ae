/** Consultations with all that hangs on them. What hangs on one is read only by the ids of those the asker may see. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { scopedConsultations, THE_PROGRAM, type Asker } from '../../access/scope.ts';
import type { ConsultationState, LeftWhy } from '../../contract/vocabulary-duty.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { ConsultationFacts } from './consultation.ts';

type Db = Tx | Database;

const rowsNamed = (db: Db, asker: Asker) =>
  scopedConsultations(db, asker)
    .innerJoin('account', 'account.id', 'consultation.account_id')
    .selectAll('consultation')
    .select('account.display_name as by_name');

/** The consultations of a case that the asker may see, newest first, each whole. */
export async function consultationsOf(db: Db, asker: Asker, caseId: string) {
  const rows = await rowsNamed(db, asker)
    .where('consultation.case_id', '=', caseId)
    .orderBy('consultation.at', 'desc')
    .orderBy('consultation.id')
    .execute();
  if (rows.length === 0) return [];
  const parts = await partsOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, ...ofOne(parts, row.id) }));
}

type Parts = Awaited<ReturnType<typeof partsOf>>;
export type Consultation = Awaited<ReturnType<typeof consultationsOf>>[number];

async function partsOf(db: Db, ids: readonly string[]) {
  const participants = await db
    .selectFrom('consultation_participant')
    .selectAll()
    .where('consultation_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('unit_id')
    .execute();
  const opinions = await db
    .selectFrom('consultation_opinion')
    .innerJoin('account', 'account.id', 'consultation_opinion.account_id')
    .selectAll('consultation_opinion')
    .select('account.display_name as by_name')
    .where('consultation_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('consultation_opinion.id')
    .execute();
  const minutes = await db
    .selectFrom('consultation_minutes')
    .innerJoin('account', 'account.id', 'consultation_minutes.account_id')
    .selectAll('consultation_minutes')
    .select('account.display_name as by_name')
    .where('consultation_id', 'in', [...ids])
    .orderBy('n')
    .execute();
  const decisions = await db
    .selectFrom('consultation_decision')
    .selectAll()
    .where('consultation_id', 'in', [...ids])
    .orderBy('n')
    .orderBy('position')
    .execute();
  const confirmations = await db
    .selectFrom('consultation_confirmation')
    .innerJoin('account', 'account.id', 'consultation_confirmation.account_id')
    .selectAll('consultation_confirmation')
    .select('account.display_name as by_name')
    .where('consultation_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('unit_id')
    .execute();
  return { participants, opinions, minutes, decisions, confirmations };
}

function ofOne(parts: Parts, id: string): Parts {
  const own = <T extends { consultation_id: string }>(rows: T[]): T[] =>
    rows.filter((row) => row.consultation_id === id);
  return {
    participants: own(parts.participants),
    opinions: own(parts.opinions),
    minutes: own(parts.minutes),
    decisions: own(parts.decisions),
    confirmations: own(parts.confirmations),
  };
}

/** What decides on it. */
export function factsOf(one: Consultation): ConsultationFacts {
  const n = one.minutes.at(-1)?.n ?? 0;
  return {
    state: one.state,
    convener: one.convener,
    taking: one.participants.filter((each) => each.left_at === null).map((each) => each.unit_id),
    answers: one.confirmations
      .filter((each) => each.n === n)
      .map(({ unit_id: unitId, agrees }) => ({ unitId, agrees })),
    confirmBy: one.confirm_by,
  };
}

/** Units whom a consultation gives sight of the case: all that take part in one that was not cancelled. */
export async function unitsConsulted(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await scopedConsultations(tx, THE_PROGRAM)
    .innerJoin('consultation_participant', 'consultation_participant.consultation_id', 'consultation.id')
    .select('consultation_participant.unit_id')
    .distinct()
    .where('consultation.case_id', '=', caseId)
    .where('consultation.state', '<>', 'cancelled')
    .where('left_at', 'is', null)
    .execute();
  return rows.map((row) => row.unit_id);
}

export interface NewConsultation {
  caseId: string;
  topic: string;
  facts: string;
  place: string;
  meetsAt: Date;
  convener: string | null;
  accountId: string;
}

/** Writes a consultation that was called; its id. */
export async function storeConsultation(tx: Tx, fresh: NewConsultation, now: Date): Promise<string> {
  const id = randomUUID();
  const { caseId, meetsAt, accountId, ...plain } = fresh;
  await tx
    .insertInto('consultation')
    .values({ ...plain, id, case_id: caseId, meets_at: meetsAt, account_id: accountId, state: 'called', at: now })
    .execute();
  return id;
}

/** Invites units, those that had been released anew. */
export async function storeParticipants(
  tx: Tx,
  consultationId: string,
  invited: readonly { unitId: string; post: string }[],
  accountId: string,
  now: Date,
): Promise<void> {
  if (invited.length === 0) return;
  await tx
    .insertInto('consultation_participant')
    .values(
      invited.map(({ unitId, post }) => ({
        consultation_id: consultationId,
        unit_id: unitId,
        post,
        account_id: accountId,
        at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['consultation_id', 'unit_id']).doUpdateSet((set) => ({
        post: set.ref('excluded.post'),
        left_at: null,
        left_why: null,
      })),
    )
    .execute();
}

/** Takes units out of consultations, those given or all of a case; ids of units that left. */
export async function leave(
  tx: Tx,
  of: { caseId: string; consultationId?: string },
  units: readonly string[],
  why: LeftWhy,
  now: Date,
): Promise<string[]> {
  if (units.length === 0) return [];
  const ids = await scopedConsultations(tx, THE_PROGRAM)
    .select('consultation.id')
    .where('consultation.case_id', '=', of.caseId)
    .execute();
  const among = ids.map((row) => row.id).filter((id) => of.consultationId === undefined || id === of.consultationId);
  if (among.length === 0) return [];
  const left = await tx
    .updateTable('consultation_participant')
    .set({ left_at: now, left_why: why })
    .where('consultation_id', 'in', among)
    .where('unit_id', 'in', [...units])
    .where('left_at', 'is', null)
    .returning('unit_id')
    .execute();
  return [...new Set(left.map((row) => row.unit_id))];
}

/** Sets what changed of a consultation; its version moves on. */
export async function setConsultation(
  tx: Tx,
  id: string,
  columns: {
    state?: ConsultationState;
    held_at?: Date;
    confirm_by?: Date | null;
    ended_at?: Date | null;
    cancel_reason?: string;
  },
): Promise<void> {
  await tx
    .updateTable('consultation')
    .set({ ...columns, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** Keeps an opinion; a null unit is the office. */
export async function storeOpinion(
  tx: Tx,
  opinion: { consultationId: string; unitId: string | null; body: string; accountId: string },
  now: Date,
): Promise<void> {
  const { consultationId, unitId, body, accountId } = opinion;
  await tx
    .insertInto('consultation_opinion')
    .values({
      id: randomUUID(),
      consultation_id: consultationId,
      unit_id: unitId,
      body,
      account_id: accountId,
      at: now,
    })
    .execute();
}

/** Keeps a unit's answer on the minutes; a second one replaces the first. */
export async function storeConfirmation(
  tx: Tx,
  answer: {
    consultationId: string;
    n: number;
    unitId: string;
    agrees: boolean;
    note: string | null;
    accountId: string;
  },
  now: Date,
): Promise<void> {
  const { consultationId, unitId, accountId, ...plain } = answer;
  await tx
    .insertInto('consultation_confirmation')
    .values({ ...plain, consultation_id: consultationId, unit_id: unitId, account_id: accountId, at: now })
    .onConflict((conflict) =>
      conflict.columns(['consultation_id', 'n', 'unit_id']).doUpdateSet((set) => ({
        agrees: set.ref('excluded.agrees'),
        note: set.ref('excluded.note'),
        account_id: set.ref('excluded.account_id'),
        at: set.ref('excluded.at'),
      })),
    )
    .execute();
}

/** The consultations of a case belong to another from now on. */
export async function moveConsultations(tx: Tx, from: string, to: string): Promise<void> {
  await tx.updateTable('consultation').set({ case_id: to }).where('case_id', '=', from).execute();
}
