/** Matters for tests: posts of the sample city, and what a person decides on them. */
import { sql } from 'kysely';
import { setAudience, touchCase } from '../../server/cases/store.ts';
import type { ConfirmItem } from '../../server/contract/requests.ts';
import type { ItemDetail } from '../../server/contract/views.ts';
import { project } from '../../server/board/projector.ts';
import { noteChanges } from '../../server/board/store.ts';
import { transact } from '../../server/platform/database.ts';
import { PROGRAM } from '../../server/platform/events/catalogue.ts';
import { append } from '../../server/platform/events/log.ts';
import { confirmItem } from '../../server/responsibility/confirm.ts';
import { readItemDetail } from '../../server/responsibility/detail.ts';
import { passedOn } from './hops.ts';
import type { House } from './house.ts';

export const WATER = {
  title: '砚湖区自来水发黄三天',
  text: '砚湖区的自来水连续三天发黄,有铁锈味,打水务局电话没人接。',
};
/** 检举控告 of an office's own conduct: a transfer, whatever subject a person sets. */
export const ACCUSATION = {
  title: '举报砚湖区水务局局长受贿',
  text: '实名举报砚湖区水务局局长收受工程老板贿赂,逼迫我们交好处费,请纪委严查。',
};

let posted = 0;

/** Posts a water matter whose text nobody posted before; returns the item's id. */
export function postWater(house: House, words = ''): Promise<string> {
  posted += 1;
  return house.post(`${WATER.title}${words}`, `${WATER.text}第${posted}次反映。`, { externalId: `water-${posted}` });
}

/** The item as that account's page shows it. */
export async function detailFor(house: House, name: string, id: string): Promise<ItemDetail> {
  return readItemDetail(house.parts.db, house.parts.rules, await house.viewer(name), id);
}

/** What an analyst would send to confirm the item as it stands. */
export function choiceFor(item: ItemDetail, chosen: Partial<ConfirmItem> = {}): ConfirmItem {
  return {
    version: item.version,
    verdictId: item.verdict?.id ?? '',
    category: 'livelihood',
    subject: 'water_resources',
    opinionGrade: 'general',
    lead: null,
    caseId: null,
    ...chosen,
  };
}

export interface Opened {
  itemId: string;
  caseId: string;
}

/** Posts a water matter and confirms it, and an office on the way passes it on; the case stands, its view is built. */
export async function openWaterCase(house: House, chosen: Partial<ConfirmItem> = {}, words = ''): Promise<Opened> {
  const opened = await openGiven(house, chosen, words);
  await passedOn(house, opened.caseId);
  return opened;
}

/** The same, as the dispatch leaves it: an office on the way still holds it. */
export async function openGiven(house: House, chosen: Partial<ConfirmItem> = {}, words = ''): Promise<Opened> {
  const { db, rules } = house.parts;
  const itemId = await postWater(house, words);
  const choice = choiceFor(await detailFor(house, 'analyst', itemId), chosen);
  await confirmItem(db, rules, await house.viewer('analyst'), itemId, choice, house.time.now);
  await house.settled();
  const { caseId } = await detailFor(house, 'analyst', itemId);
  if (!caseId) throw new Error('the item is in no case');
  return { itemId, caseId };
}

export interface Who {
  units?: readonly string[];
  accounts?: readonly string[];
}

/** Writes rows of audience and makes the board's views anew, as an act of the product and the projector after it do. */
export async function changeAudience(
  house: House,
  caseId: string,
  effect: 'grant' | 'deny',
  { units = [], accounts = [] }: Who,
): Promise<void> {
  await transact(house.parts.db, async (tx) => {
    await setAudience(tx, caseId, effect, { units, accounts }, house.time.now);
    await project(tx, house.parts.rules.organisation(), [caseId], [], house.time.now);
  });
}

/** Takes every denial of a case back. */
export async function liftDenials(house: House, caseId: string): Promise<void> {
  await transact(house.parts.db, async (tx) => {
    await tx.deleteFrom('case_audience').where('case_id', '=', caseId).where('effect', '=', 'deny').execute();
    await noteChanges(tx, [{ kind: 'case', thing: caseId }], house.time.now);
  });
}

/** Puts an item into a case past every right, as someone inside the wall would: row, event and all that follows. */
export async function joinByHand(house: House, itemId: string, caseId: string): Promise<void> {
  await transact(house.parts.db, async (tx) => {
    await tx
      .updateTable('item')
      .set({ state: 'in_case', case_id: caseId, version: sql`version + 1` })
      .where('id', '=', itemId)
      .execute();
    await touchCase(tx, caseId, house.time.now);
    const data = { caseId, itemId };
    await append(tx, [
      { stream: `case:${caseId}`, type: 'case_item_added', data, actor: PROGRAM, at: house.time.now },
      {
        stream: `item:${itemId}`,
        type: 'item_confirmed',
        data: { ...data, verdictId: 'none', category: 'livelihood', subject: null },
        actor: PROGRAM,
        at: house.time.now,
      },
    ]);
  });
  await house.settled();
}

/** The account's id. */
export async function accountId(house: House, name: string): Promise<string> {
  return (await house.viewer(name)).accountId;
}
