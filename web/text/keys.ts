/** The words of the keys: hints in the status bar, and the overview. */
import { pick } from './language.ts';

/** A line of the key overview: its keys, and what they do. */
export interface KeyHint {
  keys: readonly string[];
  does: string;
  /** The permission without which the key does nothing. */
  needs?: string;
}

/** Pages with so few keys that the status bar shows them all. */
type Same = 'desk' | 'answers' | 'cases' | 'leads' | 'fairness' | 'rules' | 'setup' | 'duties' | 'changes' | 'roster';
const zhSame: Record<Same, readonly KeyHint[]> = {
  desk: [
    { keys: ['J', 'K'], does: '上下件' },
    { keys: ['A'], does: '签收、转办' },
    { keys: ['B'], does: '退回' },
    { keys: ['Y'], does: '延期' },
    { keys: ['1', '–', '9'], does: '跳到问题' },
    { keys: ['Ctrl', 'Enter'], does: '提交' },
    { keys: ['I'], does: '报送情况…', needs: 'report.unit' },
  ],
  answers: [{ keys: ['J', 'K'], does: '上下件' }],
  cases: [
    { keys: ['A'], does: '审批' },
    { keys: ['R'], does: '回应' },
    { keys: ['F'], does: '工作提醒' },
    { keys: ['V'], does: '比较版本' },
    { keys: ['←', '→'], does: '沿时间线移动' },
    { keys: ['+', '−', '0'], does: '缩放' },
  ],
  leads: [{ keys: ['J', 'K'], does: '上下线索' }],
  fairness: [{ keys: ['Esc'], does: '关闭清单' }],
  rules: [{ keys: ['F'], does: '筛选规则' }],
  setup: [{ keys: ['R'], does: '重新读取' }],
  duties: [
    { keys: ['←', '↑', '↓', '→'], does: '移动' },
    { keys: ['Enter'], does: '打开一格' },
    { keys: ['N'], does: '下一处并列或空缺' },
    { keys: ['R'], does: '重新读取' },
  ],
  changes: [
    { keys: ['J', 'K'], does: '上下项' },
    { keys: ['1', '–', '3'], does: '交办、时限、提醒' },
    { keys: ['R'], does: '重新读取' },
  ],
  roster: [
    { keys: ['J', 'K'], does: '下一周、上一周' },
    { keys: ['H'], does: '写交班…', needs: 'hand_over.write' },
    { keys: ['R'], does: '重新读取' },
  ],
};

