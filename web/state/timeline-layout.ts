/** Where the rows of the timeline stand, from the size of its letters; pure. */

export interface Layout {
  /** Size of the letters in pixels; every length follows it. */
  text: number;
  axis: number;
  heat: { top: number; bottom: number };
  /** Middle of each row of arrivals. */
  marks: number[];
  /** Middle of the first lane of clocks, and how far they stand apart. */
  clocks: { top: number; first: number; step: number };
  holders: { top: number; bar: number; height: number; below: number };
  nodes: { top: number; first: number; step: number };
  height: number;
}

export const NODE_LANES = 3;

/** Rows from top to bottom: axis, heat, arrivals, clocks, holders, nodes. `letter` is the size of a 12 px letter here. */
export function layoutOf(letter: number, clockLanes: number): Layout {
  const unit = letter / 12;
  const axis = 24 * unit;
  const heat = { top: axis + 16 * unit, bottom: axis + 120 * unit };
  const marks = [0, 1, 2].map((row) => heat.bottom + (20 + row * 16) * unit);
  const clocksTop = heat.bottom + 65 * unit;
  const clocks = { top: clocksTop, first: clocksTop + 16 * unit, step: 26 * unit };
  const holdersTop = clocksTop + (6 + 26 * Math.max(1, clockLanes)) * unit;
  const holders = { top: holdersTop, bar: holdersTop + 9 * unit, height: 18 * unit, below: holdersTop + 45 * unit };
  const nodesTop = holdersTop + 53 * unit;
  const nodes = { top: nodesTop, first: nodesTop + 15 * unit, step: 21 * unit };
  return { text: letter, axis, heat, marks, clocks, holders, nodes, height: nodesTop + (9 + 21 * NODE_LANES) * unit };
}
