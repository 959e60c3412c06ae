/**
 * The live channel: one snapshot, then frames. At most one frame per socket and 100 ms. `n` counts that socket's frames; a
 * jump, or a reconnect, asks for what came since `through`, which is opaque.
 */
import { z } from 'zod';
import { caseViewSchema } from './case-views.ts';
import { healthViewSchema, itemViewSchema } from './views.ts';

/** A patch replaces the whole view of one thing. */
export const patchSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case'), view: caseViewSchema }),
  z.object({ kind: z.literal('item'), view: itemViewSchema }),
]);
export type Patch = z.infer<typeof patchSchema>;

export const removalSchema = z.object({ kind: z.enum(['case', 'item']), id: z.string() });
export type Removal = z.infer<typeof removalSchema>;

export const frameSchema = z.object({
  n: z.number().int(),
  through: z.string(),
  patches: z.array(patchSchema),
  removals: z.array(removalSchema),
});
export type Frame = z.infer<typeof frameSchema>;

/** Everything the viewer may see now. `items` is empty for roles without the triage queue. */
export const snapshotSchema = z.object({
  through: z.string(),
  cases: z.array(caseViewSchema),
  items: z.array(itemViewSchema),
  health: healthViewSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** What a client that was away sends: the last `through`, and the ids it shows, so that removals can be told. */
export const resumeSchema = z.object({
  through: z.string().max(200),
  cases: z.array(z.string().max(64)).max(20_000),
  items: z.array(z.string().max(64)).max(20_000),
});
export type Resume = z.infer<typeof resumeSchema>;

export const resumedSchema = z.object({
  through: z.string(),
  patches: z.array(patchSchema),
  removals: z.array(removalSchema),
  health: healthViewSchema,
});
export type Resumed = z.infer<typeof resumedSchema>;

/** An acknowledgement is an answer or an error, never silence. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: { code: string; message: string } };

/** Server to client. `closed` says why the server ends the connection (signed out, rights changed). */
export interface ServerEvents {
  frame: (frame: Frame) => void;
  pulse: (health: z.infer<typeof healthViewSchema>) => void;
  closed: (reason: { code: 'signed_out' | 'rights_changed' | 'shutting_down'; message: string }) => void;
}

/** Client to server. After `snapshot` or `resume` the socket receives frames, `n` beginning at 1. */
export interface ClientEvents {
  snapshot: (ack: (answer: Ack<Snapshot>) => void) => void;
  resume: (request: Resume, ack: (answer: Ack<Resumed>) => void) => void;
}
