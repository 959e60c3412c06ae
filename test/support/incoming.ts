/** Posts as sources bring them, ready to be stored. */
import { prepareItem, type Incoming, type PreparedItem } from '../../server/intake/ingest.ts';
import { storeBatch } from '../../server/intake/store.ts';
import { SAMPLE_SOURCE, type House } from './house.ts';

/** One post; `n` makes its text and its id. */
export const posted = (n: number, changes: Partial<Incoming> = {}): PreparedItem =>
  prepareItem(
    {
      externalId: `post-${n}`,
      url: `https://example.org/${n}`,
      title: `砚湖区第${n}号路灯不亮`,
      text: `砚湖区第${n}号路灯从上周起就不亮,晚上看不清路。`,
      publishedAt: new Date('2026-11-20T03:00:00Z'),
      ...changes,
    },
    [],
  );

/** Stores posts as those of the sample source, or of another. */
export const store = (
  house: House,
  items: readonly PreparedItem[],
  source = SAMPLE_SOURCE,
): Promise<{ stored: string[]; known: string[] }> =>
  storeBatch(house.parts.db, house.parts.keys, { id: source, channel: 'forum' }, items, 60, house.parts.now());
