/** The words of the triage page's dialogs and short messages. */
import { pick } from './language.ts';

const zh = {
  dismissal: {
    title: '不纳入这一条',
    note: '理由写入办理记录，复核人可恢复，可检索。',
    reasons: '理由',
    remark: '补充说明（选填）',
    cancel: '取消',
    confirm: '不纳入',
    done: (title: string) => `已不纳入：${title}`,
    undo: '撤销 U',
    undone: '已撤销，回到队列',
  },
  extreme: {
    title: '定为特别重大',
    text: '特别重大的事项报领导交办，并出现在调度看板最前。确定这样定级？',
    confirm: '定为特别重大',
    cancel: '取消',
  },
  conflict: {
    title: '这条信息刚被他人处理',
    kept: '您的选择没有提交，仍保留在本页。',
    state: '现在的状态',
    by: '处理人',
    yours: '您的选择',
    now: '现在',
    what: '项目',
    same: '没有可列的差异：只是版本已更新。',
    look: '看现在的',
    close: '关闭',
    category: '类别',
    grade: '舆情等级',
    joins: '事项',
    reason: '不纳入理由',
    version: '版本',
    unset: '未定',
    openNew: '另立新事项',
  },
  done: {
    opened: (number: string) => `已立项 ${number}`,
    joined: (number: string) => `已归入 ${number}`,
    plain: '已确认',
    along: (n: number, kept: number) =>
      (n > 0 ? `，连同 ${n} 条` : '') + (kept > 0 ? `；${kept} 条未归入，仍在队列` : ''),
  },
};

const en: typeof zh = {
  dismissal: {
    title: 'Do not include this item',
    note: 'The reason is recorded; the item stays searchable and can be restored.',
    reasons: 'Reason',
    remark: 'Note (optional)',
    cancel: 'Cancel',
    confirm: 'Do not include',
    done: (title) => `Not included: ${title}`,
    undo: 'Undo U',
    undone: 'Undone; back in the queue',
  },
  extreme: {
    title: 'Grade as extreme',
    text: 'Extreme cases are dispatched by the leader and stand first on the board. Grade it so?',
    confirm: 'Grade as extreme',
    cancel: 'Cancel',
  },
  conflict: {
    title: 'Someone else has just decided on this item',
    kept: 'Your choice was not sent; it is kept on this page.',
    state: 'State now',
    by: 'By',
    yours: 'Your choice',
    now: 'Now',
    what: 'What',
    same: 'No difference to list: only the version has moved on.',
    look: 'Show it as it is',
    close: 'Close',
    category: 'Category',
    grade: 'Opinion grade',
    joins: 'Case',
    reason: 'Reason not included',
    version: 'Version',
    unset: 'None',
    openNew: 'Open a new case',
  },
  done: {
    opened: (number) => `Opened ${number}`,
    joined: (number) => `Joined ${number}`,
    plain: 'Confirmed',
    along: (n, kept) => (n > 0 ? ` with ${n} more` : '') + (kept > 0 ? `; ${kept} stayed in the queue` : ''),
  },
};

export const t = pick(zh, en);
