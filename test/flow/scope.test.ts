/** One rule, written twice: the query every list is read through, and the decision in memory the gateway sends by. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf, seesJurisdiction } from '../../server/access/permissions.ts';
import {
  scopedAssignments,
  scopedCases,
  scopedCaseViews,
  scopedClocks,
  scopedItems,
} from '../../server/access/scope.ts';
import { mayView, permits, type AudienceRow, type Viewer } from '../../server/access/viewer.ts';
import { viewsOf, visibleCases } from '../../server/board/store.ts';
import { ROLE_IDS, type Role } from '../../server/contract/vocabulary.ts';
import { commanded, superiors } from '../../server/organisation/lines.ts';
import { openHouse, type House } from '../support/house.ts';
import { accountId, changeAudience, liftDenials, openWaterCase, type Opened } from '../support/matters.ts';
import { ACCOUNTS } from '../support/served-house.ts';

let house: House;
let opened: Opened;
let accounts: string[];
beforeAll(async () => {
  house = await openHouse();
  opened = await openWaterCase(house);
  accounts = await Promise.all(ACCOUNTS.map((name) => accountId(house, name)));
});
afterAll(() => house.close());

/** Units that lie in each other's lines of command and duty, so that random rows meet random viewers. */
const UNITS = [
  '990100:government_office',
  '990100:news_office',
  '990100:discipline',
  '990102:discipline',
  '990100:water_resources',
  '990102:water_resources',
  '990102:government_office',
  '990102:education',
  '990103:water_resources',
];

const rowArbitrary = fc.record({
  effect: fc.constantFrom<'grant' | 'deny'>('grant', 'grant', 'deny'),
  of: fc.oneof(
    fc.record({ unit: fc.constantFrom(...UNITS) }),
    fc.record({ account: fc.nat({ max: ACCOUNTS.length - 1 }) }),
  ),
});

const viewerArbitrary = fc.record({
  account: fc.nat({ max: ACCOUNTS.length - 1 }),
  roles: fc.oneof(fc.constant<Role[]>(['officer']), fc.subarray([...ROLE_IDS], { maxLength: 3 })),
  unit: fc.option(fc.constantFrom(...UNITS)),
});

function viewerFrom(drawn: { account: number; roles: Viewer['roles']; unit: string | null }): Viewer {
  const organisation = house.parts.rules.organisation();
  return {
    accountId: accounts[drawn.account] ?? '',
    name: 'drawn',
    displayName: 'drawn',
    roles: drawn.roles,
    unit: drawn.unit ? { id: drawn.unit, name: drawn.unit } : null,
    grantUnits: drawn.unit ? commanded(organisation, drawn.unit) : [],
    approvalSteps: [],
    denyUnits: drawn.unit ? superiors(organisation, drawn.unit) : [],
  };
}

