/**
 * The loop of a replay: matters as they come, compared in slices between which the process answers everybody else. Knows neither
 * the database nor who asks.
 */
import { setImmediate } from 'node:timers/promises';
import type { WhatIfCounts } from '../../contract/what-if-views.ts';
import { compareMatter, type MatterDifference } from './compare.ts';
import { countsOf } from './counts.ts';
import { asked, type PastMatter, type World } from './matter.ts';

/** Milliseconds of comparing after which others have their turn. */
const SLICE_MS = 10;

export interface Replaying {
  matters: AsyncIterable<readonly PastMatter[]>;
  before: World;
  after: World;
  /** The instant as of which what runs is looked at. */
  now: Date;
  found(difference: MatterDifference): void;
  /** Told after every batch and slice; false ends the replay. */
  progress(done: number): Promise<boolean>;
}

/** Replays every matter; how many were compared, or null where `progress` ended it. */
export async function replay({ matters, before, after, now, found, progress }: Replaying): Promise<number | null> {
  const [old, fresh] = [asked(before), asked(after)];
  let done = 0;
  let since = performance.now();
  for await (const batch of matters) {
    for (const matter of batch) {
      const difference = compareMatter(matter, old, fresh, now);
      if (difference) found(difference);
      done += 1;
      if (performance.now() - since < SLICE_MS) continue;
      if (!(await progress(done))) return null;
      await setImmediate();
      since = performance.now();
    }
    if (!(await progress(done))) return null;
  }
  return done;
}

/** A replay kept in memory: for the command line and for measuring. */
export async function replayCounted(
  replaying: Omit<Replaying, 'found'>,
): Promise<{ matters: number; counts: WhatIfCounts<string>; differences: MatterDifference[] } | null> {
  const differences: MatterDifference[] = [];
  const matters = await replay({ ...replaying, found: (difference) => void differences.push(difference) });
  return matters === null ? null : { matters, counts: countsOf(differences), differences };
}
