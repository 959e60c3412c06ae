/** Work that comes round: never two rounds of one kind at once, a failure is logged and the next round goes on. */
import { sql } from 'kysely';
import { transact, type Database, type Tx } from './database.ts';
import { codeOf, messageOf } from './fault.ts';
import type { Log } from './log.ts';

export interface Rounds {
  /** Lets the round at work finish and starts no more. */
  stop(): Promise<void>;
}

/** Runs `work` at once and then every `everyMs` after it has finished. */
export function startRounds(name: string, everyMs: number, work: () => Promise<unknown>, log: Log): Rounds {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const round = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error({ code: codeOf(error), round: name, reason: messageOf(error) }, 'a round failed; the next one goes on');
    }
    if (!stopped) timer = setTimeout(next, everyMs);
  };
  let running: Promise<void> = Promise.resolve();
  const next = (): void => {
    running = round();
  };
  next();
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

/**
 * Does `work` once for each period (a number that changes: the hour), in whichever process comes first; the others wait for it and
 * pass. The period is noted in the transaction of the work, so that what failed is done by the next round of any of them.
 */
export function oncePer(db: Database, name: string, period: number, work: (tx: Tx) => Promise<void>): Promise<boolean> {
  return transact(db, async (tx) => {
    const known = await tx.selectFrom('round_mark').select('period').where('name', '=', name).executeTakeFirst();
    if (known?.period === String(period)) return false;
    const taken = await tx
      .insertInto('round_mark')
      .values({ name, period: String(period) })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ period: String(period) })
          .where(sql<boolean>`round_mark.period <> excluded.period`),
      )
      .returning('name')
      .executeTakeFirst();
    if (taken) await work(tx);
    return taken !== undefined;
  });
}
