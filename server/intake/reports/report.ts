/** Two forms by which people put matters in: a call noted by hand (热线记录), and a unit's own report (人工报送). */
import type { HotlineNote, UnitReport } from '../../contract/source-requests.ts';
import type { Reported } from '../../contract/source-views.ts';
import type { Channel } from '../../contract/vocabulary.ts';
import type { Viewer } from '../../access/viewer.ts';
import { transact } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { prepareItem, type Incoming } from '../ingest.ts';
import { markHeard } from '../push/store.ts';
import type { StoringParts } from '../push/push.ts';
import { ensureSource, storeEach } from '../store.ts';

interface Form {
  id: string;
  name: string;
  channel: Channel;
}

export const HOTLINE_FORM: Form = { id: 'form-hotline', name: '12345 热线记录', channel: 'hotline' };
export const UNIT_FORM: Form = { id: 'form-unit', name: '单位报送', channel: 'unit_report' };

/** A form filled in by a clock a little ahead of ours is believed. */
const AHEAD_MS = 300_000;
const OLDEST = Date.parse('2000-01-01T00:00:00+08:00');

/**
 * Notes a call. With an order number the hotline handles it: the item is marked and never dispatched a second time (一事不二派).
 * Faults: `in_future`, `long_ago`.
 */
export function noteCall(parts: StoringParts, viewer: Viewer, note: HotlineNote, now: Date): Promise<Reported> {
  const { title, text, orderNumber } = note;
  const publishedAt = pastTime(note.at, 'at', now);
  return report(parts, HOTLINE_FORM, { title, text, orderNumber, publishedAt, reportedBy: viewer.accountId }, now);
}

/**
 * A unit reports of itself. It is judged as any item: the reporter gains no sight of it, and where it accuses somebody the wall
 * stands. Faults: `unit_missing`, `in_future`, `long_ago`.
 */
export function reportMatter(parts: StoringParts, viewer: Viewer, input: UnitReport, now: Date): Promise<Reported> {
  if (!viewer.unit)
    throw new Fault('unit_missing', '您的账号不属于任何单位，不能报送。', {
      status: 422,
      action: '请联系管理员核对账号。',
    });
  const { title, text } = input;
  const by = { reportedBy: viewer.accountId, reportingUnit: viewer.unit.id };
  return report(
    parts,
    UNIT_FORM,
    { title, text, publishedAt: pastTime(input.learnedAt, 'learnedAt', now), ...by },
    now,
  );
}

function pastTime(written: string | null, field: string, now: Date): Date | null {
  if (written === null) return null;
  const at = new Date(written);
  const wrong = (code: string, message: string): Fault =>
    new Fault(code, message, { status: 422, fields: { [field]: '请改成实际的时间' } });
  if (at.getTime() > now.getTime() + AHEAD_MS) throw wrong('in_future', '时间晚于现在。');
  if (at.getTime() < OLDEST) throw wrong('long_ago', '时间不正确。');
  return at;
}

/** Stores what a form holds; the same text sent twice is one item, and the second sending no new sighting. */
function report(
  parts: StoringParts,
  form: Form,
  filled: Omit<Incoming, 'externalId' | 'url'>,
  now: Date,
): Promise<Reported> {
  const prepared = prepareItem({ ...filled, externalId: '', url: null }, parts.officials());
  const item = { ...prepared, externalId: parts.keys.fingerprint(prepared.canonical) };
  return transact(parts.db, async (tx) => {
    const source = await ensureSource(tx, { ...form, kind: 'form' }, now);
    const [kept] = await storeEach(tx, parts.keys, source, [item], parts.judgingMinutes(), now);
    if (!kept) throw new Error('one item was stored, and one answer is missing');
    await markHeard(tx, form.id, { fresh: !kept.known, warnings: [] }, now);
    return kept;
  });
}
