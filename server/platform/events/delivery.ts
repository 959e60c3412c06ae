/** The two ways in which numbered deliveries reach the handlers: in this process, or over the queue. */
import type { Clock } from '../clock.ts';
import type { Connected } from '../database.ts';
import { codeOf } from '../fault.ts';
import type { Log } from '../log.ts';
import type { JobQueue } from '../queue/bull-queue.ts';
import { handedJob, jobIdOf, type Job } from '../queue/jobs.ts';
import { batchesOut, cutBatches, forgetBatches, handlersToCut } from './batches.ts';
import { ringRelay } from './log.ts';
import { dueAgain, handleBatch, handleHanded, retryFailures, type Handler } from './handling.ts';

/** What a round found: nothing left to do, something that the next round goes on with, or others at work. */
export type Round = 'whole' | 'more' | 'waiting';

export interface Delivery {
  /** This process now holds the lock. */
  begin(): Promise<void>;
  /** One round of the holder; `numbered` deliveries are new. */
  round(numbered: number, interrupted: () => boolean): Promise<Round>;
  /** Takes no more and waits for what is at work. */
  stop(): Promise<void>;
}

export interface DeliveryParts {
  connected: Connected;
  handlers: readonly Handler[];
  log: Log;
  now: Clock;
}

/** One process does all of it, each handler in turn. */
export function directDelivery({ connected: { db }, handlers, log, now }: DeliveryParts): Delivery {
  return {
    begin: () => forgetBatches(db),
    async round(numbered, interrupted) {
      let done = numbered;
      for (const handler of handlers) {
        if (interrupted()) return 'more';
        done += await handleBatch(db, handler, log, now());
        done += await retryFailures(db, handler, log, now());
      }
      return done > 0 ? 'more' : 'whole';
    },
    stop: async () => undefined,
  };
}

/** What was handed out and has not come back is handed out again: a job that is still there stays as it is (for a while). */
const AGAIN_MS = 2_000;

/** The holder hands batches out; this process and others take them. While Redis is gone the holder does them itself. */
export function queuedDelivery(parts: DeliveryParts, queue: JobQueue): Delivery {
  const { connected, handlers, log, now } = parts;
  const { db } = connected;
  const run = createRun(parts);
  const work = queue.work(run);
  /** When each was last handed out, and how often. */
  let handed = new Map<string, { at: number; times: number }>();

  const handOut = async (jobs: readonly Job[]): Promise<boolean> => {
    const present = performance.now();
    const known = new Map(jobs.map((job) => [jobIdOf(job), handed.get(jobIdOf(job)) ?? { at: -AGAIN_MS, times: 0 }]));
    const stateOf = (job: Job) => known.get(jobIdOf(job)) ?? { at: -AGAIN_MS, times: 0 };
    const due = jobs.filter((job) => present - stateOf(job).at >= AGAIN_MS);
    try {
      if (due.length > 0) await queue.add(due.map((job) => handedJob(job, stateOf(job).times)));
    } catch (error) {
      if (codeOf(error) !== 'queue_unreachable') throw error;
      return false;
    }
    for (const job of due) known.set(jobIdOf(job), { at: present, times: stateOf(job).times + 1 });
    handed = known;
    return true;
  };

  return {
    async begin() {
      handed = new Map();
    },
    async round(numbered, interrupted) {
      const behind = await handlersToCut(db, handlers);
      for (const handler of behind) await cutBatches(db, handler);
      const jobs = [
        ...(await batchesOut(db)).map((batch): Job => ({ kind: 'batch', ...batch })),
        ...(await dueAgain(db, handlers, now())).map((handler): Job => ({ kind: 'retry', handler })),
      ];
      if (jobs.length === 0) return numbered + behind.length > 0 ? 'more' : 'whole';
      if (await handOut(jobs)) return 'waiting';
      for (const job of jobs) {
        if (interrupted()) break;
        await run(job);
      }
      log.debug({ jobs: jobs.length }, 'done here, without the queue');
      return 'more';
    },
    stop: () => work.stop(),
  };
}

/** Does a job, wherever it was taken. */
function createRun({ connected: { db }, handlers, log, now }: DeliveryParts): (job: Job) => Promise<void> {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  return async (job) => {
    const handler = byName.get(job.handler);
    if (!handler) {
      // Of another version of the program, whose processes take it in time.
      return log.warn({ code: 'handler_unknown', handler: job.handler }, 'a job is for a handler not known here');
    }
    if (job.kind === 'batch') return handleHanded(db, handler, job, log, now());
    await retryFailures(db, handler, log, now());
    await ringRelay(db);
  };
}
