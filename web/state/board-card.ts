/** What a card says of its case beside the clock; pure. */
import type { CaseView, ClockView, HolderView } from '../../server/contract/case-views.ts';
import { SIGNAL_LEVEL_IDS, type ApprovalStep, type SignalLevel } from '../../server/contract/vocabulary-case.ts';

/** The approval step the answer in work waits at; null where none is under way. */
export function currentStep(view: CaseView): ApprovalStep | null {
  return view.approval?.steps.find((one) => one.state === 'current')?.step ?? null;
}

/** The highest level among the open signals, and how many are open; null where none is. */
export function topSignal(view: CaseView): { level: SignalLevel; count: number } | null {
  const open = view.signals.filter((one) => one.state === 'open');
  const level = SIGNAL_LEVEL_IDS.findLast((each) => open.some((one) => one.level === each));
  return level ? { level, count: open.length } : null;
}

/** 可办结: published, and closing lacks nothing. */
export const mayClose = (view: CaseView): boolean => view.state === 'published' && view.lacking.length === 0;

export interface Held {
  holder: HolderView;
  /** Others who hold the same step beside it (会签 of several units). */
  others: number;
  /** Since when, in milliseconds. */
  sinceMs: number;
  /** True where the step's own limit is past. */
  beyond: boolean;
}

/** Who holds the case now, for how long, and whether that step's own limit is past. Null once nobody does. */
export function heldBy(view: CaseView, now: number): Held | null {
  const holder = view.holders[0];
  if (!holder) return null;
  return {
    holder,
    others: view.holders.filter((one) => one.step === holder.step).length - 1,
    sinceMs: Date.parse(holder.since),
    beyond: holder.dueAt !== null && Date.parse(holder.dueAt) <= now,
  };
}

/**
 * The running clock that was past when an upgrade set it (升级时已逾); null where none runs. It is told in grey: that time
 * belongs to judging.
 */
export const pastAtUpgrade = (view: CaseView): ClockView | null =>
  view.clocks.find((one) => one.pastAtStart && one.stoppedAt === null) ?? null;

/** How the clock of the answer ended: milliseconds early, negative where late. Null while it runs, or where it lapsed. */
export function answeredEarly(view: CaseView): number | null {
  const met = view.clocks.find((one) => one.kind === 'respond' && one.end === 'met' && one.stoppedAt !== null);
  return met?.stoppedAt ? Date.parse(met.dueAt) - Date.parse(met.stoppedAt) : null;
}

/** Whether an office of its way, or the unit at its end, has still to sign; after that the way is the case page's to show. */
export const onTheWay = ({ path }: Pick<CaseView, 'path'>): boolean => path.some((one) => one.signedAt === null);
