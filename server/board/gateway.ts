/** The socket gateway: handshake, snapshots, frames, pulses, disconnect orders. The only home of socket.io. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { resumeSchema, type Ack, type ClientEvents, type ServerEvents } from '../contract/live.ts';
import { FRAME_MS, PULSE_MS } from '../contract/timing.ts';
import { CLOSE_CHANNEL } from '../access/store.ts';
import { permits, type Viewer } from '../access/viewer.ts';
import type { Permission } from '../access/permissions.ts';
import { listen } from '../platform/database.ts';
import { codeOf, Fault, messageOf } from '../platform/fault.ts';
import { sameOrigin } from '../platform/http/origin.ts';
import { sessionHandle, type SessionMiddleware } from '../platform/http/session.ts';
import type { Log } from '../platform/log.ts';
import { denialsOf, waitingViews } from '../triage/wall/store.ts';
import { Follower, type Round } from './follower.ts';
import { readResume, readSnapshot, throughOf, type BoardParts } from './live-board.ts';
import { audiencesOf, changesAfter, LIVE_CHANNEL, positions, standingSessions, viewsByClass } from './store.ts';

/** The permission each socket event asks for. */
export const LIVE_EVENTS: { [E in keyof ClientEvents]: Permission } = {
  snapshot: 'live.follow',
  resume: 'live.follow',
};

export interface GatewayParts extends BoardParts {
  http: HttpServer;
  databaseUrl: string;
  session: SessionMiddleware;
  viewerOf(accountId: string): Promise<Viewer | null>;
  log: Log;
}

export interface Gateway {
  /** Ends the connections of those whose rights have changed with the directory; they connect anew, with the rights they have now. */
  recheck(): Promise<void>;
  close(): Promise<void>;
}

type LiveSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, { follower: Follower }>;
type Closing = Parameters<ServerEvents['closed']>[0];

const SIGNED_OUT: Closing = { code: 'signed_out', message: '已退出登录。' };
const RIGHTS_CHANGED: Closing = { code: 'rights_changed', message: '账号的权限或状态有变，请重新登录。' };
const SHUTTING_DOWN: Closing = { code: 'shutting_down', message: '服务正在停止，稍后自动重连。' };
/** A lost notification costs no more than this. */
const SWEEP_MS = 1_000;

/** Opens the gateway on the HTTP server. WebSocket only; a foreign Origin is refused at the handshake. */
export async function openGateway(parts: GatewayParts): Promise<Gateway> {
  const io = new Server<ClientEvents, ServerEvents, Record<string, never>, { follower: Follower }>(parts.http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 2_000_000,
    allowRequest: (request, decide) => decide(sameOrigin(request) ? null : 'foreign origin', sameOrigin(request)),
  });
  io.engine.use(parts.session);
  io.use((socket, next) => {
    admit(parts, socket).then(
      () => next(),
      (error: unknown) => {
        parts.log.info({ code: codeOf(error), reason: messageOf(error) }, 'handshake refused');
        // The message reaches the visitor: a fault's may, a driver's may not.
        next(error instanceof Fault ? error : new Error('unavailable'));
      },
    );
  });
  io.on('connection', (socket) => serve(parts, socket));

  const sockets = (): LiveSocket[] => [...io.sockets.sockets.values()];
  const follow = followChanges(parts, sockets, (await positions(parts.db)).last);
  const listeners = [
    listen(parts.databaseUrl, LIVE_CHANNEL, follow.ring, parts.log),
    listen(parts.databaseUrl, CLOSE_CHANNEL, (payload) => closeFor(sockets(), payload), parts.log),
  ];
  const pulse = setInterval(() => {
    beat(parts, io.sockets, sockets()).catch((error: unknown) =>
      parts.log.warn({ code: codeOf(error), reason: messageOf(error) }, 'no pulse'),
    );
  }, PULSE_MS);
  return {
    recheck: () => recheck(parts, sockets()),
    async close() {
      clearInterval(pulse);
      await follow.stop();
      for (const socket of sockets()) end(socket, SHUTTING_DOWN);
      await Promise.all(listeners.map((listener) => listener.close()));
      await io.close();
    },
  };
}

/** Lets a socket in: signed in, carrying the session's token, allowed to follow. */
async function admit(parts: GatewayParts, socket: LiveSocket): Promise<void> {
  const session = sessionHandle(socket.request);
  const token: unknown = (socket.handshake.auth as { csrf?: unknown }).csrf;
  const viewer = session.accountId ? await parts.viewerOf(session.accountId) : null;
  if (!viewer || !session.csrf || token !== session.csrf)
    throw new Fault('unauthenticated', 'unauthenticated', { status: 401 });
  if (!permits(viewer, 'live.follow')) throw new Fault('forbidden', 'forbidden', { status: 403 });
  socket.data.follower = new Follower(viewer, session.id);
}

function serve(parts: GatewayParts, socket: LiveSocket): void {
  socket.on('snapshot', (ack) => {
    reply(parts, socket, 'snapshot', ack, async (follower, viewer) => {
      const snapshot = await readSnapshot(parts, viewer);
      follower.shows(
        snapshot.cases.map((view) => view.id),
        snapshot.items.map((view) => view.id),
      );
      return snapshot;
    });
  });
  socket.on('resume', (request, ack) => {
    reply(parts, socket, 'resume', ack, async (follower, viewer) => {
      const checked = resumeSchema.parse(request);
      const resumed = await readResume(parts, viewer, checked);
      const gone = new Set(resumed.removals.map((one) => `${one.kind}:${one.id}`));
      const shown = (kind: 'case' | 'item', known: readonly string[]): string[] => [
        ...known.filter((id) => !gone.has(`${kind}:${id}`)),
        ...resumed.patches.filter((patch) => patch.kind === kind).map((patch) => patch.view.id),
      ];
      follower.shows(shown('case', checked.cases), shown('item', checked.items));
      return resumed;
    });
  });
}

