/** Past matters for replays: one as it is told, and any number of invented ones. */
import { seeded } from '../../classifiers/random.ts';
import { SUBJECT_IDS, type IncidentGrade, type OpinionGrade } from '../../server/contract/vocabulary.ts';
import { HOLDER_STEP_IDS } from '../../server/contract/vocabulary-case.ts';
import type { Organisation } from '../../server/organisation/model.ts';
import type { PastMatter } from '../../server/responsibility/what-if/matter.ts';
import { inventedMatters } from '../bench/matters.ts';
import { facts, type Given } from '../unit/responsibility/facts.ts';

const HOUR_MS = 3_600_000;
/** A Monday, 09:00 in China. */
export const DETECTED = new Date('2026-11-16T01:00:00Z');
export const afterHours = (hours: number, from = DETECTED): Date => new Date(from.getTime() + hours * HOUR_MS);

/** What the rules of time limits ask about a matter that is nothing out of the ordinary. */
export const ORDINARY: PastMatter['clockFacts'] = {
  category: 'livelihood',
  opinionGrade: 'general',
  incidentGrade: 'none',
  units: 'one',
};

/** A matter detected on Monday at nine, dispatched an hour later, answered after 40 hours and closed after five days. */
export function pastMatter(given: Given, other: Partial<PastMatter> = {}): PastMatter {
  const dispatchedAt = afterHours(1);
  return {
    caseId: 'case-1',
    facts: facts(given),
    clockFacts: ORDINARY,
    detectedAt: DETECTED,
    dispatchedAt,
    closedAt: afterHours(120),
    metAt: { accept: afterHours(2), respond: afterHours(41), progress: afterHours(20), close: afterHours(120) },
    clocks: [],
    holdings: [],
    returns: [],
    ...other,
  };
}

const GRADES: readonly OpinionGrade[] = ['general', 'general', 'general', 'large', 'major', 'extreme'];
const SEVERITIES: readonly (IncidentGrade | undefined)[] = [undefined, undefined, undefined, 'general', 'extreme'];

/** Invented matters of an organisation, the same for the same seed: any place and subject, fast and slow, open and closed. */
export function inventedPast(count: number, seed: number, organisation: Organisation): PastMatter[] {
  const next = seeded(seed);
  const of = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const counties = organisation.counties().map(({ code }) => code);
  const few = <T>(list: readonly T[]): T[] => Array.from({ length: Math.floor(next() * 3) }, () => of(list));
  return inventedMatters(count, seed).map(({ title, text }, n) => {
    const at = (hours: number): Date => afterHours(hours + n / 60);
    const answered = 2 + next() * 90;
    const closed = next() < 0.6 ? answered + next() * 200 : null;
    const severity = of(SEVERITIES);
    const unit = `${of(counties)}:${of(SUBJECT_IDS)}`;
    const held = few(HOLDER_STEP_IDS).map((step, index) => ({
      id: `holding-${n}-${index}`,
      step,
      unitId: next() < 0.3 ? null : unit,
      fromAt: at(index * 10),
      toAt: at(index * 10 + next() * 30),
      limitMinutes: null,
      excuse: next() < 0.1 ? '退回成立' : null,
    }));
    return pastMatter(
      {
        text: `${title}\n${text}`,
        subjects: few(SUBJECT_IDS),
        places: few(counties),
        ...(severity === undefined ? {} : { severity }),
      },
      {
        caseId: `case-${n}`,
        clockFacts: { ...ORDINARY, opinionGrade: of(GRADES), incidentGrade: severity ?? 'none' },
        detectedAt: at(0),
        dispatchedAt: at(1),
        closedAt: closed === null ? null : at(closed),
        metAt: { accept: at(1 + next() * 8), respond: at(answered), close: closed === null ? null : at(closed) },
        clocks: severity
          ? [
              {
                kind: 'first_statement',
                startsFrom: 'detected',
                startAt: at(0),
                stoppedAt: at(answered),
                ended: 'met',
                setAt: at(next() * 8),
                extendedMs: 0,
              },
            ]
          : [],
        holdings: held,
        returns: next() < 0.1 ? [{ unitId: unit, givenAt: at(1), at: at(1 + next() * 40) }] : [],
      },
    );
  });
}
