/**
 * JSON Lines in, JSON Lines out: same order, same `id`, answered without reading far ahead. A line that fails yields
 * `{"id":…,"error":{"code","message"}}` and the rest goes on.
 */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { Fault, codeOf, messageOf } from './fault.ts';

/** A line longer than this (in UTF-16 units) is answered with `line_too_long`. */
export const LINE_LIMIT = 4_000_000;

/** What every line may carry: any scalar as id, kept as it came. */
export const lineIdSchema = z.union([z.string(), z.number()]);

type Answer = Record<string, unknown>;

/** Checks a line against a schema; a mismatch becomes a Fault that names the fields. */
export function parseLine<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`);
  throw new Fault('invalid_line', faults.join('; '));
}

const answerFault = (id: unknown, error: unknown): Answer => ({
  id: id ?? null,
  error: { code: codeOf(error), message: messageOf(error) },
});

/** Reads one line as JSON; Faults `line_too_long`, `invalid_json`. */
function readJson(line: string): unknown {
  if (line.length > LINE_LIMIT) throw new Fault('line_too_long', `line exceeds ${LINE_LIMIT} characters`);
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new Fault('invalid_json', `line is not JSON: ${messageOf(error)}`);
  }
}

const idOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;

async function answerLine(line: string, work: (value: unknown) => Answer | Promise<Answer>): Promise<Answer> {
  let id: unknown;
  try {
    const value = readJson(line);
    id = idOf(value);
    return { id: id ?? null, ...(await work(value)) };
  } catch (error) {
    return answerFault(id, error);
  }
}

/** Splits a byte stream into lines; a line that outgrows the limit is cut there, so memory stays flat. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  const keep = (part: string): void => {
    if (rest.length <= LINE_LIMIT) rest += part.slice(0, LINE_LIMIT + 1);
  };
  for await (const chunk of input) {
    const parts = decoder.decode(chunk as Buffer, { stream: true }).split('\n');
    for (const part of parts.slice(0, -1)) {
      keep(part);
      yield rest;
      rest = '';
    }
    keep(parts.at(-1) ?? '');
  }
  keep(decoder.decode());
  if (rest) yield rest;
}

/** The lines that say something, without byte order mark, with their numbers from 1. */
async function* filledLines(input: Readable): AsyncGenerator<{ number: number; line: string }> {
  let number = 0;
  for await (const raw of linesOf(input)) {
    number += 1;
    const line = raw.replace(/^\uFEFF/, '').trim();
    if (line) yield { number, line };
  }
}

/** A line that was passed over, and why. */
export interface SkippedLine {
  line: number;
  id: unknown;
  code: string;
  message: string;
}

/** Reads lines with `read` and gathers what it makes of them; a line that is no JSON, or at which `read` throws, is skipped with its code. */
export async function gatherLines<T>(
  input: Readable,
  read: (value: unknown, line: number) => T,
): Promise<{ rows: T[]; skipped: SkippedLine[] }> {
  const rows: T[] = [];
  const skipped: SkippedLine[] = [];
  for await (const { number, line } of filledLines(input)) {
    let id: unknown;
    try {
      const value = readJson(line);
      id = idOf(value);
      rows.push(read(value, number));
    } catch (error) {
      skipped.push({ line: number, id: id ?? null, code: codeOf(error), message: messageOf(error) });
    }
  }
  return { rows, skipped };
}

/** Runs `work` on each line of `input` in order and writes each answer before the next line is taken. Blank lines are skipped. */
export async function pipeLines(
  input: Readable,
  output: Writable,
  work: (value: unknown) => Answer | Promise<Answer>,
): Promise<void> {
  for await (const { line } of filledLines(input)) {
    const answer = `${JSON.stringify(await answerLine(line, work))}\n`;
    if (!output.write(answer)) await once(output, 'drain');
  }
}
