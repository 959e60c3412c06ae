/** 推送: the office's other systems put items in, each by a token of one source. */
import { pushedSchema, type Pushed, type SourceWarning } from '../../contract/source-views.ts';
import type { Push } from '../../contract/source-requests.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import { hashText } from '../../platform/events/chain.ts';
import { Fault } from '../../platform/fault.ts';
import { FAULTS as HTTP_FAULTS } from '../../platform/http/answer.ts';
import type { Keys } from '../../platform/keys.ts';
import { prepareItem, type PreparedItem } from '../ingest.ts';
import { FEED_WARNINGS } from '../sources/feed-item.ts';
import { storeEach, type Kept } from '../store.ts';
import { readEntry, REFUSALS, type ReadEntry } from './entry.ts';
import { keepReceipt, lockPushed, markHeard, readReceipt, type Holder } from './store.ts';

/** What storing an item takes, whichever way it comes in. */
export interface StoringParts {
  db: Database;
  keys: Keys;
  judgingMinutes: () => number;
  /** Names of persons in office, which the redactor leaves. */
  officials: () => readonly string[];
}

export interface Answered {
  pushed: Pushed;
  /** The answer of an earlier push of the same key, again. */
  replay: boolean;
}

const VISIBLE = /^[\x21-\x7e]{1,200}$/;

/**
 * Takes a push. Entries are looked at one by one; items, events and the receipt are one transaction, so that a push repeated
 * after a lost answer stores nothing twice and is answered alike. Faults: `idempotency_key_missing`, `idempotency_key_invalid`,
 * `idempotency_key_reused`, `source_paused`, `token_invalid`.
 */
export async function pushItems(
  parts: StoringParts,
  holder: Holder,
  key: string | null,
  body: Push,
  now: Date,
): Promise<Answered> {
  requireKey(key);
  const { sourceId } = holder;
  const bodyHash = hashText(JSON.stringify(body.items));
  const known = await transact(parts.db, (tx) => answeredBefore(tx, sourceId, key, bodyHash, now));
  if (known) return known;
  // Masking takes its time and needs no lock.
  const entries = body.items.map((item) => readEntry(item, now));
  const officials = parts.officials();
  const prepared = entries.map((entry) => entry.incoming && prepareItem(entry.incoming, officials));
  return transact(parts.db, async (tx) => {
    const source = await lockPushed(tx, holder, now);
    if (!source) throw HTTP_FAULTS.tokenInvalid();
    const replay = await answeredBefore(tx, sourceId, key, bodyHash, now);
    if (replay) return replay;
    if (!source.enabled) throw paused();
    const taken = prepared.filter((item): item is PreparedItem => item !== null);
    const kept = await storeEach(tx, parts.keys, source, taken, parts.judgingMinutes(), now);
    const pushed = answerFor(entries, kept);
    await markHeard(tx, sourceId, { fresh: pushed.stored > 0, warnings: warningsIn(entries) }, now);
    await keepReceipt(tx, { sourceId, key, bodyHash, answer: pushed }, now);
    return { pushed, replay: false };
  });
}

function requireKey(key: string | null): asserts key is string {
  if (!key)
    throw new Fault('idempotency_key_missing', '缺少 Idempotency-Key 请求头。', {
      action: '每次推送请带一个不重复的编号；重试时用同一个编号。',
    });
  if (!VISIBLE.test(key))
    throw new Fault('idempotency_key_invalid', 'Idempotency-Key 应为 1 到 200 个可见的 ASCII 字符。');
}

const paused = (): Fault =>
  new Fault('source_paused', '这个来源已暂停，没有接收。', {
    status: 409,
    action: '恢复以后请用同一个 Idempotency-Key 重新推送。',
  });

async function answeredBefore(
  tx: Tx,
  sourceId: string,
  key: string,
  bodyHash: string,
  now: Date,
): Promise<Answered | null> {
  const receipt = await readReceipt(tx, sourceId, key, now);
  if (!receipt) return null;
  if (receipt.bodyHash !== bodyHash)
    throw new Fault('idempotency_key_reused', '这个 Idempotency-Key 已用于另一批内容，没有接收。', {
      status: 409,
      action: '不同的内容请用不同的编号。',
    });
  return { pushed: pushedSchema.parse(receipt.answer), replay: true };
}

/** What became of each entry, in order; `kept` belongs to those taken. */
function answerFor(entries: readonly ReadEntry[], kept: readonly Kept[]): Pushed {
  let next = 0;
  const items = entries.map(({ id, incoming, code, message }): Pushed['items'][number] => {
    const outcome = !incoming ? 'refused' : kept[next++]?.known ? 'known' : 'stored';
    return { id, outcome, ...(code && { code }), ...(message && { message }) };
  });
  const count = (outcome: string): number => items.filter((item) => item.outcome === outcome).length;
  return { items, stored: count('stored'), known: count('known'), refused: count('refused') };
}

/** How many entries each refusal and each mending concerns, for the page of the source. */
function warningsIn(entries: readonly ReadEntry[]): SourceWarning[] {
  const words: Record<string, string> = { ...FEED_WARNINGS, ...REFUSALS };
  const counts = new Map<string, number>();
  for (const { code } of entries) if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, message: words[code] ?? code, count }));
}
