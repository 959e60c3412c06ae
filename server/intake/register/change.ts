/** What those who manage sources do to them. Each change names the version it was made on and writes its event. */
import { randomBytes, randomUUID } from 'node:crypto';
import type {
  AddSource,
  AllowPrivate,
  ChangeSource,
  PauseSource,
  ResumeSource,
} from '../../contract/source-requests.ts';
import type { IssuedToken } from '../../contract/source-views.ts';
import type { Viewer } from '../../access/viewer.ts';
import { transact, type Database, type Tx } from '../../platform/database.ts';
import type { EventData, NewEvent } from '../../platform/events/catalogue.ts';
import { cleanText, hashText } from '../../platform/events/chain.ts';
import { append } from '../../platform/events/log.ts';
import { checkedUrl, hostAndPort } from '../address-guard.ts';
import { closeGap, openGap } from '../polling/gaps/store.ts';
import { BY_HAND } from '../source-health.ts';
import {
  insertSource,
  insertToken,
  lockSource,
  revokeToken,
  updateSource,
  type LockedSource,
} from './settings/store.ts';
import { FAULTS } from './faults.ts';

type What = EventData['source_changed']['what'];

const actorOf = (viewer: Viewer): string => `account:${viewer.accountId}`;

const changed = (sourceId: string, what: What, viewer: Viewer, at: Date): NewEvent => ({
  stream: `source:${sourceId}`,
  type: 'source_changed',
  data: { sourceId, what },
  actor: actorOf(viewer),
  at,
});

/** 新增来源; returns its id. Faults: `source_url_missing`, `source_without_address`, `source_refused_address`. */
export function addNewSource(db: Database, viewer: Viewer, input: AddSource, now: Date): Promise<string> {
  const id = randomUUID();
  const url = addressFor(input.kind, input.url);
  return transact(db, async (tx) => {
    await insertSource(tx, { ...input, id, url, name: cleanText(input.name) }, now);
    const data = { sourceId: id };
    await append(tx, [{ stream: `source:${id}`, type: 'source_added', data, actor: actorOf(viewer), at: now }]);
    return id;
  });
}

function addressFor(kind: string, url: string | null): string {
  if (kind === 'http' && !url) throw FAULTS.urlMissing();
  if (kind !== 'http' && url) throw FAULTS.notHttp();
  return url ? checkedUrl(url).href : '';
}

/** Locks the source for a change; refuses where it is not what the person looked at, and those that come with the program. */
async function lockForChange(tx: Tx, id: string, version: number): Promise<LockedSource> {
  const source = await lockSource(tx, id);
  if (!source) throw FAULTS.missing();
  if (BY_HAND.includes(source.kind)) throw FAULTS.byHand();
  if (source.version !== version) throw FAULTS.changed();
  return source;
}

/**
 * 修改设定. Another address is read from its beginning, at once; a leave to lie within the office's network goes with the host
 * it was given for. Faults: `source_missing`, `source_changed`, `source_built_in`, and those of an address.
 */
export function changeSource(db: Database, viewer: Viewer, id: string, input: ChangeSource, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    const source = await lockForChange(tx, id, input.version);
    const url = source.kind === 'file' && !input.url ? source.url : addressFor(source.kind, input.url);
    const moved = url !== source.url;
    const leaves = moved && source.allow_private && hostAndPort(new URL(url)) !== hostAndPort(new URL(source.url));
    await updateSource(tx, id, {
      name: cleanText(input.name),
      channel: input.channel,
      url,
      interval_seconds: input.intervalSeconds,
      quiet_after_minutes: input.quietAfterMinutes,
      ...(moved && { etag: null, last_modified: null, next_poll_at: now }),
      ...(leaves && { allow_private: false, allowed_by: null }),
    });
    const events = [changed(id, 'settings', viewer, now)];
    await append(tx, leaves ? [...events, changed(id, 'private_refused', viewer, now)] : events);
  });
}

