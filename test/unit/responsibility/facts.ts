import type { IncidentGrade, Subject, TerritoryLevel } from '../../../server/contract/vocabulary.ts';
import type { Facts } from '../../../server/responsibility/resolver.ts';

export interface Given {
  text?: string;
  /** The first one is the subject; each may carry its confidence. */
  subjects?: (Subject | [Subject, number])[];
  places?: string[];
  severity?: IncidentGrade;
  accused?: string;
}

const levelOf = (code: string): TerritoryLevel => {
  if (code.length === 9) return 'township';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'prefecture' : 'county';
};

/** Facts as the classifier would give them, from a short form. */
export function facts({ text = '', subjects = [], places = [], severity, accused }: Given): Facts {
  const list = subjects.map((each, rank): { code: Subject; confidence: number } =>
    typeof each === 'string'
      ? { code: each, confidence: rank === 0 ? 0.8 : 0.5 }
      : { code: each[0], confidence: each[1] },
  );
  return {
    text,
    subject: list[0]?.code ?? null,
    subjects: list,
    places: places.map((code) => ({ code, level: levelOf(code) })),
    severity: severity ?? null,
    accused: accused ?? null,
  };
}
