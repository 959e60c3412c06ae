/** Dated changes of the directory and the rulebook, as the page of changes shows them, and the commands that move them. */
import { z } from 'zod';
import { oneOf } from './one-of.ts';
import { words } from './readable.ts';
import { time } from './views.ts';
import { keysOf, term, type Terms } from './vocabulary.ts';

/** 变更的状态: drafted by one person, approved by another, in force from its day. */
export const CHANGE_STATES = {
  draft: term('草案', 'Draft'),
  approved: term('已批准，待生效', 'Approved, waits for its day', '待生效'),
  effective: term('已生效', 'In force'),
  withdrawn: term('已撤回', 'Withdrawn'),
} as const satisfies Terms<string>;
export type ChangeState = keyof typeof CHANGE_STATES;

/** 变更的来历. */
export const CHANGE_ORIGINS = {
  edit: term('页面编辑', 'Edited'),
  import: term('文件导入', 'Imported'),
  ruling: term('退回裁定', 'From a ruling'),
} as const satisfies Terms<string>;
export type ChangeOrigin = keyof typeof CHANGE_ORIGINS;

/** A day in China. */
const day = z.iso.date();

/** What a unit that is to be dissolved still holds: its successor takes it over. */
export const heldSchema = z.object({
  unitId: z.string(),
  unitName: z.string(),
  openCases: z.number().int(),
  accounts: z.number().int(),
  successorName: z.string().nullable(),
});
export type Held = z.infer<typeof heldSchema>;

export const changeSetViewSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  state: oneOf(keysOf(CHANGE_STATES)),
  origin: oneOf(keysOf(CHANGE_ORIGINS)),
  title: z.string(),
  reason: z.string(),
  validFrom: day,
  /** Each change in words: what it was, what it will be. */
  lines: z.array(z.string()),
  /** The changes themselves, as `organisation/changes/change.ts` types them. */
  changes: z.array(z.record(z.string(), z.unknown())),
  /** What keeps it from coming into force, and what it leaves open (a hole, a double); of a set that has not ended. */
  faults: z.array(z.string()),
  warnings: z.array(z.string()),
  held: z.array(heldSchema),
  draftedByName: z.string(),
  draftedAt: time,
  decidedByName: z.string().nullable(),
  decidedAt: time.nullable(),
  /** Why it was withdrawn. */
  decisionNote: z.string().nullable(),
  effectiveAt: time.nullable(),
  mayApprove: z.boolean(),
  /** Why this person can't approve it, in words. */
  whyNot: z.string().nullable(),
  mayWithdraw: z.boolean(),
});
export type ChangeSetView = z.infer<typeof changeSetViewSchema>;

export const changeSetsViewSchema = z.object({
  sets: z.array(changeSetViewSchema),
  mayDraft: z.boolean(),
  /** Counts the changes that have come to hold. */
  directoryVersion: z.number().int(),
});
export type ChangeSetsView = z.infer<typeof changeSetsViewSchema>;

/** POST /api/directory/changes — 起草变更. `changes` are checked by the server one by one. */
export const draftChangesSchema = z.object({
  title: words(2, 80),
  reason: words(2, 500),
  validFrom: day,
  origin: z.enum(['edit', 'import']),
  changes: z.array(z.record(z.string(), z.unknown())).min(1).max(20_000),
});
export type DraftChanges = z.infer<typeof draftChangesSchema>;

/** POST /api/directory/changes/:id/approve — by another person than drafted it. */
export const approveChangesSchema = z.object({ version: z.number().int().positive() });
export type ApproveChanges = z.infer<typeof approveChangesSchema>;

/** POST /api/directory/changes/:id/withdraw — of a draft, or of one that waits for its day. */
export const withdrawChangesSchema = z.object({ version: z.number().int().positive(), reason: words(2, 500) });
export type WithdrawChanges = z.infer<typeof withdrawChangesSchema>;
