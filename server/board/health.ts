/** How fresh what is shown is; pure. */
import type { HealthView, SourceView } from '../contract/views.ts';

/** Sums up the sources. `dataAt` is when a source was last read with success. */
export function healthView(
  sources: readonly SourceView[],
  behind: number,
  rulebookVersion: string,
  now: Date,
): HealthView {
  const enabled = sources.filter((source) => source.enabled);
  const failing = enabled.filter((source) => source.failure !== null);
  const successes = enabled.flatMap((source) => (source.lastSuccessAt ? [source.lastSuccessAt] : []));
  return {
    at: now.toISOString(),
    sources: { total: enabled.length, healthy: enabled.length - failing.length, failing },
    dataAt: successes.sort().at(-1) ?? null,
    rulebookVersion,
    behind,
  };
}
