/** Accusations of invented bodies of the sample city: each with the unit it accuses and the body that takes it. */
import { randomUUID } from 'node:crypto';
import { scopedItems } from '../../server/access/scope.ts';
import { createAccount } from '../../server/access/store.ts';
import type { TransferView } from '../../server/contract/accountability-views.ts';
import type { TransferItem } from '../../server/contract/requests.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { transfersFor } from '../../server/responsibility/transfers/store.ts';
import type { House } from './house.ts';
import { ACCOUNTS } from './served-house.ts';

let posted = 0;

/** Posts a text nobody posted before; returns the item's id. */
export function postOnce(house: House, text: { title: string; text: string }): Promise<string> {
  posted += 1;
  return house.post(text.title, `${text.text}这是第${posted}次反映。`, { externalId: `once-${posted}` });
}

export const OF_COUNTY_WATER = {
  title: '举报砚湖区水务局局长受贿',
  text: '实名举报砚湖区水务局局长收受工程老板贿赂,逼迫我们交好处费,请上级严查。',
};
export const OF_DISCIPLINE = {
  title: '举报云川市纪委监委干部受贿',
  text: '实名举报云川市纪委监委干部收受贿赂,办案时吃拿卡要,请上级严查。',
};
export const OF_NEWS_OFFICE = {
  title: '举报云川市新闻办主任受贿',
  text: '实名举报云川市新闻办主任收受贿赂,收红包才肯办事,请上级严查。',
};
export const OF_GOVERNMENT_OFFICE = {
  title: '举报云川市政府办干部受贿',
  text: '实名举报云川市政府办干部收受贿赂,收红包才肯办事,请上级严查。',
};

/** Staff of a place, but of which unit is not said. */
export const OF_SOMEBODY = {
  title: '举报工作人员受贿',
  text: '实名举报砚湖区一名工作人员收受贿赂,收红包才肯办事,请上级严查。',
};

/** What an analyst would send to hand the item over as it stands. */
export function orderFor(item: ItemDetail, chosen: Partial<TransferItem> = {}): TransferItem {
  return {
    version: item.version,
    verdictId: item.verdict?.id ?? '',
    accused: null,
    accounts: [],
    reason: '涉及检举控告，依法移送。',
    ...chosen,
  };
}

/** An officer of a unit that has no sample account; returns the sign-in name. */
export async function officerOf(house: House, unitId: string): Promise<string> {
  const name = `officer-${randomUUID().slice(0, 8)}`;
  const account = { name, displayName: `${unitId} 承办`, roles: ['officer' as const], unitId };
  await createAccount(house.parts.db, { ...account, password: randomUUID() }, house.time.now);
  return name;
}

/** Events of an item's stream, oldest first. */
export async function itemEvents(
  house: House,
  itemId: string,
): Promise<{ type: string; data: unknown; actor: string }[]> {
  return house.parts.db
    .selectFrom('event')
    .select(['type', 'data', 'actor'])
    .where('stream', '=', `item:${itemId}`)
    .orderBy('version')
    .execute();
}

/** Sample accounts that may read items at all. */
export const READERS = ['analyst', 'chief', 'supervisor', 'leader', 'leader2', 'auditor'];

/** Sample accounts that may read this item. */
export async function readersOf(house: House, itemId: string): Promise<string[]> {
  const readers: string[] = [];
  for (const name of ACCOUNTS) {
    const items = scopedItems(house.parts.db, await house.viewer(name));
    if (await items.select('item.id').where('item.id', '=', itemId).executeTakeFirst()) readers.push(name);
  }
  return readers;
}

/** The transfer of this item as that account's page shows it, or undefined where it shows none. */
export async function receivedBy(house: House, name: string, itemId: string): Promise<TransferView | undefined> {
  const { db, rules } = house.parts;
  const organisation = rules.organisation();
  return (await transfersFor(db, organisation, await house.viewer(name))).find((one) => one.itemId === itemId);
}
