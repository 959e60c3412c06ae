/**
 * An act on a case: one transaction that locks the case, does the work, and writes its events. What every command of a case
 * shares stands here; a use case is the work alone.
 */
import type { z } from 'zod';
import type { CaseDetail } from '../contract/case-detail-views.ts';
import { ENDED_STATES, type CaseState } from '../contract/vocabulary-case.ts';
import { command, type AppRoute } from '../access/declare.ts';
import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Clock } from '../platform/clock.ts';
import { clashWith, ifVisible } from '../platform/clash.ts';
import { transact, type Database, type Tx } from '../platform/database.ts';
import type { NewEvent } from '../platform/events/catalogue.ts';
import { append } from '../platform/events/log.ts';
import { Fault } from '../platform/fault.ts';
import { lockCase, type LockedCase } from './store.ts';

/** What the work of an act is given: the case is locked and visible to the viewer, and has not ended. */
export interface Act<Input> {
  tx: Tx;
  viewer: Viewer;
  /** As events name the viewer. */
  actor: string;
  found: LockedCase;
  input: Input;
  now: Date;
}

/** Does the act's work and returns its events, in order. */
export type Work<Input> = (act: Act<Input>) => Promise<NewEvent[]>;

export const FAULTS = {
  missing: () => new Fault('case_missing', '没有这个事项，或您无权查看。', { status: 404 }),
  ended: (state: CaseState) =>
    new Fault('case_ended', `这个事项${state === 'merged' ? '已并入其他事项' : '已经办结'}，没有保存。`, {
      status: 409,
      action: state === 'merged' ? '请到并入的事项里办理。' : '请看过现在的状态；需要时由值班长重新打开。',
    }),
  changed: (what: string) =>
    new Fault('case_changed', `${what}，您的操作没有保存。`, { status: 409, action: '请看过现在的状态再决定。' }),
  notYours: (who: string) =>
    new Fault('not_yours', `这一步由${who}办理。`, { status: 403, action: '请联系有权的人办理。' }),
};

/** Runs an act. Faults: `case_missing`, `case_ended`, and those of the work. */
export function actOn<Input>(
  db: Database,
  viewer: Viewer,
  caseId: string,
  input: Input,
  now: Date,
  work: Work<Input>,
  options: { ended?: boolean; beside?: string | null } = {},
): Promise<NewEvent[]> {
  return transact(db, async (tx) => {
    // Two cases are locked in the order of their ids, so that two acts on one pair wait for each other instead of deadlocking.
    if (options.beside && options.beside < caseId) await lockCase(tx, viewer, options.beside);
    const found = await lockCase(tx, viewer, caseId);
    if (!found) throw FAULTS.missing();
    if (!options.ended && ENDED_STATES.includes(found.state)) throw FAULTS.ended(found.state);
    const events = await work({ tx, viewer, actor: `account:${viewer.accountId}`, found, input, now });
    await append(tx, events);
    return events;
  });
}

/** What a case's commands are built from; `detail` is made by a later part (compose joins them). */
export interface CaseCommandParts {
  db: Database;
  now: Clock;
  detail(viewer: Viewer, caseId: string): Promise<CaseDetail>;
}

export interface CaseCommand<Input> {
  /** Last part of its address: POST /api/cases/:id/<name>. */
  name: string;
  access: Permission;
  body: z.ZodType<Input>;
  work: Work<Input>;
  /** May be done on a case that has ended. */
  ended?: boolean;
  /** Another case that the work locks too. */
  beside?: (input: Input) => string;
  /** The case to answer with, where it is another one (a split). */
  answer?: (events: readonly NewEvent[]) => string | null;
}

/** Declares a command of a case. It answers with the case's page; a clash (409) carries it as `current`. */
export function caseCommand<Input>(parts: CaseCommandParts, spec: CaseCommand<Input>): AppRoute {
  const { db, now, detail } = parts;
  return command({
    method: 'POST',
    path: `/api/cases/:id/${spec.name}`,
    access: spec.access,
    body: spec.body,
    handle: async ({ caller, params: { id = '' }, body }) => {
      const events = await clashWith(
        () => detail(caller, id),
        () =>
          actOn(db, caller, id, body, now(), spec.work, {
            ended: spec.ended ?? false,
            beside: spec.beside?.(body) ?? null,
          }),
      );
      return ifVisible(() => detail(caller, spec.answer?.(events) ?? id));
    },
  });
}
