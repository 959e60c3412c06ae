/** Most nodes may be this full before the table is doubled; above it probing gets long. */
const FULLEST = 0.5;
const UNITS = 0x10000;
const STRIDE = 4;
const UNIT = 1;
const CHILD = 2;

/**
 * A set of strings as a tree of UTF-16 units, kept in flat arrays: the first unit by a table of all units, the others by a
 * hash of node and unit. Nodes are numbered from 1; 0 is "no such string begins so".
 */
export class Trie {
  private readonly roots = new Int32Array(UNITS);
  private slots: number;
  /** Four numbers a slot, so that looking at one touches one line of the cache: parent, unit, child, nothing. */
  private table: Int32Array;
  private used = 0;
  private nodes = 0;

  /** `expected`: about how many nodes there will be; it grows by itself. */
  constructor(expected = 1024) {
    this.slots = 2 ** Math.ceil(Math.log2(Math.max(16, expected / FULLEST)));
    this.table = new Int32Array(this.slots * STRIDE);
  }

  /** Number of the last node: what belongs to nodes fits an array of one more. */
  get size(): number {
    return this.nodes;
  }

  /** The node of strings that begin with `unit`, or 0. */
  root(unit: number): number {
    return this.roots[unit] ?? 0;
  }

  /** The node behind `node` by `unit`, or 0. */
  step(node: number, unit: number): number {
    const { table } = this;
    const mask = table.length - 1;
    for (let at = (slotOf(node, unit) * STRIDE) & mask; ; at = (at + STRIDE) & mask) {
      const child = table[at + CHILD] ?? 0;
      if (child === 0 || (table[at] === node && table[at + UNIT] === unit)) return child;
    }
  }

  /** Adds `text[start..end)` (not empty) and gives its node. */
  add(text: string, start = 0, end = text.length): number {
    const first = text.charCodeAt(start);
    let node = this.roots[first] ?? 0;
    if (node === 0) this.roots[first] = node = this.nodes += 1;
    for (let at = start + 1; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      node = this.step(node, unit) || this.insert(node, unit);
    }
    return node;
  }

  private insert(parent: number, unit: number): number {
    if ((this.used += 1) > this.slots * FULLEST) this.grow();
    const child = (this.nodes += 1);
    this.put(parent, unit, child);
    return child;
  }

  private put(parent: number, unit: number, child: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let at = (slotOf(parent, unit) * STRIDE) & mask;
    while (table[at + CHILD] !== 0) at = (at + STRIDE) & mask;
    table[at] = parent;
    table[at + UNIT] = unit;
    table[at + CHILD] = child;
  }

  private grow(): void {
    const { table } = this;
    this.slots *= 2;
    this.table = new Int32Array(this.slots * STRIDE);
    for (let at = 0; at < table.length; at += STRIDE) {
      const child = table[at + CHILD] ?? 0;
      if (child !== 0) this.put(table[at] ?? 0, table[at + UNIT] ?? 0, child);
    }
  }
}

function slotOf(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
