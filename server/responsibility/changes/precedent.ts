/**
 * 判例: a ruling on a disputed duty becomes a dated entry of the duty matrix. The unit that returned asked for it and the office
 * decided, so it holds at once; it stands in the list of changes like any other, and another change can take it back.
 */
import type { RuleReturn } from '../../contract/case-requests.ts';
import type { Subject } from '../../contract/vocabulary.ts';
import type { Act } from '../../cases/act.ts';
import { denialsOf } from '../../cases/store.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import type { Precedent } from '../../organisation/changes/change.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import { chinaDay } from '../../rules/china-time.ts';
import { nextPrecedent, type ReturnRow } from '../requests/store.ts';
import { decideChangeSet, storeChangeSet } from './store.ts';
import { takeEffect } from './take-effect.ts';

/**
 * Keeps the ruling as a precedent for `unit`: matters of the case's subject in its territory that speak of one of the terms. Returns
 * its number. Faults: `precedent_terms_required`, `precedent_no_subject`,
 * `precedent_walled`.
 */
export async function keepPrecedent(
  act: Act<RuleReturn>,
  parts: RuleParts,
  request: ReturnRow,
  unit: string,
): Promise<string> {
  const { tx, found, viewer, actor, input, now } = act;
  const terms = [...new Set((input.precedentTerms ?? []).map(cleanText))];
  if (terms.length === 0) throw termsRequired();
  await requireOpenToAll(act);
  const number = await nextPrecedent(tx, now);
  const precedent: Precedent = {
    id: `precedent-${number}`,
    territory: found.territory ?? parts.organisation().code,
    subject: requireSubject(found.subject),
    terms,
    unit,
    number,
    clause: cleanText(request.clause),
  };
  const set = {
    origin: 'ruling' as const,
    title: `判例 ${number}`,
    // Everybody reads the directory: the words of the ruling stay with the case.
    reason: '退回裁定形成的判例，理由见该事项的办理记录。',
    validFrom: chinaDay(now),
    changes: [{ kind: 'precedent' as const, id: precedent.id, to: precedent }],
    caseId: found.id,
    draftedBy: request.account_id,
  };
  const id = await storeChangeSet(tx, set, now);
  await decideChangeSet(tx, id, { state: 'approved', note: null, accountId: viewer.accountId }, now);
  const { origin, validFrom } = set;
  const data = { changeSetId: id, origin, validFrom, changes: 1, reasonHash: hashText(set.reason) };
  await append(tx, [
    { stream: `change:${id}`, type: 'change_drafted', data, actor: `account:${request.account_id}`, at: now },
    { stream: `change:${id}`, type: 'change_approved', data: { changeSetId: id }, actor, at: now },
  ]);
  await takeEffect(tx, parts, { id, changes: set.changes, draftedBy: set.draftedBy, decidedBy: viewer.accountId }, now);
  return number;
}

/** The directory is open to all units: a case that is closed to some leaves no trace in it (信访工作条例 第三十条). */
async function requireOpenToAll({ tx, found }: Act<RuleReturn>): Promise<void> {
  const { units, accounts } = await denialsOf(tx, found.id);
  if (units.length + accounts.length === 0) return;
  throw new Fault('precedent_walled', '这个事项有回避的单位或人员，不能记为判例，没有保存。', {
    status: 409,
    action: '请不勾选“记为判例”后裁定。',
  });
}

const termsRequired = (): Fault =>
  new Fault('precedent_terms_required', '记为判例须写明这类事项的用语，没有保存。', {
    status: 422,
    fields: { precedentTerms: '请写一至二十个用语，每个 2 至 30 字' },
  });

function requireSubject(subject: Subject | null): Subject {
  if (subject !== null) return subject;
  throw new Fault('precedent_no_subject', '这个事项没有主管领域，不能记为判例。', {
    status: 422,
    action: '请不勾选“记为判例”后裁定，或先更正主管领域。',
  });
}
