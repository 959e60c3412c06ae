/** BCubed: how well a grouping agrees with the true one, each item weighing the same (Bagga and Baldwin 1998). */
export function bcubed(
  keys: readonly string[],
  truth: readonly string[],
): { precision: number; recall: number; f1: number } {
  const found = membersOf(keys);
  const real = membersOf(truth);
  let precision = 0;
  let recall = 0;
  for (const [at, key] of keys.entries()) {
    const mine = found.get(key) ?? [];
    const due = new Set(real.get(truth[at] ?? ''));
    const shared = mine.filter((one) => due.has(one)).length;
    precision += shared / mine.length / keys.length;
    recall += shared / due.size / keys.length;
  }
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

function membersOf(keys: readonly string[]): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const [at, key] of keys.entries()) members.set(key, [...(members.get(key) ?? []), at]);
  return members;
}
