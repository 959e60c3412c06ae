/** Whether an installation hears anything but samples. */
import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../platform/database.ts';

export const DEMO_SOURCE = { id: 'demo', name: '演示来源', kind: 'import', channel: 'forum', url: '' } as const;

/** Names of the sources that are neither the sample's nor the demonstration's. */
export async function realSources(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('source')
    .select('name')
    .where('id', '<>', DEMO_SOURCE.id)
    .where(sql<SqlBool>`url not like 'sample:%'`)
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
