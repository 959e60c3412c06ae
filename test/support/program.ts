/** The program as a newcomer starts it: a process of its own, with a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LAUNCHER = join(ROOT, 'server', 'launch.mjs');

export interface Program {
  process: ChildProcess;
  /** Resolves with the address once the program says it is ready; rejects with its words where it ends before. */
  ready: Promise<string>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** All it has said so far, on both streams. */
  said(): string;
  /** Resolves with the match once what it said holds one; rejects with its words where it ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
}

/** A data folder that the database's user can enter, taken away by the returned function. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'huiying-program-'));
  await chmod(folder, 0o755);
  return { path: join(folder, 'data'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts `huiying ARGS` in its own process group, so that a whole group can be killed. */
export function launch(args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd: ROOT,
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'info', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let words = '';
  let over = false;
  const listeners = new Set<() => void>();
  const until = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(words);
        if (!match && !over) return;
        listeners.delete(look);
        if (match) resolve(match);
        else reject(new Error(`it ended: ${words}`));
      };
      listeners.add(look);
      look();
    });
  const tell = (): void => {
    for (const look of [...listeners]) look();
  };
  const hear = (chunk: Buffer): void => {
    words += chunk.toString();
    tell();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => {
      over = true;
      tell();
      resolve({ code, signal });
    });
  });
  const ready = until(/ready at (http:\S+)/).then((match) => match[1] ?? '');
  ready.catch(() => undefined); // a test that expects the end does not ask for it
  return { process: child, ready, ended, said: () => words, until };
}

/** Runs a command to its end, with lines for its standard input. */
export async function runCommand(
  args: readonly string[],
  env: Record<string, string>,
  input = '',
): Promise<{ code: number | null; said: string }> {
  const program = launch(args, env);
  program.process.stdin?.end(input);
  const { code } = await program.ended;
  return { code, said: program.said() };
}
