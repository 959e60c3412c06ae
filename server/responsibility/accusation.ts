/**
 * Whether a text accuses a public body or its staff of misconduct (检举、控告: 信访工作条例 第三十条; 罗甸 第九项), and whom. What is
 * denied, forbidden, praised, already punished, or done by others is no accusation.
 */
import type { Misconduct } from './misconduct-terms.ts';
import { ACTS, HEADS, INSTITUTION, MISCONDUCT_NAMES, OTHER_PUBLIC, STAFF, THIRD_PARTIES } from './misconduct-terms.ts';
import { BODY_PATTERN, LANDMARK } from './bodies.ts';

export interface Accusation {
  kind: Misconduct;
  /** What is said to have been done, as written. */
  term: string;
  /** By whom, as written. */
  actor: string;
  /** The head of a territory, or its government, is accused. */
  head: boolean;
  /** The sentence up to the act, for finding the unit. */
  context: string;
}

type ActorKind = 'body' | 'staff' | 'head' | 'institution' | 'third';

interface Actor {
  kind: ActorKind;
  word: string;
  start: number;
  end: number;
}

const ACTOR = new RegExp(
  `(?<head>${HEADS})|(?<body>${BODY_PATTERN}|${OTHER_PUBLIC})${LANDMARK}|(?<institution>${INSTITUTION})|(?<third>${THIRD_PARTIES})|(?<staff>${STAFF})`,
  'g',
);
const KINDS: readonly ActorKind[] = ['head', 'body', 'institution', 'third', 'staff'];

function actorsIn(sentence: string): Actor[] {
  return [...sentence.matchAll(ACTOR)].flatMap((match) => {
    const kind = KINDS.find((each) => match.groups?.[each] !== undefined);
    return kind ? [{ kind, word: match[0], start: match.index, end: match.index + match[0].length }] : [];
  });
}

const DENIED_BEFORE =
  /(?:没有|没(?!多久|说|理|办|等|几|过|一会)|并未|从未|未曾|从不|不会|不曾|不敢|未(?!经)|无(?!故|缘|证|端|理|视|人)|误解)[^,，。;；]{0,3}$|不$/;
const FORBIDDEN_BEFORE =
  /(?:不得|不准|不许|严禁|禁止|杜绝|防止|避免|拒绝|拒收|婉拒|退还|上交|整治|治理|严查|严肃查处|查处|打击|惩治|惩处|预防|纠正|反对|抵制|是否|有无|有没有|如果|假如|倘若|万一|若有|如有|警示|查摆|排查|警惕|谨防|通报)[^。;；]{0,12}$/;
const DENIED_AFTER = /^[^。!！]{0,14}(?:谣言|不属实|不实|不存在|是假的|子虚乌有|误会|未发现|纯属虚构|没有的事)/;
const STOPPED_BETWEEN =
  /抓获|抓捕|抓住|制止|查处|破获|打击|调解|处置|处理了|救助|劝阻|赶来|赶到|提醒|破案|拒收|拒绝|退还|严查|整治|通报|侦破|刑拘|协调|报警|认定|立案调查|说我|告我|冤枉/;
const PRAISE = /感谢|表扬|点赞|锦旗|好评|致敬|暖心|为民服务好|热情(?:周到|服务|接待)|拾金不昧/;
const PUNISHED =
  /(?:审查调查|监察调查|纪律审查)|双开|开除党籍|一审|二审|宣判|获刑|判处|被(?:逮捕|批捕|查处|免职|停职|撤职|处分|立案|通报)|落马|警示教育|典型案例/;
const REPORTS = /举报|检举|控告|投诉|反映|曝光|求助|讨个说法/;
const OBJECT_MARK =
  /(?:对|向|把|将|给|跟|同|为|帮|替|打击|查处|抓获|收受|收|包庇|辱骂|殴打|打|骂|刁难|威胁|让)[^,，。;；]{0,4}$/;
const PASSIVE = /被|遭/;

/** Whether a staff word belongs to a third party: 物业公司工作人员, 公司领导. */
function ownedByThird(actor: Actor, before: Actor | undefined, sentence: string): boolean {
  if (actor.kind !== 'staff' || before?.kind !== 'third') return false;
  const gap = sentence.slice(before.end, actor.start);
  return gap.length <= 6 && !/[,，、。;；和与向对被]|举报|投诉|反映|联系/.test(gap);
}

/** 尊敬的书记您好, 请领导管管: who is only spoken to has done nothing. */
function addressed(actor: Actor, sentence: string): boolean {
  if (actor.kind !== 'head' && actor.kind !== 'staff') return false;
  const before = sentence.slice(Math.max(0, actor.start - 10), actor.start);
  const after = sentence.slice(actor.end, actor.end + 4);
  return (
    /(?:尊敬的|敬爱的|请|恳请|希望|求|致|各位|烦请|劳烦)[^,，。;；]{0,6}$/.test(before) ||
    /^[们]?[,，:： ]*[您你]/.test(after) ||
    /^们?[:：]/.test(after)
  );
}

/** The one said to have done what is written at `start`: the nearest before, objects of a verb left out. */
function doerOf(sentence: string, start: number, actors: readonly Actor[]): Actor | null {
  for (let at = actors.length - 1; at >= 0; at -= 1) {
    const actor = actors[at];
    if (!actor || actor.end > start) continue;
    const agent = /(?:被|遭)[^,，。;；]{0,8}$/.test(sentence.slice(0, actor.start));
    if (ownedByThird(actor, actors[at - 1], sentence)) return { ...actor, kind: 'third' };
    if (actor.kind === 'third' && !agent && OBJECT_MARK.test(sentence.slice(Math.max(0, actor.start - 6), actor.start)))
      continue;
    if (addressed(actor, sentence)) continue;
    return actor;
  }
  return null;
}

