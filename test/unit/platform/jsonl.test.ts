import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../../server/platform/fault.ts';
import { LINE_LIMIT, parseLine, pipeLines } from '../../../server/platform/jsonl.ts';

async function answers(
  input: readonly (string | Buffer)[],
  work: (line: unknown) => Record<string, unknown>,
): Promise<unknown[]> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  await pipeLines(Readable.from(input.map((part) => Buffer.from(part))), output, work);
  return Buffer.concat(chunks)
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
}

const double = (line: unknown): Record<string, unknown> => ({ n: 2 * parseLine(z.object({ n: z.number() }), line).n });

describe('lines in, lines out', () => {
  test('the same order, the same id whatever its kind', async () => {
    const lines = ['{"id":"a","n":1}\n', '{"id":7,"n":2}\n', '{"n":3}'];
    expect(await answers(lines, double)).toEqual([
      { id: 'a', n: 2 },
      { id: 7, n: 4 },
      { id: null, n: 6 },
    ]);
  });

  test('a bad line is answered and the rest goes on', async () => {
    const found = await answers(['not json\n{"id":1,"n":"x"}\n[1]\nnull\n{"id":2,"n":1}\n'], double);
    expect(found.slice(0, 4)).toMatchObject([
      { id: null, error: { code: 'invalid_json' } },
      { id: 1, error: { code: 'invalid_line' } },
      { id: null, error: { code: 'invalid_line' } },
      { id: null, error: { code: 'invalid_line' } },
    ]);
    expect(found[4]).toEqual({ id: 2, n: 2 });
  });

  test('a fault keeps its code', async () => {
    const refuse = (): never => {
      throw new Fault('unit_unknown', 'no such unit');
    };
    expect(await answers(['{"id":1}'], refuse)).toEqual([
      { id: 1, error: { code: 'unit_unknown', message: 'no such unit' } },
    ]);
  });

  test('characters split between chunks, a byte order mark, CRLF and blank lines do no harm', async () => {
    const bytes = Buffer.from('\uFEFF{"id":"水","n":1}\r\n\r\n{"id":"😀","n":2}\n');
    const parts = Array.from(bytes, (byte) => Buffer.from([byte]));
    expect(await answers(parts, double)).toEqual([
      { id: '水', n: 2 },
      { id: '😀', n: 4 },
    ]);
  });

  test('a line beyond the limit is answered, not kept', async () => {
    const found = await answers([`"${'x'.repeat(LINE_LIMIT)}"\n`, '{"id":1,"n":1}\n'], double);
    expect(found).toMatchObject([{ error: { code: 'line_too_long' } }, { id: 1, n: 2 }]);
  });
});
