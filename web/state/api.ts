/** Requests to the server. Every failure is an ApiError with a sentence a person can act on. */
import type { ErrorView } from '../../server/contract/views.ts';
import { t } from '../text/frame.ts';

interface Failure {
  status: number;
  code: string;
  message: string;
  action?: string | undefined;
  fields?: Record<string, string> | undefined;
  current?: unknown;
  reference: string;
}

/** What went wrong. `message` says what happened, `action` what to do; `current` is the present state on a clash (409). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly action?: string;
  readonly fields?: Record<string, string>;
  readonly current?: unknown;
  /** Stands in the server's log too; empty where no server answered. */
  readonly reference: string;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'ApiError';
    this.status = failure.status;
    this.code = failure.code;
    if (failure.action !== undefined) this.action = failure.action;
    if (failure.fields !== undefined) this.fields = failure.fields;
    if (failure.current !== undefined) this.current = failure.current;
    this.reference = failure.reference;
  }

  /** What happened and what to do, in one line. */
  get inFull(): string {
    return [this.message, this.action].filter(Boolean).join(' ');
  }
}

let csrf = '';
let whenSignedOut: (() => void) | null = null;

/** The token every change carries in x-csrf-token. */
export function setCsrf(token: string): void {
  csrf = token;
}

/** Called where a request finds that the session has ended (401, but for the sign-in itself). */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

export const api = {
  /** Throws ApiError. */
  get: <T>(path: string): Promise<T> => send<T>('GET', path),
  post: <T>(path: string, body: unknown): Promise<T> => send<T>('POST', path, body),
  delete: <T = void>(path: string): Promise<T> => send<T>('DELETE', path),
};

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await reach(method, path, body);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  if (response.ok) return parse<T>(text, response.status);
  const error = failureOf(text, response.status);
  if (error.status === 401 && error.code === 'unauthenticated') whenSignedOut?.();
  throw error;
}

async function reach(method: string, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    const error = new ApiError({
      status: 0,
      code: 'network',
      ...t.errors.network,
      reference: '',
    });
    error.cause = cause;
    throw error;
  }
}

function parse<T>(text: string, status: number): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    const error = new ApiError({
      status,
      code: 'unreadable',
      ...t.errors.unreadable,
      reference: '',
    });
    error.cause = cause;
    throw error;
  }
}

/** A proxy in between may answer with something else than our error view. */
function failureOf(text: string, status: number): ApiError {
  const { error } = asErrorView(text);
  if (error) return new ApiError({ status, ...error });
  return new ApiError({
    status,
    code: 'unreadable',
    ...t.errors.unreadable,
    reference: '',
  });
}

function asErrorView(text: string): Partial<ErrorView> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Partial<ErrorView>) : {};
  } catch {
    return {};
  }
}
