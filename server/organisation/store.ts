/** The organisation in the database: written once at the first run, read whole at each start. */
import { transact, type Database } from '../platform/database.ts';
import { Fault } from '../platform/fault.ts';
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

/** Reads the organisation. Fault `jurisdiction_missing` before the first run. */
export async function readOrganisation(db: Database): Promise<Organisation & { casePrefix: string }> {
  const home = await db.selectFrom('jurisdiction').selectAll().executeTakeFirst();
  if (!home)
    throw new Fault('jurisdiction_missing', 'No jurisdiction has been set up in this database yet.', { status: 503 });
  const territories = await db
    .selectFrom('territory')
    .select(['code', 'name', 'level', 'parent'])
    .orderBy('position')
    .execute();
  const units = await db.selectFrom('unit').selectAll().orderBy('position').execute();
  const duties = await db.selectFrom('duty').selectAll().execute();
  const organisation = organisationOf({
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
  });
  return { ...organisation, casePrefix: home.case_prefix };
}
