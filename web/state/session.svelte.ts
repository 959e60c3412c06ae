/** Who is signed in, and what that person may do. */
import type { SessionView } from '../../server/contract/views.ts';
import { t } from '../text/frame.ts';
import { api, ApiError, onSignedOut, setCsrf } from './api.ts';

class Session {
  view = $state.raw<SessionView | null>(null);
  /** True until the first answer of the server. */
  loading = $state(true);
  /** Why one was signed out; shown above the sign-in form. */
  notice = $state<string | null>(null);
  /** Why it isn't known whether anybody is signed in. */
  error = $state<ApiError | null>(null);

  constructor() {
    onSignedOut(() => {
      if (this.view) this.end(t.session.expired);
    });
  }

  /** Asks the server who is signed in. Never rejects: a failure is kept in `error`. */
  async load(): Promise<void> {
    this.error = null;
    try {
      this.#take(await api.get<SessionView>('/api/session'));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) this.view = null;
      else this.error = error;
    } finally {
      this.loading = false;
    }
  }

  /** Throws ApiError: sign_in_refused, account_locked, account_disabled, network, … */
  async signIn(name: string, password: string): Promise<void> {
    const { csrf } = await api.get<{ csrf: string }>('/api/csrf');
    setCsrf(csrf);
    this.#take(await api.post<SessionView>('/api/session', { name, password }));
    this.notice = null;
  }

  /** Throws ApiError where the server couldn't be told; the session then stands. */
  async signOut(): Promise<void> {
    await api.delete('/api/session');
    this.end(null);
  }

  /** The session is over; `notice` says why. */
  end(notice: string | null): void {
    this.view = null;
    this.notice = notice;
    setCsrf('');
  }

  can(permission: string): boolean {
    return this.view?.permissions.includes(permission) ?? false;
  }

  #take(view: SessionView): void {
    setCsrf(view.csrf);
    this.view = view;
  }
}

export const session = new Session();
