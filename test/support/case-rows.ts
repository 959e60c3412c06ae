/** Rows of a case for tests of its view: dispatched, with one of everything that hangs on it. */
import type { CaseRows } from '../../server/board/case-view.ts';
import type { ClockRow } from '../../server/board/clock-view.ts';

export const NOW = new Date('2026-11-20T04:30:00Z');
export const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

export const A = { id: 'a', name: 'A' };
export const B = { id: 'b', name: 'B' };

export const CLOCK: ClockRow = {
  id: 'k1',
  kind: 'respond',
  counted: 'hours',
  amount: 48,
  start_at: ago(20),
  due_at: ago(-2860),
  stopped_at: null,
  rule: 'deadline.respond',
  clause: '一',
  source: '国办发〔2016〕61号',
  starts_from: 'dispatched',
  ended: null,
  breached_at: null,
  past_at_start: false,
  set_at: ago(20),
  original_due_at: null,
  undated: null,
  subject: null,
};

export const ROWS: CaseRows = {
  granted: [],
  denied: [],
  id: 'c1',
  version: 2,
  number: 'YC26-0001',
  title: '停水',
  state: 'awaiting_acceptance',
  category: 'livelihood',
  subject: 'water_resources',
  opinion_grade: 'general',
  incident_grade: null,
  incident_confirmed: false,
  territory: { code: '990102', name: '砚湖区' },
  proposed_lead: { id: 'x', name: 'X' },
  rule: 'responsibility.one_place',
  clause: '国办发〔2016〕61号',
  reasons: [{ principle: '属地管理', matched: '写信人的原话', clause: '国办发〔2016〕61号' }],
  opened_at: ago(30),
  detected_at: ago(35),
  dispatched_at: ago(20),
  updated_at: ago(20),
  closed_at: null,
  merged_into: null,
  assignments: [
    { id: 'as2', unit: B, role: 'supporting', at: ago(20), accepted_at: null, by_name: null },
    { id: 'as1', unit: A, role: 'lead', at: ago(20), accepted_at: ago(10), by_name: '承办 01' },
  ],
  hops: [],
  clocks: [CLOCK],
  holders: [{ step: 'accepting', unit: A, from_at: ago(20), due_at: ago(-10) }],
  signals: [
    {
      id: 's1',
      kind: 'slow',
      level: 'reminder',
      state: 'open',
      clock_kind: 'respond',
      summary: '回应超过 48 小时。',
      clause: '延州办发〔2018〕15号 第二十二条',
      holders: [{ step: 'drafting', unit: A, minutes: 90, limitMinutes: 60, overMinutes: 30 }],
      at: ago(5),
      ended_at: null,
      note: null,
    },
  ],
  dispositions: [{ kind: 'resolve', met: true }],
  commitments: [{ kept_at: ago(1) }, { kept_at: null }],
  publications: [
    { state: 'withdrawn', published_at: ago(2) },
    { state: 'current', published_at: ago(9) },
    { state: 'corrected', published_at: ago(12) },
    { state: 'current', published_at: ago(15) },
  ],
  returned: {
    id: 'r1',
    unit: B,
    reason: 'other_duty',
    clause: '三定方案',
    suggested: A,
    note: '不归本局管',
    at: ago(4),
    dispatched_by: 'chief',
  },
  extensions: [{ id: 'e1', clock_id: 'k1', workdays: 3, reason: '要开挖', new_due_at: ago(-9_000), at: ago(3) }],
  approval: null,
  lacking: ['还没有公开回应'],
  arrivals: [ago(30), ago(90), ago(60 * 40)],
};
