/** Advice on drafts: what is found, where, and what is left alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personalData, textFindings } from '../../../server/responses/text-findings.ts';

const TITLE = '关于砚湖区自来水发黄的情况说明';
const of = (body: string, more: { next?: boolean; promised?: boolean; published?: boolean } = {}) =>
  textFindings(
    {
      title: TITLE,
      body,
      nextReleaseAt: more.next ? new Date('2026-11-21T04:00:00Z') : null,
      commitments: more.promised ? [{ what: '三日内换管' }] : [],
    },
    { published: more.published ?? true },
  );
const codes = (...args: Parameters<typeof of>): string[] => [...new Set(of(...args).map((one) => one.code))].sort();

describe('fine answers have no findings', () => {
  test.each([
    ['finished work', '您好，经核查，水黄的原因是管壁铁锈脱落。市水务局已于11月20日完成冲洗，检测合格。感谢您的监督。'],
    ['a plan with a date', '经调查，因道路施工挖断供水管，2300户停水。抢修队正在更换管道，11月21日18时前恢复供水。'],
    ['a reasoned refusal', '根据《物业管理条例》第二十六条，您所述情形不属于维修资金使用范围，不予列支。'],
    [
      'attention that leads to a deed',
      '我局高度重视，11月20日组织3个小组上门检测。经检测原因是水箱未清洗，已完成清洗。',
    ],
    ['offices and officials', '经核查原因是阀门故障，已修复。市水务局局长李建国介绍，可拨打12345或0433-2512345咨询。'],
    ['王女士', '王女士反映的问题，经核查原因是水表故障，已更换。'],
  ])('%s', (_what, body) => {
    expect(codes(body, { published: true })).toEqual([]);
  });
});

describe('what an answer leaves out or should not say', () => {
  test.each([
    ['empty talk', '我局高度重视，进一步加强管理。原因是管网老化，计划11月底前换管。', ['empty_talk']],
    [
      'nothing but phrases',
      '您好，您的来信收悉。感谢您的关注与支持。',
      ['boilerplate', 'no_cause', 'no_date', 'no_plan'],
    ],
    ['no cause', '供水公司将于11月21日18时前恢复供水。', ['no_cause']],
    ['no plan', '经核查，水黄的原因是管网老化。11月20日接到反映。', ['no_plan']],
    ['no date', '经核查，原因是管网老化，下一步将换管。', ['no_date']],
    ['hostile', '经核查原因是管网老化，已修复，请不要再打电话无理取闹。', ['hostile']],
    ['a phone', '经核查原因是管网老化，已修复，反映人电话13912345678。', ['leaks_personal_data']],
  ])('%s', (_what, body, expected) => {
    expect(codes(body)).toEqual(expected);
  });

  test('a first release says when the next one comes, unless the matter is settled', () => {
    const body = '经核查，原因是管网老化，计划11月底前换管。';
    expect(codes(body, { published: false })).toEqual(['no_next_release']);
    expect(codes(body, { published: false, next: true })).toEqual([]);
    expect(codes(body, { published: false, promised: true })).toEqual([]);
    expect(codes('经核查原因是管网老化，已于11月20日完成换管。', { published: false })).toEqual([]);
  });

  test('only personal data stop a publication', () => {
    const findings = of('我局高度重视。请住户李红梅（电话13912345678）不要再来。');
    for (const one of findings) expect(one.blocks).toBe(one.code === 'leaks_personal_data');
    expect(findings.some((one) => one.blocks)).toBe(true);
  });
});

describe('personal data', () => {
  test.each([
    ['a name among those in office', '局长李建国、业主张红梅参加。', 1],
    ['a name with a title', '张建国局长表示', 0],
    ['a contact of an office', '联系人：李建国。市水务局电话：0433-2512345', 0],
    ['an identity card', '身份证号222401198001011234', 1],
    ['a plate', '车牌吉H12345的货车', 1],
    ['a house', '家住砚湖区光明街18号3单元502室', 1],
  ])('%s', (_what, text, count) => {
    expect(personalData(text)).toHaveLength(count);
  });
});

test('personal data in a promise stop it as well, and are not said again', () => {
  const [found] = textFindings(
    {
      title: TITLE,
      body: '根据《条例》第三条，不予列支。',
      nextReleaseAt: null,
      commitments: [{ what: '三日内致电13912345678' }],
    },
    { published: true },
  ).filter((one) => one.blocks);
  expect(found?.code).toBe('leaks_personal_data');
  expect(found?.message).not.toContain('13912345678');
});

test('each finding points at words of the text and says one thing to change', () => {
  const piece = fc.constantFrom(
    '高度重视。',
    '原因是老化。',
    '13912345678',
    '感谢您。',
    '无理取闹',
    '\n',
    '😀',
    '11月21日前',
    '将换管。',
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.boolean(), (pieces, published) => {
      const body = pieces.join('');
      const text = `${TITLE}\n${body}`;
      for (const { start, end, message } of of(body, { published })) {
        expect(start).toBeLessThan(end);
        expect(text.slice(start, end).trim()).not.toBe('');
        expect(end).toBeLessThanOrEqual(text.length);
        expect(message).toMatch(/。$/);
      }
    }),
  );
});

test('a long text takes no long time by its shape', () => {
  const body = '系'.repeat(20_000);
  expect(textFindings({ title: TITLE, body, nextReleaseAt: null, commitments: [] }, { published: true })).toHaveLength(
    3,
  );
});
