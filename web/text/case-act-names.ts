/** The acts on a case: their names, what the button says, what is asked for, what is told when it is done. */
import type { CaseAct } from '../state/case-acts.ts';
import { pick } from './language.ts';

type Name = CaseAct | 'urge' | 'supervise' | 'signal-lift' | 'signal' | 'withdraw';
interface ActWords {
  /** On buttons and menus; with … as each opens a dialog. */
  name: string;
  title: string;
  submit: string;
  done: string;
  /** Over the reason, and what belongs there. */
  reason: string;
  hint: string;
  note: string;
}

const act = (name: string, submit: string, done: string, hint = '', note = '', reason = '理由'): ActWords => ({
  name: `${name}…`,
  title: name,
  submit,
  done,
  reason,
  hint,
  note,
});
const acted = (name: string, submit: string, done: string, hint = '', note = '', reason = 'Reason'): ActWords => ({
  ...act(name, submit, done, hint, note),
  reason,
});

const zh = {
  dispatch: act('交办', '交办', '已交办'),
  'return-ruling': act(
    '裁定退回',
    '裁定',
    '已裁定，双方可见',
    '双方可见：依据什么条款，由谁办理',
    '裁定后执行，不再退回。公开时限不因退回重新起算。',
  ),
  reassign: act('改派', '改派', '已改派', '为什么由另一单位办理', '原单位持有的时段照计，公开时限继续走。'),
  recuse: act(
    '回避',
    '登记回避',
    '已登记回避',
    '与事项有什么关系',
    '回避的单位（连同它领导的单位）和人员不再看到这个事项。牵头单位须先改派。',
  ),
  'extension-ruling': act(
    '裁定延期',
    '保存',
    '已答复延期申请',
    '不同意须写明理由',
    '首次发布、48 小时回应和已公开的承诺不延期。',
    '说明',
  ),
  'incident-grade': act(
    '核定突发事件等级',
    '核定',
    '突发事件等级已核定',
    '依据什么标准、什么数字',
    '由值班领导、牵头单位或应急管理部门核定。升级不重新起算时限；升级时已逾的写明归研判。',
  ),
  'opinion-grade': act(
    '调整舆情等级',
    '调整',
    '舆情等级已调整',
    '出现了什么情况',
    '等级决定由谁交办，不重新起算时限；调低须由有权交办该等级的人。',
  ),
  dispositions: act(
    '处置方式',
    '保存',
    '处置方式已保存',
    '',
    '按延州办发〔2018〕15号第二十一条，可选一项或几项；办结前每项都要有依据。',
  ),
  'hand-over': act(
    '移交线索',
    '记录',
    '移交情况已记录',
    '',
    '只有虚假、不实信息才移交；批评、质疑、意见和细节出入不移交。',
  ),
  merge: act(
    '并入',
    '并入',
    '已并入',
    '为什么是同一件事',
    '信息、时限和记录并入所选事项；时限起点、逾期和提醒都保留。',
  ),
  split: act(
    '拆分',
    '拆分',
    '已拆分',
    '为什么是另一件事',
    '选中的信息另成一个事项，时限起点和参与单位沿用；至少留下一条。',
  ),
  close: act(
    '办结',
    '办结',
    '已办结',
    '问题怎样解决、承诺怎样兑现',
    '问题解决、承诺兑现后办结，不以热度结束。',
    '办结小结',
  ),
  reopen: act(
    '重新打开',
    '重新打开',
    '已重新打开',
    '舆情反弹，或承诺后来没有做到',
    '由牵头单位继续办理；原来的时限不再起算。',
  ),
  lead: act(
    '提出问题线索',
    '提出并告知',
    '问题线索已提出，已告知有关单位',
    '写事实：何时、哪个环节、超出多少、有何后果',
    '提出后告知有关单位，由其陈述申辩；认定由领导作出。',
    '事实',
  ),
  urge: act(
    '催办',
    '催办',
    '已催办',
    '请对方说明什么、做什么',
    '向超出本环节时限的单位催办，对方须在时限内答复。',
    '催办内容',
  ),
  supervise: act('督办', '督办', '已督办', '催办后仍有什么没有做', '催办后仍未改正的，督办。', '督办内容'),
  'signal-lift': act(
    '撤销提醒',
    '撤销',
    '提醒已撤销',
    '如：来源缺口、单位以外的原因',
    '撤销的提醒不再作为问题线索的依据，仍留在记录里。',
  ),
  signal: act(
    '认定回应不妥',
    '认定',
    '已提醒',
    '如：答非所问、空洞说教、没有回应关切',
    '由人认定，写明理由；程序对文字的建议不作依据。',
  ),
  withdraw: act(
    '撤回发布',
    '撤回',
    '已撤回',
    '公开页上写明的撤回理由',
    '撤回后公开页仍在，标明已撤回和理由；已作的承诺仍须兑现。',
  ),
} satisfies Record<Name, ActWords>;

