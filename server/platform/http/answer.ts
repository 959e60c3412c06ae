/** How a fault becomes an answer: status, code, sentence, what to do, and a reference that stands in the log. */
import { randomBytes } from 'node:crypto';
import type { ErrorView } from '../../contract/views.ts';
import { isDatabaseGone } from '../database.ts';
import { Fault, messageOf } from '../fault.ts';
import type { Log } from '../log.ts';

export interface Answer {
  status: number;
  body: ErrorView;
}

/** The answer to anything thrown. A Fault speaks for itself; anything else is a defect and is logged whole. */
export function answerError(error: unknown, log: Log, where: string): Answer {
  const reference = randomBytes(4).toString('hex');
  if (error instanceof Fault) {
    if (error.status >= 500) log.error({ reference, where, code: error.code, reason: error.message }, 'request failed');
    else log.info({ reference, where, code: error.code }, 'request refused');
    const { code, message, action, fields, current } = error;
    return { status: error.status, body: { error: { code, message, action, fields, current, reference } } };
  }
  const known = knownFailure(error);
  if (known.status < 500) log.info({ reference, where, code: known.code }, 'request refused');
  else
    log.error(
      { reference, where, code: known.code, reason: messageOf(error), stack: (error as Error | null)?.stack },
      'request failed',
    );
  return { status: known.status, body: { error: { ...known.view, code: known.code, reference } } };
}

/** PostgreSQL's refusals of a character no text may hold (NUL, half a surrogate pair): the request's fault, not ours. */
const UNTRANSLATABLE = new Set(['22021', '22P05']);

/** PostgreSQL classes that mean "no database", and the faults of body-parser and of the static files. */
function knownFailure(error: unknown): { status: number; code: string; view: { message: string; action?: string } } {
  const { code, type, status } = (error ?? {}) as { code?: string; type?: string; status?: number };
  if (type === 'entity.too.large') return { status: 413, code: 'too_large', view: { message: '提交的内容过大。' } };
  if (type === 'entity.parse.failed')
    return { status: 400, code: 'invalid_json', view: { message: '提交的内容不是有效的 JSON。' } };
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return { status: 415, code: 'unsupported_encoding', view: { message: '提交内容的编码不受支持，请用 UTF-8。' } };
  if (status === 403 || status === 404)
    return { status: 404, code: 'not_found', view: { message: '没有这个地址，或您无权查看。' } };
  if (status === 400 || error instanceof URIError || UNTRANSLATABLE.has(code ?? ''))
    return { status: 400, code: 'bad_request', view: { message: '请求格式不对。' } };
  if (isDatabaseGone(error)) {
    return {
      status: 503,
      code: 'database_unreachable',
      view: { message: '数据库暂时连不上，没有保存。', action: '稍后重试；已填的内容还在本页。' },
    };
  }
  return {
    status: 500,
    code: 'internal',
    view: { message: '程序出错，没有保存。', action: '请重试；仍不行，把编号告诉管理员。' },
  };
}

/** The faults the kit itself answers with. */
export const FAULTS = {
  unauthenticated: () =>
    new Fault('unauthenticated', '尚未登录或登录已失效。', { status: 401, action: '请重新登录。' }),
  forbidden: () => new Fault('forbidden', '您的角色没有这项权限。', { status: 403, action: '需要时请联系管理员。' }),
  notFound: () => new Fault('not_found', '没有这个地址，或您无权查看。', { status: 404 }),
  tooMany: () => new Fault('too_many_requests', '请求过于频繁。', { status: 429, action: '请一分钟后再试。' }),
  pageMissing: () =>
    new Fault('page_missing', '页面还没有构建。', {
      status: 503,
      action: '请用 npm start 启动，或先运行 npm run build。',
    }),
  foreignOrigin: () =>
    new Fault('foreign_origin', '请求来自别的网站，已拒绝。', { status: 403, action: '请从本系统页面操作。' }),
  tokenInvalid: () =>
    new Fault('token_invalid', '凭据无效或已撤销。', { status: 401, action: '请向系统管理员索取新的凭据。' }),
  csrf: () => new Fault('csrf', '页面凭据已失效，没有保存。', { status: 403, action: '请刷新页面后重试。' }),
};
