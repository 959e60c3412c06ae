/** Why a source is not heard, in a word or two for a narrow column; the sentence comes from the server. */
import { pick } from './language.ts';

const zh: Readonly<Record<string, string>> = {
  source_timeout: '超时',
  source_unreachable: '连不上',
  source_not_found: '找不到文件',
  source_not_read: '还没有读到',
  source_overdue: '久未读到',
  source_refused_address: '地址不允许',
  source_robots_refused: '不允许采集',
  source_robots_unreadable: '未确认许可',
  source_too_many_redirects: '跳转过多',
  source_too_large: '内容过大',
  source_unreadable: '读不懂',
  source_http_401: '登录失效',
  source_http_403: '拒绝访问',
  source_http_404: '地址失效',
  source_http_410: '地址失效',
  source_http_429: '被限流',
  feed_unreadable: '读不懂',
  feed_empty: '内容为空',
  feed_without_items: '没有条目',
  feed_truncated: '内容不完整',
  '': '出错',
  server: '对方出错',
};

const en: typeof zh = {
  source_timeout: 'Timeout',
  source_unreachable: 'Unreachable',
  source_not_found: 'No file',
  source_not_read: 'Never read',
  source_overdue: 'Overdue',
  source_refused_address: 'Address refused',
  source_robots_refused: 'Not allowed',
  source_robots_unreadable: 'Leave unknown',
  source_too_many_redirects: 'Redirects',
  source_too_large: 'Too large',
  source_unreadable: 'Unreadable',
  source_http_401: 'Signed out',
  source_http_403: 'Refused',
  source_http_404: 'Address gone',
  source_http_410: 'Address gone',
  source_http_429: 'Rate limited',
  feed_unreadable: 'Unreadable',
  feed_empty: 'Empty',
  feed_without_items: 'No entries',
  feed_truncated: 'Incomplete',
  '': 'Failing',
  server: 'Their fault',
};

const words = pick(zh, en);

/** `连不上`, `被限流`; a code without words of its own is 出错. */
export function faultWords(code: string): string {
  return words[code] ?? (/^source_http_5\d\d$/.test(code) ? words['server'] : words['']) ?? '';
}
