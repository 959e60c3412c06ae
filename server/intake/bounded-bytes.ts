/** Bytes from outside, never more than a limit in memory: neither a long body nor a small one that unpacks to a huge one. */
import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib';
import { Fault, codeOf } from '../platform/fault.ts';

/** The Fault of a source that sends more than `maxBytes`. */
export const tooLarge = (maxBytes: number): Fault =>
  new Fault('source_too_large', `来源返回的内容超过 ${Math.ceil(maxBytes / 1024 / 1024)} MB,已停止读取。`, {
    status: 502,
  });

const unpackers = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  deflateRaw: promisify(inflateRaw),
  br: promisify(brotliDecompress),
};

/** Unpacks one coding within the limit. A packed stream that ends early gives what it held, as browsers do. */
async function unpack(bytes: Buffer, coding: string, maxBytes: number): Promise<Buffer> {
  const limit = { maxOutputLength: maxBytes };
  const lenient = { ...limit, finishFlush: constants.Z_SYNC_FLUSH };
  if (coding === 'br') return unpackers.br(bytes, { ...limit, finishFlush: constants.BROTLI_OPERATION_FLUSH });
  if (coding === 'gzip' || coding === 'x-gzip') return unpackers.gzip(bytes, lenient);
  // Some servers send "deflate" without the zlib frame the standard asks for.
  if (coding === 'deflate')
    return (bytes[0] ?? 0) % 16 === 8 ? unpackers.deflate(bytes, lenient) : unpackers.deflateRaw(bytes, lenient);
  throw new Fault('source_unreadable', `来源使用了不支持的压缩方式(${coding.slice(0, 20)})。`, { status: 502 });
}

/** Undoes a Content-Encoding header, each step within `maxBytes`. Faults: `source_too_large`, `source_unreadable`. */
export async function unpackAll(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding && coding !== 'identity');
  if (codings.length > 2) throw new Fault('source_unreadable', '来源的压缩层数过多，无法读取。', { status: 502 });
  let unpacked = bytes;
  for (const coding of codings.reverse()) {
    try {
      if (unpacked.length > 0) unpacked = await unpack(unpacked, coding, maxBytes);
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
      throw new Fault('source_unreadable', '来源返回的压缩内容已损坏，无法读取。', { status: 502, cause: error });
    }
  }
  return unpacked;
}

/** Collects a stream of buffers; Fault `source_too_large` as soon as it outgrows `maxBytes`. */
export async function collect(stream: AsyncIterable<unknown>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}
