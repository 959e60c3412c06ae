/** The live channel of this page: what the viewer may see, as it is now, and how fresh that is. */
import { io, type Socket } from 'socket.io-client';
import { SvelteMap } from 'svelte/reactivity';
import type { Ack, ClientEvents, Frame, Resumed, ServerEvents, Snapshot } from '../../server/contract/live.ts';
import type { CaseView } from '../../server/contract/case-views.ts';
import type { HealthView, ItemView } from '../../server/contract/views.ts';
import { t } from '../text/frame.ts';
import { applyFrame, applySnapshot } from './frames.ts';
import { stateOf, type LiveState } from './freshness.ts';

type LiveSocket = Socket<ServerEvents, ClientEvents>;
type Closing = Parameters<ServerEvents['closed']>[0];

export interface LiveListeners {
  /** The server ended the connection for good (signed out, rights changed). */
  closed(reason: Closing): void;
  /** The server refused the handshake: the session must be read anew. */
  refused(): void;
}

const ACK_MS = 15_000;
const RETRY_MS = 5_000;
/** A clock that differs less than this is taken as the same. */
const CLOCK_TOLERANCE_MS = 500;

class Live {
  readonly cases = new SvelteMap<string, CaseView>();
  readonly items = new SvelteMap<string, ItemView>();
  health = $state.raw<HealthView | null>(null);
  /** The server's time in milliseconds, as far as known; ticks each second. */
  now = $state(Date.now());
  /** When the server was last heard, on the same clock as `now`. */
  heardAt = $state<number | null>(null);
  connected = $state(false);
  /** True once a snapshot has come. */
  loaded = $state(false);
  error = $state<string | null>(null);
  /** How many times reconnecting was tried since the connection broke. */
  attempts = $state(0);
  #since = $state(Date.now());
  state: LiveState = $derived(stateOf({ heardAt: this.heardAt, since: this.#since, now: this.now }));

  #socket: LiveSocket | null = null;
  #listeners: LiveListeners | null = null;
  #retrying: ReturnType<typeof setTimeout> | undefined;
  #offset = 0;
  #through: string | null = null;
  #n = 0;
  /** Frames that come while a snapshot or resume is under way are covered by its answer. */
  #asking = false;

  constructor() {
    setInterval(() => (this.now = this.#time()), 1_000);
  }

  /** Opens the channel. An open one is closed first. */
  connect(csrf: string, listeners?: LiveListeners): void {
    this.close();
    this.#listeners = listeners ?? null;
    this.now = this.#since = this.#time();
    const socket: LiveSocket = io({
      transports: ['websocket'],
      auth: { csrf },
      reconnectionDelayMax: 10_000,
      forceNew: true,
    });
    this.#socket = socket;
    socket.on('connect', () => this.#connected(socket));
    socket.on('disconnect', (reason) => this.#disconnected(socket, reason));
    socket.on('connect_error', () => this.#failed(socket));
    socket.on('frame', (frame) => this.#frame(socket, frame));
    socket.on('pulse', (health) => this.#heard(health));
    socket.on('closed', (reason) => this.#closed(reason));
    socket.io.on('reconnect_attempt', (attempt) => (this.attempts = attempt));
  }

  /** Closes the channel and forgets everything shown. */
  close(): void {
    clearTimeout(this.#retrying);
    this.#socket?.removeAllListeners();
    this.#socket?.disconnect();
    this.#socket = null;
    this.cases.clear();
    this.items.clear();
    this.health = null;
    this.heardAt = null;
    this.connected = this.loaded = this.#asking = false;
    this.error = this.#through = null;
    this.attempts = this.#n = 0;
  }

  /** Tries to reconnect at once. */
  retry(): void {
    this.#socket?.disconnect().connect();
  }

  #connected(socket: LiveSocket): void {
    this.connected = true;
    this.attempts = 0;
    this.#asking = false;
    this.#catchUp(socket);
  }

  #disconnected(socket: LiveSocket, reason: string): void {
    this.connected = false;
    // The client reconnects by itself but where the server has said goodbye, as it does when it is restarted.
    if (reason === 'io server disconnect' && this.#socket === socket) this.#later(() => socket.connect());
  }

  #failed(socket: LiveSocket): void {
    // An inactive socket was refused by the server; an active one couldn't reach it and tries again by itself.
    if (!socket.active) this.#listeners?.refused();
  }

  #closed(reason: Closing): void {
    if (reason.code === 'shutting_down') return;
    const listeners = this.#listeners;
    this.close();
    listeners?.closed(reason);
  }

  #catchUp(socket: LiveSocket): void {
    if (this.#asking) return;
    this.#asking = true;
    if (this.#through === null) this.#snapshot(socket);
    else this.#resume(socket, this.#through);
  }

  #snapshot(socket: LiveSocket): void {
    socket.timeout(ACK_MS).emit('snapshot', (timeout: Error | null, answer?: Ack<Snapshot>) => {
      if (this.#socket !== socket) return;
      this.#asking = false;
      if (timeout || !answer) return this.#unanswered(socket, t.live.noAnswer);
      if (!answer.ok) return this.#unanswered(socket, answer.error.message);
      applySnapshot(this, answer.data);
      this.#began(answer.data);
    });
  }

  #resume(socket: LiveSocket, through: string): void {
    const request = {
      through,
      cases: [...this.cases.keys()],
      items: [...this.items.keys()],
    };
    socket.timeout(ACK_MS).emit('resume', request, (timeout: Error | null, answer?: Ack<Resumed>) => {
      if (this.#socket !== socket) return;
      this.#asking = false;
      if (timeout) return this.#unanswered(socket, t.live.noAnswer);
      if (!answer?.ok) {
        this.#through = null;
        return this.#catchUp(socket);
      }
      applyFrame(this, answer.data);
      this.#began(answer.data);
    });
  }

  #began(answer: { through: string; health: HealthView }): void {
    this.#n = 0;
    this.#through = answer.through;
    this.loaded = true;
    this.error = null;
    this.#heard(answer.health);
  }

  #frame(socket: LiveSocket, frame: Frame): void {
    if (this.#asking) return;
    if (frame.n !== this.#n + 1) return this.#catchUp(socket);
    this.#n = frame.n;
    this.#through = frame.through;
    applyFrame(this, frame);
    this.heardAt = this.#time();
  }

  #heard(health: HealthView): void {
    const offset = Date.parse(health.at) - Date.now();
    if (Math.abs(offset - this.#offset) > CLOCK_TOLERANCE_MS) this.#offset = offset;
    this.health = health;
    this.now = this.heardAt = this.#time();
  }

  #unanswered(socket: LiveSocket, message: string): void {
    this.error = message;
    this.#later(() => {
      if (socket.connected) this.#catchUp(socket);
    });
  }

  #later(work: () => void): void {
    clearTimeout(this.#retrying);
    this.#retrying = setTimeout(work, RETRY_MS);
  }

  #time(): number {
    return Date.now() + this.#offset;
  }
}

export const live = new Live();