const zh = {
  title: '全部按键',
  note: '在输入框里打字、输入法组字、弹层打开时，单键停用。',
  on: '启用单键',
  all: '全部按键',
  global: '全局',
  close: '关闭弹层',
  toTriage: '去研判台',
  toBoard: '去调度看板',
  toDesk: '去办理台',
  toCases: '去事项',
  toSources: '去来源与健康',
  toRoster: '去值班与联络',
  find: '检索',
  /** One item read, beside the search. */
  reading: [
    { keys: ['H'], does: '隐去标注' },
    { keys: ['Esc'], does: '返回结果' },
  ],
  hints: {
    ...zhSame,
    sources: [
      { keys: ['J', 'K'], does: '上下来源' },
      { keys: ['T'], does: '测试', needs: 'source.manage' },
      { keys: ['R'], does: '重新读取' },
    ],
    triage: [
      { keys: ['J', 'K'], does: '上下条' },
      { keys: ['1', '–', '6'], does: '类别' },
      { keys: ['Q', 'W', 'E', 'R'], does: '舆情等级' },
      { keys: ['Enter'], does: '确认' },
      { keys: ['X'], does: '不纳入' },
      { keys: ['U'], does: '撤销' },
    ],
    board: [
      { keys: ['J', 'K'], does: '上下件' },
      { keys: ['1', '–', '4'], does: '列' },
      { keys: ['Enter'], does: '打开' },
    ],
    search: [
      { keys: ['J', 'K'], does: '上下条' },
      { keys: ['Enter'], does: '打开' },
      { keys: ['/'], does: '改检索词' },
    ],
  },
  sheet: {
    ...zhSame,
    sources: [
      { keys: ['J', 'K'], does: '上下来源' },
      { keys: ['T'], does: '测试', needs: 'source.manage' },
      { keys: ['R'], does: '重新读取' },
      { keys: [']'], does: '右栏开合（窄屏）' },
    ],
    triage: [
      { keys: ['J', 'K'], does: '下一条、上一条' },
      { keys: ['1', '–', '6'], does: '六个类别' },
      { keys: ['Q', 'W', 'E', 'R'], does: '舆情等级 一般→特别重大' },
      { keys: ['A', 'B'], does: '并列单位二选一' },
      { keys: ['M'], does: '归并到事项' },
      { keys: ['N'], does: '另立新事项' },
      { keys: ['Enter'], does: '确认' },
      { keys: ['X'], does: '不纳入…（再按 1–5 选理由）' },
      { keys: ['D'], does: '同题' },
      { keys: ['U'], does: '撤销' },
      { keys: ['H'], does: '隐去标注' },
      { keys: ['Y'], does: '为什么不是第二位' },
      { keys: ['I'], does: '记录来电…', needs: 'report.hotline' },
      { keys: [']'], does: '右栏开合（窄屏）' },
    ],
    board: [
      { keys: ['J', 'K'], does: '下一件、上一件' },
      { keys: ['1', '–', '4'], does: '到第几列' },
      { keys: ['Enter'], does: '打开事项' },
      { keys: [']'], does: '右栏开合（窄屏）' },
    ],
    search: [
      { keys: ['J', 'K'], does: '下一条、上一条' },
      { keys: ['Enter'], does: '打开选中的一条' },
      { keys: ['/'], does: '改检索词' },
      { keys: ['Esc'], does: '离开输入框、收起侧栏、返回结果' },
      { keys: ['[', ']'], does: '筛选、预览开合（窄屏）' },
      { keys: ['H'], does: '读信息时隐去标注' },
    ],
  },
};

const enSame: typeof zhSame = {
  desk: [
    { keys: ['J', 'K'], does: 'Next, previous' },
    { keys: ['A'], does: 'Accept, pass on' },
    { keys: ['B'], does: 'Return' },
    { keys: ['Y'], does: 'Extension' },
    { keys: ['1', '–', '9'], does: 'To a finding' },
    { keys: ['Ctrl', 'Enter'], does: 'Submit' },
    { keys: ['I'], does: 'Report…', needs: 'report.unit' },
  ],
  answers: [{ keys: ['J', 'K'], does: 'Next, previous' }],
  cases: [
    { keys: ['A'], does: 'Approve' },
    { keys: ['R'], does: 'Answers' },
    { keys: ['F'], does: 'Signals' },
    { keys: ['V'], does: 'Compare drafts' },
    { keys: ['←', '→'], does: 'Along the timeline' },
    { keys: ['+', '−', '0'], does: 'Zoom' },
  ],
  leads: [{ keys: ['J', 'K'], does: 'Next, previous' }],
  fairness: [{ keys: ['Esc'], does: 'Close the list' }],
  rules: [{ keys: ['F'], does: 'Filter the rules' }],
  setup: [{ keys: ['R'], does: 'Read again' }],
  duties: [
    { keys: ['←', '↑', '↓', '→'], does: 'Move' },
    { keys: ['Enter'], does: 'Open a cell' },
    { keys: ['N'], does: 'Next double or hole' },
    { keys: ['R'], does: 'Read again' },
  ],
  changes: [
    { keys: ['J', 'K'], does: 'Next, previous' },
    { keys: ['1', '–', '3'], does: 'Assigned, timed, flagged' },
    { keys: ['R'], does: 'Read again' },
  ],
  roster: [
    { keys: ['J', 'K'], does: 'Next week, week before' },
    { keys: ['H'], does: 'Hand over…', needs: 'hand_over.write' },
    { keys: ['R'], does: 'Read again' },
  ],
};

