/** Signing in and out. */
import type { Dispatchers } from '../contract/dispatchers.ts';
import type { SignIn } from '../contract/requests.ts';
import type { JurisdictionView, SessionView } from '../contract/views.ts';
import type { Clock } from '../platform/clock.ts';
import { Fault } from '../platform/fault.ts';
import type { SessionHandle } from '../platform/http/route.ts';
import { permissionsOf } from './permissions.ts';
import type { Viewer } from './viewer.ts';

/** What the store does for a sign-in, so that this file stays free of queries. */
export interface Accounts {
  /** Checks name and password under the account's row lock, counts failures, records the sign-in. */
  authenticate(signIn: SignIn, now: Date): Promise<{ accountId: string } | 'refused' | 'locked'>;
  viewerOf(accountId: string): Promise<Viewer | null>;
  closeSession(sessionId: string, accountId: string, now: Date): Promise<void>;
}

export interface Sessions {
  signIn(input: SignIn, session: SessionHandle): Promise<SessionView>;
  signOut(viewer: Viewer, session: SessionHandle): Promise<void>;
  current(viewer: Viewer, session: SessionHandle): SessionView;
}

/** Builds the use cases. `firstSignIn` forgets the first-run password of that account. */
export function createSessions(parts: {
  accounts: Accounts;
  jurisdiction: () => JurisdictionView;
  dispatchers: () => Dispatchers;
  signedIn: (name: string) => Promise<void>;
  now: Clock;
}): Sessions {
  const view = (viewer: Viewer, session: SessionHandle): SessionView => ({
    user: {
      id: viewer.accountId,
      name: viewer.name,
      displayName: viewer.displayName,
      roles: [...viewer.roles],
      unit: viewer.unit,
      approvalSteps: [...viewer.approvalSteps],
    },
    permissions: permissionsOf(viewer.roles),
    csrf: session.csrf,
    jurisdiction: parts.jurisdiction(),
    dispatchers: parts.dispatchers(),
  });
  return {
    async signIn(input, session) {
      const outcome = await parts.accounts.authenticate(input, parts.now());
      if (outcome === 'locked')
        throw new Fault('account_locked', '连续输错密码，账号已锁定 15 分钟。', {
          status: 423,
          action: '稍后再试，或请管理员重置密码。',
        });
      if (outcome === 'refused')
        throw new Fault('sign_in_refused', '账号或密码不对。', { status: 401, action: '请核对后重新输入。' });
      const viewer = await parts.accounts.viewerOf(outcome.accountId);
      if (!viewer) throw new Fault('account_disabled', '账号已停用。', { status: 403, action: '请联系管理员。' });
      await session.signIn(viewer.accountId);
      await parts.signedIn(input.name);
      return view(viewer, session);
    },
    async signOut(viewer, session) {
      const { id } = session;
      // The session dies first: a socket told to close could otherwise come back on it.
      await session.signOut();
      await parts.accounts.closeSession(id, viewer.accountId, parts.now());
    },
    current: view,
  };
}
