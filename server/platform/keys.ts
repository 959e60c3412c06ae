/** The two secrets of an installation, and the keys derived from them. */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from './config.ts';
import { codeOf, Fault } from './fault.ts';

const fileSchema = z.object({ sessionSecret: z.string().min(32), sealKey: z.string().min(32) });

export interface Sealed {
  nonce: Buffer;
  sealed: Buffer;
  tag: Buffer;
  keyId: string;
}

export interface Keys {
  sessionSecret: string;
  /** Names the key that originals are sealed with, without telling it. */
  keyId: string;
  /** HMAC-SHA-256 of a normalised text: finds the same text again without storing it. */
  fingerprint(text: string): string;
  /** HMAC-SHA-256 that a seal event carries, so that a rewritten log can't be sealed anew without the key. */
  sealMac(content: string): string;
  /** AES-256-GCM; `about` is bound to the text, so a sealed original can't be moved to another item. */
  seal(text: string, about: string): Sealed;
  unseal(sealed: Sealed, about: string): string;
  /** A number nobody outside can read or compare (board positions). */
  hide(value: string): string;
  reveal(hidden: string): string | null;
}

/**
 * Keys from the settings, else from DATA_DIR/keys.json (600). `first` makes them; later a missing file is a loss, never a new
 * start. Faults `keys_missing`, `keys_broken`.
 */
export async function loadKeys(config: Config, first = false): Promise<Keys> {
  if (config.sessionSecret && config.sealKey) return deriveKeys(config.sessionSecret, config.sealKey);
  const path = keysFile(config);
  if (first) await makeKeys(config.dataDir, path);
  const kept = await readKeys(path);
  return deriveKeys(config.sessionSecret ?? kept.sessionSecret, config.sealKey ?? kept.sealKey);
}

/** Where the keys of an installation with the embedded database lie. */
export const keysFile = (config: Config): string => join(config.dataDir, 'keys.json');

/** The keys in a file of their own. Faults `keys_missing`, `keys_broken`. */
export async function keysIn(path: string): Promise<Keys> {
  const { sessionSecret, sealKey } = await readKeys(path);
  return deriveKeys(sessionSecret, sealKey);
}

async function makeKeys(dataDir: string, path: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const fresh = { sessionSecret: randomBytes(32).toString('hex'), sealKey: randomBytes(32).toString('hex') };
  try {
    await writeFile(path, JSON.stringify(fresh, null, 2), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // an interrupted first start has made them
  }
}

async function readKeys(path: string): Promise<z.infer<typeof fileSchema>> {
  const parsed = fileSchema.safeParse(parseJson(await readText(path)));
  if (parsed.success) return parsed.data;
  throw new Fault(
    'keys_broken',
    `${path} is not readable as the keys of this installation. Put back a copy of it; without it originals stay sealed.`,
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new Fault(
      'keys_missing',
      `${path} is missing: without it originals stay sealed and the record can't be checked.`,
      { action: 'Put back a copy of it.' },
    );
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema check that follows answers with the fault
  }
};

/** Derives one key per purpose (HKDF-SHA-256), so that no secret serves two. */
export function deriveKeys(sessionSecret: string, sealKey: string): Keys {
  const derive = (secret: string, purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, 'huiying', purpose, 32));
  const original = derive(sealKey, 'original');
  const fingerprint = derive(sealKey, 'fingerprint');
  const mac = derive(sealKey, 'seal');
  const position = derive(sessionSecret, 'position');
  const keyId = createHash('sha256').update(original).digest('hex').slice(0, 8);
  const hmac = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');
  return {
    sessionSecret,
    keyId,
    fingerprint: (text) => hmac(fingerprint, text),
    sealMac: (content) => hmac(mac, content),
    seal: (text, about) => ({ ...encrypt(original, text, about), keyId }),
    unseal: (sealed, about) => decrypt(original, sealed, about),
    hide: (value) => {
      const { nonce, sealed, tag } = encrypt(position, value.padStart(20, '0'), 'position');
      return Buffer.concat([nonce, tag, sealed]).toString('base64url');
    },
    reveal: (hidden) => revealPosition(position, hidden),
  };
}

function encrypt(key: Buffer, text: string, about: string): Omit<Sealed, 'keyId'> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { nonce, sealed, tag: cipher.getAuthTag() };
}

function decrypt(key: Buffer, { nonce, sealed, tag }: Omit<Sealed, 'keyId'>, about: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}

function revealPosition(key: Buffer, hidden: string): string | null {
  const bytes = Buffer.from(hidden, 'base64url');
  if (bytes.length !== 12 + 16 + 20) return null;
  try {
    const parts = { nonce: bytes.subarray(0, 12), tag: bytes.subarray(12, 28), sealed: bytes.subarray(28) };
    return String(BigInt(decrypt(key, parts, 'position')));
  } catch {
    return null; // forged or of another installation: the caller starts from a fresh snapshot
  }
}
