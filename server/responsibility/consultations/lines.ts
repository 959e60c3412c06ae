/** 口径: drafted by the office or the unit that leads, agreed by the units concerned, put in force by the office or the coordinator. */
import type { AnswerLine, DiscardLine, DraftLine, EnforceLine } from '../../contract/consultation-requests.ts';
import type { LineAct } from '../../contract/vocabulary-duty.ts';
import { FAULTS, type Act, type Work } from '../../cases/act.ts';
import { unitsConsulted } from '../../cases/consultations/store.ts';
import { partyOf } from '../../cases/consultations/who.ts';
import { drafts, lineActs, missingUnits, type LineUnits } from '../../cases/lines/line.ts';
import {
  endLines,
  lineFacts,
  linesOf,
  putInForce,
  storeAgreement,
  storeLine,
  type Line,
} from '../../cases/lines/store.ts';
import { keepReason } from '../../cases/reasons/store.ts';
import { touchCase } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import type { Tx } from '../../platform/database.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { barredFrom } from '../barred.ts';
import { assignmentsOf } from '../store.ts';

/** The units of a case that the line is theirs to draft, agree or decide. */
export async function lineUnits(tx: Tx, caseId: string, barred: ReadonlySet<string>): Promise<LineUnits> {
  const assigned = await assignmentsOf(tx, caseId);
  return {
    lead: assigned.find((one) => one.role === 'lead')?.unit_id ?? null,
    coordinators: assigned.filter((one) => one.role === 'coordinator').map((one) => one.unit_id),
    barred,
  };
}

/** Drafts a further version; one that waited to be agreed is used no more. Faults: `not_yours`, `line_changed`. */
export const draftLine =
  (parts: RuleParts): Work<DraftLine> =>
  async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    const units = await lineUnits(tx, found.id, await barredFrom(tx, parts, found.id));
    const party = partyOf(viewer);
    if (!drafts(party, units)) throw FAULTS.notYours('办公室或牵头单位');
    const newest = (await linesOf(tx, viewer, found.id))[0]?.n ?? 0;
    if (newest !== input.n) throw lineChanged();
    await endLines(tx, found.id, 'agreeing', 'discarded', now);
    const body = cleanText(input.body);
    const textHash = hashText(body);
    const asked = await unitsAsked(act, units, party.unitId);
    const fresh = { caseId: found.id, n: newest + 1, body, textHash, unitId: party.unitId, asked };
    const lineId = await storeLine(tx, { ...fresh, accountId: viewer.accountId }, now);
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, lineId, n: fresh.n, unitId: party.unitId, textHash };
    return [{ stream: `case:${found.id}`, type: 'line_drafted', data, actor, at: now }];
  };

/** All that answer for the case, coordinate it or are consulted on it, but the drafter and those recused. */
async function unitsAsked({ tx, found }: Act<unknown>, units: LineUnits, own: string | null): Promise<string[]> {
  const assigned = (await assignmentsOf(tx, found.id)).map((one) => one.unit_id);
  const all = new Set([...assigned, ...(await unitsConsulted(tx, found.id))]);
  return [...all].filter((unitId) => unitId !== own && !units.barred.has(unitId)).sort();
}

/** A unit asked agrees or says what must change. Faults: those of `requireLine`, `note_missing`. */
export const answerLine =
  (parts: RuleParts): Work<AnswerLine> =>
  async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    const { line } = await requireLine(act, parts, input.lineId, 'agree');
    const { unitId } = partyOf(viewer);
    if (unitId === null) throw FAULTS.notYours('被征求意见的单位');
    const note = cleanText(input.note ?? '').trim() || null;
    if (!input.agrees && note === null) {
      throw new Fault('note_missing', '请写明要修改什么。', { status: 422, fields: { note: '请写明要修改什么' } });
    }
    const { agrees } = input;
    await storeAgreement(tx, { lineId: line.id, unitId, agrees, note, accountId: viewer.accountId }, now);
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, lineId: line.id, n: line.n, unitId, agrees };
    return [{ stream: `case:${found.id}`, type: 'line_answered', data, actor, at: now }];
  };

/**
 * Puts a version in force in place of the one before. Where a unit asked has not agreed, a reason is given and the unit named.
 * Faults: those of `requireLine`, `line_not_agreed`.
 */
export const enforceLine =
  (parts: RuleParts): Work<EnforceLine> =>
  async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    const { line, units } = await requireLine(act, parts, input.lineId, 'enforce');
    const missing = missingUnits(lineFacts(line), units.barred);
    const reason = cleanText(input.reason ?? '').trim() || null;
    if (missing.length > 0 && reason === null) throw notAgreed(parts, missing);
    await endLines(tx, found.id, 'in_force', 'replaced', now);
    const kept = missing.length > 0 ? reason : null;
    await putInForce(tx, line.id, { accountId: viewer.accountId, missing, reason: kept }, now);
    if (kept !== null) await keepReason(act, found.id, kept);
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, lineId: line.id, n: line.n, textHash: line.text_hash, missing };
    return [{ stream: `case:${found.id}`, type: 'line_in_force', data, actor, at: now }];
  };

/** A version that waited to be agreed is used no more. Faults: those of `requireLine`. */
export const discardLine =
  (parts: RuleParts): Work<DiscardLine> =>
  async (act) => {
    const { tx, actor, found, input, now } = act;
    const { line } = await requireLine(act, parts, input.lineId, 'discard');
    await endLines(tx, found.id, 'agreeing', 'discarded', now);
    await touchCase(tx, found.id, now);
    const data = { caseId: found.id, lineId: line.id, n: line.n };
    return [{ stream: `case:${found.id}`, type: 'line_discarded', data, actor, at: now }];
  };

/** A version on which the viewer may do this. Faults: `line_missing`, `line_changed`, `not_yours`. */
async function requireLine(
  { tx, viewer, found }: Act<unknown>,
  parts: RuleParts,
  id: string,
  wanted: LineAct,
): Promise<{ line: Line; units: LineUnits }> {
  const line = (await linesOf(tx, viewer, found.id)).find((one) => one.id === id);
  if (!line) throw new Fault('line_missing', '没有这一版口径，或您无权查看。', { status: 404 });
  const units = await lineUnits(tx, found.id, await barredFrom(tx, parts, found.id));
  if (lineActs(lineFacts(line), partyOf(viewer), units).includes(wanted)) return { line, units };
  if (line.state !== 'agreeing') throw lineChanged();
  throw FAULTS.notYours(
    wanted === 'agree' ? '被征求意见的单位' : wanted === 'discard' ? '起草单位' : '办公室或协调单位',
  );
}

const lineChanged = (): Fault =>
  new Fault('line_changed', '口径已有新的版本或状态，您的操作没有保存。', {
    status: 409,
    action: '请看过现在的口径再决定。',
  });

function notAgreed(parts: RuleParts, missing: readonly string[]): Fault {
  const names = missing.map((id) => parts.organisation().unit(id)?.name ?? id).join('、');
  return new Fault('line_not_agreed', `还没有同意的单位：${names}。没有保存。`, {
    status: 422,
    action: '请等它们答复；必须先行定下的，写明理由，未同意的单位会写明。',
    fields: { reason: '请写明为什么不等' },
  });
}
