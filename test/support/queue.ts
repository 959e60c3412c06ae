/** A queue for a test's database, on the run's Redis or another. */
import { inject } from 'vitest';
import type { Database } from '../../server/platform/database.ts';
import { openLog } from '../../server/platform/log.ts';
import { openQueue, type JobQueue } from '../../server/platform/queue/bull-queue.ts';
import { ownerOf } from '../../server/platform/queue/owner.ts';

export async function queueFor(db: Database, log = openLog('silent'), url = inject('redis').url): Promise<JobQueue> {
  return openQueue({ url, owner: await ownerOf(db), log });
}

/** The queue of a house where the run asks for one (HUIYING_TEST_QUEUE=bull), else null. */
export async function queueOfRun(db: Database): Promise<JobQueue | null> {
  return process.env.HUIYING_TEST_QUEUE === 'bull' ? queueFor(db) : null;
}
