/** The worker's part of search: what was stored before there was one is marked once, then the index is filled, round by round. */
import type { Organisation } from '../../organisation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Log } from '../../platform/log.ts';
import { startRounds, type Rounds } from '../../platform/rounds.ts';
import { fillIndex, markUnindexed } from './store.ts';

const ROUND_MS = 1_000;

export interface FillingParts {
  db: Database;
  organisation: () => Organisation;
  log: Log;
  now: Clock;
}

/** Marks and fills until stopped. A round that fails is logged, and the next one tries again, the marking too. */
export function startFilling({ db, organisation, log, now }: FillingParts): Rounds {
  let complete = false;
  const round = async (): Promise<void> => {
    if (!complete) {
      const marked = await markUnindexed(db, now());
      complete = true;
      if (marked > 0) log.info({ things: marked }, 'things that search could not find yet are being indexed');
    }
    await fillIndex(db, organisation(), now);
  };
  return startRounds('search', ROUND_MS, round, log);
}
