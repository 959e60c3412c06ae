/** How Chinese reports write the numbers of an event. Patterns are for text that passed `normalise` and holds no blanks. */
import { NUMERAL_PATTERN } from '../numerals.ts';

/** What a number counts: persons, yuan (`loss`), or degrees of magnitude. `injured` are all hurt, `grave` the badly hurt. */
export type Counted = 'dead' | 'grave' | 'injured' | 'missing' | 'evacuated' | 'loss' | 'magnitude';

const N = `(?<n>${NUMERAL_PATTERN})`;
const ROUGH = '约|大约|近|将近|超过|超|逾|过|上|至少|不少于|不足|不到|未满|最少|多达|高达';
const ABOUT = `(?:由[^,。]{1,6}?(?=[升增]|上升)|从[^,。]{1,6}?(?=[升增]|上升)|${ROUGH}|达到|达|已达|为|升至|增至|上升至|上升到|增加到|升到|已有|的|有|共计|共|计|累计|合计|已致|已|了|是|定格在|:)*`;
const PERSONS = '(?:余|多)?(?:人|名|位|例|口|个(?=人|孩|工|学|村|老|小|大|矿|乘|男|女|病|伤|娃))';
/** What may stand between a number and what befell those persons: an age, but no other number, nobody who lives or looks on. */
const WHO =
  '(?:\\d{1,3}岁[^,。;\\d]{0,8}?|(?:(?!无|未|没|获救|生还|脱险|受伤|轻伤|被判|家属|亲属|为|向|目睹|送行|悼念|疏散|被困|[一二两三四五六七八九十百]+(?:人|名|死|伤|具))[^,。;!?、\\n\\d]){0,14}?)';
const ADVERBS = '(?:不幸|当场|全部|先后|已经|已|均|经抢救无效|抢救无效|因公|确认|共|都)*';
const DEAD =
  '(?:死亡(?!率|赔偿|证明|保险)|遇难(?!者)|身亡|丧生|罹难(?!者)|殒命|丧命|溺亡|坠亡|遇害|牺牲|不治|(?:已无|没有|失去|无)生命体征|没救[过回]来|没能救[过回]来|没了(?!联|信|消|踪)|死(?!伤|里|者|亡|因|刑|缓|角|机|心|党|灰|难))';
const DEAD_FIRST =
  '(?:死亡|遇难|罹难|身亡|丧生|牺牲|(?:[烧砸压撞淹毒炸冻踩]|溺)?死(?!伤|里|亡|因|刑|缓|角|机|心|党|灰)|死者|遇难者|罹难者|死难者)(?:总?人数|人员|者|数字)?';
const VICTIMS = '(?:死者|遇难者|罹难者|死难者)(?![^,。]{0,2}(?:家属|亲属|遗属|家庭|隔壁|邻居|同事|朋友))';
const HURT =
  '(?:受?重伤|伤势(?:较|严|危)?重|伤情(?:危|严)重|病危|生命垂危|危重|急性(?:工业)?中毒)(?!以|的?(?:并非|不是))';
const INJURED = '(?:受(?:了|到)?(?:轻微?|不同程度的?)?伤|轻(?:微)?伤|负伤|擦伤|烧伤|送医(?!后|途)|入院)';
const MISSING = '(?:失联|失踪|下落不明)';
const MOVED = '(?:转移安置|紧急转移|转移|疏散|撤离|避险安置|紧急避险)';
const MOVED_WHO = '(?:受灾|受威胁|危险区|周边|附近|沿线)?(?:群众|人员|居民|村民|师生|住户|游客|工人)?';

