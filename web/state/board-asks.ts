/** 请示事项: what waits for the decision of the person signed in; pure. Proposed accountability is no part of it. */
import { mayDispatch } from '../../server/contract/dispatchers.ts';
import type { CaseView } from '../../server/contract/case-views.ts';
import type { SessionView, UnitRef } from '../../server/contract/views.ts';
import type { BoardCase } from './board.ts';
import { isOpen } from './ended.ts';
import { isExtreme } from './extreme.ts';
import { awaitsMyApproval } from './mine.ts';

export type AskKind = 'extreme' | 'dispatch' | 'return' | 'extension' | 'approval' | 'signal';

export interface Ask {
  key: string;
  kind: AskKind;
  view: CaseView;
  /** Whose request it is, or whom it is about. */
  unit: UnitRef | null;
  /** Since when it waits. */
  since: string;
}

type Asker = Pick<SessionView, 'user' | 'permissions' | 'dispatchers'>;

/** Everything that waits for this person: what is 特别重大 before all else, then the longest waiting first. */
export function asksOf(cases: readonly BoardCase[], me: Asker): Ask[] {
  return cases
    .filter((one) => isOpen(one.view))
    .flatMap(({ view }) => asksIn(view, me))
    .sort((a, b) => rank(a) - rank(b) || a.since.localeCompare(b.since) || a.key.localeCompare(b.key));
}

const rank = ({ view }: Ask): number => (isExtreme(view) ? 0 : 1);

function asksIn(view: CaseView, { user, permissions, dispatchers }: Asker): Ask[] {
  const may = (permission: string) => permissions.includes(permission);
  const ask = (kind: AskKind, about: string, unit: UnitRef | null, since: string): Ask => ({
    key: `${kind} ${view.id} ${about}`,
    kind,
    view,
    unit,
    since,
  });
  const asks: Ask[] = [];
  // 特别重大由主要负责人牵头处置（国办发〔2016〕61号）: it is a leader's until the first answer is out, whoever dispatched it.
  if (user.roles.includes('leader') && isExtreme(view) && view.state !== 'awaiting_dispatch' && view.published === 0) {
    asks.push(ask('extreme', '', view.lead, view.dispatchedAt ?? view.openedAt));
  }
  if (
    view.state === 'awaiting_dispatch' &&
    may('case.dispatch') &&
    mayDispatch(dispatchers, user.roles, view.opinionGrade)
  ) {
    asks.push(ask('dispatch', '', view.lead, view.openedAt));
  }
  if (view.returned && may('case.assign') && view.returned.dispatchedBy !== user.id)
    asks.push(ask('return', view.returned.id, view.returned.unit, view.returned.at));
  if (may('case.assign')) asks.push(...view.extensions.map((one) => ask('extension', one.id, view.lead, one.at)));
  if (awaitsMyApproval(view, user)) {
    asks.push(ask('approval', view.approval?.responseId ?? '', view.lead, waitingSince(view)));
  }
  if (may('signal.urge')) {
    const open = view.signals.filter((one) => one.state === 'open' && one.level === 'reminder');
    asks.push(...open.map((one) => ask('signal', one.id, one.holders[0]?.unit ?? view.lead, one.at)));
  }
  return asks;
}

/** The step's own instant where the chain knows it, else when its holder took it. */
function waitingSince(view: CaseView): string {
  const step = view.approval?.steps.find((one) => one.state === 'current');
  const holder = view.holders.find((one) => one.step === step?.step);
  return holder?.since ?? step?.at ?? view.updatedAt;
}
