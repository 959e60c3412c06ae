/**
 * A fault someone can act on: a stable code, what happened, what to do. Everything thrown on purpose is one; anything else that
 * reaches the edge is a defect, answered as `internal` with a reference that stands in the log.
 */
export interface FaultDetail {
  /** HTTP status where it reaches a client. */
  status?: number;
  /** What the reader can do now. */
  action?: string;
  /** Field path to sentence. */
  fields?: Record<string, string>;
  /** The present state of the thing, on a clash. */
  current?: unknown;
  cause?: unknown;
}

export class Fault extends Error {
  readonly code: string;
  readonly status: number;
  readonly action: string | undefined;
  readonly fields: Record<string, string> | undefined;
  readonly current: unknown;

  constructor(code: string, message: string, detail: FaultDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'Fault';
    this.code = code;
    this.status = detail.status ?? 400;
    this.action = detail.action;
    this.fields = detail.fields;
    this.current = detail.current;
  }
}

/** The sentence of anything thrown, for logs and lines of output. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of anything thrown: a Fault's, PostgreSQL's or Node's, else `internal`. */
export function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'internal';
}
