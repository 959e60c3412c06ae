/**
 * Advice on a draft, before anybody else reads it: what 自说自话 and 空洞说教 look like (国办发〔2016〕61号、国办发〔2018〕123号), what an
 * answer should hold (成因、解决方案, 高新 三), and personal data, which alone stops a publication. Whether an answer is improper a
 * person says, never this. It does not know the question: an answer beside the point is not found here. Pure.
 */
import { redact, type Span } from '../../classifiers/redaction.ts';
import type { TextFinding } from '../contract/case-detail-views.ts';

/** What is looked at; offsets of findings count in `title + "\n" + body`. */
export interface FindableText {
  title: string;
  body: string;
  nextReleaseAt: Date | null;
  commitments: readonly { what: string }[];
}

/** What is known beside the text. */
export interface FindableMatter {
  /** Whether something was published on this case before. */
  published: boolean;
}

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
const OFFICE_BEFORE = new RegExp(`(?:${OFFICE}|联系人)[:： ]?$`);
const OFFICE_AFTER = new RegExp(`^(?:同志|副?(?:${OFFICE}))`);

const inOffice = (text: string, { start, end }: Span): boolean =>
  OFFICE_BEFORE.test(text.slice(Math.max(0, start - 8), start)) || OFFICE_AFTER.test(text.slice(end, end + 6));

/** Personal data in a text that is to be published. */
export function personalData(text: string): TextFinding[] {
  return redact(text)
    .spans.filter((span) => span.type !== 'name' || !inOffice(text, span))
    .map(({ type, start, end }) => ({
      code: 'leaks_personal_data',
      start,
      end,
      message: `这里有${PERSONAL[type]}，不能公开。删去，或只留姓氏、到街道一级。`,
      blocks: true,
    }));
}

/** Personal data in the words of a promise, which are published too; it stands in no place of the text. */
function promisedData({ commitments }: FindableText): TextFinding[] {
  return commitments
    .filter(({ what }) => personalData(what).length > 0)
    .map(({ what }) => ({
      code: 'leaks_personal_data',
      start: 0,
      end: 0,
      message: `承诺事项“${redact(what).text}”里有个人信息，不能公开。请改写这一项。`,
      blocks: true,
    }));
}

/** Words that say nothing where no fact stands beside them. */
const EMPTY =
  /高度重视|第一时间|举一反三|狠抓落实|全力以赴|进一步加强|进一步加大|加大力度|切实保障|切实维护|积极协调|妥善处理|稳步推进|扎实推进|严肃处理|依法依规处理|多措并举|齐抓共管|常抓不懈/g;
/** Set phrases of letters. */
const FORMULA =
  /感谢您|感谢广大|您好|收悉|敬请谅解|敬请理解|理解与支持|理解和支持|祝您|如有疑问|特此回复|特此说明|此复/;
const HOSTILE =
  /无理取闹|别有用心|爱信不信|与你无关|与您无关|管好你自己|少管闲事|刁民|恶意炒作|不明真相|造谣生事|一派胡言|胡搅蛮缠|不要再(?:来|打|问)|跟我们没有关系/g;
const NUMBER = /\d|[一二三四五六七八九十百千两][个处名户公里吨米天日时次家项轮批小工]/;
const WHO = /(?:局|委|办|中心|公司|街道|镇|乡|所|站|院|厂|队|部门)(?:已|将|会|正|于|对|派|组织|牵头|负责)/;
const CAUSE =
  /原因|因为|因(?!此|而)|由于|导致|造成|引起|所致|经查|经核查|经核实|经检测|经调查|系.{1,12}(?:影响|施工|老化)/;
const DONE = /已(?:经|全部|于.{1,12})?(?:完成|修复|恢复|整改|办结|更换|解决|拆除|清理|退还|支付|补发|开通|停止)/;
const PLAN = /将(?!近)|拟|计划|下一步|正在|安排|措施|方案|预计|开展|组织/;
/** A refusal with its reason, or a plain explanation, needs neither plan nor date. */
const RULED = /根据《|依据《|按照《|不符合|不属于|不予|无法律依据/;
const DATE =
  /\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号](?:前|起|\d{1,2}[时点])|\d{1,2}[:：]\d{2}|\d{1,2}[时点](?:前|起|左右)|\d+个?(?:工作日|小时|天|周|个月)[之以]?内|[今明]日|[月年]底前|[上下]旬/;