/** Puts exactly these rows on the case, and on its stored views, as the projector does a moment later. */
async function setRows(rows: readonly AudienceRow[]): Promise<void> {
  const { db } = house.parts;
  const case_id = opened.caseId;
  await db.deleteFrom('case_audience').where('case_id', '=', case_id).execute();
  const granted = rows.filter((row) => row.effect === 'grant').map((row) => row.unit_id ?? row.account_id ?? '');
  await db.updateTable('case_view').set({ granted }).where('case_id', '=', case_id).execute();
  if (rows.length === 0) return;
  await db
    .insertInto('case_audience')
    .values(rows.map((row) => ({ ...row, case_id, at: house.time.now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

test('the query and the decision in memory never differ, and deny beats every role', async () => {
  const { db } = house.parts;
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowArbitrary, { maxLength: 6 }),
      fc.array(viewerArbitrary, { minLength: 1, maxLength: 8 }),
      async (drawnRows, drawnViewers) => {
        const rows = drawnRows.map(({ effect, of }): AudienceRow => ({
          effect,
          unit_id: 'unit' in of ? of.unit : null,
          account_id: 'account' in of ? (accounts[of.account] ?? '') : null,
        }));
        await setRows(rows);
        for (const viewer of drawnViewers.map(viewerFrom)) {
          const sees = mayView(viewer, rows);
          const found = await scopedCases(db, viewer).select('case.id').execute();
          expect(found.length === 1).toBe(sees);
          expect((await visibleCases(db, viewer, [opened.caseId])).size === 1).toBe(sees);
          expect((await viewsOf(db, viewer, [opened.caseId])).length === 1).toBe(sees);
          expect((await scopedCaseViews(db, viewer).select('version').execute()).length > 0).toBe(sees);
          expect((await scopedAssignments(db, viewer).select('unit_id').execute()).length > 0).toBe(sees);
          expect((await scopedClocks(db, viewer).select('kind').execute()).length > 0).toBe(sees);
          const items = await scopedItems(db, viewer).select('item.id').execute();
          expect(items.length === 1).toBe(sees && permits(viewer, 'item.read'));
          const key = `${seesJurisdiction(viewer.roles) ? 'jurisdiction' : 'other'}: ${sees ? 'sees' : 'does not'}`;
          outcomes.set(key, (outcomes.get(key) ?? 0) + 1);

          const mine: AudienceRow[] = [
            { unit_id: null, account_id: viewer.accountId, effect: 'deny' },
            ...viewer.denyUnits.map((unit_id): AudienceRow => ({ unit_id, account_id: null, effect: 'deny' })),
          ];
          for (const denial of mine) expect(mayView(viewer, [...rows, denial])).toBe(false);
        }
      },
    ),
    { numRuns: 100 },
  );
  // Both answers came up for both kinds of viewer: the comparison was one.
  expect([...outcomes.keys()].sort()).toEqual([
    'jurisdiction: does not',
    'jurisdiction: sees',
    'other: does not',
    'other: sees',
  ]);
});

test('a denial of anyone’s line closes the case in the query too, whatever was granted', async () => {
  const { db } = house.parts;
  for (const name of ACCOUNTS) {
    const viewer = await house.viewer(name);
    const grant: AudienceRow = { unit_id: null, account_id: viewer.accountId, effect: 'grant' };
    for (const unit_id of viewer.denyUnits) {
      await setRows([grant, { unit_id, account_id: null, effect: 'deny' }]);
      expect(await scopedCases(db, viewer).select('case.id').execute(), `${name} ${unit_id}`).toEqual([]);
    }
    await setRows([grant]);
    const sees = permissionsOf(viewer.roles).includes('case.read');
    expect(await scopedCases(db, viewer).select('case.id').execute(), name).toHaveLength(sees ? 1 : 0);
  }
});

describe('lines', () => {
  const lines = (unit: string): { grants: string[]; denials: string[] } => ({
    grants: commanded(house.parts.rules.organisation(), unit),
    denials: superiors(house.parts.rules.organisation(), unit),
  });

  test('a superior sees what was given to those it commands; not the other way round', () => {
    expect(lines('990102:government_office').grants).toContain('990102:education');
    expect(lines('990102:education').grants).toEqual(['990102:education']);
    expect(lines('990100:water_resources').grants).not.toContain('990102:water_resources'); // a namesake, not commanded
  });

  test('a denial goes down the lines: by command and to the namesakes one level below', () => {
    const { denials } = lines('990102:water_resources');
    expect(denials).toEqual(
      expect.arrayContaining([
        '990102:water_resources',
        '990100:water_resources',
        '990102:government_office',
        '990100:government_office',
      ]),
    );
    expect(denials).not.toContain('990103:water_resources');
    expect(denials).not.toContain('990102:education');
  });

  test('a denial of a subordinate does not close the case to its superior', async () => {
    await setRows([]);
    await changeAudience(house, opened.caseId, 'deny', { units: ['990100:news_office', '990102:education'] });
    const found = await scopedCases(house.parts.db, await house.viewer('leader'))
      .select('case.id')
      .execute();
    expect(found).toHaveLength(1);
    await liftDenials(house, opened.caseId);
  });

  test('an account without a unit holds only what was given to itself', async () => {
    const viewer = viewerFrom({ account: ACCOUNTS.indexOf('officer'), roles: ['officer'], unit: null });
    await setRows(UNITS.map((unit_id) => ({ unit_id, account_id: null, effect: 'grant' })));
    expect(await scopedCases(house.parts.db, viewer).select('case.id').execute()).toEqual([]);
    await setRows([{ unit_id: null, account_id: viewer.accountId, effect: 'grant' }]);
    expect(await scopedCases(house.parts.db, viewer).select('case.id').execute()).toHaveLength(1);
  });
});
