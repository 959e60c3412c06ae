/** The worker role: relay and handlers, polling, clocks, sealing, and what else is done round by round. */
import { refreshArrivals } from './board/projector.ts';
import { dateUndated, tick } from './clocks/tick.ts';
import { storingParts, type Parts } from './compose.ts';
import { openGuardedFetcher } from './intake/fetcher.ts';
import { createPoller } from './intake/poller.ts';
import { sweepReceipts } from './intake/push/store.ts';
import type { Handler } from './platform/events/handling.ts';
import { startRelay, type Relay } from './platform/events/relay.ts';
import { sealWhenDue } from './platform/events/seal.ts';
import { codeOf, messageOf } from './platform/fault.ts';
import { oncePer, startRounds } from './platform/rounds.ts';
import { takeEffectDue } from './responsibility/changes/take-effect.ts';
import { startFilling } from './search/filling/rounds.ts';
import { releaseWatched } from './triage/outcomes/review.ts';

export interface Worker {
  relay: Relay;
  stop(): Promise<void>;
}

const POLL_ROUND_MS = 1_000;
const TICK_ROUND_MS = 1_000;
const SLOW_ROUND_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Starts the worker role: relay and handlers, polling, sealing, the hourly refresh. */
export function startWorker(parts: Parts): Worker {
  const { db, keys, log, now, rules } = parts;
  const relay = startRelay(parts, parts.handlers as Handler[], log, now, parts.queue);
  const fetcher = openGuardedFetcher();
  const storing = storingParts(parts);
  const { judgingMinutes } = storing;
  const poller = createPoller({ ...storing, log, now, fetcher });
  const dated = dateAtStart(parts);
  const refresh = async (): Promise<void> => {
    const hour = Math.floor(now().getTime() / HOUR_MS);
    await oncePer(db, 'refresh', hour, (tx) => refreshArrivals(tx, rules.organisation(), now()));
  };
  const effect = () =>
    takeEffectDue(db, rules, now(), (changeSetId, error) =>
      log.error(
        { changeSetId, code: codeOf(error), reason: messageOf(error) },
        'an approved change could not come to hold',
      ),
    );
  const rounds = [
    startRounds('directory', TICK_ROUND_MS, () => parts.directory.refresh(db), log),
    startRounds('effect', SLOW_ROUND_MS, effect, log),
    startRounds('poll', POLL_ROUND_MS, () => poller.round(), log),
    startRounds('tick', TICK_ROUND_MS, async () => void (await tick(db, rules, now())), log),
    startRounds('review', TICK_ROUND_MS, async () => void (await releaseWatched(db, judgingMinutes(), now())), log),
    startFilling({ db, organisation: rules.organisation, log, now }),
    startRounds('seal', SLOW_ROUND_MS, () => sealWhenDue(db, keys, now()), log),
    startRounds('receipts', SLOW_ROUND_MS, () => sweepReceipts(db, now()), log),
    startRounds('refresh', SLOW_ROUND_MS, refresh, log),
  ];
  return {
    relay,
    async stop() {
      await Promise.all(rounds.map((round) => round.stop()));
      await poller.idle();
      await dated;
      await relay.stop();
      await fetcher.close();
    },
  };
}

/** A calendar that came since the last start gives clocks the end they lacked. */
async function dateAtStart({ db, rules, log, now }: Parts): Promise<void> {
  try {
    const dated = await dateUndated(db, rules, now());
    if (dated > 0) log.info({ clocks: dated }, 'clocks that waited for a calendar have their end now');
  } catch (error) {
    log.error({ code: codeOf(error), reason: messageOf(error) }, 'clocks without an end could not be dated');
  }
}
