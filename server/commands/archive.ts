/** The commands `export` and `import`: a whole installation as one file, for backup and for moving house. */
import { existsSync } from 'node:fs';
import { chmod, copyFile, rm } from 'node:fs/promises';
import { exportArchive, rowsOf, type Progress } from '../platform/archive/dump.ts';
import { importArchive, openArchive } from '../platform/archive/restore.ts';
import type { Manifest } from '../platform/archive/manifest.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { connect } from '../platform/database.ts';
import { Fault } from '../platform/fault.ts';
import { keysFile, keysIn, loadKeys, type Keys } from '../platform/keys.ts';
import { openLog } from '../platform/log.ts';
import { grantAppRole, knownMigrations, migrate } from '../platform/migrate.ts';
import { describeRecord, withDatabase } from './database.ts';

const showRows =
  (verb: string): Progress =>
  (rows, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${verb} ${rows} of ${all} rows`);
  };

/** `export FILE`. Faults of `exportArchive`. */
export function runExport(config: Config, file: string): Promise<string> {
  return withDatabase(config, async ({ db }) => {
    const keys = await loadKeys(config);
    const manifest = await exportArchive(db, keys, file, systemClock(), showRows('writing'));
    return [
      `Wrote ${file}: ${rowsOf(manifest)} rows of ${manifest.tables.length} tables${ofWhom(manifest)}.`,
      `The keys are not in it. Originals and the record's seals hang on the key ${keys.keyId}: keep a copy of`,
      `${whereKeysAre(config)}, in another place. Without that key the archive can't be brought back.`,
      'It holds what citizens wrote and the hashes of passwords: keep it as closely as the database.',
    ].join('\n');
  });
}

const ofWhom = ({ jurisdiction }: Manifest): string =>
  jurisdiction ? `, ${jurisdiction.name} (${jurisdiction.code})` : '';

const whereKeysAre = (config: Config): string =>
  config.sealKey ? 'SEAL_KEY and SESSION_SECRET too' : `${keysFile(config)} too`;

/**
 * `import FILE`: into an installation that holds nothing. `keys` names the keys.json kept with the archive, which then becomes this
 * installation's. Faults `keys_missing`, `keys_differ`, `archive_newer` and those of `importArchive`.
 */
export async function runImport(
  config: Config,
  file: string,
  options: { keys?: string },
): Promise<{ text: string; whole: boolean }> {
  const archive = await openArchive(file);
  const { manifest } = archive;
  await requireKnown(manifest);
  const keys = await keysFor(config, manifest, options.keys);
  return withDatabase(
    config,
    async ({ ownerUrl }) => {
      const owner = connect(ownerUrl, openLog('warn'), 2);
      try {
        const kept = await keepKeys(config, options.keys);
        const found = await importArchive(owner.db, keys, file, archive, showRows('bringing back')).catch(kept.undo);
        await migrate(owner.db);
        await grantAppRole(owner.db);
        const rows = `${rowsOf(manifest)} rows of ${manifest.tables.length} tables`;
        const text = [
          `Brought back ${rows}${ofWhom(manifest)}, written ${manifest.at}; counts and checksums agree.`,
          describeRecord(found),
          'Everybody signs in anew. Start it with `npm start`.',
        ].join('\n');
        return { text, whole: found.breaches.length === 0 };
      } finally {
        await owner.close();
      }
    },
    { fresh: true, ...(manifest.migrations.length > 0 ? { through: manifest.migrations.at(-1) ?? '' } : {}) },
  );
}

async function requireKnown({ migrations, program }: Manifest): Promise<void> {
  const known = await knownMigrations();
  if (migrations.every((name, index) => known[index] === name)) return;
  throw new Fault(
    'archive_newer',
    `The archive was written by version ${program}, whose tables this one does not know.`,
    {
      action: 'Use that version of the program, or a later one.',
    },
  );
}

/** The keys at hand, which must be those the archive was written with. */
async function keysFor(config: Config, { keyId }: Manifest, named: string | undefined): Promise<Keys> {
  const atHand = config.sealKey !== null || existsSync(keysFile(config));
  if (!atHand && named === undefined) {
    throw new Fault(
      'keys_missing',
      `The originals in the archive are sealed with the key ${keyId}, which it does not hold.`,
      {
        action: 'Name the keys.json that was kept with it: --keys FILE.',
      },
    );
  }
  const keys = atHand ? await loadKeys(config) : await keysIn(named ?? '');
  if (keys.keyId === keyId) return keys;
  const where = atHand ? (config.sealKey ? 'SEAL_KEY' : keysFile(config)) : named;
  throw new Fault('keys_differ', `The archive needs the key ${keyId}; ${where} holds ${keys.keyId}.`, {
    action: atHand
      ? 'Nothing was brought back. With other keys its originals could not be opened, nor its record checked.'
      : 'Name the keys.json that was kept with it.',
  });
}

/** Puts the named keys where this installation looks for them, before a row is kept; those it has already stay. */
async function keepKeys(
  config: Config,
  named: string | undefined,
): Promise<{ undo: (error: unknown) => Promise<never> }> {
  const path = keysFile(config);
  const put = named !== undefined && config.sealKey === null && !existsSync(path);
  if (put) {
    await copyFile(named, path);
    await chmod(path, 0o600);
  }
  return {
    undo: async (error) => {
      if (put) await rm(path);
      throw error;
    },
  };
}
