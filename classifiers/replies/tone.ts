/** 生硬冷漠、雷人雷语: words that scold the writer, or are spoken down to them. Pure. */
import type { ReplyFinding } from './finding.ts';
import { mannerOf } from './learnt/manner.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

/** Words that no answer to a citizen holds. */
const SCOLDING =
  /无理取闹|别有用心|爱[^，。！？]{1,2}不[^，。！？]{1,2}(?=[，。！,.!]|$)|与[你您]无关|关[你您]什么事|管好(?:你)?自己|少管闲事|刁民|恶意炒作|不明真相|造谣生事|一派胡言|胡搅蛮缠|撒泼|(?:不要|别)再(?:来|打|问|闹)|跟我们没有关系|我们?没有义务|没人拦着[你您]|(?:就|只有)[你您](?:一家|一个人|最特殊|意见|事)|贪小便宜|占便宜|素质(?:太|就|真)?(?:低|差|是这样)|难怪(?=[穷你您没])|带节奏|别什么都|赖(?:到|给|在)(?:政府|我们)|怪(?:你|您)(?:自己)?|自己(?:去|不)(?:看|会|查)|[你您]也?太(?:计较|矫情|挑剔|闲)|小题大做|大惊小怪|吃饱了撑|没事找事|(?:还)?有脸|等着(?:吧|去)|对[你您]没(?:有)?(?:什么)?好处|(?:派出所|公安|警察)会找[你您]|[你您]这是(?:诽谤|造谣|污蔑|诬告)|(?:不是|由不得)[你您]说|活该|闹(?:下去|有用|也没用|什么)|不懂(?:就|别|还)|少在(?:网上|这)|挑三拣四|大呼小叫|眼红|娇气|有本事|这种人|[你您]算(?:什么|老几)|多管闲事|自作自受|咎由自取|贪心|闲得|矫情|(?:只能|只)(?:说明|怪)[^，。！？]{0,4}(?:[你您]|自己)|自己(?:不|没)(?:小心|注意|签|懂|检查|看清|问清|重视|上心)|[你您]们?自己(?:不|没|要|选|签|愿意|粗心|疏忽|造成|惹|的(?:事|问题|责任))|(?:怨|怪|找|赖)(?:得了)?谁|找谁都(?:没用|一样)|自认倒霉|自己(?:想|找)(?:办法|门路)|(?:别|不要|少)(?:动不动|总是?|老是?|一味|整天|瞎|乱[^。，]{0,3}(?:说|写|发|告))|动不动就?|不就(?:得了|行了|完了|好了|结了)|值得(?:写信|投诉|反映|大惊|你|您)|这(?:点|么点)(?:小事|事|钱|声音|味)|不是(?:客服|保姆|[你您]家|慈善)|(?:早|当初|之前)[^，。！？]{0,8}(?:图便宜|干什么去了|干嘛去|怎么不)|又嫌|图(?:便宜|省事)|来闹|天底下|天下哪有|(?:别人|别的|人家|其他人|大家)[^，。！？]{0,4}都(?:能|行|没|不|可以|过得)|又不是[^，。！？]{0,14}(?:一[个家]|我们|政府|第一|大事|要命|活不)|(?:爱信不信|随便你|随你的?便|你看着办|悉听尊便|到此为止)|(?:告|投诉|反映|写信|上访)到?(?:哪|谁|天边)[^，。！？]{0,6}(?:没用|一样|都)|没(?:工夫|功夫|空|闲心|时间)(?:理|管|听|陪|跟|一)|(?:忍一忍|忍忍|将就)|知足|不知好歹|得寸进尺|异想天开|想得(?:美|太)|做梦|无知|愚昧|胡闹|瞎(?:操心|说|扯|闹)|小心[你您]|后果自负|后悔(?:都)?来不及|追究[你您]|[你您](?:的)?(?:法律)?责任(?:也|就)|钻(?:空子|牛角尖)|博(?:眼球|同情)|敲诈|讹(?:人|钱|诈)|占了?多少|懒得|自私/g;

