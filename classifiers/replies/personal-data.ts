/** Personal data in a text that is to be read by all; offices, companies and their contacts are none. Pure. */
import { redact, type Span } from '../redaction.ts';
import { dictionaryKind } from '../segment.ts';
import type { ReplyFinding } from './finding.ts';

const PERSONAL: Record<Span['type'], string> = {
  phone: '个人电话',
  id_card: '身份证号',
  name: '个人姓名',
  address: '住址门牌',
  plate: '车牌号',
  bank_card: '银行卡号',
  email: '个人邮箱',
};

/** Officials and contacts named for their office are no leak; those that are beside a person's private words are. */
const OFFICE =
  '局长|主任|书记|市长|县长|区长|州长|省长|镇长|乡长|处长|科长|所长|院长|校长|站长|队长|主席|部长|厅长|新闻发言人';
const OFFICE_BEFORE = new RegExp(
  `(?:${OFFICE}|联系人|经办人|承办人|负责人|法人代表|法定代表人|法人|经理|组长|民警|工作人员|干部|教授|董事长|网格员|承包商)[:：为是 ]?$`,
);
const OFFICE_AFTER = new RegExp(`^(?:同志|副?(?:${OFFICE}|总?经理|董事长|厂长|店长|律师))`);

/** A number given so that people may call the office: its label stands before it, and nobody else's. */
const CONTACT_BEFORE =
  /(?:(?:联系人|经办人|承办人)[^。；\n]{0,24}|(?:咨询|监督|服务|举报|投诉|办公|值班|热线|窗口|客服)(?:联系)?(?:电话|手机|热线|邮箱)(?:号码)?[:：为是]?[^。；\n]{0,4})$/;
/** A landline told as a number to call, and nobody's own, is an office's. */
const LANDLINE = /^\(?0\d{2,3}|^\d{7,8}$/;
const LISTED_BEFORE = /(?:电话|号码|热线|拨打|致电|联系|咨询|座机)[:：为是]?[^。；\n]{0,6}$/;
const PRIVATE_BEFORE =
  /(?:反映人|来信人|投诉人|举报人|建议人|当事人|申请人|患者|业主|住户|家长|户主|亲属|妈妈|爸爸|本人|先生|女士|您的|您留|其)[^。；\n]{0,24}$/;

/** A flat, or a house somebody is said to live in; the building of a lift or of a shop is no home. */
const FLAT = /[室房户]$|\d{3,4}$/;
const LIVES_BEFORE = /(?:住|家|业主|户主|居民|先生|女士|反映人|当事人)[^。；\n]{0,20}$/;
const BUSINESS_AFTER =
  /^[^，。；\n]{0,6}(?:公司|门面|面(?=[^，。]{0,4}(?:经营|营业|证照|店))|商铺|快递|超市|餐|网吧|诊所|宾馆|药房|店|厂|中心|大厅|窗口|办公|所|市场|网点)/;

/** "我司加强", "1张和": the surname ends what a company calls itself, or counts. */
const NO_SURNAME = /[我贵该本]司$|[\d一两几]\s?[张位]$/;
/** "由南往北": directions of a road. */
const DIRECTIONS = /^[东南西北][往向至]/;
/** Offices and duties in short, and a word of campaigns, which dictionaries lack or take for a name. */
const SHORT_WORDS = /^(?:安监|安办|安委|应急|文旅|文广|文明|教体|水务|金贵)$/;

/** "儿童权益", "安全畅通": plain words cut so that a surname seems to begin them. */
function isWordsEnd(text: string, start: number, end: number): boolean {
  const named = text.slice(start, end);
  if (dictionaryKind(named) === 'common' || SHORT_WORDS.test(named) || DIRECTIONS.test(named)) return true;
  if (NO_SURNAME.test(text.slice(Math.max(0, start - 3), start + 1))) return true;
  const [before, after] = [text.slice(start - 1, start + 1), named.slice(1)];
  return after.length > 1 && dictionaryKind(after) === 'common' && dictionaryKind(before) === 'common';
}

function isPublic(text: string, { type, start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 30), start);
  const after = text.slice(end, end + 12);
  if (type === 'name' && isWordsEnd(text, start, end)) return true;
  if (type === 'name') return OFFICE_BEFORE.test(before) || OFFICE_AFTER.test(after);
  if (type === 'phone' && LANDLINE.test(text.slice(start, end)) && LISTED_BEFORE.test(before))
    return !PRIVATE_BEFORE.test(before);
  if (type === 'phone' || type === 'email') return CONTACT_BEFORE.test(before) && !PRIVATE_BEFORE.test(before);
  if (type !== 'address') return false;
  if (BUSINESS_AFTER.test(after)) return true;
  return !FLAT.test(text.slice(start, end)) && !LIVES_BEFORE.test(before);
}

const wordsOf =
  (text: string) =>
  ({ start, end }: Span): string =>
    text.slice(start, end);

/**
 * Each piece of personal data in a text, in order. `strict` for what is about to be published: then numbers and addresses count even
 * where they seem to be an office's, since a wrong guess can't be taken back.
 */
export function personalData(text: string, { strict = false } = {}): ReplyFinding[] {
  const { spans } = redact(text);
  // Who was named for an office once is meant wherever the name stands again.
  const officers = new Set(spans.filter((span) => span.type === 'name' && isPublic(text, span)).map(wordsOf(text)));
  const isOfficer = (span: Span): boolean => span.type === 'name' && officers.has(wordsOf(text)(span));
  return spans
    .filter((span) => (strict && span.type !== 'name') || !(isPublic(text, span) || isOfficer(span)))
    .map(({ type, start, end }) => ({
      code: 'leaks_personal_data',
      start,
      end,
      message: `这里有${PERSONAL[type]}，不能公开。删去，或只留姓氏、到街道一级。`,
    }));
}
