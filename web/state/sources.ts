/** What the page of the sources lists, in which order, and how they stand; pure. */
import type { SourceGap, SourceRowView, SourceState, SourceTest } from '../../server/contract/source-views.ts';
import type { Channel } from '../../server/contract/vocabulary.ts';

export const SOURCE_TABS = ['all', 'attention', 'social', 'letters', 'media', 'people'] as const;
export type SourceTab = (typeof SOURCE_TABS)[number];

const TAB_OF: Readonly<Record<Channel, SourceTab>> = {
  forum: 'social',
  microblog: 'social',
  video: 'social',
  letter: 'letters',
  hotline: 'letters',
  media: 'media',
  unit_report: 'people',
};

const RANK: Readonly<Record<SourceState, number>> = { failing: 0, quiet: 1, ok: 2, paused: 3 };

/** Somebody should look at it. */
export const needsAttention = ({ state }: Pick<SourceRowView, 'state'>): boolean =>
  state === 'failing' || state === 'quiet';

/** The rows of a tab: failing ones first, the longest on top; then the quiet, the others by name, the paused last. */
export function sourcesIn(sources: readonly SourceRowView[], tab: SourceTab): SourceRowView[] {
  return sources.filter((source) => isIn(source, tab)).sort(byAttention);
}

export const countIn = (sources: readonly SourceRowView[], tab: SourceTab): number =>
  sources.filter((source) => isIn(source, tab)).length;

function isIn(source: SourceRowView, tab: SourceTab): boolean {
  if (tab === 'all') return true;
  return tab === 'attention' ? needsAttention(source) : TAB_OF[source.channel] === tab;
}

function byAttention(a: SourceRowView, b: SourceRowView): number {
  return (
    RANK[a.state] - RANK[b.state] ||
    (troubledSince(a) < troubledSince(b) ? -1 : troubledSince(a) > troubledSince(b) ? 1 : 0) ||
    a.name.localeCompare(b.name, 'zh-Hans-CN')
  );
}

/** Milliseconds; the same for all that nobody need look at, so that these stand by name. */
const troubledSince = (source: SourceRowView): number =>
  needsAttention(source) && source.failure ? Date.parse(source.failure.since) : 0;

export interface SourceCounts {
  failing: number;
  quiet: number;
  ok: number;
  paused: number;
  /** All but the paused. */
  inUse: number;
}

export function countsOf(sources: readonly SourceRowView[]): SourceCounts {
  const of = (state: SourceState): number => sources.filter((source) => source.state === state).length;
  const paused = of('paused');
  return { failing: of('failing'), quiet: of('quiet'), ok: of('ok'), paused, inUse: sources.length - paused };
}

/** Nothing was ever heard of it, and nothing went wrong: neither green nor amber. */
export const isUnheard = ({ state, lastSuccessAt, lastItemAt }: SourceRowView): boolean =>
  state === 'ok' && lastSuccessAt === null && lastItemAt === null;

/** Minutes since its last new item; null where silence says nothing: it is usual, the source is paused, or nothing ever came. */
export function silentMinutes(source: SourceRowView, now: number): number | null {
  const { state, quietAfterMinutes, lastItemAt } = source;
  if (state === 'paused' || quietAfterMinutes === null || lastItemAt === null) return null;
  return Math.max(0, Math.floor((now - Date.parse(lastItemAt)) / 60_000));
}

/** Its silence is longer than was set. */
export function isLongSilent(source: SourceRowView, now: number): boolean {
  const minutes = silentMinutes(source, now);
  return minutes !== null && source.quietAfterMinutes !== null && minutes > source.quietAfterMinutes;
}

/** Whole minutes a gap has lasted, or lasts. */
export const gapMinutes = ({ since, until }: SourceGap, now: number): number =>
  Math.max(0, Math.floor(((until === null ? now : Date.parse(until)) - Date.parse(since)) / 60_000));

/** What people type or take in by hand comes with the program: it is neither changed nor paused. */
export const isKept = ({ kind }: Pick<SourceRowView, 'kind'>): boolean => kind !== 'form' && kind !== 'import';

/** A source the program goes to itself: only there is something to test. */
export const isTestable = ({ kind }: Pick<SourceRowView, 'kind'>): boolean => kind === 'http' || kind === 'file';

export const hasPassed = ({ steps }: Pick<SourceTest, 'steps'>): boolean =>
  steps.every(({ outcome }) => outcome === 'ok');
