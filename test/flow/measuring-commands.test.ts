/** check-reply, evaluate, train and bench as a person runs them: good lines, bad ones, none, and a very long one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder, launch } from '../support/program.ts';

let home: Awaited<ReturnType<typeof dataFolder>>;
beforeAll(async () => {
  home = await dataFolder();
});
afterAll(() => home.remove());

/** Runs a command with lines on its input; gives what it said on its output alone. */
async function run(args: readonly string[], input = ''): Promise<{ code: number | null; out: string; said: string }> {
  const program = launch(args, {});
  let out = '';
  program.process.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  program.process.stdin?.end(input);
  const { code } = await program.ended;
  return { code, out, said: program.said() };
}

const LETTER = '砚湖区自来水发黄三天了，打电话没人管，请尽快处理。';
const FINE = '自来水发黄系管道铁锈脱落，砚湖区水务局已于11月20日完成冲洗。';
const lines = (rows: readonly unknown[]): string =>
  rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');

describe('check-reply', () => {
  test('answers each line in order with its id; a bad line has an error, the rest goes on', async () => {
    const long = `${FINE}${'此前已多次通报。'.repeat(125_000)}`;
    expect(long.length).toBeGreaterThan(1_000_000);
    const { code, out } = await run(
      ['check-reply'],
      lines([
        { id: 'fine', text: LETTER, reply: FINE },
        '{"id": broken',
        { id: 3, text: LETTER },
        { id: 'long', text: LETTER, reply: long },
        { id: 'hostile', title: '自来水发黄', text: LETTER, reply: `${FINE}爱信不信。` },
        { id: 'empty', text: '', reply: '' },
      ]),
    );
    expect(code).toBe(0);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers.map(({ id }) => id)).toEqual(['fine', null, 3, 'long', 'hostile', 'empty']);
    expect(answers[0]).toEqual({ id: 'fine', verdict: 'ok', findings: [] });
    expect(answers[1]).toMatchObject({ error: { code: 'invalid_json' } });
    expect(answers[2]).toMatchObject({ error: { code: 'invalid_line' } });
    expect(answers[3]).toHaveProperty('verdict');
    const at = FINE.length;
    expect(answers[4]).toMatchObject({ verdict: 'improper', findings: [{ code: 'hostile', start: at, end: at + 4 }] });
    expect(answers[5]).toEqual({ id: 'empty', verdict: 'ok', findings: [] });
  });

  test('no line, no answer', async () => {
    expect(await run(['check-reply'])).toMatchObject({ code: 0, out: '' });
  });
});

describe('evaluate', () => {
  test('prints a table, or JSON with the lines it skipped', async () => {
    const file = join(home.path, '..', 'replies.jsonl');
    writeFileSync(
      file,
      lines([
        { id: 1, text: LETTER, reply: FINE, codes: [] },
        { id: 2, text: LETTER, reply: '爱信不信。', codes: ['hostile'] },
        { id: 3, text: LETTER, reply: FINE },
        'x',
      ]),
    );
    const json = await run(['evaluate', '--task', 'replies', '--json', file]);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out)).toMatchObject({
      task: 'replies',
      used: 2,
      macroF1: 1,
      falseAlarms: 0,
      labels: { hostile: { precision: 1, recall: 1, f1: 1, support: 1 } },
      skipped: [
        { line: 3, id: 3, code: 'no_label' },
        { line: 4, id: null, code: 'invalid_json' },
      ],
    });
    const text = await run(['evaluate', '--task', 'replies', file]);
    expect(text.out).toMatch(/hostile\s+1\.000\s+1\.000\s+1\.000\s+1/);
    expect(text.out).toContain('skipped 2');
  });

  test('a file that is empty, missing, or of another task is one clear sentence', async () => {
    const empty = join(home.path, '..', 'empty.jsonl');
    writeFileSync(empty, '');
    for (const [file, code] of [
      [empty, 'nothing_to_evaluate'],
      [join(home.path, 'nowhere.jsonl'), 'file_unreadable'],
    ] as const) {
      const { code: status, said } = await run(['evaluate', '--task', 'category', file]);
      expect(status).toBe(1);
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(said).toContain(`(${code})`);
    }
  });
});

test('train says where it is on stderr, and what came of it on stdout', async () => {
  const file = join(home.path, '..', 'letters.jsonl');
  const kinds = ['路面坑洼，开车颠簸', '食堂饭菜不错，很干净'];
  writeFileSync(
    file,
    lines(Array.from({ length: 24 }, (_, n) => ({ id: n, text: `第${n}次${kinds[n % 2]}`, label: `种类${n % 2}` }))),
  );
  const { code, out, said } = await run(['train', '--task', 'subject', '--json', file]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ decision: 'measured', present: null, candidate: { used: 24, macroF1: 1 } });
  expect(said).toContain('fold 5 of 5');
  expect(out).not.toContain('fold 5 of 5');
});

test('bench names the benches there are where one is unknown', async () => {
  const { code, said } = await run(['bench', 'nothing']);
  expect(code).toBe(1);
  expect(said).toMatch(/No bench is called nothing[\s\S]*text:[\s\S]*board:/);
});
