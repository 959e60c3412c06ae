/** When and where an event happened, why, and what is promised, as one statement tells it. Pure. */
import { normalise } from '../normalise.ts';
import type { CauseStated, PlaceStated, PromiseStated, TimeStated } from './fact.ts';
import { momentsOf } from './moments.ts';

const HAPPENED =
  /发生|起火|着火|失火|爆炸|爆燃|坍塌|垮塌|倒塌|塌方|相撞|追尾|侧翻|翻车|坠[落入河]|落水|透水|泄漏|溃口|决口|滑坡|断裂|冒顶|中毒|走失|停水|停电|踩踏|沉没|突发|停运|脱落|砸伤|滞留|受灾|决堤|触电|溺水|爆裂|冲毁/;
/** What somebody did about it has times of its own. */
const AFTERWARDS =
  /接(?:到|报|警)|报警|截[至止]|到场|抵达|赶到|扑灭|救出|通报|召开|发布|恢复|送医|送往|救援|展开|启动|开展|将于|预计|前|后/;

/** Clauses with the offset they begin at. */
function clausesOf(text: string): { words: string; at: number }[] {
  return [...text.matchAll(/[^,。;!?\n]+/g)].map((hit) => ({ words: hit[0], at: hit.index }));
}

/** When the event happened: the first moment in a clause that tells of it, or in the clause right before. */
export function eventTimes(source: string): TimeStated[] {
  const clauses = clausesOf(normalise(source));
  for (const [index, { words, at }] of clauses.entries()) {
    if (!HAPPENED.test(words)) continue;
    const held = [words, clauses[index - 1]?.words ?? ''];
    for (const [back, clause] of held.entries()) {
      const from = back === 0 ? at : (clauses[index - 1]?.at ?? 0);
      const until = back === 0 ? words.search(HAPPENED) : clause.length;
      const [first] = momentsOf(clause);
      if (!first || first.start > until || AFTERWARDS.test(clause.slice(0, until).slice(first.end))) continue;
      if (/截[至止]|接(?:到|报|警)/.test(clause.slice(0, first.start))) continue;
      return [{ kind: 'time', moment: first.moment, start: from + first.start, end: from + first.end }];
    }
  }
  return [];
}

/** Kinds of place, the larger first, with how their names end. */
const LEVELS: readonly (readonly [string, RegExp])[] = [
  ['county', /[^,。;市州省\d在位于的]{1,5}?(?:[县旗]|(?<![片小景园库社校街厂山城矿灾])区)(?!域|别|间|内|外)/],
  ['township', /[^,。;县市区州省\d在位于的]{1,5}?(?:镇|乡(?!村)|街道)/],
  ['village', /[^,。;县市区镇乡道\d在位于的]{1,5}?(?:村(?!民|口)|社区)/],
  ['road', /[^,。;县市区镇乡村\d在位于的]{1,5}?(?:路(?!段|口|边|面|上)|大道|街(?!道))/],
  ['site', /[^,。;县市区镇乡村路街\d在位于的]{1,8}?(?:煤矿|铁矿|矿|化工厂|工厂|厂|公司|小区|学校|中学|小学|医院|水库|隧道|大桥|市场|商场|酒店|宾馆|仓库|加油站)/],
]; // prettier-ignore

/** Where the event happened: the names of places between the moment and the word that tells of it. */
export function eventPlaces(source: string): PlaceStated[] {
  const text = normalise(source);
  for (const { words, at } of clausesOf(text)) {
    const until = words.search(HAPPENED);
    if (until < 0) continue;
    const [first] = momentsOf(words);
    const from = first && first.end <= until ? first.end : 0;
    let rest = from;
    const parts: Record<string, string> = {};
    for (const [level, pattern] of LEVELS) {
      const hit = pattern.exec(words.slice(rest, until));
      if (!hit) continue;
      parts[level] = hit[0].replace(/^(?:在|位于|于|我|该|许|左右)+/, '');
      rest += hit.index + hit[0].length;
    }
    const named = Object.values(parts).filter((name) => name.length > 1);
    if (named.length === 0) continue;
    const start = at + words.indexOf(named[0] ?? '', from);
    return [{ kind: 'place', parts, start, end: at + rest }];
  }
  return [];
}

const CAUSE =
  /(?:(?:起火|事故|爆炸|坍塌|停水|停电|泄漏|火灾|发生|中毒|直接|主要|初步|根本|污染)*(?:的)?(?:原因|起因)(?:初步)?(?:查明|判断|认定|分析|推断)?(?:是|为|系|:))(?<a>[^。;,]{2,40})|(?:系|因|由于?)(?<b>[^。;,]{2,30}?)(?:引起|引发|导致|造成|所致|诱发)|(?<![起原])因(?![灾伤公此为而病故工])(?<c>[^。;,]{2,24}?)(?:,[^。;,]{0,16})?(?:停水|停电|停运|停气|爆裂|断裂|起火|爆炸|坍塌|倒塌|侧翻|泄漏|脱落)/g;
const GUESS = /初步|可能|疑似|怀疑|不排除|推测/;
const OPEN = /正在|尚在|待|进一步|调查中|不明/;

/** The causes a text names; none where it is still being looked into. */
export function eventCauses(source: string): CauseStated[] {
  const text = normalise(source);
  return [...text.matchAll(CAUSE)].flatMap((hit) => {
    const words = hit.groups?.['a'] ?? hit.groups?.['b'] ?? hit.groups?.['c'] ?? '';
    if (OPEN.test(words)) return [];
    const start = hit.index + hit[0].indexOf(words);
    const sure = !GUESS.test(text.slice(Math.max(0, hit.index - 8), hit.index + hit[0].length));
    return [{ kind: 'cause' as const, words, sure, start, end: start + words.length }];
  });
}

const DEED =
  /恢复(?:供[水电气暖热]|通[车水电行]|正常供?[水电]?|运行)?|通车|通水|供[水电暖热气]|公布|发布|通报|完成[^,。;]{0,8}|修复|抢通|更换|开放|退还|支付|发放|安置|验收|竣工|复课|复工|解除/;
const CHANGED = /推迟|延期|延后|提前至|调整[为至]|改为|改至/;

/** What is promised by when: a moment to come, and the deed of its clause. */
export function promises(source: string): PromiseStated[] {
  const text = normalise(source);
  return clausesOf(text).flatMap(({ words, at }) =>
    momentsOf(words).flatMap(({ moment, start, end }) => {
      const after = words.slice(end);
      const ahead =
        /^(?:之?前|以前|底前|完成|起)/.test(after) ||
        /(?:将|预计|计划|定于|力争|确保|拟|争取|承诺|最迟)[^,。;]{0,8}$/.test(words.slice(0, start));
      const deed = DEED.exec(after) ?? DEED.exec(words.slice(0, start));
      if (!ahead || !deed) return [];
      return [
        {
          kind: 'promise' as const,
          deed: deed[0],
          moment,
          update: CHANGED.test(words),
          start: at + start,
          end: at + end,
        },
      ];
    }),
  );
}
