/** Which department is mainly involved where a text touches several subjects, and which support it. */
import type { Subject } from '../contract/vocabulary.ts';
import { askedSubject } from './bodies.ts';

export interface SubjectFact {
  code: Subject;
  /** 0 to 1. */
  confidence: number;
}

export interface SubjectRanking {
  /** The subject that leads; null where none is known. */
  lead: SubjectFact | null;
  /** Further subjects with evidence of their own, strongest first. */
  others: SubjectFact[];
  /** Words that ask a department or name it to decide, where that settled the lead. */
  askedBy: string | null;
  /** Two subjects weigh the same and nothing settles it. */
  tie: boolean;
  /** What the text asks and what the evidence says do not agree. */
  contradiction: boolean;
}

/** Below this a subject is noise and brings no department in. */
const LEAST = 0.2;
/** … and so is one with less than this part of the strongest. */
const LEAST_PART = 0.4;
const TIE = 0.03;
/** Evidence from which on a department that is merely asked does not displace another. */
const CLEAR = 0.6;
/** At most so many departments besides the lead. */
const MOST_OTHERS = 3;

function evidence(subject: Subject | null, subjects: readonly SubjectFact[]): SubjectFact[] {
  const byCode = new Map<Subject, SubjectFact>();
  for (const fact of subjects) {
    const known = byCode.get(fact.code);
    if (!known || known.confidence < fact.confidence) byCode.set(fact.code, fact);
  }
  if (subject !== null && !byCode.has(subject)) {
    byCode.set(subject, { code: subject, confidence: byCode.size === 0 ? 1 : LEAST });
  }
  return [...byCode.values()].sort((a, b) => b.confidence - a.confidence);
}

/**
 * Ranks the subjects: the one named to decide or asked first leads, then the one with most evidence
 * (国办发〔2016〕61号 一: 必要时确定牵头部门). `subject` null means that the classifier found none.
 */
export function rankSubjects(text: string, subject: Subject | null, subjects: readonly SubjectFact[]): SubjectRanking {
  const asked = askedSubject(text);
  const ranked = subject === null ? [] : evidence(subject, subjects);
  const strong = ranked.filter(
    (fact) => fact.confidence >= LEAST && fact.confidence >= LEAST_PART * (ranked[0]?.confidence ?? 0),
  );
  const best = ranked[0] ?? null;
  if (!best) {
    const lead = asked ? { code: asked.subject, confidence: 0.5 } : null;
    return { lead, others: [], askedBy: asked?.words ?? null, tie: false, contradiction: false };
  }
  const askedFact = asked ? ranked.find((fact) => fact.code === asked.subject && fact.confidence >= LEAST) : undefined;
  const foreign = asked !== null && !askedFact;
  // A writer often asks whom he knows: against clear evidence the asked department supports, and a person looks.
  const displaced = foreign && best.confidence < CLEAR;
  const own = ranked.find((fact) => fact.code === subject) ?? best;
  const preferred = best.confidence - own.confidence <= TIE ? own : best;
  const lead = askedFact ?? (displaced && asked ? { code: asked.subject, confidence: best.confidence } : preferred);
  const others = strong.filter((fact) => fact.code !== lead.code);
  if (foreign && !displaced && asked) others.push({ code: asked.subject, confidence: LEAST });
  const rival = others[0];
  return {
    lead,
    others: others.slice(0, MOST_OTHERS),
    askedBy: askedFact || displaced ? (asked?.words ?? null) : null,
    tie: !askedFact && rival !== undefined && Math.abs(lead.confidence - rival.confidence) <= TIE,
    contradiction: foreign || best.confidence - own.confidence > 0.1,
  };
}
