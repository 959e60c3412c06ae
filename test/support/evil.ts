/** Bodies with one value in them replaced by what no page would send. */
const LONG = 'x'.repeat(20_001);
/** What says nothing to a reader, however long it is. */
export const UNREADABLE: readonly string[] = ['\u0000', '\u200b\u3000 \u0000', '\ud800'];

const TEXTS: readonly unknown[] = [...UNREADABLE, 'a\u0000\udc00b', LONG, '', "'--", '__proto__', 7, null, [], {}];
const INSTANTS: readonly unknown[] = [
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59+14:00',
  '2099-12-31T23:59:59Z',
  '9999-12-31T23:59:59-14:00',
  '0000-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  'soon',
  0,
];
const NUMBERS: readonly unknown[] = [-1, 0, 1.5, 1e9, 2 ** 53, 1e308, '1', null];
const OTHERS: readonly unknown[] = [null, 'true', 0, [], {}, 'x\u0000'];
const LISTS: readonly unknown[] = [
  [],
  null,
  'x',
  {},
  [null],
  [[]],
  Array(600).fill('x'),
  ['\u0000'],
  ['nowhere', 'nowhere'],
];

const isInstant = (value: string): boolean => /^\d{4}-\d\d-\d\dT/.test(value);

function evilFor(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return LISTS;
  if (typeof value === 'string') return isInstant(value) ? INSTANTS : TEXTS;
  if (typeof value === 'number') return NUMBERS;
  return OTHERS;
}

export interface Spoiled {
  /** Where, e.g. `commitments.0.what`. */
  at: string;
  value: unknown;
  body: unknown;
}

/** Every body with one value spoiled, at any depth. */
export function spoiled(body: unknown): Spoiled[] {
  const places = placesIn(body, []);
  return places.flatMap((path) =>
    evilFor(valueAt(body, path)).map((value) => ({ at: path.join('.'), value, body: replaced(body, path, value) })),
  );
}

function placesIn(value: unknown, path: readonly string[]): string[][] {
  const here = path.length > 0 ? [[...path]] : [];
  if (value === null || typeof value !== 'object') return here;
  return [...here, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], value);

function replaced(body: unknown, path: readonly string[], value: unknown): unknown {
  const copy = structuredClone(body);
  const last = path.at(-1) ?? '';
  (valueAt(copy, path.slice(0, -1)) as Record<string, unknown>)[last] = value;
  return copy;
}
