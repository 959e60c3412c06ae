/** Items of a chosen channel, and how it goes with one decision on them. */
import type { Channel } from '../../server/contract/vocabulary.ts';
import { prepareItem } from '../../server/intake/ingest.ts';
import { storeBatch } from '../../server/intake/store.ts';
import { SAMPLE_SOURCE, type House } from './house.ts';

export const LETTER = {
  title: '砚湖区自来水发黄怎么办',
  text: '砚湖区的自来水发黄,请问什么时候能修好,谢谢。',
};

let posted = 0;

/** Stores an item of that channel, as a source would; it waits for the relay. Returns the item's id. */
export async function storeOf(house: House, channel: Channel, text: { title: string; text: string }): Promise<string> {
  posted += 1;
  const incoming = {
    externalId: `${channel}-${posted}`,
    url: null,
    title: text.title,
    text: `${text.text}第${posted}次来信。`,
    publishedAt: house.time.now,
  };
  const source = { id: SAMPLE_SOURCE, channel };
  const {
    stored: [id],
  } = await storeBatch(house.parts.db, house.parts.keys, source, [prepareItem(incoming, [])], 60, house.time.now);
  if (!id) throw new Error('the letter was already there');
  return id;
}

/** The same, judged. */
export async function postOf(house: House, channel: Channel, text = LETTER): Promise<string> {
  const id = await storeOf(house, channel, text);
  await house.settled();
  return id;
}
