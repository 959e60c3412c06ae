/** As whom somebody takes part in consulting: for the office, or for a unit; pure. */
import { permits, type Viewer } from '../../access/viewer.ts';

export interface Party {
  /** Speaks for the office that operates the product. */
  office: boolean;
  /** The unit one speaks for; null for the office. */
  unitId: string | null;
  /** May answer for the unit: opinions, confirmations. */
  joins: boolean;
  /** May call a consultation and draft a line, for the office or for a unit that leads. */
  calls: boolean;
  /** May put a line in force, for the office or for a unit that coordinates. */
  decides: boolean;
}

/** Reads it from the person's roles and unit. Who judges and dispatches speaks for the office, whatever unit the account has. */
export function partyOf(viewer: Viewer): Party {
  const office = permits(viewer, 'case.arrange');
  return {
    office,
    unitId: office ? null : (viewer.unit?.id ?? null),
    joins: !office && permits(viewer, 'consultation.join'),
    calls: permits(viewer, 'consultation.call'),
    decides: permits(viewer, 'line.decide'),
  };
}
