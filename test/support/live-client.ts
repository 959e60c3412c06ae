/** A screen's part of the live channel for tests: the state it would show, and every message as it came over the wire. */
import { io, type Socket } from 'socket.io-client';
import {
  frameSchema,
  resumedSchema,
  snapshotSchema,
  type Ack,
  type ClientEvents,
  type Frame,
  type Patch,
  type Removal,
  type Resumed,
  type ServerEvents,
  type Snapshot,
} from '../../server/contract/live.ts';
import type { CaseView } from '../../server/contract/case-views.ts';
import type { ItemView } from '../../server/contract/views.ts';
import type { Client } from './client.ts';

type Closed = Parameters<ServerEvents['closed']>[0];

export interface Handshake {
  origin?: string | null;
  csrf?: string | null;
  cookie?: string | null;
}

export class LiveClient {
  readonly client: Client;
  readonly cases = new Map<string, CaseView>();
  readonly items = new Map<string, ItemView>();
  /** Every packet that reached this screen, over all its connections. */
  readonly raw: string[] = [];
  /** Frames of the present connection. */
  frames: Frame[] = [];
  through = '';
  /** Why the server ended the last connection, where it said so. */
  closed: Closed | null = null;
  /** What went against the protocol. */
  readonly faults: string[] = [];
  private socket: Socket<ServerEvents, ClientEvents> | null = null;
  private n = 0;
  private waiting: (() => void)[] = [];

  constructor(client: Client) {
    this.client = client;
  }

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Opens a connection; rejects with the server's refusal. */
  connect(handshake: Handshake = {}): Promise<void> {
    const { origin = this.client.origin, csrf = this.client.csrf, cookie = this.client.cookie } = handshake;
    this.drop();
    const headers = Object.entries({ origin, cookie }).filter((pair): pair is [string, string] => !!pair[1]);
    const socket: Socket<ServerEvents, ClientEvents> = io(this.client.origin, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: Object.fromEntries(headers),
      ...(csrf === null ? {} : { auth: { csrf } }),
    });
    this.socket = socket;
    this.closed = null;
    socket.io.engine.on('packet', (packet: { data?: unknown }) => this.raw.push(String(packet.data ?? '')));
    socket.on('frame', (frame) => this.take(frame));
    socket.on('closed', (reason) => (this.closed = reason));
    socket.on('disconnect', () => this.tell());
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
  }

  /** Takes a fresh snapshot, or throws the refusal's code. */
  async snapshot(): Promise<Snapshot> {
    const snapshot = snapshotSchema.parse(opened(await this.live().timeout(20_000).emitWithAck('snapshot')));
    this.cases.clear();
    this.items.clear();
    for (const view of snapshot.cases) this.cases.set(view.id, view);
    for (const view of snapshot.items) this.items.set(view.id, view);
    this.begin(snapshot.through);
    return snapshot;
  }

  /** Asks for what came since `through`, or throws the refusal's code. */
  async resume(through = this.through): Promise<Resumed> {
    const known = { through, cases: [...this.cases.keys()], items: [...this.items.keys()] };
    const resumed = resumedSchema.parse(opened(await this.live().timeout(20_000).emitWithAck('resume', known)));
    this.apply(resumed.patches, resumed.removals);
    this.begin(resumed.through);
    return resumed;
  }

  /** Ends the connection from this side. */
  drop(): void {
    this.socket?.close();
    this.socket = null;
  }

  /** Resolves when the condition holds, looked at after each frame and each disconnect; rejects where none can come any more. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (!this.connected) throw new Error(`the screen was closed: ${this.closed?.code ?? 'by itself'}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private live(): Socket<ServerEvents, ClientEvents> {
    if (!this.socket) throw new Error('no connection');
    return this.socket;
  }

  private begin(through: string): void {
    this.through = through;
    this.n = 0;
    this.frames = [];
    this.tell();
  }

  private take(frame: Frame): void {
    const parsed = frameSchema.safeParse(frame);
    if (!parsed.success) this.faults.push(`frame breaks its schema: ${parsed.error.message}`);
    if (frame.n !== this.n + 1) this.faults.push(`frame ${frame.n} after ${this.n}`);
    this.n = frame.n;
    this.through = frame.through;
    this.frames.push(frame);
    this.apply(frame.patches, frame.removals);
    this.tell();
  }

  private apply(patches: readonly Patch[], removals: readonly Removal[]): void {
    for (const patch of patches) {
      if (patch.kind === 'case') this.cases.set(patch.view.id, patch.view);
      else this.items.set(patch.view.id, patch.view);
    }
    for (const { kind, id } of removals) (kind === 'case' ? this.cases : this.items).delete(id);
  }

  private tell(): void {
    const told = this.waiting;
    this.waiting = [];
    for (const resolve of told) resolve();
  }
}

function opened<T>(answer: Ack<T>): T {
  if (answer.ok) return answer.data;
  throw new Error(answer.error.code);
}
