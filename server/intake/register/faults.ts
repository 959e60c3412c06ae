/** Why a change of a source is refused. */
import { Fault } from '../../platform/fault.ts';

export const FAULTS = {
  missing: () => new Fault('source_missing', '没有这个来源。', { status: 404 }),
  changed: () =>
    new Fault('source_changed', '这个来源的设定刚被他人改过，您的操作没有保存。', {
      status: 409,
      action: '请看过现在的设定再决定。',
    }),
  byHand: () => new Fault('source_built_in', '人工录入和文件导入由系统自带，不能更改、暂停或测试。', { status: 422 }),
  notHttp: () =>
    new Fault('source_without_address', '这种来源没有可访问的网址。', {
      status: 422,
      fields: { url: '这种来源不填网址' },
    }),
  urlMissing: () =>
    new Fault('source_url_missing', '请填写来源的网址。', { status: 422, fields: { url: '请填写网址' } }),
  notPush: () =>
    new Fault('source_not_push', '只有推送来源才使用凭据。', { status: 422, action: '请先新增一个推送来源。' }),
  notPolled: () => new Fault('source_not_polled', '推送来源由对方送来，本系统不去读取，无需测试。', { status: 422 }),
  hostBusy: () =>
    new Fault('source_host_busy', '同一网站正在读取，或刚刚读取过；为不打扰对方，暂不再访问。', {
      status: 429,
      action: '请几秒后再试。',
    }),
  tokenMissing: () => new Fault('token_missing', '没有这个凭据。', { status: 404 }),
};
