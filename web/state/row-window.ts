/** Which rows of a long list are drawn. Pure; rem, or any one unit. */

/**
 * Rows of height `row` to draw for a view from `top`, `height` high, of `count`, with `over` rows more on both sides: start, and end
 * (exclusive).
 */
export function rowWindow(
  view: { top: number; height: number },
  count: number,
  row: number,
  over = 6,
): { start: number; end: number } {
  const start = Math.max(0, Math.floor(view.top / row) - over);
  const end = Math.min(count, Math.ceil((view.top + view.height) / row) + over);
  return { start: Math.min(start, count), end: Math.max(end, 0) };
}