/** Answers one request: rights are read anew, changes are held meanwhile. An error is an answer too. */
function reply<T>(
  parts: GatewayParts,
  socket: LiveSocket,
  event: keyof ClientEvents,
  ack: unknown,
  work: (follower: Follower, viewer: Viewer) => Promise<T>,
): void {
  if (typeof ack !== 'function') return;
  const answer = ack as (answer: Ack<T>) => void;
  const run = async (): Promise<T> => {
    const { follower } = socket.data;
    const viewer = await parts.viewerOf(follower.viewer.accountId);
    if (!viewer || !permits(viewer, LIVE_EVENTS[event]))
      throw new Fault('forbidden', '您的角色没有这项权限。', { status: 403 });
    follower.hold(viewer);
    return work(follower, viewer);
  };
  run().then(
    (data) => answer({ ok: true, data }),
    (error: unknown) => {
      parts.log.info({ code: codeOf(error), event, reason: messageOf(error) }, 'live request refused');
      const known = error instanceof Fault;
      answer({
        ok: false,
        error: {
          code: known ? error.code : 'internal',
          message: known ? error.message : '暂时无法载入，稍后自动重试。',
        },
      });
    },
  );
}

async function recheck(parts: GatewayParts, sockets: readonly LiveSocket[]): Promise<void> {
  for (const socket of sockets) {
    const { viewer } = socket.data.follower;
    const now = await parts.viewerOf(viewer.accountId);
    if (!now || throughOf('', now) !== throughOf('', viewer)) socket.conn.close();
  }
}

/** Follows the trail of changes; at most one frame per socket and FRAME_MS. */
function followChanges(parts: GatewayParts, sockets: () => LiveSocket[], start: string) {
  let position = start;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const run = async (): Promise<void> => {
    try {
      const changes = await changesAfter(parts.db, position);
      for (const change of changes)
        for (const socket of sockets()) mark(socket.data.follower, change.kind, change.thing);
      position = changes.at(-1)?.position ?? position;
      await sendFrames(parts, sockets(), position);
      if (changes.length > 0) ring();
    } catch (error) {
      parts.log.warn({ code: codeOf(error), reason: messageOf(error) }, 'the board could not follow; it tries again');
    }
  };
  const ring = (): void => {
    if (timer || stopped) return;
    timer = setTimeout(() => {
      timer = null;
      running = running.then(run);
    }, FRAME_MS);
  };
  const sweep = setInterval(ring, SWEEP_MS);
  return {
    ring,
    async stop() {
      stopped = true;
      clearInterval(sweep);
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

function mark(follower: Follower, kind: 'case' | 'item', thing: string): void {
  (kind === 'case' ? follower.dirtyCases : follower.dirtyItems).add(thing);
}

async function sendFrames(parts: GatewayParts, sockets: readonly LiveSocket[], position: string): Promise<void> {
  const waiting = sockets.filter((socket) => socket.data.follower.changed);
  if (waiting.length === 0) return;
  const round = await readRound(
    parts,
    waiting.map((socket) => socket.data.follower),
  );
  const hidden = parts.keys.hide(position);
  for (const socket of waiting) {
    const { follower } = socket.data;
    const frame = follower.changed ? follower.frame(round, throughOf(hidden, follower.viewer)) : null;
    if (frame) socket.emit('frame', frame);
  }
}

async function readRound(parts: GatewayParts, followers: readonly Follower[]): Promise<Round> {
  const cases = [...new Set(followers.flatMap((follower) => [...follower.dirtyCases]))];
  const items = [...new Set(followers.flatMap((follower) => [...follower.dirtyItems]))];
  // Audiences and denials after views: a denial written in between must stop what it was written for.
  const views = await viewsByClass(parts.db, cases, parts.now());
  const waiting = await waitingViews(parts.db, items);
  return {
    caseIds: new Set(cases),
    itemIds: new Set(items),
    views,
    audiences: await audiencesOf(parts.db, cases),
    items: waiting,
    denials: await denialsOf(parts.db, items),
  };
}

/** One pulse for all; sockets whose session has ended without word are closed. */
async function beat(
  parts: GatewayParts,
  all: { emit: (event: 'pulse', health: Awaited<ReturnType<BoardParts['health']>>) => unknown },
  sockets: readonly LiveSocket[],
): Promise<void> {
  if (sockets.length === 0) return;
  const standing = await standingSessions(
    parts.db,
    sockets.map((socket) => socket.data.follower.sessionId),
  );
  for (const socket of sockets) if (!standing.has(socket.data.follower.sessionId)) end(socket, SIGNED_OUT);
  all.emit('pulse', await parts.health());
}

function closeFor(sockets: readonly LiveSocket[], payload: string): void {
  const ofSession = payload.startsWith('session:') ? payload.slice('session:'.length) : null;
  for (const socket of sockets) {
    const { follower } = socket.data;
    if (ofSession !== null && follower.sessionId === ofSession) end(socket, SIGNED_OUT);
    if (ofSession === null && follower.viewer.accountId === payload) end(socket, RIGHTS_CHANGED);
  }
}

function end(socket: LiveSocket, reason: Closing): void {
  socket.emit('closed', reason);
  socket.disconnect(true);
}
