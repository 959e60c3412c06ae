/** 节点: what stands out in a case's life, and how its words find room beside each other. Pure. */
import type { CaseDetail } from '../../server/contract/case-detail-views.ts';
import type { SignalLevel } from '../../server/contract/vocabulary-case.ts';
import { recordWords } from '../text/record.ts';
import { nodeWords } from '../text/timeline.ts';
import { millis } from './time-left.ts';

export type NodeKind = 'published' | 'draft' | 'return' | 'signal' | 'grade' | 'closed' | 'plain';

export interface TimeNode {
  key: string;
  kind: NodeKind;
  at: number;
  words: string;
  /** Of a signal: its level. */
  level: SignalLevel | null;
}

/** Events of the record that stand as nodes of their own; what is told by a publication, draft, return or signal isn't among them. */
const OF_RECORD: Readonly<Record<string, NodeKind>> = {
  case_dispatched: 'plain',
  case_passed_on: 'plain',
  case_reassigned: 'plain',
  case_unassigned: 'plain',
  incident_graded: 'grade',
  opinion_graded: 'grade',
  case_closed: 'closed',
  case_merged: 'closed',
  case_reopened: 'plain',
};

/** All nodes of a case, oldest first. */
export function nodesOf(detail: CaseDetail): TimeNode[] {
  const nodes = [...answerNodes(detail), ...otherNodes(detail)];
  return nodes.sort((a, b) => a.at - b.at || a.key.localeCompare(b.key));
}

function answerNodes(detail: CaseDetail): TimeNode[] {
  const numberOf = new Map(detail.responses.map((one) => [one.id, one.number]));
  const published = detail.publications.map((one): TimeNode => {
    const words = nodeWords.published(numberOf.get(one.responseId) ?? null, one.title, one.state);
    return { key: `p ${one.id}`, kind: 'published', at: millis(one.publishedAt), words, level: null };
  });
  const drafts = detail.responses.flatMap((one) =>
    one.drafts.map((draft): TimeNode => {
      const words = nodeWords.draft(one.number, draft.n);
      return { key: `d ${one.id} ${draft.n}`, kind: 'draft', at: millis(draft.at), words, level: null };
    }),
  );
  return [...published, ...drafts];
}

function otherNodes(detail: CaseDetail): TimeNode[] {
  const returns = detail.returns.flatMap((one): TimeNode[] => {
    const returned = nodeWords.returned(one.unit.name, one.reason);
    const nodes: TimeNode[] = [
      { key: `r ${one.id}`, kind: 'return', at: millis(one.at), words: returned, level: null },
    ];
    if (!one.ruling) return nodes;
    const words = nodeWords.ruled(one.ruling.ruling);
    return [...nodes, { key: `u ${one.id}`, kind: 'return', at: millis(one.ruling.at), words, level: null }];
  });
  const signals = detail.signals.map((one): TimeNode => {
    const words = nodeWords.signal(one.kind, one.level, one.clockKind);
    return { key: `s ${one.id}`, kind: 'signal', at: millis(one.at), words, level: one.level };
  });
  const events = detail.record.flatMap((one): TimeNode[] => {
    const kind = OF_RECORD[one.type];
    if (!kind) return [];
    return [{ key: `e ${one.n}`, kind, at: millis(one.at), words: recordWords(one.type), level: null }];
  });
  return [...returns, ...signals, ...events];
}

export interface PlacedNode {
  node: TimeNode;
  x: number;
  lane: number;
  /** On which side its words stand; none where there is no room: then it is told by its title and the table. */
  side: 'right' | 'left' | null;
}

export interface NodeRoom {
  width: number;
  lanes: number;
  /** Width of a node's shape, its words and a gap. */
  shape: number;
  wordsWidth: (words: string) => number;
}

/**
 * Gives each node a lane. The weighty ones choose first; words stand to the right, else to the left, else not at all, and
 * never over another node or its words.
 */
export function placeNodes(nodes: readonly TimeNode[], x: (at: number) => number, room: NodeRoom): PlacedNode[] {
  const lanes = Array.from({ length: room.lanes }, (): [number, number][] => []);
  const inside = nodes
    .map((node) => ({ node, x: x(node.at) }))
    .filter((one) => one.x >= 0 && one.x <= room.width)
    .sort((a, b) => WEIGHT[a.node.kind] - WEIGHT[b.node.kind] || b.node.at - a.node.at);
  const placed = inside.map((one) => place(one, lanes, room));
  // Those without words are drawn first, so that they cover nobody's.
  return placed.sort((a, b) => Number(a.side !== null) - Number(b.side !== null) || a.node.at - b.node.at);
}

const WEIGHT: Readonly<Record<NodeKind, number>> = {
  published: 0,
  closed: 0,
  signal: 1,
  return: 2,
  grade: 2,
  draft: 3,
  plain: 3,
};

function place(one: { node: TimeNode; x: number }, lanes: [number, number][][], room: NodeRoom): PlacedNode {
  const half = room.shape / 2;
  const long = room.wordsWidth(one.node.words) + room.shape * 0.75;
  const sides = [
    { side: 'right', from: one.x - half, to: one.x + half + long },
    { side: 'left', from: one.x - half - long, to: one.x + half },
    { side: null, from: one.x - half, to: one.x + half },
  ] as const;
  for (const { side, from, to } of sides) {
    if (side && (from < 0 || to > room.width)) continue;
    const lane = lanes.findIndex((taken) => taken.every(([start, end]) => to <= start || from >= end));
    if (lane < 0) continue;
    lanes[lane]?.push([from, to]);
    return { ...one, lane, side };
  }
  return { ...one, lane: room.lanes - 1, side: null };
}
