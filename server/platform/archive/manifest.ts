/** The first line of an archive: what it holds, and a MAC over that with the key of the installation it comes from. Pure. */
import { z } from 'zod';
import { Fault } from '../fault.ts';
import type { Keys } from '../keys.ts';

/** Of this shape of archive; a reader refuses others. */
export const ARCHIVE_FORMAT = 1;

const tableSchema = z.object({
  name: z.string(),
  rows: z.number().int().nonnegative(),
  /** SHA-256 over the table's lines, each with its line feed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ArchiveTable = z.infer<typeof tableSchema>;

const manifestSchema = z.object({
  format: z.number().int(),
  program: z.string(),
  at: z.iso.datetime(),
  jurisdiction: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** Names which key the originals are sealed with; the key itself is not in the archive. */
  keyId: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(tableSchema),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^\d+$/), called: z.boolean() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

const lineSchema = z.object({ manifest: z.unknown(), mac: z.string() });

const content = (manifest: unknown): string => `archive ${JSON.stringify(manifest)}`;

export const manifestLine = (manifest: Manifest, keys: Keys): string =>
  JSON.stringify({ manifest, mac: keys.sealMac(content(manifest)) });

export interface ReadManifest {
  manifest: Manifest;
  /** Whether it was written with the key it names: else somebody changed it. */
  madeWith(keys: Keys): boolean;
}

/** Reads the first line. Faults `archive_unreadable`, `archive_format`. */
export function readManifest(line: string): ReadManifest {
  const read = lineSchema.safeParse(parse(line));
  if (!read.success) throw notAnArchive();
  const format = (read.data.manifest as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format !== ARCHIVE_FORMAT)
    throw new Fault('archive_format', `The archive has the format ${format}; this program reads ${ARCHIVE_FORMAT}.`);
  const manifest = manifestSchema.safeParse(read.data.manifest);
  if (!manifest.success) throw notAnArchive();
  const { mac } = read.data;
  const signed = content(read.data.manifest);
  return { manifest: manifest.data, madeWith: (keys) => keys.sealMac(signed) === mac };
}

const notAnArchive = (): Fault =>
  new Fault('archive_unreadable', 'The file does not begin as an archive of this program does.');

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // the schema check that follows answers with the fault
  }
}
