/** The command `what-if`: the cases of the last days replayed against changes in a file, told in counts; nothing is stored. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import {
  ASSIGNED_FIELDS,
  FLAG_KINDS,
  LEAST_DAYS,
  MOST_DAYS,
  type FlagCount,
  type WhatIfCounts,
} from '../contract/what-if-views.ts';
import { CLOCK_KINDS, HOLDER_STEPS, type ClockKind, type HolderStep } from '../contract/vocabulary-case.ts';
import type { Change } from '../organisation/changes/change.ts';
import type { Organisation } from '../organisation/model.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { Fault, messageOf } from '../platform/fault.ts';
import { presentWorld } from '../responsibility/changes/draft.ts';
import { changesInvalid, faultsOfChanges, readChanges } from '../responsibility/changes/faults.ts';
import { replayCounted } from '../responsibility/what-if/replay.ts';
import { spanOf } from '../responsibility/what-if/run.ts';
import { countMatters, pastMatters } from '../responsibility/what-if/store.ts';
import { worldsWith } from '../responsibility/what-if/world.ts';
import { withDatabase } from './database.ts';

export interface WhatIfOptions {
  changes: string;
  days: string;
  json?: boolean;
}

/** Where the progress goes: standard error, which is a terminal or not. */
export interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

interface Found {
  days: number;
  matters: number;
  counts: WhatIfCounts<string>;
}

const BAR = 30;

/**
 * Counts only, of the cases that nobody is shut out of: who runs commands is nobody in particular. Faults: `days_invalid`,
 * `changes_unreadable`, `changes_invalid`.
 */
export async function runWhatIf(config: Config, options: WhatIfOptions, terminal: Terminal): Promise<string> {
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < LEAST_DAYS || days > MOST_DAYS) {
    throw new Fault('days_invalid', `--days takes a whole number from ${LEAST_DAYS} to ${MOST_DAYS}.`);
  }
  const changes = readChanges(await readList(options.changes));
  return withDatabase(config, async ({ db }) => {
    const present = await presentWorld(db);
    const faults = faultsOfChanges(present, changes);
    if (faults.length > 0) throw changesInvalid(faults);
    const worlds = worldsWith(present, changes);
    const found = await replayed(db, worlds, days, terminal);
    return options.json ? JSON.stringify(found, null, 2) : textOf(found, worlds.after.organisation, changes);
  });
}

/** A list of changes, or a document with one under `changes`. */
async function readList(path: string): Promise<readonly unknown[]> {
  const unreadable = (why: string): Fault =>
    new Fault('changes_unreadable', `${path}: ${why}`, {
      action: 'Write a YAML list of changes, e.g. - {kind: duty, territory: "990102", subject: health, to: [unit]}',
    });
  let document: unknown;
  try {
    document = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw unreadable(messageOf(error).split('\n')[0] ?? '');
  }
  const list = Array.isArray(document) ? document : (document as { changes?: unknown } | null)?.changes;
  if (!Array.isArray(list) || list.length === 0) throw unreadable('holds no list of changes.');
  return list;
}

async function replayed(
  db: Database,
  worlds: ReturnType<typeof worldsWith>,
  days: number,
  terminal: Terminal,
): Promise<Found> {
  const now = systemClock();
  const span = spanOf(days, now);
  const total = await countMatters(db, null, span.since, span.until);
  const progress = async (done: number): Promise<boolean> => {
    if (terminal.isTTY) terminal.write(`\r${barOf(done, total)}`);
    return true;
  };
  const found = await replayCounted({ matters: pastMatters(db, null, span), ...worlds, now, progress });
  if (terminal.isTTY) terminal.write('\n');
  if (!found) throw new Error('nothing ends it');
  return { days, matters: found.matters, counts: found.counts };
}

function barOf(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done}/${total}`;
}

const flagName = ({ kind, of }: FlagCount): string => {
  if (kind === 'clock') return `${CLOCK_KINDS[of as ClockKind].zh}超时`;
  return kind === 'step' ? `${HOLDER_STEPS[of as HolderStep].zh}环节超限` : FLAG_KINDS.return.zh;
};

function textOf({ days, matters, counts }: Found, organisation: Organisation, changes: readonly Change[]): string {
  const lines = [
    `推演：近 ${days} 天 ${matters} 件事项，变更 ${changes.length} 项`,
    `交办不同 ${counts.assigned} 件，时限不同 ${counts.timed} 件，提醒不同 ${counts.flagged} 件`,
    ...counts.fields.map(({ field, matters: n }) => `  ${ASSIGNED_FIELDS[field].zh} ${n} 件`),
    ...counts.clocks.map(
      ({ kind, moved, toLate, toTimely }) =>
        `  ${CLOCK_KINDS[kind].zh}：变动 ${moved}，由按时变超时 ${toLate}，由超时变按时 ${toTimely}`,
    ),
    ...counts.flags.map((flag) => `  ${flagName(flag)}：增 ${flag.more}，减 ${flag.fewer}`),
    ...counts.units.map(
      ({ unit, leadMore, leadFewer, supportMore, supportFewer, flagsMore, flagsFewer }) =>
        `  ${organisation.unit(unit)?.name ?? organisation.formerUnit(unit)?.name ?? unit}：牵头 +${leadMore} −${leadFewer}，配合 +${supportMore} −${supportFewer}，提醒 +${flagsMore} −${flagsFewer}`,
    ),
  ];
  return lines.join('\n');
}
