/** Cases as the board is given them, made for its tests. */
import type { CaseView } from '../../../server/contract/case-views.ts';
import { boardCase } from '../../../web/state/board.ts';

export const NOW = Date.parse('2026-03-12T06:36:20Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const iso = (ms: number): string => new Date(ms).toISOString();

/** A clock of 48 hours that has `left` milliseconds to go. */
export function clock(left: number, over: Partial<CaseView['clocks'][number]> = {}): CaseView['clocks'][number] {
  return {
    id: 'k1',
    kind: 'respond',
    label: '48 小时回应',
    counted: 'hours',
    amount: 48,
    startAt: iso(NOW + left - 48 * HOUR),
    dueAt: iso(NOW + left),
    stoppedAt: null,
    end: null,
    breachedAt: null,
    pastAtStart: false,
    pastBy: null,
    extended: false,
    rule: 'respond',
    clause: '第一条',
    source: '示例',
    startsFrom: 'detected',
    subject: null,
    ...over,
  };
}

let serial = 0;
export function view(left: number | null, over: Partial<CaseView> = {}): CaseView {
  serial += 1;
  return {
    id: `c${serial}`,
    version: 1,
    number: `YC26-${String(serial).padStart(4, '0')}`,
    title: '夜间泵站噪声',
    state: left === null ? 'awaiting_dispatch' : 'awaiting_acceptance',
    category: 'livelihood',
    subject: null,
    opinionGrade: 'general',
    incidentGrade: null,
    incidentConfirmed: false,
    territory: { code: '990102', name: '砚湖区' },
    lead: { id: 'u1', name: '市水务局' },
    supporting: [],
    coordinator: null,
    path: [],
    hops: [],
    assignments: [],
    rule: 'r',
    clause: 'c',
    reasons: [],
    clocks: left === null ? [] : [clock(left)],
    undated: [],
    holders: [],
    approval: null,
    dispositions: [],
    commitments: { kept: 0, total: 0 },
    signals: [],
    returned: null,
    extensions: [],
    published: 0,
    lastPublishedAt: null,
    lacking: ['还没有公开回应'],
    mergedInto: null,
    itemCount: 1,
    arrivals: [],
    openedAt: iso(NOW - HOUR),
    detectedAt: iso(NOW - 2 * HOUR),
    dispatchedAt: null,
    closedAt: null,
    updatedAt: iso(NOW),
    ...over,
  };
}
export const of = (left: number | null, over: Partial<CaseView> = {}) => boardCase(view(left, over));
