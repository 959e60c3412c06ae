/** Rows of many cases, told apart; pure. */

/** The rows of each case in the order given; a case without any has none. */
export function byCase<T extends { case_id: string | null }>(rows: readonly T[]): (caseId: string) => T[] {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const id = row.case_id ?? '';
    const known = found.get(id);
    if (known) known.push(row);
    else found.set(id, [row]);
  }
  return (caseId) => found.get(caseId) ?? [];
}
