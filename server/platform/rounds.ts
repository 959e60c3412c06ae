/** Work that comes round: never two rounds of one kind at once, a failure is logged and the next round goes on. */
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
