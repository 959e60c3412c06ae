import type { Span } from './redaction-numbers.ts';

/*
 * A home's address is masked at house level: road, village and estate stay, what points to the door goes. Two parts
 * (3号楼2单元, 5栋1203室) always point to a door; one part alone (人民路12号, 3号楼) only where the text says that
 * somebody lives there, because a broken lift in building 3 is a matter and no address.
 */

const N = '(?:\\d{1,5}|[一二三四五六七八九十百零〇]{1,5}|[a-h]\\d{0,3})';
const BUILDING = `(?:第)?${N}(?:号楼|号栋|栋|幢|座|号院|#楼?)`;
const ENTRANCE = `(?:第)?${N}(?:单元|门洞|门栋|门|梯)`;
/** 1202楼下: below a flat, no floor. */
const FLOOR = `${N}(?:层|楼(?![上下道梯顶栋]))`;
const ROOM = `(?:东户|西户|中户|东门|西门|${N}(?:号?房间?|室|号门|号))`;
const BARE = '\\d{3,4}(?![\\d年月日元平米吨个人户万亿时号次天%.米])';
const LANE = `${N}弄`;
const GROUP = `(?:第)?${N}(?:村民小组|组|社|队|屯)`;

const PART = new RegExp(`(?:${LANE}|${GROUP}|${BUILDING}|${ENTRANCE}|${FLOOR}|${ROOM}|${BARE})`, 'y');
const LINK = /[\s,，\-—–]{0,1}/y;
/** 3-2-501, 12-1-302: building, entrance, door. */
const DASHED =
  /(?=\d)(?<![\d\-.年月/])\d{1,3}(?:[-—–]\d{1,2}){1,2}[-—–]\d{3,4}(?![\d\-.元])|(?=\d)(?<![\d\-./])\d{1,3}#[\s\-—–]?\d{3,4}(?!\d)/g;
const START = new RegExp(
  `(?=[\\d第一二三四五六七八九十百零〇a-h东西中])(?<![\\da-z一二三四五六七八九十百第.〔\\[])(?:${LANE}|${BUILDING}|${ENTRANCE}|${GROUP}|(?<=[路街巷道村屯弄苑园区城院庄里湾府组住])${ROOM})`,
  'g',
);

const LIVES =
  /(?:家住|住在|住址|家庭(?:住址|地址)|我家|居住|现住|户籍(?:地址|地)?|家庭|租住|租房|租的|联系地址|收件地址|收货地址|通讯地址|家在|地址(?:为|是|[:\s])|住|邻居|我们家|自家|身份证地址|本人)[^。\n]{0,36}$/;
const ESTATE_BEFORE = /[路街巷道村屯弄苑园区城院庄里湾府坊邸居家湖庭墅寓舍房]\s?$/;
const VILLAGE_BEFORE = /[村屯庄寨]\s?$/;
const OFFICE_WORDS =
  '政府|局|委员会|大厅|中心|办公|图书馆|博物馆|体育馆|文化馆|展览馆|殡仪馆|影院|剧院|药房|药店|诊所|卫生院|卫生站|门诊|服务站|车站|市场|门店|门市|餐厅|饭店|宾馆|协会|营业厅|分公司|支行|医院|学校|大学|中学|小学|幼儿园|公司|法院|检察院|派出所|村委会|居委会|银行|酒店|大厦|写字楼|商场|大楼|窗口|超市|店|机关|单位|厂|产业园|研究院';
const OFFICE_WORD = new RegExp(OFFICE_WORDS);
const OFFICE_PLACE = new RegExp(
  `(?:${OFFICE_WORDS})[^\\n。,，;；]{0,14}(?:[,，]?(?:办公|营业|详细|单位)?地址[:为是][^\\n。,，;；]{0,14})?$`,
);
/** 地址:湖滨路66号 behind an office's name is the office's, however far off the name. */
const BARE_ADDRESS = /(?:^|[^住居家])地址(?:为|是|[:\s])[^。\n]{0,20}$/;
const STRONG_ROOM = /(?:室|户|房间?|号门)$/;
/** A building and a floor alone are a shop's place as often as a home. */
const FLOOR_ONLY = /(?:楼|层)$/;

