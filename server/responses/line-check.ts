/**
 * Denials beside the line (口径): what the one text denies and the other affirms. Numbers, times, places, causes and promises are
 * compared by classifiers/statements. Advice, as all of it. Pure.
 */
import { countsTold } from '../../classifiers/statements/counts.ts';

interface Words {
  /** UTF-16 units of the text, `end` exclusive. */
  start: number;
  end: number;
}

/** A place of the line and one of the text that cannot both be right. */
export interface DeniedApart {
  ofLine: Words;
  ofText: Words;
}

interface Sentence extends Words {
  text: string;
  denies: boolean;
  /** Pairs of characters of what it speaks about. */
  about: ReadonlySet<string>;
}

/** Says that something is not so, or did not happen. */
const DENIAL =
  /不属实|不实(?!施|行|际|名|体)|(?:系|是|属|纯属)(?:谣言|误传|虚构|捏造|编造)|谣言|无中生有|不存在|并不|(?:并未|从未|未曾|尚未|没有|并无|未)(?:有)?(?:发生|出现|造成|引发|检出|发现|存在|收到|接到)|无(?=人员伤亡|人受伤|人死亡)/;
/** Words that say nothing of the matter itself. */
const STOCK =
  /网[传上友]|有关|相关|所谓|反映的?|情况|问题|消息|信息|说法|传言|视频|图片|经(?:现场)?(?:核查|核实|调查)|目前|现场|截至|已|均|确|的|了|在|为|发生|出现|造成|引发|检出|发现|存在|收到|接到/g;
const NO_HARM = /(?:未|没有|无|并无|未有|无任何)(?:造成|发生|引发)?(?:任何)?(?:人员)?(?:伤亡|人受伤|人死亡)/;
/** Of what is denied so much must stand in the sentence that affirms it. */
const ALIKE = 0.6;
const LEAST_PAIRS = 2;

/** Where the line and the text deny and affirm the same, each pair once. Never throws. */
export function deniedApart(line: string, text: string): DeniedApart[] {
  const [lines, texts] = [sentences(line), sentences(text)];
  const found = [
    ...pairs(lines, texts),
    ...pairs(texts, lines).map(({ ofLine: ofText, ofText: ofLine }) => ({ ofLine, ofText })),
    ...harm(line, text),
    ...harm(text, line).map(({ ofLine: ofText, ofText: ofLine }) => ({ ofLine, ofText })),
  ];
  const once = new Map(found.map((one) => [`${one.ofLine.start} ${one.ofText.start}`, one]));
  return [...once.values()];
}

/** What the one denies and the other affirms. */
const pairs = (denying: readonly Sentence[], affirming: readonly Sentence[]): DeniedApart[] =>
  denying
    .filter((one) => one.denies && one.about.size >= LEAST_PAIRS)
    .flatMap((one) => {
      const other = affirming.find((each) => !each.denies && covers(each, one));
      return other ? [{ ofLine: words(one), ofText: words(other) }] : [];
    });

const words = ({ start, end }: Sentence): Words => ({ start, end });

/** "未造成人员伤亡" against a number of dead or hurt. */
function harm(denying: string, counting: string): DeniedApart[] {
  const none = NO_HARM.exec(denying);
  const hurt = countsTold(counting).find(
    ({ kind, value }) => value > 0 && (kind === 'dead' || kind === 'grave' || kind === 'injured'),
  );
  if (!none || !hurt) return [];
  return [
    {
      ofLine: { start: none.index, end: none.index + none[0].length },
      ofText: { start: hurt.start, end: hurt.end },
    },
  ];
}

function covers(whole: Sentence, part: Sentence): boolean {
  const shared = [...part.about].filter((pair) => whole.about.has(pair)).length;
  return shared / part.about.size >= ALIKE;
}

function sentences(text: string): Sentence[] {
  return [...text.matchAll(/[^。！？；;，,\n]+/g)].map((match) => {
    const [said] = match;
    return {
      text: said,
      start: match.index,
      end: match.index + said.length,
      denies: DENIAL.test(said),
      about: pairsOf(said.replace(DENIAL, ' ').replace(STOCK, ' ')),
    };
  });
}

function pairsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const run of text.match(/\p{Script=Han}+/gu) ?? [])
    for (let at = 0; at + 1 < run.length; at += 1) found.add(run.slice(at, at + 2));
  return found;
}
