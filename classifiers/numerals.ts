const DIGITS: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
}; // prettier-ignore
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const MYRIADS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

const NUMERAL = '零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟';

/**
 * A number as written in Chinese news: digits or numerals, 余/多/几 for "and some more", 万 and 亿, "1亿2000万", 亿 alone before
 * 元. For use in a pattern.
 */
export const NUMERAL_PATTERN = `(?:(?:(?:\\d+(?:\\.\\d+)?|[${NUMERAL}]+)亿(?=[\\d${NUMERAL}]))?(?:\\d[\\d,]*(?:\\.\\d+)?|[数几]?[${NUMERAL}]+|[数几](?=[十百千万亿人名]))[余多几来]?[十百千]?[万亿]?[余多]?|[万亿](?=[余多]?元))`;

/**
 * Reads a number: `12`, `1,200`, `1.2亿`, `1亿2000万`, `三十二`, `一百零五`, `二〇`, `百余` (100), `亿` (100000000), `十几` (11: more
 * than ten), `数十` (20: at least two tens), `几百` (200), `数` or `几` alone (2). "余" and "多" add nothing: the number is the
 * least that is stated. Null where the text is no number.
 */
export function parseNumeral(written: string): number | null {
  const vague = /^[十百千\d零〇一二两三四五六七八九]+几/.test(written);
  const text = written
    .replace(/[余多来,\s]/g, '')
    .replace(/(?<=.)几$/, '')
    .replace(/^[数几]/, '二');
  if (text === '') return null;
  const compound = /^(.+亿)(.+)$/.exec(text);
  if (compound !== null) {
    const [high, low] = [parseNumeral(compound[1] ?? ''), parseNumeral(compound[2] ?? '')];
    return high === null || low === null ? null : high + low;
  }
  const digits = /^(\d+(?:\.\d+)?)([十百千]?)([万亿]?)$/.exec(text);
  if (digits !== null) {
    const [, number = '', unit = '', myriad = ''] = digits;
    return round(Number(number) * (UNITS[unit] ?? 1) * (MYRIADS[myriad] ?? 1));
  }
  const value = readNumerals(text);
  return value === null ? null : value + (vague ? 1 : 0);
}

/** 1.2亿 must be 120000000, not 119999999.99999999. */
const round = (value: number): number => Number(value.toPrecision(12));

function readNumerals(text: string): number | null {
  const positional = [...text].every((unit) => unit in DIGITS);
  if (positional) return Number([...text].map((unit) => DIGITS[unit]).join(''));
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const unit of text) {
    if (unit in DIGITS) digit = DIGITS[unit] ?? 0;
    else if (unit in UNITS) {
      section += (digit ?? 1) * (UNITS[unit] ?? 1);
      digit = null;
    } else if (unit in MYRIADS) {
      total = (total + section + (digit ?? 0) || 1) * (MYRIADS[unit] ?? 1);
      section = 0;
      digit = null;
    } else return null;
  }
  return total + section + (digit ?? 0);
}