const en: typeof zh = {
  title: 'All keys',
  note: 'Single keys rest while you type, while an input method composes and while a dialog is open.',
  on: 'Use single keys',
  all: 'All keys',
  global: 'Everywhere',
  close: 'Close a dialog',
  toTriage: 'To triage',
  toBoard: 'To the board',
  toDesk: 'To the desk',
  toCases: 'To the cases',
  toSources: 'To the sources',
  toRoster: 'To duty and contacts',
  find: 'Search',
  reading: [
    { keys: ['H'], does: 'Hide the marks' },
    { keys: ['Esc'], does: 'Back to the results' },
  ],
  hints: {
    ...enSame,
    sources: [
      { keys: ['J', 'K'], does: 'Next, previous' },
      { keys: ['T'], does: 'Test', needs: 'source.manage' },
      { keys: ['R'], does: 'Read again' },
    ],
    triage: [
      { keys: ['J', 'K'], does: 'Next, previous' },
      { keys: ['1', '–', '6'], does: 'Category' },
      { keys: ['Q', 'W', 'E', 'R'], does: 'Opinion grade' },
      { keys: ['Enter'], does: 'Confirm' },
      { keys: ['X'], does: 'Dismiss' },
      { keys: ['U'], does: 'Undo' },
    ],
    board: [
      { keys: ['J', 'K'], does: 'Next, previous' },
      { keys: ['1', '–', '4'], does: 'Lane' },
      { keys: ['Enter'], does: 'Open' },
    ],
    search: [
      { keys: ['J', 'K'], does: 'Next, previous' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['/'], does: 'Change the words' },
    ],
  },
  sheet: {
    ...enSame,
    sources: [
      { keys: ['J', 'K'], does: 'Next, previous' },
      { keys: ['T'], does: 'Test', needs: 'source.manage' },
      { keys: ['R'], does: 'Read again' },
      { keys: [']'], does: 'Open or close the right pane (narrow screens)' },
    ],
    triage: [
      { keys: ['J', 'K'], does: 'Next, previous' },
      { keys: ['1', '–', '6'], does: 'The six categories' },
      { keys: ['Q', 'W', 'E', 'R'], does: 'Opinion grade, general to extreme' },
      { keys: ['A', 'B'], does: 'One of two tied units' },
      { keys: ['M'], does: 'Attach to a case' },
      { keys: ['N'], does: 'Open a new case' },
      { keys: ['Enter'], does: 'Confirm' },
      { keys: ['X'], does: 'Dismiss… (then 1–5 for the reason)' },
      { keys: ['D'], does: 'Others about this' },
      { keys: ['U'], does: 'Undo' },
      { keys: ['H'], does: 'Hide the marks' },
      { keys: ['Y'], does: 'Why not the second best' },
      { keys: ['I'], does: 'Note a call…', needs: 'report.hotline' },
      { keys: [']'], does: 'Open or close the right pane (narrow screens)' },
    ],
    board: [
      { keys: ['J', 'K'], does: 'Next, previous case' },
      { keys: ['1', '–', '4'], does: 'To a lane' },
      { keys: ['Enter'], does: 'Open the case' },
      { keys: [']'], does: 'Open or close the right pane (narrow screens)' },
    ],
    search: [
      { keys: ['J', 'K'], does: 'Next, previous' },
      { keys: ['Enter'], does: 'Open the chosen one' },
      { keys: ['/'], does: 'Change the words' },
      { keys: ['Esc'], does: 'Leave the field, close a side pane, back to the results' },
      { keys: ['[', ']'], does: 'Open or close filters, preview (narrow screens)' },
      { keys: ['H'], does: 'Hide the marks of an item being read' },
    ],
  },
};

export const keyText = pick(zh, en);
