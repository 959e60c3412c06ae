/** The organisation in the database: written once at the first run, read whole at each start. */
import type { Selectable } from 'kysely';
import { transact, type Database, type Tx } from '../platform/database.ts';
import { Fault } from '../platform/fault.ts';
import type { Schema } from '../platform/schema.ts';
import { changesOf, type ChangeOf } from './changes/change.ts';
import { withChanges } from './changes/fold.ts';
import { effectiveChanges } from './changes/store.ts';
import { organisationOf, type Organisation, type OrganisationData } from './model.ts';

/** Rows a single insert may carry (PostgreSQL allows 65,535 parameters). */
const ROWS_AT_ONCE = 2_000;

const batches = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, index) =>
    rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  );

/** True where a jurisdiction has been set up. */
export async function hasOrganisation(db: Database): Promise<boolean> {
  return (await db.selectFrom('jurisdiction').select('id').executeTakeFirst()) !== undefined;
}

/** Writes an organisation into an empty database. `casePrefix` begins each case number. Fault `jurisdiction_exists`. */
export async function storeOrganisation(db: Database, data: OrganisationData, casePrefix: string): Promise<void> {
  await transact(db, async (tx) => {
    const written = await tx
      .insertInto('jurisdiction')
      .values({
        id: 1,
        code: data.code,
        name: data.name,
        office_name: data.officeName,
        profile: data.profile,
        case_prefix: casePrefix,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!written)
      throw new Fault('jurisdiction_exists', 'A jurisdiction has already been set up here.', { status: 409 });
    const territories = data.territories.map((territory, position) => ({ ...territory, position }));
    const units = data.units.map((unit, position) => ({
      id: unit.id,
      name: unit.name,
      short_name: unit.shortName,
      territory: unit.territory,
      kind: unit.kind,
      subject: unit.subject ?? null,
      vertical: unit.vertical ?? null,
      parent: unit.parent ?? null,
      aliases: JSON.stringify(unit.aliases),
      position,
    }));
    const duties = data.duties.map((duty) => ({
      subject: duty.subject,
      territory: duty.territory,
      unit_id: duty.unit,
    }));
    for (const rows of batches(territories)) await tx.insertInto('territory').values(rows).execute();
    for (const rows of batches(units)) await tx.insertInto('unit').values(rows).execute();
    for (const rows of batches(duties)) await tx.insertInto('duty').values(rows).execute();
  });
}

/**
 * Counts the changes that have come to hold; a process that has read another number reads anew. `hold` lets no change come to hold
 * before the caller's transaction ends.
 */
export async function directoryVersion(db: Database | Tx, hold = false): Promise<number> {
  const home = await db
    .selectFrom('jurisdiction')
    .select('directory_version')
    .$if(hold, (query) => query.forShare())
    .executeTakeFirst();
  if (!home) throw missing();
  return home.directory_version;
}

const missing = (): Fault =>
  new Fault('jurisdiction_missing', 'No jurisdiction has been set up in this database yet.', { status: 503 });

export interface WhatHolds {
  organisation: Organisation;
  casePrefix: string;
  /** Changes of rules since the files of the rulebook, in the order in which they came to hold. */
  rules: ChangeOf<'rule'>[];
}

/** Reads what holds now. Fault `jurisdiction_missing` before the first run. */
export async function readWhatHolds(db: Database | Tx): Promise<WhatHolds> {
  const home = await db.selectFrom('jurisdiction').selectAll().executeTakeFirst();
  if (!home) throw missing();
  const first = await readFirst(db, home);
  const changes = await effectiveChanges(db);
  return {
    organisation: organisationOf(withChanges(first, changes)),
    casePrefix: home.case_prefix,
    rules: changesOf(changes, 'rule'),
  };
}

/** Reads the organisation as it holds now. Fault `jurisdiction_missing` before the first run. */
export async function readOrganisation(db: Database | Tx): Promise<Organisation & { casePrefix: string }> {
  const { organisation, casePrefix } = await readWhatHolds(db);
  return { ...organisation, casePrefix };
}

/** The organisation before any change came to hold. Fault `jurisdiction_missing` before the first run. */
export async function readFirstOrganisation(db: Database | Tx): Promise<OrganisationData> {
  const home = await db.selectFrom('jurisdiction').selectAll().executeTakeFirst();
  if (!home) throw missing();
  return readFirst(db, home);
}

/** The organisation as it was first written; what a change brought is left to that change. */
async function readFirst(db: Database | Tx, home: Selectable<Schema['jurisdiction']>): Promise<OrganisationData> {
  const territories = await db
    .selectFrom('territory')
    .select(['code', 'name', 'level', 'parent'])
    .where('added_by', 'is', null)
    .orderBy('position')
    .execute();
  const units = await db.selectFrom('unit').selectAll().where('added_by', 'is', null).orderBy('position').execute();
  const duties = await db.selectFrom('duty').selectAll().execute();
  return {
    code: home.code,
    name: home.name,
    officeName: home.office_name,
    profile: home.profile,
    territories,
    units: units.map((unit) => ({
      id: unit.id,
      name: unit.name,
      shortName: unit.short_name,
      territory: unit.territory,
      kind: unit.kind,
      aliases: unit.aliases,
      ...(unit.subject && { subject: unit.subject }),
      ...(unit.vertical && { vertical: unit.vertical }),
      ...(unit.parent && { parent: unit.parent }),
    })),
    duties: duties.map((duty) => ({ subject: duty.subject, territory: duty.territory, unit: duty.unit_id })),
  };
}
