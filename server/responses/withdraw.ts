/** 撤回: a published text stays visible as withdrawn, with the reason and the names of who approved it. */
import type { Withdraw } from '../contract/case-requests.ts';
import { FAULTS, type Act, type Work } from '../cases/act.ts';
import { denialsOf, moveCase, touchCase } from '../cases/store.ts';
import type { RuleParts } from '../clocks/starting.ts';
import { hold, stopClocks } from '../clocks/store.ts';
import { hashText } from '../platform/events/chain.ts';
import { Fault } from '../platform/fault.ts';
import { leadOf } from '../responsibility/store.ts';
import { chainPlan, mayPublish } from './chain.ts';
import { written } from './draft-text.ts';
import {
  dispositionsOf,
  markWithdrawn,
  publicationOf,
  publicationsOf,
  setEvidence,
  type PublicationRow,
} from './publications/store.ts';
import { latestDraft } from './store.ts';

/**
 * Withdraws a publication. Its promises stay promised; the next release it named is owed by nobody. Faults: `not_yours`,
 * `publication_missing`, `publication_not_current`, `text_empty`.
 */
export function withdraw(parts: RuleParts): Work<Withdraw> {
  return async (act) => {
    const { tx, viewer, actor, found, input, now } = act;
    const lead = (await leadOf(tx, found.id))?.unit_id ?? null;
    const denied = (await denialsOf(tx, found.id)).units;
    const plan = chainPlan(found, { countersign: [] }, lead, parts.organisation(), denied);
    if (!mayPublish(viewer, plan)) throw FAULTS.notYours('政务公开办的审核员或领导');
    const publication = await publicationOf(tx, found.id, input.publicationId);
    if (!publication) throw new Fault('publication_missing', '这个事项里没有这次发布。', { status: 404 });
    if (publication.state !== 'current') throw notCurrent(publication);
    const reason = written(input.reason, 'reason');
    await markWithdrawn(tx, publication.id, { accountId: viewer.accountId, reason }, now);
    const left = (await publicationsOf(tx, found.id)).filter((one) => one.state === 'current');
    await leaveEvidence(act, publication, left);
    const clocks = await stopClocks(
      tx,
      found.id,
      { kinds: ['next_release'], about: publication.id },
      'ended',
      actor,
      now,
    );
    await moveOn(act, parts, lead, left.length);
    const data = { caseId: found.id, publicationId: publication.id, reasonHash: hashText(reason) };
    return [{ stream: `case:${found.id}`, type: 'publication_withdrawn', data, actor, at: now }, ...clocks];
  };
}

const notCurrent = ({ number, state }: PublicationRow): Fault =>
  new Fault('publication_not_current', `发布 ${number} 已经${state === 'withdrawn' ? '撤回' : '更正'}。`, {
    status: 409,
    action: '请看过现在的状态再决定。',
  });

/** What the text proved falls back on an earlier text that still stands and named the same disposition, else on nothing. */
async function leaveEvidence(
  { tx, found }: Act<Withdraw>,
  publication: PublicationRow,
  left: readonly PublicationRow[],
): Promise<void> {
  const proved = (await dispositionsOf(tx, found.id)).filter((one) => one.publication_id === publication.id);
  const kinds = proved.map((one) => one.kind);
  await setEvidence(tx, found.id, kinds, null);
  for (const earlier of left) {
    const named = (await latestDraft(tx, earlier.response_id)).dispositions.map((one) => one.kind);
    await setEvidence(
      tx,
      found.id,
      kinds.filter((kind) => named.includes(kind)),
      earlier.id,
    );
  }
}

/** Where nothing public stands any more, the matter is to be handled again; an answer in work goes its way. */
async function moveOn(
  { tx, found, now }: Act<Withdraw>,
  parts: RuleParts,
  lead: string | null,
  left: number,
): Promise<void> {
  if (found.state !== 'published' || left > 0) return touchCase(tx, found.id, now);
  await moveCase(tx, found.id, { state: 'handling' }, now);
  await hold(tx, parts, found.id, [{ step: 'handling', unitId: lead }], now);
}