const en: Record<Name, ActWords> = {
  dispatch: acted('Dispatch', 'Dispatch', 'Dispatched'),
  'return-ruling': acted(
    'Rule on the return',
    'Rule',
    'Ruled; both sides see it',
    'seen by both: which clause, who handles it',
    'The ruling binds. Public time limits don’t start anew.',
  ),
  reassign: acted(
    'Reassign',
    'Reassign',
    'Reassigned',
    'why another unit',
    'What the first unit held stays counted; public limits run on.',
  ),
  recuse: acted(
    'Recuse',
    'Record',
    'Recorded',
    'how they are concerned',
    'Units, with all they direct, and persons no longer see this case. A lead must be replaced first.',
  ),
  'extension-ruling': acted(
    'Rule on the extension',
    'Save',
    'Extension answered',
    'needed where refused',
    'First statement, 48 hours and published promises are not extended.',
    'Note',
  ),
  'incident-grade': acted(
    'Confirm the incident grade',
    'Confirm',
    'Incident grade confirmed',
    'by which standard and figures',
    'By the leader on duty, the lead or the emergency department. Limits don’t start anew.',
  ),
  'opinion-grade': acted(
    'Change the opinion grade',
    'Change',
    'Opinion grade changed',
    'what has come up',
    'It decides who dispatches and restarts no limit; to lower it one must be able to dispatch the grade.',
  ),
  dispositions: acted(
    'Dispositions',
    'Save',
    'Dispositions saved',
    '',
    'One or more; each needs its evidence before closing.',
  ),
  'hand-over': acted(
    'Hand over',
    'Record',
    'Recorded',
    '',
    'False information alone is handed over; criticism, doubt and opinion never.',
  ),
  merge: acted(
    'Merge',
    'Merge',
    'Merged',
    'why it is one matter',
    'Posts, limits and record go along; starts, breaches and reminders stay.',
  ),
  split: acted(
    'Split',
    'Split',
    'Split',
    'why it is another matter',
    'The chosen posts become a case of their own; at least one stays.',
  ),
  close: acted(
    'Close',
    'Close',
    'Closed',
    'how it was solved, how promises were kept',
    'Closed when solved and promises kept, never because nobody speaks of it.',
    'Summary',
  ),
  reopen: acted(
    'Reopen',
    'Reopen',
    'Reopened',
    'it came up again, or a promise was broken',
    'The lead goes on; old limits don’t start anew.',
  ),
  lead: acted(
    'Propose a lead',
    'Propose and notify',
    'Proposed; the units are notified',
    'facts: when, which step, how much over, with what effect',
    'The units are notified and state their side; a leader rules.',
    'Facts',
  ),
  urge: acted(
    'Urge',
    'Urge',
    'Urged',
    'what is asked',
    'To a unit that exceeded its own step; it must answer in time.',
    'What is asked',
  ),
  supervise: acted(
    'Supervise',
    'Supervise',
    'Supervised',
    'what is still not done',
    'Where urging had no effect.',
    'What is asked',
  ),
  'signal-lift': acted(
    'Lift the reminder',
    'Lift',
    'Lifted',
    'a gap of the source, a cause beyond the unit',
    'A lifted reminder supports no lead; it stays on the record.',
  ),
  signal: acted(
    'Find the answer improper',
    'Record',
    'Recorded',
    'beside the point, empty, cold',
    'By a person, with reason; advice of the program is no ground.',
  ),
  withdraw: acted(
    'Withdraw',
    'Withdraw',
    'Withdrawn',
    'the reason shown in public',
    'The public page stays and says so; promises stay promised.',
  ),
};

export const acts: Record<Name, ActWords> = pick(zh, en);