/** The patterns of one kind of number, the plainer first: of overlapping matches of one kind the first counts. */
export const PATTERNS: readonly { of: Counted; pattern: RegExp }[] = [
  { of: 'dead', pattern: `(?:由|从)[^,。]{1,8}?(?:更正|修正|核减|下调|调整|订正)(?:为|至|到)${N}人?` },
  { of: 'dead', pattern: `第${N}(?:名|位|具)(?:遇难者|死者|罹难者|遗体)` },
  { of: 'dead', pattern: `${N}${PERSONS}${WHO}${ADVERBS}${DEAD}` },
  { of: 'dead', pattern: `${N}死(?!伤|里|者|因|刑|缓|角|机|心|党|灰|难)亡?(?!率)` },
  { of: 'dead', pattern: `${DEAD_FIRST}${ABOUT}${N}${PERSONS}(?!以上)` },
  { of: 'dead', pattern: `(?:死亡|遇难|罹难)(?:者)?(?:人数|数字)${ABOUT}${N}` },
  { of: 'dead', pattern: `${N}${PERSONS}${VICTIMS}` },
  { of: 'dead', pattern: `夺(?:走|去)(?:了)?${N}(?:人|条)` },
  { of: 'dead', pattern: `${N}(?:具遗体|具尸体|条人命|条生命)|(?:遗体|尸体)(?<m>${NUMERAL_PATTERN})具` },
  { of: 'dead', pattern: `${N}${PERSONS}[^,。;\\d]{0,12}?(?:被困|失联|落水|失踪|被埋|掩埋|滞留|掉[进入]|坠[入落]|昏迷)[^,。;\\d]{0,8},[^,。;\\d]{0,8}?(?:全部|全都|均|无一|都)[^,。;\\d]{0,4}?(?:${DEAD}|生还|幸免)` },
  { of: 'dead', pattern: `${MISSING}${ABOUT}${N}${PERSONS},[^。;\\d]{0,10}(?:均已?遇难|无一(?:生还|幸免))` },
  { of: 'dead', pattern: `${N}${PERSONS}[^,。;\\d]{0,14},(?:后|最终|终)?经?[^,。;\\d]{0,4}(?:抢救无效|医治无效|不治)(?:死亡|身亡|离世)?` },
  { of: 'dead', pattern: `一家${N}口[^,。]{0,6}?${DEAD}` },
  { of: 'dead', pattern: `${N}(?:兄妹|兄弟|姐妹|姐弟|姊妹|胞胎)[^,。\\d]{0,8}?${DEAD}` },
  { of: 'grave', pattern: `${N}${PERSONS}${WHO}${HURT}` },
  { of: 'grave', pattern: `${N}重伤` },
  { of: 'grave', pattern: `(?:重伤|危重|重症)(?:症|患)?(?:员|者|人数|人员)?${ABOUT}${N}${PERSONS}(?!以上)` },
  { of: 'injured', pattern: `${N}${PERSONS}${WHO}${INJURED}` },
  { of: 'injured', pattern: `${N}伤(?!亡|者|员|势|情)` },
  { of: 'injured', pattern: `${N}${PERSONS}伤(?:者|员)` },
  { of: 'injured', pattern: `(?:受伤|轻伤|伤者|伤员)(?:人数|人员|者)?${ABOUT}${N}${PERSONS}` },
  { of: 'injured', pattern: `${N}${PERSONS}${WHO}(?:出现|有)[^,。;\\d]{0,8}(?:症状|不适|腹痛|腹泻|呕吐|发热)` },
  { of: 'injured', pattern: `病例${ABOUT}${N}例` },
  { of: 'missing', pattern: `${N}${PERSONS}${WHO}${MISSING}` },
  { of: 'missing', pattern: `${MISSING}(?:人数|人员|者)?${ABOUT}${N}${PERSONS}` },
  { of: 'missing', pattern: `${N}${MISSING}` },
  { of: 'evacuated', pattern: `${MOVED}(?:了)?${MOVED_WHO}(?:\\d+户、?)?${ABOUT}${N}${PERSONS}` },
  { of: 'evacuated', pattern: `${N}${PERSONS}(?:(?!无|未|没)[^,。;\\d]){0,8}?${MOVED}` },
  { of: 'loss', pattern: `(?:直接)?(?:经济|财产)?损失(?:了)?(?:初步|预计|估计|估算|折合|合|人民币|${ABOUT})*${N}(?:元|人民币|(?<=[万亿][余多]?))` },
  { of: 'magnitude', pattern: '(?:里氏)?(?<n>\\d{1,2}(?:\\.\\d)?|[三四五六七八九](?:点[零一二三四五六七八九])?)级(?!以上)(?:左右)?(?:的)?(?:强烈|破坏性|浅源)?(?:地震|强震|大地震|余震)' },
  { of: 'magnitude', pattern: '(?:里氏|震级(?:修订|修正|更正|测定|最终)?(?:为|达|约|是|:)?m?|测定(?:震级)?为|地震[^。\\n]{0,12}?里氏)(?<n>\\d{1,2}(?:\\.\\d)?)级?' },
].map(({ of, pattern }) => ({ of: of as Counted, pattern: new RegExp(pattern, 'g') })); // prettier-ignore
