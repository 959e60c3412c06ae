/** The time axis of a case: which stretch of time stands where. Pure; China's time. */
import { CHINA } from './local-time.ts';
import { millis, type Instant } from './time-left.ts';
import { dayNumber } from './workdays.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Narrower and wider than this nothing more can be told. */
const LEAST_SPAN = 2 * HOUR;
const MOST_SPAN = 400 * DAY;
/** Width of the two strokes that break the axis. */
const BREAK = 18;
const FAR_SHARE = 0.2;

/** A stretch of time in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

export const spanOf = ({ from, to }: Span): number => to - from;

/**
 * The window that shows the case whole: from a little before its detection to a while after `until`, with those due times that
 * lie near. What is due later stands behind the break, so that it doesn't squeeze what has happened.
 */
export function wholeCase({ from, to }: Span, dues: readonly number[]): Span {
  const elapsed = Math.max(to - from, HOUR);
  const lead = Math.max(elapsed * 0.35, 3 * HOUR);
  const near = dues.filter((due) => due <= to + Math.max(elapsed * 0.6, 6 * HOUR));
  const end = Math.max(to + lead, ...near.map((due) => due + elapsed * 0.12));
  const begin = from - elapsed * 0.05;
  const last = Math.max(end, ...dues);
  // What is due shortly after the window needs no break.
  return { from: begin, to: last - begin <= (end - begin) * 1.25 ? last + elapsed * 0.05 : end };
}

/** Zooms about a point that stays where it is; out of the window's range about its middle. Below 1 is nearer. */
export function zoomed(window: Span, factor: number, about: number): Span {
  const span = spanOf(window);
  const next = Math.min(MOST_SPAN, Math.max(LEAST_SPAN, span * factor));
  const inside = about >= window.from && about <= window.to;
  const anchor = inside ? about : window.from + span / 2;
  const from = anchor - ((anchor - window.from) / span) * next;
  return { from, to: from + next };
}

/** Moves the window by a share of its width; some of the case always stays in it. */
export function panned(window: Span, share: number, whole: Span): Span {
  const span = spanOf(window);
  const from = Math.min(whole.to - span * 0.2, Math.max(whole.from - span * 0.8, window.from + span * share));
  return { from, to: from + span };
}

export interface Scale {
  window: Span;
  width: number;
  /** Where the even scale ends; the whole width where nothing lies beyond. */
  even: number;
  /** The far days behind the break, evenly spaced among themselves. */
  far: (Span & { x: number; width: number }) | null;
  /** Position of an instant: never falls as time goes on. */
  x: (instant: number) => number;
}

/** The scale of a window on `width` pixels; the axis is broken where something is due after the window's end. */
export function scaleOf(window: Span, width: number, dues: readonly number[]): Scale {
  const last = Math.max(window.to, ...dues);
  if (last <= window.to) {
    const x = (at: number): number => ((at - window.from) / spanOf(window)) * width;
    return { window, width, even: width, far: null, x };
  }
  const farWidth = width * FAR_SHARE;
  const even = width - farWidth;
  const to = (dayNumber(last) + 1) * DAY - CHINA;
  const far = { from: window.to, to, x: even + BREAK, width: farWidth - BREAK };
  const x = (at: number): number => {
    if (at <= window.to) return ((at - window.from) / spanOf(window)) * even;
    return far.x + ((at - far.from) / spanOf(far)) * far.width;
  };
  return { window, width, even, far, x };
}

export interface Tick {
  at: number;
  x: number;
  /** Midnight in China, where a day begins. */
  day: boolean;
  /** Whether it bears words; days that stand too close keep their line. */
  named: boolean;
}

const HOUR_STEPS = [1, 2, 3, 6, 12];
const DAY_STEPS = [1, 2, 3, 7, 14, 28, 56];
const stepOf = (steps: readonly number[], unit: number, wanted: number): number | undefined =>
  steps.find((step) => step * unit >= wanted);

/** Ticks of the even part: days, and between them the hours there is room for. `room` is the width of a day's words. */
export function ticksOf(scale: Scale, room: number): Tick[] {
  const perHour = scale.even / (spanOf(scale.window) / HOUR);
  const hours = stepOf(HOUR_STEPS, perHour, room * 0.55);
  const days = stepOf(DAY_STEPS, perHour * 24, room) ?? 112;
  const step = hours ? hours * HOUR : DAY;
  const first = Math.ceil((scale.window.from + CHINA) / step) * step - CHINA;
  const ticks: Tick[] = [];
  for (let at = first; at <= scale.window.to; at += step) {
    const day = (at + CHINA) % DAY === 0;
    const x = scale.x(at);
    const fits = x <= scale.even - (day ? room : room * 0.3) && (day || x >= room * 1.2);
    const named = fits && (day ? dayNumber(at) % days === 0 : nearDay(at, hours ?? 24, perHour, room));
    ticks.push({ at, x, day, named });
  }
  return ticks;
}

/** The day in which the window begins, named at its left edge where the first midnight leaves room. */
export const leadsDay = (scale: Scale, ticks: readonly Tick[], room: number): boolean =>
  (ticks.find((tick) => tick.day)?.x ?? scale.even) >= room * 1.1;

/** An hour right after midnight would stand under the words of its day. */
function nearDay(at: number, hours: number, perHour: number, room: number): boolean {
  const since = ((at + CHINA) % DAY) / HOUR;
  return since >= hours && since * perHour >= room * 1.05;
}

/** The days behind the break. `room` is the width of a short day's words. */
export function farTicks(scale: Scale, room: number): Tick[] {
  const { far } = scale;
  if (!far) return [];
  const perDay = far.width / (spanOf(far) / DAY);
  const step = stepOf(DAY_STEPS, perDay, room) ?? Math.ceil(room / perDay);
  const ticks: Tick[] = [];
  for (let day = dayNumber(far.to) - 1; day * DAY - CHINA >= far.from; day -= step) {
    const at = day * DAY - CHINA;
    ticks.unshift({ at, x: scale.x(at), day: true, named: true });
  }
  return ticks;
}

export interface Shade {
  kind: 'night' | 'weekend';
  x: number;
  width: number;
}

/** Nights (22–6) of the even part, and weekends everywhere; nights too thin to be told apart are left out. */
export function shadesOf(scale: Scale): Shade[] {
  const end = scale.far?.to ?? scale.window.to;
  const shades: Shade[] = [];
  const add = (kind: Shade['kind'], from: number, to: number): void => {
    const x = Math.max(0, scale.x(from));
    const width = Math.min(scale.width, scale.x(to)) - x;
    if (width >= 3) shades.push({ kind, x, width });
  };
  for (let day = dayNumber(scale.window.from) - 1; day * DAY - CHINA < end; day += 1) {
    const midnight = day * DAY - CHINA;
    if ((day + 4) % 7 === 6) add('weekend', midnight, midnight + 2 * DAY);
    const dusk = midnight + 22 * HOUR;
    if (dusk < scale.window.to) add('night', dusk, Math.min(scale.window.to, dusk + 8 * HOUR));
  }
  return shades;
}

/** Milliseconds of each instant. */
export const allMillis = (instants: readonly Instant[]): number[] => instants.map(millis);
