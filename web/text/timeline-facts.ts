/** What the timeline shows, in sentences: the ends of its bars, its holders, its spoken summary. */
import type { CaseDetail, HoldingView } from '../../server/contract/case-detail-views.ts';
import type { ClockView } from '../../server/contract/case-views.ts';
import { CLOCK_KINDS, HOLDER_STEPS } from '../../server/contract/vocabulary-case.ts';
import type { TimeNode } from '../state/timeline-nodes.ts';
import type { ClockBar, Stretch } from '../state/timeline-rows.ts';
import type { Span } from '../state/timeline.ts';
import { formatLeft } from '../state/time-left.ts';
import { workdaysLeft } from '../state/workdays.ts';
import { workdayWords } from './case-parts.ts';
import { shortWord, word } from './language.ts';
import { dayTime } from './time.ts';
import { length, t } from './timeline.ts';

const SHORT_LIMIT_MS = 2 * 3_600_000;

/** What stands at the end of a clock's bar: `✓ 提前 29:06`, `! 超时 1:48`, `剩 1:53`. */
export function clockResult(bar: ClockBar): string {
  const { clock, status, start, due, used, over } = bar;
  if (status === 'past') return clock.pastBy === null ? t.result.past : t.result.pastBy(length(clock.pastBy * 60_000));
  if (status === 'ended') return t.result.ended;
  const extended = clock.extended ? ` · ${t.extended}` : '';
  if (status === 'late' || status === 'over') return t.result.late(length(over - due)) + extended;
  if (status === 'running') return leftWords(bar) + extended;
  return (
    (due - start <= SHORT_LIMIT_MS ? t.result.used(length(used - start)) : t.result.early(length(due - used))) +
    extended
  );
}

function leftWords({ clock, due, used }: ClockBar): string {
  if (clock.counted === 'hours') return formatLeft(due - used);
  const { startAt, dueAt } = clock;
  const left = workdaysLeft({ startAt, dueAt, now: used, amount: clock.extended ? undefined : clock.amount });
  return workdayWords(left, due - used);
}

export const clockName = (clock: Pick<ClockView, 'kind' | 'label'>): string => shortWord(CLOCK_KINDS[clock.kind]);

/** `5 小时 自发现`; of a commitment, what was promised. */
export function clockLimit(clock: ClockView): string {
  if (clock.subject) return clock.subject;
  const whole = clock.counted === 'workdays' || Number.isInteger(clock.amount);
  const amount = whole ? t.amount[clock.counted](clock.amount) : t.amount.minutes(Math.round(clock.amount * 60));
  return clock.startsFrom === 'stated' ? t.from.stated : `${amount} ${t.from[clock.startsFrom]}`;
}

/** Who held a stretch: `市水务局 核查`, `会签 2 家`. */
export function holderWords(holders: readonly HoldingView[]): string {
  const [first] = holders;
  if (!first) return t.nobody;
  const step = shortWord(HOLDER_STEPS[first.step]);
  if (holders.length > 1) return t.together(holders.length, step);
  return first.unit ? `${first.unit.name} ${step}` : step;
}

/** Everyone who held a stretch, for the table and the titles. */
export const holdersInFull = (holders: readonly HoldingView[]): string =>
  holders.length === 0
    ? t.nobody
    : holders.map((one) => [one.unit?.name, word(HOLDER_STEPS[one.step])].filter(Boolean).join(' ')).join(t.and);

interface Facts {
  detail: CaseDetail;
  bars: readonly ClockBar[];
  stretches: readonly Stretch[];
  nodes: readonly TimeNode[];
  elapsed: Span;
}

/** The picture in one sentence, for those who hear it. */
export function summaryOf({ detail, bars, stretches, nodes, elapsed }: Facts): string {
  const running = bars.filter((bar) => bar.status === 'running' || bar.status === 'over');
  const told = (running.length > 0 ? running : bars).map((bar) => `${clockName(bar.clock)} ${clockResult(bar)}`);
  const last = stretches.at(-1);
  return t.summary({
    from: dayTime(elapsed.from),
    until: dayTime(elapsed.to),
    items: detail.items.length,
    clocks: told.join(t.and) || t.noClocks,
    holder: last && last.holders.length > 0 ? t.holds(holdersInFull(last.holders)) : t.nobody,
    nodes: nodes.length,
  });
}