/** 暂停, with a reason: from now on nothing of it comes in, not even what is being read at this moment. */
export function pauseSource(db: Database, viewer: Viewer, id: string, input: PauseSource, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    const source = await lockForChange(tx, id, input.version);
    if (!source.enabled) throw FAULTS.changed();
    const reason = cleanText(input.reason);
    await updateSource(tx, id, { enabled: false, paused_reason: reason, paused_by: viewer.accountId, paused_at: now });
    const since = source.kind === 'push' ? now : (source.last_success_at ?? now);
    await openGap(tx, { sourceId: id, since, code: 'source_paused', message: `已暂停：${reason}` });
    await append(tx, [changed(id, 'paused', viewer, now)]);
  });
}

/** 恢复: read at once. The gap of one that is read closes with its next reading; one that is pushed to is heard from now on. */
export function resumeSource(db: Database, viewer: Viewer, id: string, input: ResumeSource, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    const source = await lockForChange(tx, id, input.version);
    if (source.enabled) throw FAULTS.changed();
    await updateSource(tx, id, {
      enabled: true,
      paused_reason: null,
      paused_by: null,
      paused_at: null,
      next_poll_at: now,
    });
    if (source.kind === 'push') await closeGap(tx, id, [], now);
    await append(tx, [changed(id, 'resumed', viewer, now)]);
  });
}

/**
 * An administrator's leave that this source's own host and port may lie within the office's network, or its end. Fault
 * `source_without_address` for one that is not fetched.
 */
export function allowPrivate(db: Database, viewer: Viewer, id: string, input: AllowPrivate, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    const source = await lockForChange(tx, id, input.version);
    if (source.kind !== 'http') throw FAULTS.notHttp();
    const { allow } = input;
    await updateSource(tx, id, {
      allow_private: allow,
      allowed_by: allow ? viewer.accountId : null,
      next_poll_at: now,
    });
    await append(tx, [changed(id, allow ? 'private_allowed' : 'private_refused', viewer, now)]);
  });
}

/** A new token of a push source. The secret is told here and kept nowhere: its hash alone stays. Fault `source_not_push`. */
export function issueToken(
  db: Database,
  viewer: Viewer,
  sourceId: string,
  name: string,
  now: Date,
): Promise<IssuedToken> {
  const [id, token] = [randomUUID(), `hy_${randomBytes(32).toString('base64url')}`];
  return transact(db, async (tx) => {
    const source = await lockSource(tx, sourceId);
    if (!source) throw FAULTS.missing();
    if (source.kind !== 'push') throw FAULTS.notPush();
    const row = { id, source_id: sourceId, name: cleanText(name), hash: hashText(token), created_by: viewer.accountId };
    await insertToken(tx, { ...row, created_at: now });
    await append(tx, [tokenEvent('source_token_issued', sourceId, id, viewer, now)]);
    return { id, token };
  });
}

/** Takes a token back, at once; one already taken back stays so. Faults: `source_missing`, `token_missing`. */
export function withdrawToken(
  db: Database,
  viewer: Viewer,
  sourceId: string,
  tokenId: string,
  now: Date,
): Promise<void> {
  return transact(db, async (tx) => {
    const source = await lockSource(tx, sourceId);
    if (!source) throw FAULTS.missing();
    const revoked = await revokeToken(tx, sourceId, tokenId, now);
    if (revoked === null) throw FAULTS.tokenMissing();
    if (revoked) await append(tx, [tokenEvent('source_token_revoked', sourceId, tokenId, viewer, now)]);
  });
}

const tokenEvent = (
  type: 'source_token_issued' | 'source_token_revoked',
  sourceId: string,
  tokenId: string,
  viewer: Viewer,
  at: Date,
): NewEvent => ({ stream: `source:${sourceId}`, type, data: { sourceId, tokenId }, actor: actorOf(viewer), at });
