/** Replies to letters: what is found, where, what is left alone, and how often on invented pairs. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkReply } from '../../../../classifiers/replies/check.ts';
import { REPLY_CODES, type ReplyCode } from '../../../../classifiers/replies/finding.ts';
import { readReplies, type CorpusReply } from '../../../../classifiers/replies/learnt/corpus.ts';

/** Invented letters, each with a fine reply and replies with one planted fault. */
const PAIRS = readReplies();

const codesOf = (letter: string, reply: string): ReplyCode[] => [
  ...new Set(checkReply(letter, reply).findings.map(({ code }) => code)),
];

const YELLOW = '砚湖区自来水发黄三天了，打电话没人管，请尽快处理。';

describe('the invented pairs', () => {
  test('hold every code at least forty times, and two hundred fine replies', () => {
    for (const code of REPLY_CODES)
      expect(PAIRS.filter(({ codes }) => codes.includes(code)).length, code).toBeGreaterThanOrEqual(40);
    expect(PAIRS.filter(({ codes }) => codes.length === 0).length).toBeGreaterThanOrEqual(200);
    expect(new Set(PAIRS.map(({ id }) => id)).size).toBe(PAIRS.length);
  });

  test('nineteen of twenty faults are found under their code, and fine replies are left alone but for one in fifty', () => {
    const planted = PAIRS.flatMap((pair) => pair.codes.map((code) => ({ pair, code })));
    const missed = planted.filter(({ pair, code }) => !codesOf(pair.text, pair.reply).includes(code));
    expect(missed.length, missed.map(({ pair }) => pair.id).join()).toBeLessThanOrEqual(planted.length / 20);
    const fine = PAIRS.filter(({ codes }) => codes.length === 0);
    const flagged = fine.filter(({ text, reply }) => codesOf(text, reply).length > 0).map(({ id }) => id);
    expect(flagged.length, flagged.join()).toBeLessThanOrEqual(fine.length / 50);
  });
});

