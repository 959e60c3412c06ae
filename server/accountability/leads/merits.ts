/** 办好的一面: what was done well in a case, from the record; it stands beside the facts of every lead. Pure. */

/** Sentences of fact; empty where the record shows none. */
export function merits(
  commitments: readonly { due_at: Date; kept_at: Date | null }[],
  publications: readonly { corrects: string | null }[],
  urges: readonly { reply_by: Date | null; answered_at: Date | null }[],
): string[] {
  return [keptPromises(commitments), corrections(publications), answersInTime(urges)].filter((one) => one !== null);
}

function keptPromises(commitments: readonly { due_at: Date; kept_at: Date | null }[]): string | null {
  const kept = commitments.filter((one) => one.kept_at !== null && one.kept_at <= one.due_at).length;
  if (kept === 0) return null;
  return kept === commitments.length
    ? `承诺 ${kept} 项均按时兑现`
    : `承诺 ${commitments.length} 项中 ${kept} 项按时兑现`;
}

function corrections(publications: readonly { corrects: string | null }[]): string | null {
  const made = publications.filter((one) => one.corrects !== null).length;
  return made === 0 ? null : `公开更正 ${made} 次`;
}

function answersInTime(urges: readonly { reply_by: Date | null; answered_at: Date | null }[]): string | null {
  const inTime = urges.filter(
    (one) => one.answered_at !== null && (one.reply_by === null || one.answered_at <= one.reply_by),
  ).length;
  return inTime === 0 ? null : `催办、督办 ${inTime} 次按时答复`;
}
