/** 以工作动态、新闻报道充当回应: a report of meetings and leaders where somebody asked for an answer. Pure. */
import type { ReplyFinding } from './finding.ts';
import { isFormula, sentencesOf } from './sentences.ts';

const MARKS: readonly RegExp[] = [
  /(?:会议|会上|会|论坛|活动)[^。；]{0,30}(?:召开|举行|举办|开展|审议|研究部署)|(?:召开|举行|举办|开展)[^。；]{0,30}(?:会议|党日|推进会|座谈会|现场会|部署会|调度会|工作会|论坛|活动|仪式|汇演|演出|比赛|典礼)/,
  /主持(?:会议|召开|了?座谈)|出席|参加(?:会议|调研|活动)|参会|与会|陪同(?:调研|检查)?/,
  /(?:强调|指出|要求)[，,：:]|会议(?:强调|指出|要求|认为|传达|通报|审议)|讲话|致辞|发言|要求[:：]?各/,
  /(?:深入|赴|到|前往|率队|带队)[^。；]{0,24}(?:调研|督导|视察|慰问|开展专题)|调研指导|实地察看|听取了?[^。；]{0,8}(?:汇报|介绍)|亲切(?:交谈|交流|握手)|带队/,
  /传达学习|学习贯彻|贯彻落实[^。；]{0,20}(?:精神|思想|部署)|为深入|高位推动/,
  /成效显著|圆满成功|隆重|一致好评|充分肯定|取得(?:的|了)?[^。；]{0,8}成[绩效]|热潮|颁奖|主旨演讲|推广|经验交流|火热|喜获|荣获/,
  /(?:书记|县长|区长|市长|局长|领导|常委|主任)[^。；，]{0,20}(?:讲话|强调|指出|出席|参加|调研|主持|率队|带队|致辞|深入)|(?:县|市|区)委书记|主要(?:负责同志|领导)|分管领导|有关负责人参加|各相关单位/,
  /莅临|开幕|表彰|走访|一行[到赴在]|宣传(?:活动|册)|动员|慰问|纷纷表示|精神风貌|专题片|气氛热烈|陪同|先进(?:单位|集体)|奋勇|党课|誓词|观摩|示范园|担当作为|比学赶超|浓厚氛围|(?:作了?|进行了?)[^。；]{0,6}(?:安排|部署)|到会/,
  /(?:印发|出台)[^。；]{0,12}(?:方案|意见)|举办[^。；]{0,12}(?:培训|讲座)|全覆盖|满意率|媒体报道|掌声|精彩纷呈|观看/,
  /专班|专题(?:会|学习|研究|部署)|推进会|座谈|集体学习|理论学习|主题(?:班会|教育|活动|宣传|日)|宣传[周月日]|横幅|(?:发放|张贴)[^。；，]{0,6}(?:资料|传单|宣传|手册)|接受咨询|号召|表态|动员部署|交流发言|签约|揭牌|授牌|启动仪式|培训班|考察|志愿者|文明实践|代表队|参赛|赛事|文艺/,
  /话感受|谈体会|一致(?:表示|认为)|纷纷|踊跃|气氛|一行|陪同|落下帷幕|拉开(?:序幕|帷幕)|典型经验|广泛好评|好评|氛围|誓师|凝心聚力|砥砺|决战|攻坚/,
];
/** Words said to the writer, or of the letter: an answer holds them, a report does not. */
const ADDRESSED =
  /[您你](?!好)|来信|留言|反映(?:的|了)|咨询的|提出的|诉求|投诉|举报|网友|信访|(?<!以)来电|回复如下|答复如下|经(?:查|核|调查|了解|检|现场)/;
const LEAST_MARKS = 3;
/** A report begins with its day; that weighs as two marks. */
const DATELINE = /^\s*(?:近日|日前|连日来|近期|今年以来|\d{1,2}月\d{1,2}日(?:上午|下午)?)[，,]/;

/** The report in the place of an answer, as one finding over its first sentence. */
export function newsInsteadOfAnswer(text: string): ReplyFinding[] {
  const told = sentencesOf(text)
    .filter((sentence) => !isFormula(sentence.text))
    .map((sentence) => sentence.text)
    .join('');
  const marks = MARKS.filter((mark) => mark.test(told)).length + (DATELINE.test(told) ? 2 : 0);
  return marks < LEAST_MARKS ? [] : reportAt(text);
}

/** The finding for a text that is a report, at its first sentence; none where it speaks to the writer after all. */
export function reportAt(text: string): ReplyFinding[] {
  const sentences = sentencesOf(text).filter((sentence) => !isFormula(sentence.text));
  const [first] = sentences;
  if (!first || ADDRESSED.test(sentences.map((sentence) => sentence.text).join(''))) return [];
  return [
    {
      code: 'news_not_answer',
      start: first.at,
      end: first.at + first.text.trimEnd().length,
      message: '这是会议、活动的报道，不是对群众的答复。直接回答反映的问题：查到什么、怎么办、什么时候办好。',
    },
  ];
}
