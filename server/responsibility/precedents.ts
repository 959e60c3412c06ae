/** 判例: rulings on disputed duties that fit a matter. Pure. */
import type { Precedent } from '../organisation/changes/change.ts';
import type { Organisation, Unit } from '../organisation/model.ts';
import { denied } from './negation.ts';
import type { SubjectRanking } from './subjects.ts';

export interface Ruling {
  precedent: Precedent;
  unit: Unit;
  /** The word of the text that it fits. */
  term: string;
}

function spokenOf(text: string, terms: readonly string[]): string | undefined {
  return terms.find((term) => {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      if (!denied(text, at, at + term.length)) return true;
    }
    return false;
  });
}

/** The rulings for the territory, on one of the subjects, whose terms the text holds; units that must recuse themselves are left out. */
export function rulingsFor(
  { text, seat, ranking }: { text: string; seat: string; ranking: SubjectRanking },
  organisation: Organisation,
  barred: ReadonlySet<string>,
): Ruling[] {
  const subjects = [ranking.lead, ...ranking.others].flatMap((fact) => fact?.code ?? []);
  return (organisation.precedents ?? []).flatMap((precedent) => {
    if (precedent.territory !== seat || !subjects.includes(precedent.subject)) return [];
    const unit = organisation.unit(precedent.unit);
    if (!unit || barred.has(unit.id)) return [];
    const term = spokenOf(text, precedent.terms);
    return term === undefined ? [] : [{ precedent, unit, term }];
  });
}
