/** 职责矩阵: walked by keys, a cell edited into a draft, a unit dissolved with all that follows, a file listed before it is drafted. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { chinaDay } from '../../server/rules/china-time.ts';
import { organisationYaml } from '../../server/organisation/exchange/write.ts';
import { approveChanges } from '../../server/responsibility/changes/approve.ts';
import { draftChanges } from '../../server/responsibility/changes/draft.ts';
import { listChangeSets } from '../../server/responsibility/changes/store.ts';
import { accessFaults, LOOKS } from '../support/access-faults.ts';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { submitDialog } from '../support/road-pages.ts';
import { viewerOf } from '../../server/access/store.ts';

openBrowserHouse();

const cellOf = (page: Page, key: string) => page.locator(`[data-cell="${key}"]`);
const chosen = (page: Page) => page.locator('[data-cell][aria-current]').getAttribute('data-cell');

async function viewer(name: string) {
  const { db, rules } = house.parts;
  const row = await db.selectFrom('account').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  const found = await viewerOf(db, rules.organisation(), row.id);
  if (!found) throw new Error(`no viewer ${name}`);
  return found;
}

/** A hole and a double, held since today: two persons have decided. */
beforeAll(async () => {
  const { db, rules, directory } = house.parts;
  const today = chinaDay(house.parts.now());
  const id = await draftChanges(
    db,
    await viewer('admin'),
    {
      title: '机构改革',
      reason: '三定方案调整',
      validFrom: today,
      origin: 'edit',
      changes: [
        { kind: 'duty', territory: '990121', subject: 'urban_management', to: [] },
        {
          kind: 'duty',
          territory: '990102',
          subject: 'water_resources',
          to: ['990102:water_resources', '990102:housing_construction'],
        },
      ],
    },
    house.parts.now(),
  );
  await approveChanges(db, rules, await viewer('steward'), id, { version: 1 }, house.parts.now());
  await directory.refresh(db);
});

async function openMatrix(page: Page): Promise<void> {
  await page.getByTestId('gear-menu').click();
  await page.getByTestId('nav-duties').click();
  await cellOf(page, '990100:housing_construction').waitFor();
}

test('arrows move, N goes to the next double or hole, and the pane tells who answers since when', async () => {
  const page = await signedIn(browser, house, 'auditor');
  await openMatrix(page);
  await page.keyboard.press('ArrowDown');
  expect(await chosen(page)).toBe('990100:housing_construction');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await chosen(page)).toBe('990102:urban_management');
  await page.getByTestId('cell-answer').filter({ hasText: '砚湖区' }).waitFor();

  await page.keyboard.press('n');
  expect(await chosen(page)).toBe('990121:urban_management');
  expect(await cellOf(page, '990121:urban_management').innerText()).toContain('空缺');
  await page.getByRole('heading', { name: '没有单位负责这一项' }).waitFor();
  await page.keyboard.press('n');
  expect(await chosen(page)).toBe('990102:water_resources');
  await page.getByRole('heading', { name: '几家单位都登记了这一项' }).waitFor();
  expect(await page.getByTestId('cell-history').innerText()).toContain('机构改革');
  await page.keyboard.press('n');
  expect(await chosen(page)).toBe('990121:urban_management');

  // Who may not draft sees no way to.
  expect(await page.getByTestId('cell-edit').count()).toBe(0);
  expect(await page.getByTestId('duties-import').count()).toBe(0);
  await page.getByTestId('duties-export').click();
  expect(await page.getByTestId('export-xlsx').getAttribute('href')).toBe('/api/directory/export?format=xlsx');
});

test('editing a cell drafts a set, and the cell is marked; a precedent too', async () => {
  const page = await signedIn(browser, house, 'steward');
  await page.goto(`${house.origin}/duties/990121%3Aurban_management`);
  await page.getByTestId('cell-edit').click();
  const dialog = page.getByRole('dialog');
  expect(await page.getByTestId('act-submit').isDisabled()).toBe(true);
  await dialog.getByRole('searchbox').fill('青禾县住建');
  await dialog.getByRole('radio', { name: /青禾县住房和城乡建设局/ }).check();
  await page.getByTestId('draft-reason').fill('县机构改革方案第四条');
  expect(await accessFaults(page)).toEqual([]);
  await submitDialog(page);
  await page.getByTestId('cell-coming').filter({ hasText: '青禾县住房和城乡建设局' }).waitFor();
  await cellOf(page, '990121:urban_management').getByRole('img', { name: '有拟改' }).waitFor();
  const [set] = await listChangeSets(house.parts.db, 1);
  expect(set).toMatchObject({
    state: 'draft',
    origin: 'edit',
    title: '调整职责：城市管理 × 青禾县',
    changes: [{ kind: 'duty', territory: '990121', subject: 'urban_management', to: ['990121:housing_construction'] }],
  });

  await page.getByTestId('precedent-add').click();
  await page.getByTestId('precedent-number').fill('2026-07');
  await page.getByTestId('precedent-terms').fill('步道照明、路灯');
  await dialog.getByRole('searchbox').fill('青禾县交通');
  await dialog.getByRole('radio', { name: /青禾县交通/ }).check();
  await page.getByTestId('precedent-clause').fill('“三定”第四条');
  await page.getByTestId('draft-reason').fill('退回裁定');
  expect(await accessFaults(page)).toEqual([]);
  await submitDialog(page);
  expect((await listChangeSets(house.parts.db, 1))[0]?.changes).toMatchObject([
    { kind: 'precedent', to: { number: '2026-07', terms: ['步道照明', '路灯'], unit: '990121:transport' } },
  ]);
});

