/** Versions of the line (口径) of a case, and what the units asked said to each. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { scopedLines, THE_PROGRAM, type Asker } from '../../access/scope.ts';
import type { LineState } from '../../contract/vocabulary-duty.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { LineFacts } from './line.ts';

type Db = Tx | Database;

const rowsNamed = (db: Db, asker: Asker) =>
  scopedLines(db, asker)
    .innerJoin('account', 'account.id', 'agreed_line.account_id')
    .leftJoin('account as enforcer', 'enforcer.id', 'agreed_line.in_force_by')
    .selectAll('agreed_line')
    .select(['account.display_name as by_name', 'enforcer.display_name as enforcer_name']);

/** The versions of a case's line that the asker may see, newest first, each with the answers to it. */
export async function linesOf(db: Db, asker: Asker, caseId: string) {
  const rows = await rowsNamed(db, asker)
    .where('agreed_line.case_id', '=', caseId)
    .orderBy('agreed_line.n', 'desc')
    .execute();
  if (rows.length === 0) return [];
  const answers = await db
    .selectFrom('line_agreement')
    .innerJoin('account', 'account.id', 'line_agreement.account_id')
    .selectAll('line_agreement')
    .select('account.display_name as by_name')
    .where(
      'line_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('line_agreement.at')
    .execute();
  return rows.map((row) => ({ ...row, answers: answers.filter((one) => one.line_id === row.id) }));
}

export type Line = Awaited<ReturnType<typeof linesOf>>[number];

/** The version in force, or null where there is none or the asker may not see it. */
export async function lineInForce(db: Db, asker: Asker, caseId: string) {
  const row = await rowsNamed(db, asker)
    .where('agreed_line.case_id', '=', caseId)
    .where('agreed_line.state', '=', 'in_force')
    .executeTakeFirst();
  return row ?? null;
}

/** What decides on a version. */
export const lineFacts = (line: Line): LineFacts => ({
  state: line.state,
  unitId: line.unit_id,
  asked: line.asked,
  answers: line.answers.map(({ unit_id: unitId, agrees }) => ({ unitId, agrees })),
});

export interface NewLine {
  caseId: string;
  n: number;
  body: string;
  textHash: string;
  unitId: string | null;
  asked: readonly string[];
  accountId: string;
}

/** Keeps a further version, which the units asked are to agree to; its id. */
export async function storeLine(tx: Tx, fresh: NewLine, now: Date): Promise<string> {
  const id = randomUUID();
  const { caseId, textHash, unitId, asked, accountId, n, body } = fresh;
  await tx
    .insertInto('agreed_line')
    .values({
      id,
      case_id: caseId,
      n,
      state: 'agreeing',
      body,
      text_hash: textHash,
      unit_id: unitId,
      asked: JSON.stringify(asked),
      account_id: accountId,
      at: now,
    })
    .execute();
  return id;
}

/** Ends every version of a case in these states. */
export async function endLines(
  tx: Tx,
  caseId: string,
  from: LineState,
  to: 'replaced' | 'discarded',
  now: Date,
): Promise<void> {
  await tx
    .updateTable('agreed_line')
    .set({ state: to, ended_at: now })
    .where('case_id', '=', caseId)
    .where('state', '=', from)
    .execute();
}

/** Puts a version in force, whichever was in force before being ended already. */
export async function putInForce(
  tx: Tx,
  id: string,
  by: { accountId: string; missing: readonly string[]; reason: string | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('agreed_line')
    .set({
      state: 'in_force',
      in_force_at: now,
      in_force_by: by.accountId,
      missing: JSON.stringify(by.missing),
      missing_reason: by.reason,
    })
    .where('id', '=', id)
    .execute();
}

/** Keeps a unit's answer to a version; a second one replaces the first. */
export async function storeAgreement(
  tx: Tx,
  answer: { lineId: string; unitId: string; agrees: boolean; note: string | null; accountId: string },
  now: Date,
): Promise<void> {
  const { lineId, unitId, agrees, note, accountId } = answer;
  await tx
    .insertInto('line_agreement')
    .values({ line_id: lineId, unit_id: unitId, agrees, note, account_id: accountId, at: now })
    .onConflict((conflict) =>
      conflict.columns(['line_id', 'unit_id']).doUpdateSet((set) => ({
        agrees: set.ref('excluded.agrees'),
        note: set.ref('excluded.note'),
        account_id: set.ref('excluded.account_id'),
        at: set.ref('excluded.at'),
      })),
    )
    .execute();
}

/**
 * The versions of a case that is merged go to the survivor, numbered on. The survivor's own line stands: where it has one in force,
 * or one to be agreed, the other's is ended.
 */
export async function moveLines(tx: Tx, from: string, to: string, now: Date): Promise<void> {
  const own = await scopedLines(tx, THE_PROGRAM)
    .select(['agreed_line.n', 'agreed_line.state'])
    .where('agreed_line.case_id', '=', to)
    .execute();
  if (own.some((line) => line.state === 'in_force')) await endLines(tx, from, 'in_force', 'replaced', now);
  if (own.some((line) => line.state === 'agreeing')) await endLines(tx, from, 'agreeing', 'discarded', now);
  const offset = Math.max(0, ...own.map((line) => line.n));
  await tx
    .updateTable('agreed_line')
    .set({ case_id: to, n: sql<number>`n + ${offset}` })
    .where('case_id', '=', from)
    .execute();
}
