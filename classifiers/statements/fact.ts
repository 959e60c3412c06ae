/** What the statements of several units on one case say, as facts that can be set side by side. */
import type { Bound } from '../counts/counts.ts';

/** One unit's text on the case. `at` (ms) is when it was written or issued, where that is known. */
export interface Statement {
  id: string;
  text: string;
  at?: number;
}

/** Facts that are compared. `loss` counts yuan, `magnitude` degrees, the others persons. */
export const COUNT_FACTS = ['dead', 'grave', 'injured', 'missing', 'evacuated', 'loss', 'magnitude'] as const;
export type CountFact = (typeof COUNT_FACTS)[number];
export type FactKind = CountFact | 'time' | 'place' | 'cause' | 'promise';

interface Stated {
  /** The words it was read from: UTF-16 units of the statement's text, `end` exclusive. */
  start: number;
  end: number;
}

/** A number of the event. `scope` is empty for the whole event, else the hospital or place it is told of. */
export interface CountStated extends Stated {
  kind: CountFact;
  value: number;
  bound: Bound;
  scope: string;
  /** Since when it holds, where the text says "截至…" (as `Moment`); null elsewhere. */
  asOf: Moment | null;
  /** The text says that the number has changed: 升至, 更正为, 新增. */
  update: boolean;
}

/** A point of time as far as it is told; hours of a part of the day ("凌晨") as a range. */
export interface Moment {
  year: number | null;
  month: number | null;
  day: number | null;
  /** Minutes of the day, least and most; null where only the day is told. */
  minutes: readonly [number, number] | null;
}

/** When the event happened. */
export interface TimeStated extends Stated {
  kind: 'time';
  moment: Moment;
}

/** Where the event happened: the names of its units, by kind of unit (county, township, village, road, site). */
export interface PlaceStated extends Stated {
  kind: 'place';
  parts: Readonly<Record<string, string>>;
}

/** What the text names as the cause. `sure` is false for a first guess ("初步判断"). */
export interface CauseStated extends Stated {
  kind: 'cause';
  words: string;
  sure: boolean;
}

/** A deed and by when it is promised. */
export interface PromiseStated extends Stated {
  kind: 'promise';
  deed: string;
  moment: Moment;
  update: boolean;
}

export type Fact = CountStated | TimeStated | PlaceStated | CauseStated | PromiseStated;

/** One side of a contradiction. */
export interface Told {
  statement: string;
  start: number;
  end: number;
}

/** Two statements that cannot both be right, with what to do about it in official Chinese. */
export interface Contradiction {
  fact: FactKind;
  values: readonly [Told, Told];
  message: string;
}
