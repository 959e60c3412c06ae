/**
 * 推演 of a change set: started by a person, runs beside everything else in this process, and keeps its progress and what it found
 * in the set's row, where every process sees it.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Replay } from '../../contract/what-if-views.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Change } from '../../organisation/changes/change.ts';
import { directoryVersion } from '../../organisation/store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { codeOf, Fault, messageOf } from '../../platform/fault.ts';
import type { Log } from '../../platform/log.ts';
import { replay } from './replay.ts';
import { beginRun, endRun, isAlive, keepResult, noteProgress, setToReplay, type StoredRun } from './runs/store.ts';
import { countMatters, pastMatters, type Span } from './store.ts';
import { worldsOf } from './world.ts';

const DAY_MS = 86_400_000;
/** Progress is written no oftener. */
const TOLD_MS = 200;

export interface WhatIfParts {
  db: Database;
  now: Clock;
  log: Log;
}

/** A set as it was replayed, read from its row: another hash says that the draft has changed since. */
export const hashOf = (changes: readonly Change[]): string =>
  createHash('sha256').update(JSON.stringify(changes)).digest('hex').slice(0, 16);

/** The days before `now` that a replay looks at. */
export const spanOf = (days: number, now: Date): Span => ({
  since: new Date(now.getTime() - days * DAY_MS),
  until: now,
});

const missing = (): Fault => new Fault('change_missing', '没有这项变更。', { status: 404 });

/** A change set that is to be replayed. Faults `change_missing`, `change_ended` (in force or withdrawn). */
export async function openSet(db: Database, id: string) {
  const set = await setToReplay(db, id);
  if (!set) throw missing();
  if (set.state !== 'draft' && set.state !== 'approved') {
    throw new Fault('change_ended', '这项变更已经生效或撤回，不能再推演。', {
      status: 409,
      action: '要看另一种改法，请另行起草变更。',
    });
  }
  return set;
}

/**
 * Starts a replay of the last `days` days as far as this person may know of their cases, and returns at once. Faults:
 * `change_missing`, `change_ended`, `replay_runs` (one at a time), and those of the rulebook that the draft would leave.
 */
export async function startReplay(
  parts: WhatIfParts,
  viewer: Viewer,
  id: string,
  { days }: Replay,
): Promise<{ finished: Promise<void> }> {
  const { db, now, log } = parts;
  const set = await openSet(db, id);
  const version = await directoryVersion(db);
  const worlds = await worldsOf(db, set.changes);
  const at = now();
  const span = spanOf(days, at);
  const total = await countMatters(db, viewer, span.since, span.until);
  const run: StoredRun = { id: randomUUID(), by: viewer.accountId, done: 0, total, at: at.toISOString() };
  if (!(await beginRun(db, id, run, at))) {
    throw new Fault('replay_runs', '这项变更正在推演。', { status: 409, action: '请等它结束，或先取消。' });
  }
  const result = {
    days,
    since: span.since.toISOString(),
    at: at.toISOString(),
    by: viewer.accountId,
    directoryVersion: version,
    changesHash: hashOf(set.changes),
  };
  const work = async (): Promise<void> => {
    const found: string[] = [];
    const done = await replay({
      matters: pastMatters(db, viewer, span),
      ...worlds,
      now: at,
      // As text at once: to write all of it at the end would hold up everybody.
      found: (difference) => void found.push(JSON.stringify(difference)),
      progress: teller(parts, id, run),
    });
    if (done !== null) await keepResult(db, id, run.id, result, found);
  };
  const finished = work().catch(async (error: unknown) => {
    log.error({ code: codeOf(error), changeSetId: id, reason: messageOf(error) }, 'a replay failed');
    await endRun(db, id, run.id, 'failed').catch((again: unknown) =>
      log.warn({ code: codeOf(again), changeSetId: id }, 'it is known by its silence'),
    );
  });
  return { finished };
}

/** Writes how far a run is, now and then; false once it has been cancelled. */
function teller({ db, now }: WhatIfParts, id: string, run: StoredRun): (done: number) => Promise<boolean> {
  let told = performance.now();
  return async (done) => {
    if (performance.now() - told < TOLD_MS && done < run.total) return true;
    told = performance.now();
    return noteProgress(db, id, { ...run, done: Math.min(done, run.total), at: now().toISOString() });
  };
}

/** Ends a run before its time. Faults `change_missing`, `replay_over` where none runs. */
export async function cancelReplay({ db, now }: WhatIfParts, id: string): Promise<void> {
  const set = await setToReplay(db, id);
  if (!set) throw missing();
  if (!isAlive(set.run, now()) || !(await endRun(db, id, set.run.id, 'cancelled'))) {
    throw new Fault('replay_over', '没有正在进行的推演。', { status: 409, action: '请看推演结果。' });
  }
}
