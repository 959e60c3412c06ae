/** Four numbers a slot, so that looking at one touches one line of the cache: key, check, number + 1 (0: free), nothing. */
const STRIDE = 4;
const CHECK = 1;
const NUMBER = 2;

/** Numbers features by their two hashes (see feature-counts.ts), from 0 in the order they are added. */
export class FeatureIndex {
  private table: Int32Array;
  private count = 0;

  /** `expected`: about how many there will be; it grows by itself. */
  constructor(expected = 1024) {
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, expected * 2))) * STRIDE);
  }

  get size(): number {
    return this.count;
  }

  /** The number of a feature, or -1. */
  find(key: number, check: number): number {
    return (this.table[this.slotFor(key, check) + NUMBER] ?? 0) - 1;
  }

  /** The number of a feature, a new one where it is not known yet. */
  add(key: number, check: number): number {
    const slot = this.slotFor(key, check);
    const known = this.table[slot + NUMBER] ?? 0;
    if (known > 0) return known - 1;
    if ((this.count + 1) * 2 * STRIDE > this.table.length) {
      this.grow();
      return this.add(key, check);
    }
    this.put(slot, key, check, (this.count += 1));
    return this.count - 1;
  }

  private put(slot: number, key: number, check: number, number: number): void {
    this.table[slot] = key;
    this.table[slot + CHECK] = check;
    this.table[slot + NUMBER] = number;
  }

  /** Where a feature stands, or the free slot where it would. */
  private slotFor(key: number, check: number): number {
    const { table } = this;
    const mask = table.length - 1;
    let slot = ((key ^ (key >>> 16)) * STRIDE) & mask;
    while (table[slot + NUMBER] !== 0 && (table[slot] !== key || table[slot + CHECK] !== check)) {
      slot = (slot + STRIDE) & mask;
    }
    return slot;
  }

  private grow(): void {
    const { table } = this;
    this.table = new Int32Array(table.length * 2);
    for (let at = 0; at < table.length; at += STRIDE) {
      const number = table[at + NUMBER] ?? 0;
      if (number === 0) continue;
      const key = table[at] ?? 0;
      const check = table[at + CHECK] ?? 0;
      this.put(this.slotFor(key, check), key, check, number);
    }
  }
}