/** Those of them that mean nothing else, whatever stands around them. */
const UNMISTAKABLE =
  /^(?:爱.{1,2}不.{1,2}|爱信不信|随你的?便|悉听尊便|无理取闹|刁民|一派胡言|胡搅蛮缠|撒泼|关[你您]什么事|少管闲事|活该|吃饱了撑|没事找事|不知好歹|得寸进尺|自作自受|咎由自取|愚昧|大呼小叫)/;

/** Whether scolding words can't be meant well. */
export const isUnmistakable = (words: string): boolean => UNMISTAKABLE.test(words);

/** Manners of speech that official answers do not use; each counts, and two in a sentence are contempt. */
const MANNERS: readonly { weight: number; pattern: RegExp }[] = [
  { weight: 1, pattern: /[？?]$/ },
  { weight: 1, pattern: /(?:吧|呗|嘛|呢|啊|呀|了吧|得了)[，。！？!?]/ },
  {
    weight: 1,
    pattern:
      /你(?!好|组|户|单位|公司|校|现|本人|县|市|区|镇|乡|村|们好|反映|所|咨询|的(?:来信|留言|问题|信|帖|情况)|提)/,
  },
  {
    weight: 1,
    pattern:
      /怎么(?!办理|申|领|缴|样)|难道|凭什么|何必|哪有|哪能|哪来|为什么|怪得?了?谁|谁(?:能|会|管|知道)|岂|谁(?:家|叫|让|不)|什么都|早干|有用|[还又][^，。]{0,4}什么|不好吗/,
  },
  { weight: 1, pattern: /(?:嫌|怕|不服|不满意|不愿意|觉得)[^，。]{0,10}(?:就|可以|去|别)/ },
  {
    weight: 1,
    pattern:
      /人家|别人(?:家)?(?:都|的?孩子|怎么)|总不能|实在不行|大不了|就这样|也是人|多得是|见得多|整天|天天|百度|网上一搜|保姆|现在才|才知道|才想起/,
  },
];
const CONTEMPT = 2;

/** Words quoted from the letter stand between marks; questions that the answer repeats begin with 关于. */
const QUOTED =
  /“[^”]{0,200}”|"[^"]{0,200}"|《[^》]{0,200}》|(?:关于|现就)[^。；\n]{0,120}问题|[\d一二三四五六七八九十]{1,3}[、.．][^。；？?\n]{0,60}[？?]/g;

const finding = (text: string, start: number, end: number): ReplyFinding => ({
  code: 'hostile',
  start,
  end,
  message: `“${text.slice(start, end).trim()}”语气生硬，指责群众。改为只说事实和办法。`,
});

const isContempt = ({ text }: Sentence): boolean =>
  MANNERS.reduce((sum, { weight, pattern }) => sum + (pattern.test(text) ? weight : 0), 0) >= CONTEMPT;

/** Words and sentences against the writer, in order; of a scolded sentence the scolding words alone. Linear in the length. */
export function hostileWords(text: string): ReplyFinding[] {
  const own = text.replace(QUOTED, (quoted) => '　'.repeat(quoted.length));
  return sentencesOf(own).flatMap((sentence) => {
    const { text: said, at } = sentence;
    const words = [...said.matchAll(SCOLDING)].map((hit) =>
      finding(text, at + hit.index, at + hit.index + hit[0].length),
    );
    if (words.length > 0 || !isContempt(sentence)) return words;
    return [finding(text, at + (said.length - said.trimStart().length), at + said.trimEnd().length)];
  });
}

/** The sentence of an answer whose manner scolds most, where no rule knows its words. */
export function hostileSentences(text: string): ReplyFinding[] {
  const [worst] = sentencesOf(text)
    .map((sentence) => ({ ...sentence, share: mannerOf(sentence.text).hostile }))
    .sort((a, b) => b.share - a.share);
  if (!worst) return [];
  const lead = worst.text.length - worst.text.trimStart().length;
  return [finding(text, worst.at + lead, worst.at + worst.text.trimEnd().length)];
}
