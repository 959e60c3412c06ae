/** What is handed from process to process: ids and numbers, decoded where they are consumed. Pure. */
import { z } from 'zod';

const number = z.string().regex(/^\d{1,19}$/);

export const jobSchema = z.discriminatedUnion('kind', [
  /** Deliveries `first` to `last` for one handler. */
  z.strictObject({ kind: z.literal('batch'), handler: z.string().min(1), first: number, last: number }),
  /** What one handler set aside and is due again. */
  z.strictObject({ kind: z.literal('retry'), handler: z.string().min(1) }),
]);

export type Job = z.infer<typeof jobSchema>;

/** The same work bears the same id: handed out twice, it is there once. */
export const jobIdOf = (job: Job): string =>
  job.kind === 'batch' ? `${job.handler}/${job.first}-${job.last}` : `${job.handler}/retry`;

/** A job on its way: the id it is known by to the queue, which takes none that it believes to have. */
export interface HandedJob {
  job: Job;
  id: string;
}

/** After so many times without a result an id is given up: what the queue knows by it may be a remnant that never runs. */
const TRIES_OF_AN_ID = 3;

/** The id for the nth handing out (from 0): the same at first, then another for each three. */
export function handedJob(job: Job, nth: number): HandedJob {
  const round = Math.floor(nth / TRIES_OF_AN_ID);
  return { job, id: round === 0 ? jobIdOf(job) : `${jobIdOf(job)}~${round}` };
}
