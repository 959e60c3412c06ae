/** The numbers of one statement that can be set beside those of others: one for each kind and scope. Pure. */
import { statedCounts, type StatedCount } from '../counts/counts.ts';
import { normalise } from '../normalise.ts';
import type { CountFact, CountStated, Moment } from './fact.ts';
import { momentsOf } from './moments.ts';

/** A number told of one hospital, not of the event: named before it, or speaking itself ("县医院：共收到…"). */
const HOSPITAL =
  /(?<name>[我本该]院|[^,。;、:\d]{0,8}?(?:医院|卫生院|急救中心))[^,。;]{0,8}(?:收[治到]|接诊|接收|救治|抢救|住院|入院|转[入诊]|有|的)/;
const HOSPITAL_SPEAKS = /^(?<name>[^,。;\d]{0,12}(?:医院|卫生院|急救中心)):/;
/** A number told of one unit's own area; "我县" and "全县" are the same area to who says so. */
const AREA =
  /(?:[我全本](?<own>[省市州县区镇乡村])|(?<name>[^,。;、\d]{2,6}(?:县|区|镇|乡|村|街道))(?:境内|辖区|范围内|籍))/g;
const UPDATE = /升至|增至|上升|增加[到至]|更正|修正|订正|核减|调整为|新增|最新|续报|累计|降至|减少[到至]|已找到|又/;
/** "失踪的3名船员中，2人已找到": how many were missing once. */
const ONCE = /^[^,。;]{0,8}中(?:,|已?有)/;

/** The numbers of a text, told of the event itself: the latest or largest of each kind and scope, further tolls added. */
export function countsTold(text: string): CountStated[] {
  const folded = normalise(text);
  const found = new Map<string, CountStated>();
  for (const count of statedCounts(text)) {
    if (count.aside !== null || (count.of === 'missing' && ONCE.test(folded.slice(count.end)))) continue;
    const one = asTold(folded, count);
    const key = `${one.kind} ${one.scope}`;
    const before = found.get(key);
    if (before && count.further) found.set(key, { ...before, value: before.value + one.value, end: one.end });
    else if (!before || replaces(count, one, before)) found.set(key, one);
  }
  for (const none of nobody(folded)) if (!found.has(`${none.kind} `)) found.set(`${none.kind} `, none);
  return [...found.values()];
}

/** A correction or a larger total takes the place of what stood before; a part or a superseded number does not. */
const replaces = (count: StatedCount, one: CountStated, before: CountStated): boolean =>
  !count.part && !count.superseded && (one.update || one.value > before.value);

function asTold(text: string, { of, value, bound, start, end, part }: StatedCount): CountStated {
  const sentence = Math.max(text.lastIndexOf('。', start - 1), text.lastIndexOf('\n', start - 1)) + 1;
  const before = text.slice(sentence, start);
  return {
    kind: of,
    value,
    bound,
    start,
    end,
    scope: scopeOf(text, before, text.slice(start, end)) || (part ? '其中' : ''),
    asOf: asOfBefore(text.slice(0, start)),
    update: UPDATE.test(before + text.slice(start, end)),
  };
}

function scopeOf(text: string, before: string, matched: string): string {
  const hospital = HOSPITAL_SPEAKS.exec(text) ?? HOSPITAL.exec(before + matched);
  if (hospital) return hospital.groups?.['name'] ?? '';
  const area = [...before.matchAll(AREA)].at(-1)?.groups;
  return area === undefined ? '' : area['own'] === undefined ? (area['name'] ?? '') : `全${area['own']}`;
}

const AS_OF = /截[至止][^,。;]{0,24}/g;

/** The moment of the last "截至…" before a number; it holds for the sentences after it too. */
function asOfBefore(before: string): Moment | null {
  const last = [...before.matchAll(AS_OF)].at(-1);
  return last === undefined ? null : (momentsOf(last[0])[0]?.moment ?? null);
}

const NOBODY = /(?:无|没有|未造成|未发生|暂无|未致)(?:任何)?(?:人员)?(?<what>死亡|伤亡|受伤)/g;

/** "无人员伤亡", "未造成人员死亡": a number of none. */
function nobody(text: string): CountStated[] {
  return [...text.matchAll(NOBODY)].flatMap((hit) => {
    const what = hit.groups?.['what'];
    const kinds: CountFact[] = what === '死亡' ? ['dead'] : what === '受伤' ? ['injured'] : ['dead', 'injured'];
    const [start, end] = [hit.index, hit.index + hit[0].length];
    const stated = {
      value: 0,
      bound: 'exact' as const,
      scope: '',
      asOf: asOfBefore(text.slice(0, start)),
      update: false,
    };
    return kinds.map((kind) => ({ kind, ...stated, start, end }));
  });
}