describe('a table that nothing is learnt from: sixty faults, and sixty fine replies of which half look suspicious', () => {
  const table = readFileSync(new URL('./round-1.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CorpusReply & { suspicious?: boolean });
  const fine = table.filter(({ codes }) => codes.length === 0);

  test('shares no letter with the corpus', () => {
    const letters = new Set(PAIRS.map(({ text }) => text));
    expect(table.filter(({ text }) => letters.has(text))).toEqual([]);
  });

  test('nine in ten faults are found under their code', () => {
    const planted = table.flatMap((pair) => pair.codes.map((code) => ({ pair, code })));
    const missed = planted.filter(({ pair, code }) => !codesOf(pair.text, pair.reply).includes(code));
    expect(planted).toHaveLength(60);
    expect(missed.length, missed.map(({ pair }) => pair.id).join()).toBeLessThanOrEqual(6);
  });

  test.each([
    ['fine replies', fine],
    ['those of them that look suspicious', fine.filter(({ suspicious }) => suspicious)],
  ])('of %s eight in a hundred are flagged at most', (_what, replies) => {
    const flagged = replies.filter(({ text, reply }) => codesOf(text, reply).length > 0).map(({ id }) => id);
    expect(replies.length).toBeGreaterThanOrEqual(30);
    expect(flagged.length, flagged.join()).toBeLessThanOrEqual(replies.length * 0.08);
  });
});

describe('something done is not all that was asked for', () => {
  const OWED = '去年在滨河路干了五十天活，包工头还欠我们三万六，劳动局一直没结果。';

  test('a plan without a date beside it', () => {
    const reply =
      '您好！欠薪是分包单位挪用工程款造成的，园林中心已按进度付款。县劳动监察大队拟从总包单位工资保证金中先行垫付。';
    expect(codesOf(OWED, reply)).toEqual(['no_date']);
  });

  test('finished work and the promise to go on watching', () => {
    const reply = '您好！欠薪是分包单位挪用工程款造成的，三万六已于昨日全部发放。今后我局将继续加强巡查。';
    expect(codesOf(OWED, reply)).toEqual([]);
  });

  test('a long account of how it came about is no plan', () => {
    const reply =
      '您好！经了解，该工程今年更换过分包负责人，交接时账目不清，双方对质保金的比例各执一词，导致八名工人的工资一直没有着落。';
    expect(codesOf(OWED, reply)).toEqual(['no_plan']);
  });
});

describe('where a finding stands', () => {
  const places = (letter: string, reply: string): string[] =>
    checkReply(letter, reply).findings.map(({ code, start, end }) => `${code} ${reply.slice(start, end)}`);

  test('a missing cause at the sentence that first tells of the matter, after the salutation', () => {
    const reply = '您好！砚湖区供水公司将于11月21日18时前恢复自来水供应。感谢您的理解。';
    expect(places(YELLOW, reply)).toEqual(['no_cause 砚湖区供水公司将于11月21日18时前恢复自来水供应。']);
  });

  test('a missing date at the sentence that promises', () => {
    const reply = '您好！自来水发黄是因为主管铁锈脱落。供水公司正在组织冲洗管网。';
    expect(places(YELLOW, reply)).toEqual(['no_date 供水公司正在组织冲洗管网。']);
  });

  test('a denial at its words', () => {
    expect(places(YELLOW, '您好！我区自来水水质一直合格，请放心饮用。')).toEqual(['unverified_denial 水质一直合格']);
  });

  test('scolding no rule knows at its sentence, and not at the others', () => {
    const [found] = places(YELLOW, '您好！水黄一点喝不死人，嫌水黄你去买矿泉水喝。');
    expect(found).toMatch(/^hostile /);
    expect(found).not.toContain('您好！');
  });
});

describe('what is no fault', () => {
  test.each([
    [
      'a plain question answered',
      '请问老年公交卡多少岁能办？',
      '您好！年满65周岁可以办理，请带身份证到客运站一楼窗口。',
    ],
    ['finished work', YELLOW, '您好！砚湖区水务局已完成管网冲洗，自来水水质恢复正常。'],
    [
      'a reasoned refusal',
      '请求用维修资金给我家换自来水表，一直没人管。',
      '根据《住宅专项维修资金管理办法》第十八条，户内水表不属于维修资金使用范围，不予列支。',
    ],
    ['王女士', YELLOW, '王女士反映的自来水发黄，经查是管道铁锈脱落，已于11月20日完成冲洗。'],
    ['a contact', YELLOW, '自来水发黄系管道铁锈脱落，已完成冲洗。联系人：李建国，联系电话13912345678。'],
    [
      'a company and its address',
      YELLOW,
      '自来水发黄系管道铁锈脱落，已完成冲洗。办理退费请到光明路288号供水公司营业厅。',
    ],
    ['a notice that names who has it', YELLOW, '您好，您反映的问题已转砚湖区水务局办理。'],
    [
      'a denial with its evidence',
      '网上说水库要垮了，是真的吗？',
      '经县水利局11月6日现场检测，水库水位正常，传言不实。',
    ],
    [
      'what is still looked into, with the day of its result',
      '我婆婆在敬老院摔骨折，护工说没人推她，监控又说坏了。',
      '您反映婆婆在敬老院摔骨折一事，责任认定已由民政局委托司法鉴定，12月5日出结果，届时当面告知您。',
    ],
    [
      'somebody named for an office, and named again without it',
      YELLOW,
      '自来水发黄系管道铁锈脱落，已完成冲洗。社区干部肖岚当日到场，肖岚已逐户告知自来水恢复正常。',
    ],
    ['a manager', YELLOW, '自来水发黄系管道铁锈脱落，已完成冲洗，供水公司刘芳经理已逐户致歉。'],
    ['what a company calls itself', YELLOW, '自来水发黄系管道铁锈脱落，已完成冲洗，水务局将与我司加强对接。'],
    [
      'a matter of somebody else, and who that is',
      '希望给枫溪学校通公交车，孩子走路要半小时。',
      '网友：您好！通公交车不属于我区管辖权限范围，建议您向市公交公司反馈。感谢您的支持，祝您生活愉快！',
    ],
    ['the words of the letter', YELLOW, '关于“你们为什么不管自来水发黄”的问题，经查是管道铁锈脱落，已完成冲洗。'],
  ])('%s', (_what, letter, reply) => {
    expect(checkReply(letter, reply)).toEqual({ verdict: 'ok', findings: [] });
  });
});

describe('verdicts', () => {
  test.each([
    ['review', '砚湖区供水公司将于11月21日18时前恢复自来水供应。', ['no_cause']],
    ['improper', '自来水发黄又不是我们弄的，你冲我们发什么火？', ['hostile']],
    ['improper', '我们将始终坚持人民至上，切实履行职责，不断提升群众满意度。', ['empty_talk']],
    ['improper', '自来水发黄纯属谣言。', ['unverified_denial']],
    ['improper', '自来水发黄系铁锈脱落，已完成冲洗。反映人电话13912345678。', ['leaks_personal_data']],
  ] as const)('%s: %s', (verdict, reply, codes) => {
    const checked = checkReply(YELLOW, reply);
    expect(checked.verdict).toBe(verdict);
    expect(checked.findings.map(({ code }) => code)).toEqual(codes);
  });

  test('personal data are said beside whatever else is wrong', () => {
    const codes = codesOf(YELLOW, '自来水发黄纯属谣言，反映人电话13912345678。');
    expect(codes.sort()).toEqual(['leaks_personal_data', 'unverified_denial']);
  });
});

test('each finding stands at words of the reply, in order, whatever the reply', () => {
  const piece = fc.constantFrom(
    '高度重视。',
    '原因是老化。',
    '13912345678',
    '感谢您！',
    '无理取闹',
    '\n',
    '😀',
    '\ud800',
    '纯属谣言',
    '11月21日前将换管；',
    '你怎么不早说？',
    '会议强调，',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.string({ maxLength: 40 }), (pieces, letter) => {
      const reply = pieces.join('');
      const { verdict, findings } = checkReply(letter, reply);
      expect(verdict === 'ok').toBe(findings.length === 0);
      findings.forEach(({ code, start, end, message }, at) => {
        expect(REPLY_CODES).toContain(code);
        expect(reply.slice(start, end).trim()).not.toBe('');
        expect(start).toBeGreaterThanOrEqual(findings[at - 1]?.start ?? 0);
        expect(message).toMatch(/。$/);
      });
    }),
  );
});

test.each(['系', '刁民？', '您好。', '经', '1', '你', '“', '“你'])('two hundred thousand of “%s” end', (unit) => {
  const reply = unit.repeat(200_000 / unit.length);
  expect(checkReply(YELLOW, reply).findings.length).toBeGreaterThanOrEqual(0);
});

describe('one bad sentence in a good answer', () => {
  const fine = '您反映的自来水发黄，经水务公司核查系主管道老化所致，已于8月3日完成更换，水质检测合格。';

  test.each(['爱信不信。', '随你便。', '这点小事也值得写信。'])('%s is heard', (sentence) => {
    const { findings } = checkReply('自来水发黄，要求处理', fine + sentence);
    expect(findings.map(({ code }) => code)).toContain('hostile');
    expect(findings.every(({ start }) => start >= fine.length)).toBe(true);
  });

  test('a request to keep away from a site is none', () => {
    expect(checkReply('自来水发黄，要求处理', `${fine}抢修期间请不要在现场停留。`).findings).toEqual([]);
  });
});
