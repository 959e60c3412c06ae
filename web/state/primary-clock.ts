/** Which clocks a head shows: the natural-hours one that is due first, and the working-day one; pure. */
import type { CaseView, ClockView } from '../../server/contract/case-views.ts';

const running = (view: CaseView, counted: ClockView['counted']): ClockView[] =>
  view.clocks
    .filter((clock) => clock.stoppedAt === null && !clock.pastAtStart && clock.counted === counted)
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));

/** The running clock in natural hours that is due first. */
export const primaryClock = (view: CaseView): ClockView | null => running(view, 'hours')[0] ?? null;

/** The running clock in working days that is due first. */
export const workdayClock = (view: CaseView): ClockView | null => running(view, 'workdays')[0] ?? null;
