/** 公共企事业单位 as people name them: the trade's department answers, the enterprise supplies the facts (平政办发〔2023〕5号 四(五)). */
import { LANDMARK } from './bodies.ts';
import { denied } from './negation.ts';

const ENTERPRISE = new RegExp(
  `(?:自来水|供水|供热|热力|供暖|燃气|天然气|供气|煤气|供电|电力|公交|排水|污水处理)(?:集团|有限|总)?公司|自来水厂|污水处理厂|热电厂|公交集团|医院|卫生院|卫生服务中心|妇幼保健院|学校|中学|小学|幼儿园|大学|学院|职高|技校`,
  'g',
);
const BESIDE = new RegExp(`^${LANDMARK}`);

/** The first public enterprise or institution that a text speaks of, as written, or null; landmarks and denials do not count. */
export function enterpriseIn(text: string): string | null {
  for (const match of text.matchAll(ENTERPRISE)) {
    const end = match.index + match[0].length;
    if (BESIDE.test(text.slice(end, end + 6)) && !denied(text, match.index, end)) return match[0];
  }
  return null;
}
