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
