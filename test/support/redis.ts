/** A real Redis on a free port of loopback, in a folder of its own, without persistence. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Redis {
  url: string;
  process: ChildProcess;
  /** Sends one command and returns the first line of the answer. */
  command(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts redis-server; resolves when it takes connections. On a given port it stands in for one that was stopped. */
export async function startRedis(port?: number): Promise<Redis> {
  const chosen = port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'huiying-redis-'));
  const settings = [
    '--port',
    String(chosen),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    let words = '';
    child.once('error', reject);
    child.once('close', () => reject(new Error(`redis-server ended: ${words}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      if (words.includes('Ready to accept connections')) resolve();
    });
  });
  return {
    url: `redis://127.0.0.1:${chosen}`,
    process: child,
    command: (...words) => askRedis(chosen, words),
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function askRedis(port: number, words: readonly string[]): Promise<string> {
  const client = spawn('redis-cli', ['-p', String(port), ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let answer = '';
  client.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(client, 'close');
  return answer.trim();
}
