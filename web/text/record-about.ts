/** What a line of the record is about: which clock, step, kind or grade. */
import { INCIDENT_GRADES, OPINION_GRADES, type Term } from '../../server/contract/vocabulary.ts';
import {
  APPROVAL_STEPS,
  CLOCK_KINDS,
  CONCLUSIONS,
  DISPOSITIONS,
  ENTRY_KINDS,
  LEAD_GROUNDS,
  RETURN_RULINGS,
  SIGNAL_KINDS,
  SIGNAL_LEVELS,
} from '../../server/contract/vocabulary-case.ts';
import { shortWord } from './language.ts';

type Terms = Readonly<Record<string, Term>>;

/** Which list of the vocabulary the identifier of an event belongs to. */
const LISTS: Readonly<Record<string, Terms>> = {
  clock_started: CLOCK_KINDS,
  clock_ended: CLOCK_KINDS,
  clock_breached: CLOCK_KINDS,
  entry_recorded: ENTRY_KINDS,
  response_approved: APPROVAL_STEPS,
  response_sent_back: APPROVAL_STEPS,
  return_ruled: RETURN_RULINGS,
  case_urged: SIGNAL_LEVELS,
  signal_raised: SIGNAL_KINDS,
  opinion_graded: OPINION_GRADES,
  incident_graded: INCIDENT_GRADES,
  disposition_handed_over: DISPOSITIONS,
  lead_proposed: LEAD_GROUNDS,
  lead_ruled: CONCLUSIONS,
};

/** ` · 签收`, or nothing where the type says all. */
export function aboutWords(type: string, about: string | null): string {
  const term = about === null ? undefined : LISTS[type]?.[about];
  return term ? ` · ${shortWord(term)}` : '';
}
