/** The command `init`: an office's own place instead of the sample city, before the first start. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { caseNumber } from '../cases/number.ts';
import { firstPasswords, passwordLines, setUp, type FirstSetting } from '../first-run.ts';
import { generateOrganisation } from '../organisation/generate.ts';
import { organisationOf, type Organisation } from '../organisation/model.ts';
import { loadPack, type Pack } from '../organisation/pack.ts';
import { firstPosts } from '../organisation/posts.ts';
import { hasOrganisation, readOrganisation } from '../organisation/store.ts';
import { packFiles } from '../organisation/write-pack.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { Fault } from '../platform/fault.ts';
import { loadKeys } from '../platform/keys.ts';
import { loadRulebook } from '../rules/rulebook.ts';
import { withDatabase } from './database.ts';

export interface InitOptions {
  jurisdiction?: string;
  pack?: string;
  /** Writes the pack there instead of setting anything up. */
  write?: string;
  prefix?: string;
}

const PREFIX = /^[\p{L}\p{N}-]{1,12}$/u;

/** The pack of a place: its organisation generated, under the nearest profile of the rulebook, and the first accounts. */
export function generatedPack(code: string): Pack {
  const generated = generateOrganisation(code);
  const profile = loadRulebook().profileAt(generated.lineage(generated.code));
  const organisation = organisationOf({ ...generated, profile });
  return { organisation, users: firstPosts(organisation), sources: [] };
}

/** An office's own pack; without accounts of its own it gets the first ones. Fault `unknown_profile`. */
function ownPack(folder: string): Pack {
  const pack = loadPack(folder);
  loadRulebook().rules(pack.organisation.profile);
  return pack.users.length > 0 ? pack : { ...pack, users: firstPosts(pack.organisation) };
}

/**
 * Sets up a place, or with `write` only writes its pack. Faults: `init_what`, `prefix_invalid`, those of the generator and of packs,
 * `pack_exists`, `jurisdiction_exists`.
 */
export async function runInit(config: Config, options: InitOptions): Promise<string> {
  const { jurisdiction, pack: folder, write, prefix } = options;
  if (prefix !== undefined && !PREFIX.test(prefix))
    throw new Fault('prefix_invalid', 'A prefix has 1 to 12 letters, digits or dashes, e.g. YB.');
  if (jurisdiction === undefined && folder === undefined)
    throw new Fault('init_what', 'init needs --jurisdiction CODE or --pack DIR.', { action: '--help shows both.' });
  const pack = folder === undefined ? generatedPack(jurisdiction ?? '') : ownPack(folder);
  if (write !== undefined) return writePack(write, pack);
  // The code can't be wrong and is nobody else's; initials in pinyin would be guessed (重庆, 长春, 厦门).
  const casePrefix = prefix ?? `${pack.organisation.code}-`;
  const fileUrl = (location: string): string => resolve(folder ?? '.', location);
  return store(config, { pack, casePrefix, fileUrl });
}

async function writePack(folder: string, { organisation, users }: Pack): Promise<string> {
  const files = packFiles(organisation, users);
  const there = Object.keys(files).filter((file) => existsSync(join(folder, file)));
  if (there.length > 0)
    throw new Fault('pack_exists', `${folder} already holds ${there.join(', ')}, which stay as they are.`, {
      action: 'Name another folder.',
    });
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return [
    `Wrote ${Object.keys(files).join(', ')} of ${organisation.name} (${organisation.code}) into ${folder}; no database was touched.`,
    `Edit them (init --help prints the columns), then: npm run huiying -- init --pack ${folder}`,
  ].join('\n');
}

function store(config: Config, setting: FirstSetting): Promise<string> {
  return withDatabase(
    config,
    async ({ db }) => {
      if (await hasOrganisation(db)) {
        const { name, code } = await readOrganisation(db);
        throw new Fault(
          'jurisdiction_exists',
          `This installation already holds ${name} (${code}); it stays as it is.`,
          {
            action: 'For another place set DATA_DIR to a new folder, or DATABASE_URL to an empty database.',
          },
        );
      }
      await loadKeys(config, true);
      const passwords = firstPasswords(config.dataDir);
      const made = await setUp(db, setting, systemClock(), (fresh) => passwords.keep(fresh));
      return describe(setting, passwordLines(made));
    },
    { fresh: true },
  );
}

function describe({ pack: { organisation, sources }, casePrefix }: FirstSetting, passwords: string[]): string {
  const { name, code, units, profile } = organisation;
  const counties = countiesBelow(organisation);
  const below = counties > 0 ? `${counties} counties and districts, ` : '';
  return [
    `${name} (${code}) is set up: ${below}${units.length} units, rulebook profile ${profile}, case numbers like ${caseNumber(casePrefix, 1, systemClock())}.`,
    sources.length > 0
      ? `Sources: ${sources.map((source) => source.name).join(', ')}.`
      : 'It has no source yet: add your own on the sources page.',
    'Start it with `npm start`. The sample city is not added. Units without accounts get theirs with `user add`.',
    '',
    ...passwords,
  ].join('\n');
}

const countiesBelow = (organisation: Organisation): number =>
  organisation.counties().filter((county) => county.code !== organisation.code).length;
