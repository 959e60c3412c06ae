/** Replies to letters: what is found, where, what is left alone, and how often on invented pairs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkReply } from '../../../../classifiers/replies/check.ts';
import { REPLY_CODES, type ReplyCode } from '../../../../classifiers/replies/finding.ts';
import { readReplies } from '../../../../classifiers/replies/learnt/corpus.ts';

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
