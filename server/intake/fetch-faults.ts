/** What can go wrong when a source is fetched, in words for the person who looks at its page; pure. */
import { Fault, codeOf } from '../platform/fault.ts';

export const refusedAddress = (host: string): Fault =>
  new Fault('source_refused_address', `来源指向内部网络或不允许的地址(${host}),已拒绝访问。`, {
    action: '请填写公开网站的网址；确属本单位内网的，由管理员在设定里允许。',
  });

/** A source that answers that it is asked too often, or is down for now, and may say when to come again. */
export class BusySource extends Fault {
  /** The Retry-After header as sent. */
  readonly retryAfter: string | null;

  constructor(status: number, retryAfter: string | null) {
    super(`source_http_${status}`, HTTP_WORDS[status] ?? '', { status: 502, action: '将按对方要求的时间再试。' });
    this.retryAfter = retryAfter;
  }
}

const HTTP_WORDS: Readonly<Record<number, string>> = {
  401: '来源要求登录后才能访问(401)。',
  403: '来源拒绝访问(403)，可能需要登录或授权。',
  404: '来源的页面不存在(404)。',
  410: '来源的页面已被撤下(410)。',
  429: '来源限制了访问频率(429)。',
  503: '来源暂停服务(503)。',
};

/** The Fault of any other status than 200 and 304. */
export function httpFault(status: number, retryAfter: string | null): Fault {
  if (status === 429 || status === 503) return new BusySource(status, retryAfter);
  const words = status >= 500 ? `来源的网站自身出错(${status})。` : `来源返回错误状态 ${status}。`;
  return new Fault(`source_http_${status}`, HTTP_WORDS[status] ?? words, {
    status: 502,
    action: status >= 500 ? '请稍后再试。' : '请核对网址。',
  });
}

const LONGEST_RETRY_MS = 86_400_000;

/** Milliseconds that a Retry-After header asks for (seconds or a date), at most a day; null where it says nothing usable. */
export function retryMs(retryAfter: string | null, now: Date): number | null {
  const written = retryAfter?.trim() ?? '';
  if (written === '') return null;
  const span = /^\d+$/.test(written) ? Number(written) * 1_000 : Date.parse(written) - now.getTime();
  return Number.isFinite(span) && span > 0 ? Math.min(span, LONGEST_RETRY_MS) : null;
}

const CAUSES_OF_TIMEOUT = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** The Fault behind anything a request throws. A refusal inside the look-up comes back as it was or as a cause. */
export function faultOf(error: unknown, host: string): Fault {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause instanceof Fault) return cause;
    if (cause.name === 'TimeoutError' || CAUSES_OF_TIMEOUT.has(codeOf(cause))) {
      return new Fault('source_timeout', `来源(${host})在规定时间内没有返回完整内容。`, { status: 504, cause: error });
    }
  }
  return new Fault('source_unreachable', `无法连接来源(${host})或读取中断。`, {
    status: 502,
    action: '请核对网址，或稍后再试。',
    cause: error,
  });
}

export const tooManyRedirects = (most: number): Fault =>
  new Fault('source_too_many_redirects', `来源跳转超过 ${most} 次，已停止。`, {
    status: 502,
    action: '请填写最终的网址。',
  });
