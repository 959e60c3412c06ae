/** 口径: who may do what with a version of the line a case is spoken of by; pure. Internal, versioned, one at most in force. */
import type { LineAct, LineState } from '../../contract/vocabulary-duty.ts';
import type { Party } from '../consultations/who.ts';

/** What decides on a version of the line. */
export interface LineFacts {
  state: LineState;
  /** Unit that drafted it; null: the office. */
  unitId: string | null;
  asked: readonly string[];
  answers: readonly { unitId: string; agrees: boolean }[];
}

/** Units of the case as they stand now. */
export interface LineUnits {
  lead: string | null;
  coordinators: readonly string[];
  /** Units a case is closed to, with all they direct. */
  barred: ReadonlySet<string>;
}

/** Units asked that have not agreed; those recused since are asked no more. */
export function missingUnits({ asked, answers }: LineFacts, barred: ReadonlySet<string>): string[] {
  const agreed = new Set(answers.filter((one) => one.agrees).map((one) => one.unitId));
  return asked.filter((unitId) => !agreed.has(unitId) && !barred.has(unitId));
}

/** Whether the party drafts lines: the office, or the unit that leads. */
export const drafts = (party: Party, { lead }: LineUnits): boolean =>
  party.calls && (party.office || (party.unitId !== null && party.unitId === lead));

/** What the party may do with a version now; drafting a further one is asked of `drafts`. */
export function lineActs(line: LineFacts, party: Party, units: LineUnits): LineAct[] {
  if (line.state !== 'agreeing') return [];
  const { unitId, office } = party;
  const coordinates = unitId !== null && units.coordinators.includes(unitId);
  const own = line.unitId === null ? office : unitId === line.unitId;
  const asked = party.joins && unitId !== null && line.asked.includes(unitId) && !units.barred.has(unitId);
  const open: Record<LineAct, boolean> = {
    draft: false,
    agree: asked,
    enforce: party.decides && (office || coordinates),
    discard: party.calls && (own || office),
  };
  return (Object.keys(open) as LineAct[]).filter((act) => open[act]);
}
