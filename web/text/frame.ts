/** The words of the frame: masthead, status bar, banners, login. */
import { pick } from './language.ts';

const zh = {
  product: '回应',
  title: (page: string) => `${page} · 回应`,
  skip: '跳到正文',
  nav: {
    label: '主导航',
    triage: '研判台',
    board: '调度看板',
    waiting: (n: number) => `待研判 ${n} 条`,
  },
  live: {
    live: '实时',
    late: (age: string) => `${age}没有心跳`,
    lost: '已断开',
    connecting: '正在连接',
    data: (age: string) => `数据 ${age}`,
    noData: '还没有读到来源',
    noAnswer: '服务器没有应答，稍后自动重试。',
  },
  theme: {
    toDark: '切换到深色',
    toLight: '切换到浅色',
    dark: '深色',
    light: '浅色',
    auto: '随系统',
  },
  view: { large: '大字版', contrast: '高对比', theme: '明暗' },
  user: {
    menu: '账号',
    signOut: '退出登录',
    noUnit: '未属单位',
    failed: '没有退出成功',
  },
  stale: {
    broken: (time: string) => `实时连接已断开 ${time}`,
    stopped: (time: string) => `画面停在 ${time}。`,
    never: '还没有收到画面。',
    running: '倒计时按本机时钟继续走，状态、数量可能已变。',
    attempt: (n: number) => `第 ${n} 次重连`,
    retry: '立即重连',
  },
  status: {
    sources: (healthy: number, total: number) => `来源 ${healthy}/${total} 正常`,
    sourcesFailing: (failing: number, total: number) => `来源 ${total} 个，${failing} 个没有读到`,
    sourcesUnknown: '来源状态未知',
    noSources: '还没有接入来源',
    sourcesTitle: '没有读到的来源',
    sourcesNote: '缺口之内的信息发现得晚，其余来源照常。',
    since: (time: string) => `自 ${time} 起`,
    rulebook: (version: string) => `规则库 ${version}`,
    stopped: (time: string) => `停在 ${time}`,
  },
  login: {
    title: '登录',
    where: '内网',
    lines: ['群众有关切', '政府有回应'],
    about: ['政务舆情回应协调系统。', '听见、核查、处置、回应、兑现，', '每一件有人负责，有时限，有结果。'],
    name: '账号',
    password: '密码',
    show: '显示',
    hide: '隐藏',
    showPassword: '显示密码',
    submit: '登录',
    submitting: '正在登录',
    nameMissing: '请填写账号。',
    passwordMissing: '请填写密码。',
    help: '忘记密码，请管理员重置。首次使用的账号与初始密码见启动程序的命令行窗口。',
  },
  session: { expired: '登录已失效，请重新登录。' },
  empty: {
    title: '这个账号没有页面',
    text: '管理员与规则管理员不看事项内容。这一版的账号与设定用命令行更改：',
    command: 'npm run huiying -- user',
  },
  boot: {
    loading: '正在载入',
    failed: '没有连上服务器',
    retry: '重试',
    reference: (id: string) => `编号 ${id}`,
  },
  errors: {
    network: {
      message: '没有连上服务器，没有保存。',
      action: '请检查网络后重试。',
    },
    unreadable: {
      message: '服务器的应答不完整。',
      action: '请稍后重试；仍不行，请联系管理员。',
    },
  },
  parts: {
    close: '关闭',
    pendingFalsehood: '疑似不实（待核）',
    excluded: '不纳入',
    incident: '突发',
    pending: '待核',
    incidentPending: (grade: string) => `按文中数字为${grade}，尚未经主管部门的人确认`,
    confidence: (value: string) => `置信度 ${value}`,
    opinion: (grade: string) => `舆情等级 ${grade}`,
    hours: '自然时',
    workdays: '工作日',
    met: '按时',
    late: '逾期完成',
  },
};

