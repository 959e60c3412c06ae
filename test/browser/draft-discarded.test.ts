/** 弃稿 at the desk: an answer in approval is taken out of use, and another is written in its place. */
import { expect, test } from 'vitest';
import { signedIn } from '../support/browser.ts';
import { browser, house, openBrowserHouse } from '../support/browser-house.ts';
import { draft, judge, openOnDesk, submitDialog } from '../support/road-pages.ts';

const TITLE = '南坡片区自来水发黄没人修';
const ANSWER = {
  title: '关于水质情况的说明',
  body: '经查，主管冲洗时锈垢脱落，造成末梢水发黄。\n目前已分段排放，6个采样点复检合格。\n后续每月公布一次检测结果。',
  disposition: 'resolve',
  paragraph: 2,
};

openBrowserHouse();

test('an answer in approval is discarded with what it carried, and the next one begins empty', async () => {
  await house.post(TITLE, `${TITLE},打市水务局电话没有人接,已经三天。`);
  const analyst = await signedIn(browser, house, 'analyst');
  await analyst.goto(`${house.origin}/triage`);
  await judge(analyst, TITLE, { name: '云川市水务局', search: '云川市水务局' });
  const officer = await signedIn(browser, house, 'officer');
  await officer.goto(`${house.origin}/desk`);
  await openOnDesk(officer, TITLE);
  expect(await officer.locator('html').getAttribute('lang')).toBe('zh-Hans');
  await officer.keyboard.press('a');
  await officer.getByTestId('desk-view-answer').click();
  await officer.getByTestId('desk-save').waitFor();
  expect(await officer.getByTestId('desk-discard').count(), 'nothing is written yet').toBe(0);
  await draft(officer, ANSWER);

  await officer.getByTestId('desk-discard').click();
  await officer.getByRole('dialog').getByText('回应 1不再使用').waitFor();
  await submitDialog(officer);
  await officer.getByTestId('desk-view-answer').click();
  await officer.getByTestId('desk-save').waitFor();
  expect(await officer.getByTestId('desk-title').inputValue()).toBe('');
  expect(await officer.getByTestId('desk-discard').count()).toBe(0);
  await draft(officer, { ...ANSWER, title: '关于水质情况的再次说明' });

  const answers = await house.parts.db.selectFrom('response').select(['number', 'state']).orderBy('number').execute();
  expect(answers).toEqual([
    { number: 1, state: 'discarded' },
    { number: 2, state: 'approving' },
  ]);
});
