/** `ingest`: files of letters, orders or posts taken in; returns when all of it is judged and grouped. */
import { basename, extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { composeParts, type Parts } from '../compose.ts';
import type { Channel } from '../contract/vocabulary.ts';
import { progressOfItems, type ItemProgress } from '../cases/groups/store.ts';
import { prepareItem, type PreparedItem } from '../intake/ingest.ts';
import { readRows } from '../intake/sources/table-file.ts';
import { tableRow } from '../intake/sources/table-row.ts';
import { markHeard } from '../intake/push/store.ts';
import { ensureSource, storeEach } from '../intake/store.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { hashText } from '../platform/events/chain.ts';
import type { Handler } from '../platform/events/handling.ts';
import { startRelay } from '../platform/events/relay.ts';
import { loadKeys } from '../platform/keys.ts';
import { quietLog, withDatabase } from './database.ts';

export interface IngestOptions {
  channel: Channel;
  /** Name of the source on screens; default: the file's. */
  name?: string;
  wait: boolean;
  json?: boolean;
}

export interface Ingested {
  rows: number;
  stored: number;
  /** Seen before, here or in another source. */
  known: number;
  /** Rows left out, by code; the first of each with its place. */
  refused: Record<string, { count: number; first: string }>;
  warnings: Record<string, number>;
  progress: ItemProgress | null;
  seconds: { stored: number; all: number };
}

const BATCH = 200;
const LOOK_MS = 250;

/** Takes the files in. Rows that can't be are counted with code and place; the rest goes in. */
export function runIngest(config: Config, files: readonly string[], options: IngestOptions): Promise<string> {
  return withDatabase(config, async (home) => {
    const log = quietLog(config);
    const parts = await composeParts({ ...home, keys: await loadKeys(config), log, now: systemClock });
    const done = await ingest(parts, files, options);
    return options.json ? JSON.stringify(done) : describe(done);
  });
}

async function ingest(parts: Parts, files: readonly string[], options: IngestOptions): Promise<Ingested> {
  const began = performance.now();
  const since = (): number => Math.round((performance.now() - began) / 10) / 100;
  const done: Ingested = {
    rows: 0,
    stored: 0,
    known: 0,
    refused: {},
    warnings: {},
    progress: null,
    seconds: { stored: 0, all: 0 },
  };
  // Where the program runs it does the work; else this process does, from the first batch on.
  const relay = options.wait ? startRelay(parts, parts.handlers as Handler[], parts.log, parts.now, parts.queue) : null;
  try {
    const ids: string[] = [];
    for (const file of files) ids.push(...(await takeIn(parts, file, options, done)));
    done.seconds.stored = since();
    if (options.wait) done.progress = await untilGrouped(parts, ids);
    done.seconds.all = since();
    return done;
  } finally {
    await relay?.stop();
  }
}

async function takeIn(parts: Parts, file: string, options: IngestOptions, done: Ingested): Promise<string[]> {
  const { db, keys, now } = parts;
  const name = options.name ?? `导入 ${basename(file, extname(file))}`;
  const id = `import-${hashText(`${options.channel} ${name}`).slice(0, 12)}`;
  const source = await ensureSource(db, { id, name, kind: 'import', channel: options.channel }, now());
  const judgingMinutes = parts.rules.rulebook().judgingMinutes(parts.rules.organisation().profile);
  const ids: string[] = [];
  let batch: PreparedItem[] = [];
  const flush = async (): Promise<void> => {
    const kept = await storeEach(db, keys, source, batch, judgingMinutes, now());
    const stored = kept.flatMap((one) => (one.known ? [] : [one.itemId]));
    await markHeard(db, source.id, { fresh: stored.length > 0, warnings: [] }, now());
    ids.push(...stored);
    done.stored += stored.length;
    done.known += kept.length - stored.length;
    batch = [];
    say(`${done.rows} rows read, ${done.stored} stored`);
  };
  for await (const one of readRows(file)) {
    done.rows += 1;
    const read = 'fault' in one ? one : tableRow(one.row, one.place, now());
    if ('fault' in read) {
      const known = (done.refused[read.fault] ??= { count: 0, first: one.place });
      known.count += 1;
      continue;
    }
    for (const warning of read.warnings) done.warnings[warning] = (done.warnings[warning] ?? 0) + 1;
    batch.push(prepareItem(read.incoming, []));
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return ids;
}

async function untilGrouped({ db }: Parts, ids: readonly string[]): Promise<ItemProgress> {
  for (;;) {
    const progress = await progressOfItems(db, ids);
    say(`${progress.judged} of ${ids.length} judged, ${progress.grouped} grouped`);
    if (progress.grouped + progress.transferred + progress.failed >= ids.length) return progress;
    await delay(LOOK_MS);
  }
}

function say(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${words}`);
}

function describe({ rows, stored, known, refused, warnings, progress, seconds }: Ingested): string {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const lines = [`${rows} rows read: ${stored} stored, ${known} already known, in ${seconds.stored} s.`];
  for (const [code, { count, first }] of Object.entries(refused))
    lines.push(`  left out: ${count} × ${code} (first: ${first})`);
  for (const [code, count] of Object.entries(warnings)) lines.push(`  mended: ${count} × ${code}`);
  if (progress) {
    lines.push(
      `${progress.judged} judged, ${progress.grouped} grouped into ${progress.groups} groups, in ${seconds.all} s.`,
    );
    if (progress.failed > 0)
      lines.push(`${progress.failed} could not be judged yet; the program tries again (see its log).`);
  }
  return lines.join('\n');
}