const en: typeof zh = {
  product: '回应 Huiying',
  title: (page) => `${page} · Huiying`,
  skip: 'Skip to content',
  nav: {
    label: 'Main',
    triage: 'Triage',
    board: 'Board',
    waiting: (n) => `${n} waiting`,
  },
  live: {
    live: 'Live',
    late: (age) => `no pulse, ${age}`,
    lost: 'Disconnected',
    connecting: 'Connecting',
    data: (age) => `data ${age}`,
    noData: 'no source read yet',
    noAnswer: 'The server did not answer; it is asked again shortly.',
  },
  theme: {
    toDark: 'Switch to dark',
    toLight: 'Switch to light',
    dark: 'Dark',
    light: 'Light',
    auto: 'System',
  },
  view: { large: 'Large type', contrast: 'High contrast', theme: 'Theme' },
  user: {
    menu: 'Account',
    signOut: 'Sign out',
    noUnit: 'No unit',
    failed: 'Signing out failed',
  },
  stale: {
    broken: (time) => `Disconnected for ${time}`,
    stopped: (time) => `The picture stands at ${time}. `,
    never: 'Nothing was received yet. ',
    running: 'Countdowns run on by this computer; states and counts may have changed.',
    attempt: (n) => `attempt ${n}`,
    retry: 'Reconnect now',
  },
  status: {
    sources: (healthy, total) => `Sources ${healthy}/${total} in order`,
    sourcesFailing: (failing, total) => `${failing} of ${total} sources not read`,
    sourcesUnknown: 'State of the sources unknown',
    noSources: 'No source connected',
    sourcesTitle: 'Sources that could not be read',
    sourcesNote: 'What falls into the gap is found late; the other sources go on.',
    since: (time) => `since ${time}`,
    rulebook: (version) => `Rulebook ${version}`,
    stopped: (time) => `as of ${time}`,
  },
  login: {
    title: 'Sign in',
    where: 'Internal network',
    lines: ['The people ask', 'The government answers'],
    about: [
      'Public opinion response for local governments.',
      'Heard, checked, acted on, answered, kept:',
      'each with a name, a deadline and a result.',
    ],
    name: 'Account',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show the password',
    submit: 'Sign in',
    submitting: 'Signing in',
    nameMissing: 'Enter the account.',
    passwordMissing: 'Enter the password.',
    help: 'An administrator resets passwords. On first use the account and password stand in the window that started the program.',
  },
  session: { expired: 'The session has ended; sign in again.' },
  empty: {
    title: 'This account has no pages',
    text: 'Administrators and stewards see no case content. In this version accounts and settings are changed on the command line:',
    command: 'npm run huiying -- user',
  },
  boot: {
    loading: 'Loading',
    failed: 'The server was not reached',
    retry: 'Retry',
    reference: (id) => `reference ${id}`,
  },
  errors: {
    network: {
      message: 'The server was not reached; nothing was saved.',
      action: 'Check the network and try again.',
    },
    unreadable: {
      message: 'The answer of the server was incomplete.',
      action: 'Try again later, or tell an administrator.',
    },
  },
  parts: {
    close: 'Close',
    pendingFalsehood: 'Suspected false (unverified)',
    excluded: 'Not included',
    incident: 'Incident',
    pending: 'unconfirmed',
    incidentPending: (grade) => `${grade} by the numbers in the text, not confirmed by the department in charge`,
    confidence: (value) => `confidence ${value}`,
    opinion: (grade) => `opinion grade ${grade}`,
    hours: 'clock hours',
    workdays: 'working days',
    met: 'in time',
    late: 'done late',
  },
};

export const t = pick(zh, en);

/** What is said of the sources; null where their state isn't known, as while the connection is down. */
export function sourcesWords(sources: { healthy: number; total: number } | null): string {
  if (sources === null) return t.status.sourcesUnknown;
  const { healthy, total } = sources;
  if (total === 0) return t.status.noSources;
  return healthy < total ? t.status.sourcesFailing(total - healthy, total) : t.status.sources(healthy, total);
}
