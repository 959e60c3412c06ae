/** A pool and the loss of its idle connections: told while the pool is open, and no loss once it was closed. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { connect, type Connected } from '../../../server/platform/database.ts';

/** A message of the server: its type, its length, its content. */
function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}
const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);
/** What PostgreSQL tells its connections when it is stopped. */
const STOPPED = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

let server: Server;
let visitor: Socket;
/** A server that welcomes everybody and is stopped at the goodbye, before it has read it. */
async function listening(): Promise<string> {
  server = createServer((socket) => {
    visitor = socket;
    socket.on('error', () => undefined); // the other side may be gone already
    socket.once('data', () => {
      socket.write(WELCOME);
      socket.on('data', (said) => {
        if (said.toString('latin1', 0, 1) === 'X') socket.end(STOPPED);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `postgres://somebody@127.0.0.1:${(server.address() as AddressInfo).port}/any`;
}
afterEach(() => {
  visitor.destroy();
  server.close();
});

interface Line {
  level: number;
  code?: string;
}
const WARN = 40;

/** An opened pool with one idle connection, and the codes of what it warned of. */
async function idle(): Promise<{ connected: Connected; warned(): (string | undefined)[] }> {
  const lines: Line[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) });
  const connected = connect(await listening(), log, 1);
  await connected.db.connection().execute(() => Promise.resolve());
  return { connected, warned: () => lines.filter(({ level }) => level >= WARN).map(({ code }) => code) };
}

test('a server that is stopped while the pool says goodbye is no loss', async () => {
  const { connected, warned } = await idle();
  const parted = once(visitor, 'close');
  await connected.close();
  await parted;
  expect(warned()).toEqual([]);
});

test('one that is stopped while a connection waits for work is', async () => {
  const { connected, warned } = await idle();
  const parted = once(visitor, 'close');
  visitor.end(STOPPED);
  await parted;
  expect(warned()).toEqual(['database_connection_lost']);
  await connected.close();
});
