/** The words of the search page and of the field that leads to it. */
import type { SearchKind, SearchStage } from '../../server/contract/search-views.ts';
import { OPINION_GRADES, SUBJECTS, type OpinionGrade, type Subject } from '../../server/contract/vocabulary.ts';
import type { FacetId, SearchSort } from '../state/search-query.ts';
import { pick, word } from './language.ts';

const zh = {
  title: '检索',
  field: {
    label: '检索事项、信息、回应、核查与处置',
    short: '事项、信息、单位',
    submit: '检索',
    leave: '离开输入框',
    open: '检索',
  },
  facets: {
    title: '筛选',
    open: (n: number) => (n > 0 ? `筛选 ${n}` : '筛选'),
    close: '收起筛选',
    names: {
      kind: '类型',
      territory: '属地',
      subject: '主管领域',
      grade: '舆情等级',
      stage: '状态',
    } satisfies Record<FacetId, string>,
    all: (n: number) => `全部 ${n} 项`,
    fewer: '收起',
    time: '时间',
    last: '近 14 日',
    from: '从',
    to: '到',
    day: (day: string, n: number) => `${day}，${n} 条，从这天起`,
    chart: '近 14 日每日条数，点一日从这天起',
    none: '有结果后，这里按类型、时间、属地等列出条数。',
  },
  kinds: { case: '事项', item: '信息', response: '回应', entry: '核查与处置' } satisfies Record<SearchKind, string>,
  shortKinds: { case: '事项', item: '信息', response: '回应', entry: '核查处置' } satisfies Record<SearchKind, string>,
  stages: {
    waiting: '待研判',
    open: '在办',
    published: '已发布 · 跟踪兑现',
    closed: '办结',
    dismissed: '不纳入',
  } satisfies Record<SearchStage, string>,
  since: (day: string) => `${day} 起`,
  until: (day: string) => `${day} 止`,
  range: (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`),
  chip: (words: string) => `去掉筛选：${words}`,
  clear: '清除',
  and: '、',
  results: {
    title: '检索结果',
    count: '条',
    atLeast: (n: number) => `超过 ${n}`,
    lag: (seconds: number) => `索引比入库晚 ${lagTime(seconds, '秒', '分钟')}`,
    sort: '排序',
    by: { relevance: '相关', time: '时间' } satisfies Record<SearchSort, string>,
    more: '更多结果',
    shown: (n: number, total: number) => `已显示 ${n} / ${total}`,
    loading: '正在检索',
    loadingMore: '正在读取',
    slow: '仍在检索，已等待 8 秒',
    retry: '重试',
    moreFailed: '后面的结果没有读到。',
    failed: '检索没有完成',
    reference: (id: string) => `编号 ${id}`,
    refused: '这次检索没有执行',
  },
  blank: {
    title: '输入检索词',
    text: '题名或正文里的词、编号、单位。查事项、信息、回应、核查与处置，只查您有权查看的。',
  },
  none: {
    title: '没有找到',
    words: (words: string) => `查的是：${words}`,
    filtered: '筛选之内没有。',
    tryFewer: '少用几个词，或换一种说法，例如“停水”与“断水”。',
    tryClear: '去掉筛选再查。',
    tryLag: (n: number) => `另有不到 ${n} 条刚入库，还没有编入索引，稍后再查。`,
    clear: '去掉筛选',
    hidden: '移送与受保护的事项不出现在结果里，也不计数。',
  },
  hit: {
    lead: (unit: string) => `${unit}牵头`,
    noLead: '未定牵头',
    items: (n: number) => `信息 ${n}`,
    promises: (kept: number, total: number) => `承诺 ${kept}/${total}`,
    updated: (time: string) => `更新 ${time}`,
    publishedAt: (time: string) => `${time} 发布`,
    inCase: (number: string) => `已归入 ${number}`,
    ofCase: (number: string) => `属 ${number}`,
    untitled: '（无题）',
  },
  preview: {
    title: '预览',
    open: '预览',
    close: '收起预览',
    openCase: '打开事项',
    openTriage: '到研判台打开',
    openItem: '打开信息',
    found: (n: number) => `命中 ${n} 处`,
    more: (n: number) => `另有 ${n} 条同一事项的结果`,
    stage: '办到哪一步',
    held: (unit: string, time: string) => `${unit}，停留 ${time}`,
    next: '最近时限',
    place: '属地',
    none: '选一条结果，这里显示命中处与办到哪一步。',
    hidden: '这条的后续办理不在您的查看范围内。',
  },
  limits: {
    title: '查不到的',
    lines: [
      '不提供按姓名、网名、手机号、证件号检索公众。输入这类词会被拒绝，并说明原因。',
      '移送与受保护的事项不出现在结果、计数和提示里。每次检索写入记录。',
    ],
    syntax: '语法',
    rules: [
      ['"检测报告"', '整词'],
      ['-停水', '去掉'],
      ['单位:水务局', '限定'],
    ] as readonly (readonly [string, string])[],
  },
};

/** Up to two minutes in seconds, then in whole minutes. */
function lagTime(seconds: number, second: string, minute: string): string {
  return seconds < 120 ? `${seconds} ${second}` : `${Math.round(seconds / 60)} ${minute}`;
}

const en: typeof zh = {
  title: 'Search',
  field: {
    label: 'Search cases, items, answers, findings and measures',
    short: 'Cases, items, units',
    submit: 'Search',
    leave: 'Leave the field',
    open: 'Search',
  },
  facets: {
    title: 'Filters',
    open: (n) => (n > 0 ? `Filters ${n}` : 'Filters'),
    close: 'Close the filters',
    names: { kind: 'Kind', territory: 'Place', subject: 'Subject', grade: 'Opinion grade', stage: 'State' },
    all: (n) => `All ${n}`,
    fewer: 'Fewer',
    time: 'Time',
    last: 'last 14 days',
    from: 'From',
    to: 'To',
    day: (day, n) => `${day}, ${n} results, from this day`,
    chart: 'Results of each of the last 14 days; press one to begin there',
    none: 'Once there are results, they are counted here by kind, time, place and so on.',
  },
  kinds: { case: 'Case', item: 'Item', response: 'Answer', entry: 'Finding' },
  shortKinds: { case: 'Case', item: 'Item', response: 'Answer', entry: 'Finding' },
  stages: {
    waiting: 'To judge',
    open: 'Open',
    published: 'Published, promises followed',
    closed: 'Closed',
    dismissed: 'Not included',
  },
  since: (day) => `from ${day}`,
  until: (day) => `until ${day}`,
  range: (from, to) => (from === to ? from : `${from} to ${to}`),
  chip: (words) => `Remove the filter: ${words}`,
  clear: 'Clear',
  and: ', ',
  results: {
    title: 'Results',
    count: 'results',
    atLeast: (n) => `over ${n}`,
    lag: (seconds) => `index ${lagTime(seconds, 's', 'min')} behind`,
    sort: 'Sort',
    by: { relevance: 'Relevance', time: 'Time' },
    more: 'More results',
    shown: (n, total) => `${n} of ${total} shown`,
    loading: 'Searching',
    loadingMore: 'Reading',
    slow: 'Still searching after 8 seconds',
    retry: 'Retry',
    moreFailed: 'The next results were not read.',
    failed: 'The search was not completed',
    reference: (id) => `reference ${id}`,
    refused: 'This search was not carried out',
  },
  blank: {
    title: 'Enter what to look for',
    text: 'Words of a title or text, a number, a unit. Only what you may see is searched.',
  },
  none: {
    title: 'Nothing found',
    words: (words) => `Looked for: ${words}`,
    filtered: 'Nothing within the filters.',
    tryFewer: 'Use fewer or other words.',
    tryClear: 'Search again without the filters.',
    tryLag: (n) => `Up to ${n} more have just come in and are not in the index yet; search again shortly.`,
    clear: 'Remove the filters',
    hidden: 'Transferred and protected matters do not show in results and are not counted.',
  },
  hit: {
    lead: (unit) => `led by ${unit}`,
    noLead: 'no lead',
    items: (n) => `${n} items`,
    promises: (kept, total) => `promises ${kept}/${total}`,
    updated: (time) => `updated ${time}`,
    publishedAt: (time) => `published ${time}`,
    inCase: (number) => `in ${number}`,
    ofCase: (number) => `of ${number}`,
    untitled: '(no title)',
  },
  preview: {
    title: 'Preview',
    open: 'Preview',
    close: 'Close the preview',
    openCase: 'Open the case',
    openTriage: 'Open in triage',
    openItem: 'Open the item',
    found: (n) => `Found in ${n} places`,
    more: (n) => `${n} more results of the same case`,
    stage: 'Where it stands',
    held: (unit, time) => `${unit}, held ${time}`,
    next: 'Next deadline',
    place: 'Place',
    none: 'Choose a result: where words were found and where it stands shows here.',
    hidden: 'What followed is outside what you may see.',
  },
  limits: {
    title: 'What cannot be found',
    lines: [
      'The public cannot be searched by name, screen name, telephone or identity number. Such words are refused, with the reason.',
      'Transferred and protected matters do not show in results, counts or suggestions. Each search is recorded.',
    ],
    syntax: 'Syntax',
    rules: [
      ['"检测报告"', 'exact words'],
      ['-停水', 'without'],
      ['单位:水务局', 'of a unit'],
    ],
  },
};

export const t = pick(zh, en);

/** A value of a filter in the page's language; places are named by the server, or by `placeName` where it named none. */
export function facetLabel(
  key: FacetId,
  value: string,
  given: string | null,
  placeName: (code: string) => string | null,
): string {
  if (key === 'kind') return t.kinds[value as SearchKind];
  if (key === 'stage') return t.stages[value as SearchStage];
  if (key === 'grade') return word(OPINION_GRADES[value as OpinionGrade]);
  if (key === 'subject') return value in SUBJECTS ? word(SUBJECTS[value as Subject]) : (given ?? value);
  return given ?? placeName(value) ?? value;
}
