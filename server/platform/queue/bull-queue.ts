/**
 * The queue over Redis: hands work to whichever process is free. It only moves work: what there is to do stands in rows, so
 * that a Redis which is gone, or was emptied, costs time and nothing else. The only home of bull.
 */
import { setTimeout as delay } from 'node:timers/promises';
import Bull from 'bull';
import { codeOf, Fault, messageOf } from '../fault.ts';
import type { Log } from '../log.ts';
import { jobIdOf, jobSchema, type HandedJob, type Job } from './jobs.ts';
import { readRedisUrl } from './redis-url.ts';

export interface JobQueue {
  /** Hands jobs out; one whose id is still there stays as it is. Fault `queue_unreachable`, in two seconds at the latest. */
  add(jobs: readonly HandedJob[]): Promise<void>;
  /** Takes jobs until stopped. One that fails is dropped: whoever handed it out finds it undone and hands it out again. */
  work(run: (job: Job) => Promise<void>): Work;
  reachable(): Promise<boolean>;
  /** Closes the connections; never from within a job. */
  close(): Promise<void>;
}

export interface Work {
  /** Takes no more and resolves when the jobs at work have ended. */
  stop(): Promise<void>;
}

/** With Bull's own settings the job of a killed worker would wait for a minute. */
const SETTINGS = { lockDuration: 5_000, stalledInterval: 2_000, maxStalledCount: 5, retryProcessDelay: 500 };
/** Jobs one process does at once: while one waits for the database another counts. */
const AT_ONCE = 3;
const ANSWER_MS = 2_000;
/** Who stops waits no longer for a Redis that hangs: what it still holds is handed out again. */
const PARTING_MS = 1_500;
const LONGEST_WAIT_MS = 1_000;

/** Parts of a Bull queue its types don't tell of. */
interface Inside {
  clients: { on(event: 'error', hear: () => void): void; disconnect(): void; stream?: { destroy(): void } }[];
  /** What each of its takers is at. */
  processing: Record<string, Promise<unknown>>;
}

export interface QueueOptions {
  url: string;
  /** Whose jobs they are: two installations on one Redis must not take each other's. */
  owner: string;
  log: Log;
}

/** Opens the queue. An unreachable Redis is no fault: the queue connects when it can and says so in the log. */
export function openQueue({ url, owner, log }: QueueOptions): JobQueue {
  const redis = readRedisUrl(url);
  if (!redis) throw new Fault('config_invalid', 'REDIS_URL must be redis://host:port/number or rediss://…');
  const queue = new Bull<unknown>('work', {
    prefix: `huiying:${owner}`,
    redis: {
      ...redis,
      connectTimeout: ANSWER_MS,
      maxRetriesPerRequest: 1,
      retryStrategy: (times) => Math.min(times * 100, LONGEST_WAIT_MS),
    },
    settings: SETTINGS,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  const state = watch(queue, log);
  return {
    async add(jobs) {
      try {
        if (queue.client.status !== 'ready') throw new Error(`the connection is ${queue.client.status}`);
        await within(ANSWER_MS, queue.addBulk(jobs.map(({ job, id }) => ({ data: job, opts: { jobId: id } }))));
        state.up();
      } catch (error) {
        state.down(messageOf(error));
        throw new Fault('queue_unreachable', 'Redis does not answer.', { status: 503, cause: error });
      }
    },
    work: (run) => startWork(queue, run, log),
    reachable: async () =>
      queue.client.status === 'ready' &&
      (await within(ANSWER_MS, queue.client.ping()).then(
        () => true,
        () => false,
      )),
    async close() {
      state.close();
      // A connection that fails while it is being closed has nobody left to hear of it.
      for (const client of inside(queue).clients) client.on('error', () => undefined);
      await within(PARTING_MS, queue.close(true)).catch((error: unknown) =>
        log.debug({ reason: messageOf(error) }, 'the queue was closed without an answer'),
      );
      for (const client of inside(queue).clients) {
        client.disconnect();
        client.stream?.destroy(); // a Redis that hangs never ends its side, and the process would wait for it
      }
    },
  };
}

const inside = (queue: Bull.Queue): Inside => queue as unknown as Inside;

/** Says in the log, once each, that Redis is gone and that it is back. */
function watch(queue: Bull.Queue, log: Log) {
  let known: 'up' | 'down' | 'closed' = 'up';
  const up = (): void => {
    if (known === 'down') log.info({ code: 'queue_back' }, 'Redis answers again');
    if (known !== 'closed') known = 'up';
  };
  const down = (reason: string): void => {
    if (known !== 'up') return;
    known = 'down';
    log.warn(
      { code: 'queue_unreachable', reason },
      'Redis does not answer; work goes on in one process until it is back',
    );
  };
  let last = 'closed';
  queue.on('error', (error: unknown) => {
    last = messageOf(error) || codeOf(error);
    log.debug({ code: 'queue_error', reason: last }, 'the queue');
  });
  queue.client.on('close', () => down(last));
  queue.client.on('ready', up);
  return { up, down, close: () => void (known = 'closed') };
}

function startWork(queue: Bull.Queue<unknown>, run: (job: Job) => Promise<void>, log: Log): Work {
  const atWork = new Set<Promise<void>>();
  let stopped = false;
  const consume = async (data: unknown): Promise<void> => {
    const job = jobSchema.safeParse(data);
    if (!job.success) return log.error({ code: 'job_unreadable' }, 'a job could not be read and was dropped');
    try {
      await run(job.data);
    } catch (error) {
      log.warn(
        { code: codeOf(error), job: jobIdOf(job.data), reason: messageOf(error) },
        'a job failed; it comes again',
      );
    }
  };
  queue
    .process(AT_ONCE, (job) => {
      const done = consume(job.data);
      atWork.add(done);
      return done.finally(() => atWork.delete(done));
    })
    .catch((error: unknown) => {
      if (!stopped) log.error({ code: codeOf(error), reason: messageOf(error) }, 'the queue gives no more work here');
    });
  return {
    async stop() {
      stopped = true;
      const quiet = (error: unknown): void =>
        log.debug({ reason: messageOf(error) }, 'the queue paused without an answer');
      await within(PARTING_MS, queue.pause(true, true)).catch(quiet);
      await Promise.all(atWork);
      await within(PARTING_MS, Promise.allSettled(Object.values(inside(queue).processing))).catch(quiet);
    },
  };
}

/** The answer, or an error where none comes in time. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  try {
    return await Promise.race([
      answer,
      delay(ms, undefined, { signal: over.signal, ref: false }).then(() => {
        throw new Error(`no answer in ${ms} ms`);
      }),
    ]);
  } finally {
    over.abort();
  }
}
