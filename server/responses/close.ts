/** 办结: refused while anything is lacking. */
import type { CloseCase } from '../contract/case-requests.ts';
import type { Work } from '../cases/act.ts';
import { moveCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { clocksOf, hold, stopAllClocks, stopClocks } from '../clocks/store.ts';
import type { Tx } from '../platform/database.ts';
import { hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { assignmentsOf } from '../responsibility/store.ts';
import { closingFacts, lacking, type ClosingRows } from './closing.ts';
import { written } from './draft-text.ts';
import { commitmentsOf, dispositionsOf, publicationsOf, undecided } from './publications/store.ts';
import { answersOf } from './store.ts';

/** What closing still lacks, read under the case's lock. */
async function lackingNow(tx: Tx, caseId: string): Promise<string[]> {
  const { returned, extension } = await undecided(tx, caseId);
  const rows: ClosingRows = {
    assignments: await assignmentsOf(tx, caseId),
    publications: await publicationsOf(tx, caseId),
    dispositions: await dispositionsOf(tx, caseId),
    commitments: await commitmentsOf(tx, caseId),
    answers: await answersOf(tx, caseId),
    clocks: await clocksOf(tx, caseId),
    returnPending: returned,
    extensionPending: extension,
  };
  return lacking(closingFacts(rows));
}

/** Closes a case. Fault `not_closable`, which lists what is lacking. */
export function closeCase(parts: RuleParts): Work<CloseCase> {
  return async ({ tx, viewer, actor, found, input, now }) => {
    const missing = await lackingNow(tx, found.id);
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