/** Findings on a draft, in the order of the text. An answer without any is not thereby a good one. */
export function textFindings(draft: FindableText, matter: FindableMatter): TextFinding[] {
  const text = `${draft.title}\n${draft.body}`;
  const bodyAt = draft.title.length + 1;
  const found = [
    ...personalData(text),
    ...promisedData(draft),
    ...hostileWords(text),
    ...emptyTalk(draft.body, bodyAt),
    ...boilerplate(draft.body, bodyAt),
    ...missingParts(draft, matter, bodyAt),
  ];
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

const advice = (code: string, start: number, end: number, message: string): TextFinding => ({
  code,
  start,
  end,
  message,
  blocks: false,
});

const hostileWords = (text: string): TextFinding[] =>
  [...text.matchAll(HOSTILE)].map((hit) =>
    advice('hostile', hit.index, hit.index + hit[0].length, `“${hit[0]}”语气生硬，指责群众。改为只说事实和办法。`),
  );

interface Sentence {
  text: string;
  at: number;
}

const sentencesOf = (body: string): Sentence[] =>
  [...body.matchAll(/[^。！？；\n]+[。！？；]?/g)]
    .map((hit) => ({ text: hit[0], at: hit.index }))
    .filter(({ text }) => text.trim().length > 1);

const saysAFact = (sentence: string): boolean => NUMBER.test(sentence) || WHO.test(sentence) || CAUSE.test(sentence);

/** 空洞说教: the words alone, without a number, a time or somebody who acts. */
function emptyTalk(body: string, bodyAt: number): TextFinding[] {
  return sentencesOf(body).flatMap(({ text, at }) => {
    if (saysAFact(text)) return [];
    const [hit] = text.matchAll(EMPTY);
    if (!hit) return [];
    const start = bodyAt + at + hit.index;
    const message = `“${hit[0]}”没有具体内容。写明哪个单位、什么时间、做了什么，或删去这一句。`;
    return [advice('empty_talk', start, start + hit[0].length, message)];
  });
}

/** 套话 that make up more than half of a text. */
function boilerplate(body: string, bodyAt: number): TextFinding[] {
  const sentences = sentencesOf(body);
  const formulas = sentences.filter(({ text }) => FORMULA.test(text) && !saysAFact(text));
  const [first] = formulas;
  if (!first || formulas.length * 2 <= sentences.length) return [];
  const start = bodyAt + first.at;
  const message = '全文多半是客套话。先回答群众问的事，再写客套话。';
  return [advice('boilerplate', start, start + first.text.length, message)];
}

/** 成因、解决方案 and a time (高新 三); finished work and a reasoned refusal need no plan and no date. */
function missingParts(draft: FindableText, matter: FindableMatter, bodyAt: number): TextFinding[] {
  const { body } = draft;
  const [first] = sentencesOf(body);
  if (!first) return [];
  const start = bodyAt + first.at;
  const end = start + first.text.length;
  const settled = DONE.test(body) || RULED.test(body);
  const promised = draft.nextReleaseAt !== null || draft.commitments.length > 0;
  const found: TextFinding[] = [];
  if (!CAUSE.test(body) && !RULED.test(body)) {
    found.push(advice('no_cause', start, end, '没有说明原因。写明查到的原因；还没查清的，写明正在查什么。'));
  }
  if (!settled && !PLAN.test(body)) {
    found.push(advice('no_plan', start, end, '没有说明怎么解决。写明由谁采取什么措施。'));
  }
  if (!settled && !promised && !DATE.test(body)) {
    found.push(advice('no_date', start, end, '没有时间。写明什么时候办好，或什么时候再发布进展。'));
  }
  if (!matter.published && !settled && !promised) {
    const message = '首次发布没有写下次发布的时间。填写下次发布时间，或列出承诺事项。';
    found.push(advice('no_next_release', start, end, message));
  }
  return found;
}