test('a unit is added, renamed, dissolved: what it holds and what follows is told first', async () => {
  const page = await signedIn(browser, house, 'admin');
  await page.goto(`${house.origin}/duties/990102%3Awater_resources`);
  await page.getByTestId('unit-dissolve').first().click();
  const dialog = page.getByRole('dialog');
  await page.getByTestId('unit-holds').filter({ hasText: '在办事项' }).waitFor();
  expect(await page.getByTestId('act-submit').isDisabled()).toBe(true);
  await dialog.getByRole('searchbox').fill('砚湖区住建');
  await dialog.getByRole('radio', { name: /砚湖区住房和城乡建设局/ }).check();
  await page
    .getByTestId('unit-follows')
    .filter({ hasText: '撤销单位 砚湖区水务局，由 砚湖区住房和城乡建设局 承接' })
    .waitFor();
  await page.getByTestId('draft-reason').fill('并入住建局');
  expect(await accessFaults(page)).toEqual([]);
  await submitDialog(page);
  expect((await listChangeSets(house.parts.db, 1))[0]?.changes.at(-1)).toMatchObject({
    kind: 'unit',
    id: '990102:water_resources',
    to: null,
    successor: '990102:housing_construction',
  });

  await page.getByTestId('unit-change').first().click();
  await expect.poll(() => page.getByTestId('unit-name').inputValue()).toBe('砚湖区水务局');
  await page.getByTestId('unit-name').fill('砚湖区水利局');
  await page.getByTestId('draft-reason').fill('更名');
  await submitDialog(page);
  expect((await listChangeSets(house.parts.db, 1))[0]?.changes).toMatchObject([
    { kind: 'unit', to: { name: '砚湖区水利局', subject: 'water_resources', parent: '990102:government_office' } },
  ]);

  await page.getByTestId('unit-add').click();
  await page.getByTestId('unit-name').fill('砚湖区数据中心');
  await page.getByTestId('unit-id').fill('990102:data_centre');
  await page.getByTestId('unit-territory').selectOption('990102');
  await page.getByTestId('draft-reason').fill('新设');
  expect(await accessFaults(page)).toEqual([]);
  await submitDialog(page);
  expect((await listChangeSets(house.parts.db, 1))[0]?.title).toBe('新增单位：砚湖区数据中心');
});

test('a file is listed before anything is written; with faults it can’t be drafted', async () => {
  const page = await signedIn(browser, house, 'admin');
  await page.goto(`${house.origin}/duties`);
  await page.getByTestId('duties-import').click();
  const text = organisationYaml(house.parts.rules.organisation());
  const put = (content: string, name = '组织.yaml') =>
    page.getByTestId('import-file').setInputFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(content) });
  await put(text.replace('kind: 纪检监察机关', 'kind: 机关'));
  await page.getByTestId('import-faults').filter({ hasText: '“类别”写的 机关 不在可选范围内' }).waitFor();
  expect(await page.getByTestId('act-submit').isDisabled()).toBe(true);
  await put('x', '组织.pdf');
  await page.getByTestId('act-failure').filter({ hasText: '只接受 .xlsx 和 .yaml' }).waitFor();
  await put(text.replaceAll('禾渡县水务局', '禾渡县水利局'));
  await page.getByTestId('import-lines').filter({ hasText: '名称 禾渡县水务局 → 禾渡县水利局' }).waitFor();
  const before = (await listChangeSets(house.parts.db, 50)).length;
  expect(await accessFaults(page)).toEqual([]);
  await page.getByTestId('draft-reason').fill('更名');
  await submitDialog(page);
  const after = await listChangeSets(house.parts.db, 50);
  expect(after).toHaveLength(before + 1);
  expect(after[0]).toMatchObject({ origin: 'import', state: 'draft', title: '导入 组织.yaml' });
});

test.each(LOOKS)('no fault of access, %s at %i', async (theme, width) => {
  const page = await signedIn(browser, house, 'admin', { theme, viewport: { width, height: 900 } });
  await page.goto(`${house.origin}/duties/990102%3Awater_resources`);
  await page.getByTestId('cell-answer').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/duties-${theme}-${width}.png` });
  if (width < 1024) {
    await page.getByTestId('pane-back').click();
    await cellOf(page, '990100:housing_construction').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/duties-${theme}-${width}-b.png` });
  }
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});