/** 2单元电梯坏了: what all who go in and out share, a matter and nobody's door. */
const SHARED =
  /^的?(?:电梯|楼道|楼顶|楼下|楼前|楼后|楼梯|门口|门前|大门|单元门|门禁|外墙|墙面|墙体|下水|污水|化粪|水管|管道|路灯|声控灯|消防|天台|屋顶|地下|垃圾|绿化|楼栋|前面|后面|旁边|北侧|南侧|东侧|西侧|之间|停水|停电|停气|供暖|暖气|整个单元|全体|所有|居民|业主们|住户们)/;

interface Run {
  readonly end: number;
  readonly parts: number;
}

/** Reads the parts of an address one behind another from `start`. */
function readRun(text: string, start: number): Run {
  let at = start;
  let end = start;
  let parts = 0;
  while (parts < 6) {
    PART.lastIndex = at;
    const part = PART.exec(text);
    if (!part) break;
    end = at + part[0].length;
    parts += 1;
    LINK.lastIndex = end;
    at = end + (LINK.exec(text)?.[0].length ?? 0);
  }
  return { end, parts };
}

function isHome(text: string, start: number, run: Run): boolean {
  const line = text.slice(Math.max(0, start - 50), start);
  const context = line.slice(Math.max(line.lastIndexOf('\n'), line.lastIndexOf('。')) + 1);
  const lives = LIVES.test(context);
  const part = text.slice(start, run.end);
  if (OFFICE_PLACE.test(context) && !/(?:家住|我家|住址|住在|租住)/.test(context)) return false;
  const around = context + text.slice(run.end, run.end + 20);
  if (BARE_ADDRESS.test(context) && OFFICE_WORD.test(around) && !/(?:姓名|收件人|联系人|我)/.test(context))
    return false;
  if (run.parts === 2 && FLOOR_ONLY.test(part) && !/单元/.test(part)) return lives;
  if (!lives && !STRONG_ROOM.test(part) && SHARED.test(text.slice(run.end, run.end + 6))) return false;
  if (run.parts >= 2) return ESTATE_BEFORE.test(context) || lives || STRONG_ROOM.test(part) || /单元/.test(part);
  if (/组|社|队/.test(part)) return false;
  if (/号$/.test(part) && VILLAGE_BEFORE.test(context)) return true;
  // 滨江路88号锦绣苑3-2-501: the door stands further on (or is masked already), 88号 is the estate's.
  if (
    /号$/.test(part) &&
    /^[^\n。,，;；]{1,14}?(?:\*\*|\d{1,3}[-—#]\d|\d{1,2}(?:号楼|栋|幢|单元))/.test(text.slice(run.end, run.end + 24))
  )
    return false;
  if (/(?:栋|号楼|幢|座|号|室|户|弄|号院|#楼?)$/.test(part))
    return lives && (ESTATE_BEFORE.test(context) || STRONG_ROOM.test(part));
  return false;
}

/** The door-level parts of homes' addresses in a normalised text, in order of their start; may overlap. */
export function homeAddresses(text: string): Span[] {
  const spans: Span[] = [];
  let covered = 0;
  for (const hit of text.matchAll(START)) {
    if (hit.index < covered) continue;
    const run = readRun(text, hit.index);
    if (run.parts === 0 || !isHome(text, hit.index, run)) continue;
    spans.push({ type: 'address', start: hit.index, end: run.end });
    covered = run.end;
  }
  for (const hit of text.matchAll(DASHED)) {
    const line = text.slice(Math.max(0, hit.index - 50), hit.index);
    const context = line.slice(Math.max(line.lastIndexOf('\n'), line.lastIndexOf('。')) + 1);
    const three = (hit[0].match(/\d+/g)?.length ?? 0) >= 3;
    const placed = /[苑园区城院庄里湾府坊邸居家庭墅寓舍房村期]\s?$/.test(context);
    if (OFFICE_PLACE.test(context) || /(?:电话|编号|号码|型号|日期|比分)[:\s]?$/.test(context)) continue;
    if (placed || (three && LIVES.test(context))) {
      spans.push({ type: 'address', start: hit.index, end: hit.index + hit[0].length });
    }
  }
  return spans;
}
