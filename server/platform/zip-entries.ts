/**
 * The entries of a ZIP file from outside, unpacked within a limit: neither what its directory claims nor what its data unpacks to
 * may fill the memory. No ZIP64, no encryption: no office document within the limits needs them.
 */
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { codeOf } from './fault.ts';

const unpack = promisify(inflateRaw);

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
/** The end record stands before a comment of at most this length. */
const LONGEST_COMMENT = 65_535;

export interface ZipLimits {
  entries: number;
  /** Of all wanted entries together, unpacked. */
  bytes: number;
}

/** Why a ZIP file was not read. */
export class ZipRefused extends Error {
  readonly why: 'damaged' | 'too_large';

  constructor(why: ZipRefused['why'], cause?: unknown) {
    super(why, { cause });
    this.name = 'ZipRefused';
    this.why = why;
  }
}

interface Entry {
  name: string;
  method: number;
  packed: number;
  at: number;
}

function endOf(bytes: Buffer): number {
  const from = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= from; at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw new ZipRefused('damaged');
}

function directory(bytes: Buffer, limits: ZipLimits): Entry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > limits.entries) throw new ZipRefused('too_large');
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new ZipRefused('damaged');
    const encrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    if (encrypted) throw new ZipRefused('damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function dataOf(bytes: Buffer, { method, packed, at }: Entry, room: number): Promise<Buffer> {
  if (bytes.readUInt32LE(at) !== LOCAL) throw new ZipRefused('damaged');
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const data = bytes.subarray(from, from + packed);
  if (data.length !== packed || (method !== 0 && method !== 8)) throw new ZipRefused('damaged');
  if (method === 0 && data.length > room) throw new ZipRefused('too_large');
  return method === 0 ? data : unpack(data, { maxOutputLength: Math.max(1, room) });
}

/** The entries whose name is wanted. Throws ZipRefused, also for what is no ZIP file at all. */
export async function zipEntries(
  bytes: Buffer,
  wanted: (name: string) => boolean,
  limits: ZipLimits,
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  let room = limits.bytes;
  try {
    for (const entry of directory(bytes, limits)) {
      if (!wanted(entry.name) || found.has(entry.name)) continue;
      const data = await dataOf(bytes, entry, room);
      room -= data.length;
      found.set(entry.name, data);
    }
  } catch (error) {
    if (error instanceof ZipRefused) throw error;
    // Reading past the end (RangeError), data that is not what it claims to be.
    throw new ZipRefused(codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'damaged', error);
  }
  return found;
}
