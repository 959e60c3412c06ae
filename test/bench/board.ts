/** The board's snapshot for an analyst, beside the bare query of the same views. */
import { sql } from 'kysely';
import { viewerOf } from '../../server/access/store.ts';
import { caseView } from '../../server/board/case-view.ts';
import { readSnapshot } from '../../server/board/live-board.ts';
import { NOW, ROWS } from '../support/case-rows.ts';
import type { Bench } from './frame.ts';
import { openBenchHouse, type BenchHouse } from './house.ts';

const CASES = 2_000;

/** Cases that stand on the board, each with its view, written straight into the tables. */
async function placeCases({ owner }: BenchHouse, openedBy: string): Promise<void> {
  const view = JSON.stringify({ ...caseView(ROWS, 'jurisdiction', NOW), id: 'bench', number: 'bench' });
  await sql`
    insert into "case" (id, version, number, state, title, category, subject, opinion_grade, rule, clause, reasons, opened_by,
      opened_at, detected_at, updated_at)
    select 'bench-' || n, 1, 'BENCH-' || n, 'drafting', '停水', 'livelihood', 'water_resources', 'general', 'r', 'c', '[]', ${openedBy},
      now(), now(), now()
    from generate_series(1, ${CASES}::int) n`.execute(owner.db);
  await sql`
    insert into case_view (case_id, version, audience, at, view, granted)
    select 'bench-' || n, 1, 'jurisdiction', now(),
      ${view}::jsonb || jsonb_build_object('id', 'bench-' || n, 'number', 'BENCH-' || n), '{}'
    from generate_series(1, ${CASES}::int) n`.execute(owner.db);
}

export const boardBench: Bench = {
  name: 'board',
  about: 'the board as a screen first asks for it',
  async setUp() {
    const house = await openBenchHouse();
    const { app, owner, parts } = house;
    const account = await app.db
      .selectFrom('account')
      .select('id')
      .where('name', '=', 'leader')
      .executeTakeFirstOrThrow();
    await placeCases(house, account.id);
    const viewer = await viewerOf(app.db, parts.rules.organisation(), account.id);
    if (!viewer) throw new Error('the sample city has no leader');
    return {
      comparisons: [
        {
          what: 'snapshot (scope, rights, health) beside the bare query',
          unit: 'cases/s',
          data: `${CASES} cases`,
          a: { name: 'readSnapshot', run: async () => (await readSnapshot(parts, viewer)).cases.length },
          b: {
            name: 'select',
            run: async () => {
              const { rows } = await sql`select view from case_view where audience = 'jurisdiction'`.execute(app.db);
              return rows.length;
            },
          },
        },
      ],
      close: async () => {
        await sql`delete from case_view where case_id like 'bench-%'`.execute(owner.db);
        await sql`delete from "case" where id like 'bench-%'`.execute(owner.db);
      },
    };
  },
};