/** 严禁收受红包 forbids; 请查处收受红包的局长 asks for what the accusation is about. */
function forbidden(before: string): boolean {
  const match = FORBIDDEN_BEFORE.exec(before);
  return match !== null && !/(?:请|要求|希望|建议|求|能否|能不能)[^,，。;；]{0,8}$/.test(before.slice(0, match.index));
}

function accuses(sentence: string, act: { start: number; end: number }, actor: Actor, kind: Misconduct): boolean {
  if (actor.kind === 'third') return false;
  if (actor.kind === 'institution' && kind !== 'bribery') return false;
  const between = sentence.slice(actor.end, act.start);
  if (between.length > 40 || STOPPED_BETWEEN.test(between)) return false;
  // 民警被打伤: who suffers is not who did it.
  if (PASSIVE.test(between) && !/被(?:我|人|群众|网友|他们|发现|拍|举报|曝|投诉)/.test(between)) return false;
  const before = sentence.slice(0, act.start);
  if (DENIED_BEFORE.test(before) || forbidden(before)) return false;
  return !DENIED_AFTER.test(sentence.slice(act.end));
}

/** 收红包的局长: the one who did it stands after the act. */
function doerAfter(sentence: string, end: number, actors: readonly Actor[]): Actor | null {
  const actor = actors.find((each) => each.start >= end);
  return actor && /^的[^,，。;；]{0,8}$/.test(sentence.slice(end, actor.start)) ? actor : null;
}

const REPORTED_PERSON = new RegExp(
  `(?:实名举报|举报|检举|控告)(?!到|给|至|后|了|过|电话|信|多次|无|渠道|平台|热线|人)[^,，。;；!！?？\\n]{0,24}?(?<staff>${STAFF}|民警|辅警|交警|城管队员)(?!门口|附近)`,
);

function reportedPerson(sentence: string): Accusation | null {
  const match = REPORTED_PERSON.exec(sentence);
  const actor = match?.groups?.['staff'];
  if (!match || actor === undefined || new RegExp(THIRD_PARTIES).test(match[0])) return null;
  const head = new RegExp(HEADS).test(match[0]);
  return { kind: 'abuse', term: match[0].slice(0, 2), actor, head, context: match[0] };
}

/** A text cut into sentences; who acts in each is read when it is first asked. */
interface Sentences {
  list: readonly string[];
  actors(at: number): Actor[];
}

function sentencesOf(text: string): Sentences {
  const list = text.split(/[。!！?？;；\n]+/);
  const known: (Actor[] | undefined)[] = [];
  return { list, actors: (at) => (known[at] ??= actorsIn(list[at] ?? '')) };
}

/** Whom a sentence that names nobody speaks of: the last one named before, with the sentence that did. */
function inheritedBy(at: number, { list, actors }: Sentences): { actor: Actor | null; context: string } {
  let context = '';
  for (let before = at - 1; before >= 0; before -= 1) {
    const named = actors(before);
    if (context === '' && named.length > 0) context = list[before] ?? '';
    const actor = named.findLast(({ kind }) => kind !== 'institution');
    if (actor) return { actor, context };
  }
  return { actor: null, context };
}

function accusationIn(at: number, sentences: Sentences): Accusation | null {
  const sentence = sentences.list[at] ?? '';
  for (const [kind, pattern] of KINDS_OF_ACT) {
    for (const match of sentence.matchAll(pattern)) {
      const actors = sentences.actors(at);
      const act = { start: match.index, end: match.index + match[0].length };
      const within = actorsIn(match[0]).find((actor) => actor.kind !== 'third');
      const doer = doerOf(sentence, act.start, actors) ?? doerAfter(sentence, act.end, actors) ?? within ?? null;
      const inherited = doer === null ? inheritedBy(at, sentences) : null;
      const found = doer ?? (actors.length === 0 ? (inherited?.actor ?? null) : null);
      if (!found) continue;
      const near = doer === null || doer.start >= act.start ? { ...found, end: act.start } : found;
      if (!accuses(sentence, act, near, kind)) continue;
      const context = (inherited?.context ?? '') + sentence.slice(0, Math.max(act.end, doer?.end ?? 0));
      return { kind, term: match[0], actor: found.word, head: found.kind === 'head', context };
    }
  }
  return null;
}

const KINDS_OF_ACT = Object.entries(ACTS) as [Misconduct, RegExp][];
/** Most texts hold none of the words by which one accuses, and need no closer reading. */
const ANY_WORD = new RegExp([...KINDS_OF_ACT.map(([, pattern]) => pattern.source), '举报|检举|控告'].join('|'));

/**
 * The accusation a text makes, or null. Looks sentence by sentence for an act of misconduct whose doer is a public body or its
 * staff; a sentence that names nobody speaks of the last one named before.
 */
export function findAccusation(text: string): Accusation | null {
  if (!ANY_WORD.test(text)) return null;
  if (PUNISHED.test(text) && !/举报|检举|控告/.test(text)) return null;
  const reports = REPORTS.test(text);
  const sentences = sentencesOf(text);
  for (const [at, sentence] of sentences.list.entries()) {
    if (PRAISE.test(sentence) && !reports) continue;
    const found = accusationIn(at, sentences) ?? reportedPerson(sentence);
    if (found) return found;
  }
  return null;
}

/** One line for the reasons: what was said of whom. */
export const describeAccusation = ({ kind, term, actor }: Accusation): string =>
  `${actor}·${term}(${MISCONDUCT_NAMES[kind]})`;
