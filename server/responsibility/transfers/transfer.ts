/** 移送 by a person, and the receiving body's receipt. */
import type { TransferReceipt, TransferView } from '../../contract/accountability-views.ts';
import type { ReceiveTransfer, TransferItem } from '../../contract/requests.ts';
import type { UnitRef } from '../../contract/views.ts';
import { requireAccounts } from '../../access/store.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Organisation } from '../../organisation/model.ts';
import { transact, type Database } from '../../platform/database.ts';
import { cleanText } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';
import { Fault } from '../../platform/fault.ts';
import type { RuleParts } from '../../clocks/starting.ts';
import { lockForDecision } from '../../triage/decisions.ts';
import type { AccusedSide } from '../accused.ts';
import type { Facts } from '../matter.ts';
import { factsOf } from '../proposal.ts';
import { accusedIn, resolve, type Resolution } from '../resolver.ts';
import { closeTo, handOver } from './hand-over.ts';
import { lockTransfer, setReceived, transfersFor } from './store.ts';

/**
 * 移送: the resolver names the receiver, the discipline body of the accused's territory or of the one above. What a person states
 * of the accused adds to what the text tells; the accused side of both is shut out. Faults: `item_missing`, `item_changed`,
 * `accused_required`, `unit_unknown`, `account_unknown`, `receiver_missing`.
 */
export function transferItem(
  db: Database,
  parts: RuleParts,
  viewer: Viewer,
  id: string,
  input: TransferItem,
  now: Date,
): Promise<TransferReceipt> {
  return transact(db, async (tx) => {
    const { item, verdict } = await lockForDecision(tx, viewer, id, input);
    const organisation = parts.organisation();
    const told = factsOf(item, verdict, { subject: item.subject });
    const facts: Facts = { ...told, accused: requireKnown(input.accused, organisation) };
    const sides = [accusedIn(told, organisation), accusedIn(facts, organisation)].flatMap((one) => one?.side ?? []);
    if (sides.length === 0) throw accusedRequired();
    const proposal = resolve(facts, organisation, parts.rulebook());
    const receiver = requireReceiver(proposal, sides);
    const accounts = await requireAccounts(tx, input.accounts.map(cleanText), accountUnknown);
    const units = [...new Set(sides.flatMap((side) => side.unit?.id ?? []))];
    const { accountId } = viewer;
    const { rule, clause } = proposal;
    const order = { itemId: id, receiver: receiver.id, rule, clause, reason: cleanText(input.reason), accountId };
    await append(tx, [
      ...(await closeTo(tx, id, { units, accounts }, `account:${accountId}`, now)),
      ...(await handOver(tx, order, now)),
    ]);
    return { receiver, at: now.toISOString() };
  });
}

function requireKnown(accused: string | null, organisation: Organisation): string | null {
  if (accused === null || organisation.unit(accused)) return accused;
  const message = '所选的被反映单位不在组织目录里。';
  throw new Fault('unit_unknown', message, { status: 422, fields: { accused: message } });
}

const accusedRequired = (): Fault =>
  new Fault('accused_required', '文中没有读出被检举控告的单位，移送须写明。', {
    status: 422,
    action: '请选定被反映单位后再移送。',
    fields: { accused: '请选定被反映单位' },
  });

/** The receiver stands outside every accused side. */
function requireReceiver({ lead, transfer }: Resolution, sides: readonly AccusedSide[]): UnitRef {
  if (transfer && lead && !sides.some((side) => side.unit?.id === lead.id || side.barred.has(lead.id))) return lead;
  throw new Fault('receiver_missing', '没有可以接收的机关：本级和上级接收机关不在组织目录里，或属于被反映的一方。', {
    status: 422,
    action: '请核对被反映单位；仍无法确定的，请报上级机关。',
  });
}

const accountUnknown = (accounts: string): Fault =>
  new Fault('account_unknown', `${accounts}。`, { status: 422, fields: { accounts } });

/** The receiving body's receipt, once. Faults: `transfer_missing`, `transfer_received`, which carries the transfer as it is. */
export function receiveTransfer(
  db: Database,
  organisation: Organisation,
  viewer: Viewer,
  id: string,
  input: ReceiveTransfer,
  now: Date,
): Promise<TransferView> {
  return transact(db, async (tx) => {
    const found = await lockTransfer(tx, viewer, id);
    if (!found) throw new Fault('transfer_missing', '没有这件移送，或您无权查看。', { status: 404 });
    const view = async (): Promise<TransferView> => {
      const [one] = await transfersFor(tx, organisation, viewer, id);
      if (!one) throw new Error('a locked transfer can be read');
      return one;
    };
    if (found.received_at) {
      throw new Fault('transfer_received', '这件移送已经签收，回执没有改动。', {
        status: 409,
        action: '请看过现有的回执。',
        current: await view(),
      });
    }
    await setReceived(tx, id, cleanText(input.number), viewer.accountId, now);
    const itemId = found.item_id;
    const data = { itemId, transferId: id };
    const actor = `account:${viewer.accountId}`;
    await append(tx, [{ stream: `item:${itemId}`, type: 'transfer_received', data, actor, at: now }]);
    return view();
  });
}
