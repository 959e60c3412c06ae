/** What differs in one matter, in words. */
import type {
  AssignedField,
  AssignmentDifference,
  AssignmentSide,
  ClockSide,
  FlagDifference,
  Ground,
} from '../../server/contract/what-if-views.ts';
import { CLOCK_OUTCOMES, FLAG_KINDS } from '../../server/contract/what-if-views.ts';
import { CLOCK_KINDS, HOLDER_STEPS, type ClockKind, type HolderStep } from '../../server/contract/vocabulary-case.ts';
import { ROLES } from '../../server/contract/vocabulary.ts';
import { t } from './changes.ts';
import { pick, shortWord, word } from './language.ts';
import { dayTime, hoursMinutes } from './time.ts';

const names = (units: readonly { name: string }[]): string => units.map(({ name }) => name).join(t.dash) || '—';
const groundOf = ({ principle, clause }: Ground): string => (principle === '' ? clause : `${principle}（${clause}）`);
const yesNo = (value: boolean): string => (value ? t.yes : t.no);

const SAID: Readonly<Record<AssignedField, (side: AssignmentSide) => string>> = {
  lead: ({ lead }) => lead?.name ?? t.nobody,
  supporting: ({ supporting }) => names(supporting),
  coordinator: ({ coordinator }) => coordinator?.name ?? '—',
  path: ({ path }) => names(path),
  rule: ({ basis }) => groundOf(basis),
  transfer: ({ transfer }) => yesNo(transfer),
  needsHuman: ({ needsHuman }) => yesNo(needsHuman),
  dispatcher: ({ dispatcher }) => (dispatcher ? word(ROLES[dispatcher]) : '—'),
};

/** Before and after of one field. */
export const fieldWords = (field: AssignedField, { before, after }: AssignmentDifference): [string, string] => [
  SAID[field](before),
  SAID[field](after),
];

/** The grounds of the proposal that would be made, each once; the old one's where they are the same. */
export function groundWords({ before, after }: AssignmentDifference): string {
  const grounds = after.grounds.length > 0 ? after.grounds : before.grounds;
  return [...new Set(grounds.map(groundOf))].join('；');
}

/** `11-22 12:00 按时完成` */
export function clockWords(side: ClockSide | null): string {
  if (side === null) return t.noClock;
  const outcome = word(CLOCK_OUTCOMES[side.outcome]);
  return side.due === null ? outcome : `${dayTime(side.due)} ${outcome}`;
}

type Flagged = Pick<FlagDifference, 'kind' | 'of'>;

/** `48 小时回应 时限超时`, `起草 环节超限`. */
export function flagName({ kind, of }: Flagged): string {
  const what = word(FLAG_KINDS[kind]);
  if (of === null) return what;
  const which = kind === 'clock' ? word(CLOCK_KINDS[of as ClockKind]) : shortWord(HOLDER_STEPS[of as HolderStep]);
  return pick(`${which}${what}`, `${which}: ${what}`);
}

/** Whose flag, and by how much: `市水务局 超 3:05`. */
export function flagDetail({ kind, unit, before, after }: FlagDifference): string {
  const who = unit?.name ?? (kind === 'step' ? t.office : '');
  return [who, t.over(hoursMinutes(after ?? before ?? 0))].filter(Boolean).join(' ');
}
