/** 办结: refused while anything is lacking. */
import type { CloseCase } from '../contract/case-requests.ts';
import type { Work } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { clocksOf, hold, stopAllClocks, stopClocks } from '../clocks/store.ts';
import type { Tx } from '../platform/database.ts';
import { hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { leadOf } from '../responsibility/store.ts';
import { lacking, type ClosingFacts } from './closing.ts';
import { written } from './draft-text.ts';
import { commitmentsOf, dispositionsOf, publicationsOf, undecided } from './publications/store.ts';
import { answersOf } from './store.ts';

/** The facts closing is judged by, read under the case's lock. */
export async function closingFacts(tx: Tx, caseId: string): Promise<ClosingFacts> {
  const lead = await leadOf(tx, caseId);
  const { returned, extension } = await undecided(tx, caseId);
  return {
    lead: lead && { acceptedAt: lead.accepted_at },
    publications: await publicationsOf(tx, caseId),
    dispositions: (await dispositionsOf(tx, caseId)).map((one) => ({
      kind: one.kind,
      publicationId: one.publication_id,
      receipt: one.receipt,
      notUnlawfulReason: one.not_unlawful_reason,
    })),
    commitments: (await commitmentsOf(tx, caseId)).map(({ what, kept_at }) => ({ what, keptAt: kept_at })),
    answers: await answersOf(tx, caseId),
    returnPending: returned,
    extensionPending: extension,
    nextReleases: (await clocksOf(tx, caseId)).flatMap((clock) =>
      clock.kind === 'next_release' && clock.stopped_at === null && clock.due_at ? [clock.due_at] : [],
    ),
  };
}

/** Closes a case. Fault `not_closable`, which lists what is lacking. */
export function closeCase(parts: RuleParts): Work<CloseCase> {
  return async ({ tx, viewer, actor, found, input, now }) => {
    const missing = lacking(await closingFacts(tx, found.id));
    if (missing.length > 0) throw notClosable(missing);
    const summary = written(input.summary, 'summary');
    const columns = { state: 'closed', closed_at: now, closed_by: viewer.accountId, close_summary: summary } as const;
    await moveCase(tx, found.id, columns, now);
    const met = await stopClocks(tx, found.id, { kinds: ['close'] }, 'met', actor, now);
    const ended = await stopAllClocks(tx, found.id, 'ended', actor, now);
    await hold(tx, parts, found.id, [], now);
    const data = { caseId: found.id, summaryHash: hashText(summary) };
    return [{ stream: `case:${found.id}`, type: 'case_closed', data, actor, at: now }, ...met, ...ended];
  };
}

const notClosable = (missing: readonly string[]): Fault =>
  new Fault('not_closable', `还不能办结：${missing.join('')}`, { status: 409, action: '补齐后再办结。' });
