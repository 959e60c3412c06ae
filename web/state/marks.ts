/** Where the marks of a text stand: category evidence, places, masked runs. Pure. */
import { CATEGORY_IDS, MASK, type Category } from '../../server/contract/vocabulary.ts';
import type { Evidence, Place, Verdict } from '../../server/contract/views.ts';

/** The two classes of an explanation: the one given, and its runner-up. */
export type Side = 'first' | 'second';

/** Words pointed at, in offsets of the verdict. */
export interface PointedWords {
  side: Side;
  spans: readonly { start: number; end: number }[];
}

/** A stretch of text that looks the same throughout. `masked` stretches carry no other mark. */
export interface Segment {
  text: string;
  category: Category | null;
  /** True where `category` is the verdict's own, so that its line is solid and the others' dashed. */
  first: boolean;
  place: string | null;
  /** Which side of an explanation points at it just now. */
  pointed: Side | null;
  masked: boolean;
}

export interface Marks {
  title: Segment[];
  text: Segment[];
  /** The categories with evidence, the verdict's first, and how many distinct places in the text speak for each. */
  categories: { category: Category; first: boolean; count: number }[];
  places: number;
}

/** What marks are made of; a whole verdict fits. */
export type Marked = Pick<Verdict, 'category' | 'evidence' | 'places'>;

interface Span {
  start: number;
  end: number;
}

const isCategory = (label: string): label is Category => (CATEGORY_IDS as readonly string[]).includes(label);

/** Spans outside the text are cut to it; empty and backward ones are dropped. */
function within<T extends Span>(spans: readonly T[], length: number): T[] {
  return spans
    .map((span) => ({
      ...span,
      start: Math.max(0, span.start),
      end: Math.min(length, span.end),
    }))
    .filter((span) => span.start < span.end);
}

function maskedRuns(whole: string): Span[] {
  return [...whole.matchAll(new RegExp(`${MASK}+`, 'g'))].map(({ index, 0: run }) => ({
    start: index,
    end: index + run.length,
  }));
}

/** The verdict's category first, then the categories in the order of their keys. */
function ranked(verdict: Marked): Category[] {
  const own = CATEGORY_IDS.filter((id) => id === verdict.category);
  return [...own, ...CATEGORY_IDS.filter((id) => id !== verdict.category)];
}

interface Layers {
  evidence: (Evidence & { supports: Category })[];
  places: Place[];
  masks: Span[];
  pointed: { side: Side; spans: readonly Span[] } | null;
  order: Category[];
  own: Verdict['category'];
}

const covers = (span: Span, at: number): boolean => span.start <= at && at < span.end;

function segmentAt(at: number, text: string, { evidence, places, masks, pointed, order, own }: Layers): Segment {
  if (masks.some((span) => covers(span, at)))
    return { text, category: null, first: false, place: null, pointed: null, masked: true };
  const here = new Set(evidence.filter((span) => covers(span, at)).map((span) => span.supports));
  const category = order.find((id) => here.has(id)) ?? null;
  const place = places.find((span) => covers(span, at))?.name ?? null;
  return {
    text,
    category,
    first: category !== null && category === own,
    place,
    pointed: pointed?.spans.some((span) => covers(span, at)) ? pointed.side : null,
    masked: false,
  };
}

const alike = (one: Segment, other: Segment): boolean =>
  one.category === other.category &&
  one.place === other.place &&
  one.pointed === other.pointed &&
  one.masked === other.masked;

/** Cuts `whole` from `from` to `to` at every edge of a span, and joins neighbours that look the same. */
function cut(whole: string, from: number, to: number, layers: Layers): Segment[] {
  const spans: Span[] = [...layers.evidence, ...layers.places, ...layers.masks, ...(layers.pointed?.spans ?? [])];
  const edges = spans.flatMap(({ start, end }) => [start, end]).filter((at) => at > from && at < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined || start === end) continue;
    const next = segmentAt(start, whole.slice(start, end), layers);
    const last = segments.at(-1);
    if (last && alike(last, next)) last.text += next.text;
    else segments.push(next);
  }
  return segments;
}

/**
 * The marks of a title and a text. Offsets of the verdict count UTF-16 units in `title + "\n" + text`, or in the text alone where there is
 * no title. Where marks meet, a mask hides
 * the others, and of two categories the verdict's own is shown. The segments joined give back title and text unchanged.
 */
export function marksOf(
  title: string,
  text: string,
  verdict: Marked | null,
  pointed: PointedWords | null = null,
): Marks {
  const whole = title === '' ? text : `${title}\n${text}`;
  const evidence = within(verdict?.evidence ?? [], whole.length).flatMap((one) =>
    isCategory(one.supports) ? [{ ...one, supports: one.supports }] : [],
  );
  const places = within(verdict?.places ?? [], whole.length);
  const order = verdict ? ranked(verdict) : [];
  const own = verdict?.category ?? 'none';
  const layers: Layers = {
    evidence,
    places,
    masks: maskedRuns(whole),
    pointed: pointed && { side: pointed.side, spans: within(pointed.spans, whole.length) },
    order,
    own,
  };
  const found = (category: Category) =>
    new Set(evidence.filter((one) => one.supports === category).map((one) => `${one.start}-${one.end}`)).size;
  return {
    title: cut(whole, 0, title.length, layers),
    text: cut(whole, whole.length - text.length, whole.length, layers),
    categories: order
      .map((category) => ({
        category,
        first: category === own,
        count: found(category),
      }))
      .filter(({ count }) => count > 0),
    places: new Set(places.map(({ start }) => start)).size,
  };
}
