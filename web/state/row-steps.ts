/** Going from row to row with the keys. Pure. */

/**
 * Id of the row `step` rows from `id`, within the list; where `id` is gone, the row that took its place (`index`), and the first where
 * none is known. Null in an empty list.
 */
export function rowFrom(
  rows: readonly { readonly id: string }[],
  id: string | null,
  step: number,
  index = 0,
): string | null {
  const at = rows.findIndex((row) => row.id === id);
  const target = at >= 0 ? at + step : step > 0 ? index : index - 1;
  return rows[Math.min(rows.length - 1, Math.max(0, target))]?.id ?? null;
}
