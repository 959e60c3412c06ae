import type { PersonalData } from '../server/contract/vocabulary.ts';

/** A stretch of personal data: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly type: PersonalData;
  readonly start: number;
  readonly end: number;
}

/*
 * All patterns run on the normalised text (half-width, lower case, same length) and are bounded, so that a megabyte of
 * digits is read in linear time. What decides between a person's number and an office's is what stands around it.
 */

/** A number that identifies a paper, an order or a thing stands behind such a word. */
const NUMBER_OF_A_THING =
  /(?:订单|运单|快递|物流|单号|工单|编号|流水|文号|案号|受理|批号|条码|条形码|货号|型号|合同|发票|许可证|营业执照|信用代码|执照|备案|登记|产权证|不动产|户号|表号|电表|水表|学号|工号|准考证|报名|查询码|邮编|编码|批准|招标|项目|序列|产品|设备|imei|qq|微信群?)(?:号码?|码|编号|为|是|号为|号是|代码)?[号码]?(?:为|是)?[\s:(（"“#no.]{0,4}$/;

const before = (text: string, at: number, reach: number): string => text.slice(Math.max(0, at - reach), at);
/** What stands before within the same clause group: nothing across a sentence's end or a line break. */
const sameSentence = (context: string): string =>
  context.slice(Math.max(context.lastIndexOf('\n'), context.lastIndexOf('。')) + 1);

const OFFICE =
  /(?:局|委员会|委|办公室|办公厅|办事处|人民政府|政府|政务|大厅|中心|热线|值班|监督|举报|投诉|咨询|服务|客服|公司|集团|医院|学校|中学|小学|幼儿园|大学|派出所|法院|检察院|大队|支队|所|站|窗口|街道办|居委会|村委会|社区|公开|办公|对外|招标|酒店|宾馆|超市|物业|银行|支行|报警|救援|抢修|维修|市长|书记|县长|公示|传真|单位|机关|前台|协会|工会|法律援助|登记处|办事处|服务处|12345|官方|科长|处长|主任|局长|所长|股长|站长)/;
const OFFICE_LABEL =
  /(?:监督|举报|投诉|咨询|服务|客服|值班|办公|公开|热线|受理|报修|抢修|报警|救援|预约|公示|应急|对外|官方|24小时)(?:联系)?(?:电话|热线|专线|号码|手机|邮箱|信箱)(?:号码)?(?:为|是|[:(（\s]){0,3}$/;
const PERSONAL =
  /(?:我家|我的|家里|家中|家庭|本人|个人|住宅|宅电|私人|我是|我叫|联系我|找我|打我|我爱人|我母亲|我父亲|联系人|申请人|投诉人|举报人|来电人|来信人|反映人|户主|业主|家属|村民|患者|家长|姓名|先生|女士|身份证|机主|回复我|通知我|收件人|租客|房东|司机|车主|店主|老板|学生)/;

/** Whether the number at `start` belongs to an office: an office word nearer before it than a personal one. */
function ofOffice(text: string, start: number, end: number): boolean {
  const context = sameSentence(before(text, start, 30));
  if (OFFICE_LABEL.test(context)) return true;
  const personal = lastMatch(context, PERSONAL);
  const office = lastMatch(context, OFFICE);
  if (office > personal) return true;
  if (personal >= 0) return false;
  if (/(?:拨打|拨通|致电|打过?|拨)(?:了)?(?:电话)?(?:\s)?$/.test(context)) return true;
  return /^[\s)）,，]{0,2}[(（]?[^\s,，。;；:：]{0,8}(?:局|办公室|热线|值班室|中心|客服|总机|前台|窗口|服务台)/.test(
    text.slice(end, end + 16),
  );
}

function lastMatch(text: string, pattern: RegExp): number {
  let last = -1;
  const all = new RegExp(pattern.source, 'g');
  for (let hit = all.exec(text); hit; hit = all.exec(text)) last = hit.index + hit[0].length;
  return last;
}

const MOBILE =
  /(?=[\d+(（])(?<![\d.])(?:[(（]?(?:\+|00)?86[)）]?[\s-]{0,2})?1 ?[3-9] ?\d(?:[\s\-—–.·]{0,1}\d){8}(?![\d])/g;
const LANDLINE =
  /(?=[0(（])(?<![\d.-])(?:[(（]0\d{2,3}[)）]|0\d{2,3})[\s\-—–]{0,2}[2-9]\d{2,3}[\s\-—–]?\d{4}(?:(?:[\s\-—–]|转)\d{1,5})?(?!\d)/g;
const NUMERAL = '[0-9零〇一幺二两三四五六七八九]';
/** 一三八零零一二三四五六, as some write it past a filter. */
const SPELT_MOBILE = new RegExp(`(?=[一幺1])(?<!${NUMERAL})[一幺1][三四五六七八九3-9]${NUMERAL}{9}(?!${NUMERAL})`, 'g');
const LOCAL = /(?:电话|座机|固话|宅电|tel|家电)(?:号码?)?(?:为|是|[:\s]){0,3}([2-9]\d{2,3}[\s\-—–]?\d{4})(?![\d\-元])/g;

function phones(text: string, spans: Span[]): void {
  for (const hit of text.matchAll(MOBILE)) {
    const end = hit.index + hit[0].length;
    const context = before(text, hit.index, 16);
    if (NUMBER_OF_A_THING.test(context)) continue;
    // A mobile is a person's unless it is announced as an office's line.
    if (OFFICE_LABEL.test(sameSentence(before(text, hit.index, 30))) && !PERSONAL.test(context)) continue;
    spans.push({ type: 'phone', start: hit.index, end });
  }
  for (const hit of text.matchAll(SPELT_MOBILE)) {
    if (/^\d+$/.test(hit[0])) continue;
    spans.push({ type: 'phone', start: hit.index, end: hit.index + hit[0].length });
  }
  for (const hit of text.matchAll(LANDLINE)) {
    const end = hit.index + hit[0].length;
    if (NUMBER_OF_A_THING.test(before(text, hit.index, 16)) || ofOffice(text, hit.index, end)) continue;
    spans.push({ type: 'phone', start: hit.index, end });
  }
  for (const hit of text.matchAll(LOCAL)) {
    const number = hit[1] ?? '';
    const end = hit.index + hit[0].length;
    if (
      ofOffice(text, hit.index, end) ||
      OFFICE_LABEL.test(text.slice(Math.max(0, hit.index - 10), end - number.length))
    )
      continue;
    spans.push({ type: 'phone', start: end - number.length, end });
  }
}

const REGION = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|99)';
const MONTH_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const ID_18 = new RegExp(
  `(?=\\d)(?<![\\da-z])${REGION}\\d{4}[\\s-]?(?:18|19|20)\\d{2}[\\s-]?${MONTH_DAY}[\\s-]?\\d{3}[\\dx](?![\\da-z])`,
  'g',
);
const ID_15 = new RegExp(`(?=\\d)(?<![\\da-z])${REGION}\\d{4}[\\s-]?\\d{2}${MONTH_DAY}[\\s-]?\\d{3}(?![\\da-z])`, 'g');
/** Any 15 or 18 digits that the text itself calls an identity number, grouped at will. */
const ID_LABELLED =
  /(?:身份证|公民身份|证件|身分证)(?:证)?(?:号码?|号)?(?:为|是|[:\s(（]){0,3}(\d(?:[\s-]?\d){13,16}[\dx]|\d(?:[\s-]?\d){16}[\s-]?[\dx])(?![\da-z])/g;

function identityCards(text: string, spans: Span[]): void {
  for (const pattern of [ID_18, ID_15]) {
    for (const hit of text.matchAll(pattern)) {
      if (NUMBER_OF_A_THING.test(before(text, hit.index, 16))) continue;
      if (/(?:卡号|账号|帐号|账户)[^\n]{0,6}$/.test(before(text, hit.index, 12))) continue;
      spans.push({ type: 'id_card', start: hit.index, end: hit.index + hit[0].length });
    }
  }
  for (const hit of text.matchAll(ID_LABELLED)) {
    const end = hit.index + hit[0].length;
    spans.push({ type: 'id_card', start: end - (hit[1] ?? '').length, end });
  }
}

const CARD = /(?=[3-69])(?<![\da-z])[3-69]\d{3}(?:[\s-]?\d{4}){2}[\s-]?\d{4}(?:[\s-]?\d{1,3})?(?![\da-z])/g;
const CARD_LABEL =
  /(?:银行|储蓄|工资|社保|信用|收款|退款|借记|一卡通|打到|转到|汇到|转账|农行|工行|建行|中行|邮储|信用社|农商行|交行|招行)[^\n。]{0,12}$|(?:卡号|账号|帐号|账户)(?:为|是|[:\s]){0,3}$/;
const COMPANY_ACCOUNT =
  /(?:对公|公司|单位|财政|专户|捐款|党费|缴费|总会|协会|基金会|红十字|村委会|居委会|委员会|收款单位|合作社|医院|学校|幼儿园|集团|事务所)[^\n。,，;；]{0,10}[,，;；]?(?:银行)?(?:账号|帐号|账户|卡号)?(?:为|是|[:\s]){0,3}$/;

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let n = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) n = n > 4 ? n * 2 - 9 : n * 2;
    sum += n;
  }
  return sum % 10 === 0;
}

function bankCards(text: string, spans: Span[]): void {
  for (const hit of text.matchAll(CARD)) {
    const digits = hit[0].replace(/\D/g, '');
    const context = before(text, hit.index, 24);
    if (NUMBER_OF_A_THING.test(context) || COMPANY_ACCOUNT.test(context)) continue;
    if (!CARD_LABEL.test(context) && !(digits.startsWith('62') && luhn(digits))) continue;
    spans.push({ type: 'bank_card', start: hit.index, end: hit.index + hit[0].length });
  }
}

const MAIL_LOCAL = /[a-z0-9._%+-]{1,64}$/;
const MAIL_DOMAIN = /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}/;
const OFFICE_MAIL = /\.gov\.cn$|\.gov$/;
const OFFICE_LOCAL =
  /^(?:service|info|support|office|admin|hr|kefu|contact|webmaster|jubao|tousu|xinfang|bgs|zwgk|news|press|noreply|no-reply)(?:[._-]?\w{0,12})?$/;

function mails(text: string, spans: Span[]): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const local = MAIL_LOCAL.exec(text.slice(Math.max(0, at - 64), at))?.[0];
    const domain = MAIL_DOMAIN.exec(text.slice(at + 1, at + 200))?.[0];
    if (local === undefined || domain === undefined) continue;
    if (OFFICE_MAIL.test(domain) || OFFICE_LOCAL.test(local)) continue;
    const start = at - local.length;
    const context = sameSentence(before(text, start, 24));
    if (OFFICE_LABEL.test(context)) continue;
    if (
      lastMatch(context, OFFICE) > lastMatch(context, PERSONAL) &&
      !/(?:回复|发)(?:到|至)?(?:我)?(?:的)?(?:邮箱)?[:\s]?$/.test(context)
    )
      continue;
    spans.push({ type: 'email', start, end: at + 1 + domain.length });
  }
}

const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][\s·•.-]?(?:[a-hj-np-z0-9]{5,6}|[a-hj-np-z0-9]{4}[学挂港澳警领])(?![a-z0-9])/g;

function plates(text: string, spans: Span[]): void {
  for (const hit of text.matchAll(PLATE)) {
    if ((hit[0].match(/\d/g)?.length ?? 0) < 2) continue;
    spans.push({ type: 'plate', start: hit.index, end: hit.index + hit[0].length });
  }
}

/** All numbers, plates and mail addresses of persons in a normalised text, in no order and possibly overlapping. */
export function personalNumbers(text: string): Span[] {
  const spans: Span[] = [];
  identityCards(text, spans);
  bankCards(text, spans);
  phones(text, spans);
  mails(text, spans);
  plates(text, spans);
  return spans;
}
