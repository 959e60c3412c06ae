/** A house with its server on loopback and a clock the test moves; no source is polled. */
import { inject } from 'vitest';
import { startWeb } from '../../server/web.ts';
import { Client } from './client.ts';
import type { TestDatabase } from './database.ts';
import { openHouse, type House } from './house.ts';
import { LiveClient } from './live-client.ts';

export const ACCOUNTS = [
  'analyst',
  'chief',
  'officer',
  'section',
  'secrecy',
  'head',
  'countersign',
  'officer2',
  'office3',
  'officehead3',
  'officer3',
  'head3',
  'inspector',
  'inspector2',
  'reviewer',
  'supervisor',
  'leader',
  'leader2',
  'auditor',
  'admin',
  'steward',
] as const;
export type AccountName = (typeof ACCOUNTS)[number];

export interface ServedTrial extends House {
  origin: string;
  password(name: AccountName): string;
  /** A new visitor, signed in where a name is given. */
  client(name?: AccountName): Promise<Client>;
  /** A socket of a new session of that account, with its snapshot taken. */
  live(name: AccountName): Promise<LiveClient>;
}

/** Opens it, with the built page where its folder is given; `close` ends the sockets it opened too. */
export async function openServedTrial(
  own?: TestDatabase,
  webRoot: string | null = null,
  // Tests of who may ask what ask everything, all from one address.
  requestsAMinute = 1_000_000,
): Promise<ServedTrial> {
  const house = await openHouse(own);
  const web = await startWeb(house.parts, {
    host: '127.0.0.1',
    port: 0,
    webRoot,
    signedIn: async () => undefined,
    requestsAMinute,
  });
  const origin = `http://127.0.0.1:${web.port}`;
  const sockets: LiveClient[] = [];
  const password = (name: AccountName): string => inject('postgres').passwords[name] ?? '';
  const client = async (name?: AccountName): Promise<Client> => {
    const fresh = new Client(origin);
    if (name) await fresh.signIn(name, password(name));
    return fresh;
  };
  return {
    ...house,
    origin,
    password,
    client,
    async live(name) {
      const socket = new LiveClient(await client(name));
      sockets.push(socket);
      await socket.connect();
      await socket.snapshot();
      return socket;
    },
    async close() {
      for (const socket of sockets) socket.drop();
      await web.close();
      await house.close();
    },
  };
}
