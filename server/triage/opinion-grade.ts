/** 舆情等级 as the program proposes it; a person sets it. No numeric thresholds stand in any source: 本系统设定. */
import type { IncidentGrade, Label, OpinionGrade } from '../contract/vocabulary.ts';

/** Sightings of one text from which a matter counts as spreading. */
const SPREADING = 5;

/** The incident grade carries over; else a moral or false matter, or one seen often, begins at 较大. */
export function proposeOpinionGrade(facts: {
  category: Label;
  severity: IncidentGrade | null;
  sightings: number;
}): OpinionGrade {
  if (facts.severity !== null && facts.severity !== 'general') return facts.severity;
  if (facts.category === 'morality' || facts.sightings >= SPREADING) return 'large';
  return 'general';
}
