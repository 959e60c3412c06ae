/** A browser's part of HTTP for tests: cookies, the token of the session, the Origin header. */
import type { ErrorView, SessionView } from '../../server/contract/views.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
}

export interface Sending {
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: string;
  /** Set, or with null left out. */
  headers?: Record<string, string | null>;
}

/** The error code of an answer, or null where it bears none. */
export const codeOf = (answer: Answer): string | null =>
  (answer.body as Partial<ErrorView> | null)?.error?.code ?? null;

export class Client {
  readonly origin: string;
  csrf = '';
  private jar = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The cookie of another client: what a thief, or one who fixed a session, would send. */
  adopt(other: Client): void {
    this.jar = new Map(other.jar);
    this.csrf = other.csrf;
  }

  async send(method: string, path: string, { body, raw, headers = {} }: Sending = {}): Promise<Answer> {
    const change = method !== 'GET' && method !== 'HEAD';
    const wanted: Record<string, string | null> = {
      cookie: this.cookie || null,
      ...(change ? { origin: this.origin, 'x-csrf-token': this.csrf } : {}),
      ...(body === undefined && raw === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const sent = Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== null);
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: sent,
      redirect: 'manual',
      ...(text === undefined ? {} : { body: text }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const answered = await response.text();
    const json = response.headers.get('content-type')?.includes('application/json');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(answered) : answered };
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    this.jar.set(pair.slice(0, at), pair.slice(at + 1));
  }

  /** Fetches the token a visitor needs to sign in. */
  async visit(): Promise<void> {
    const { body } = await this.send('GET', '/api/csrf');
    this.csrf = (body as { csrf: string }).csrf;
  }

  /** Tries to sign in; the answer says whether it went well. */
  async trySignIn(name: string, password: string): Promise<Answer> {
    if (!this.csrf) await this.visit();
    const answer = await this.send('POST', '/api/session', { body: { name, password } });
    if (answer.status === 200) this.csrf = (answer.body as SessionView).csrf;
    return answer;
  }

  /** Signs in; throws where that is refused. */
  async signIn(name: string, password: string): Promise<SessionView> {
    const answer = await this.trySignIn(name, password);
    if (answer.status !== 200) throw new Error(`${name} was refused: ${JSON.stringify(answer.body)}`);
    return answer.body as SessionView;
  }
}
