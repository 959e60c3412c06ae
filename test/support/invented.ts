/** Invented items in any number, and the handlers as the flow names them. */
import { FLOW, HANDLER_NAMES } from '../../server/flow.ts';
import { prepareItem, type PreparedItem } from '../../server/intake/ingest.ts';
import type { EventType } from '../../server/platform/events/catalogue.ts';
import type { Handler } from '../../server/platform/events/handling.ts';

const PLACES = ['砚湖区', '汀洲区', '青禾县', '岚口县', '栖云县', '禾渡县'];
const MATTERS = [
  ['自来水发黄', '自来水连续几天发黄,有铁锈味,打电话没人接'],
  ['路灯不亮', '小区门口的路灯坏了一排,晚上出门看不见路'],
  ['公交改线', '公交车改线以后老人去医院要多走两站'],
  ['垃圾没人清', '菜市场后面的垃圾堆了一周,气味很大'],
] as const;

/** The handlers as the flow names them, without their work. */
export const HEARERS: Handler[] = HANDLER_NAMES.map((name) => ({
  name,
  types: (Object.keys(FLOW) as EventType[]).filter((type) => FLOW[type].includes(name)),
  run: () => Promise.reject(new Error('only asked what it hears')),
}));

/** The n-th invented item; no two have one text. */
export function invented(n: number): PreparedItem {
  const [title, text] = MATTERS[n % MATTERS.length] ?? MATTERS[0];
  const place = PLACES[n % PLACES.length] ?? '';
  const body = `${place}${text}。这是第${n}位居民的反映,门牌在${n}号。`;
  return prepareItem(
    { externalId: `chaos-${n}`, url: null, title: `${place}${title}`, text: body, publishedAt: null },
    [],
  );
}
