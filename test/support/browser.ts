/** Debian's Chromium, and a page signed in as one of the sample accounts. A fault on the page's console fails the test. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page, type ViewportSize } from 'playwright-core';
import type { ServedHouse } from './house.ts';

/** The built page; `npm run build` makes it. */
export const WEB_ROOT = fileURLToPath(new URL('../../dist/web', import.meta.url));

const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens the browser with an empty profile. */
export function openBrowser(): Promise<Browser> {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium here: run `npm run test:prepare`');
  return chromium.launch({ executablePath, args: ARGS });
}

export interface PageOptions {
  viewport?: ViewportSize;
  theme?: 'light' | 'dark';
}

/** A page in a context of its own, signed in through the login page. */
export async function signedIn(
  browser: Browser,
  house: Pick<ServedHouse, 'origin' | 'passwords'>,
  name: string,
  options: PageOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1440, height: 900 },
    colorScheme: options.theme ?? 'light',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(house.origin);
  await page.getByTestId('login-name').fill(name);
  await page.getByTestId('login-password').fill(house.passwords[name] ?? '');
  await page.getByTestId('login-submit').click();
  await page.getByTestId('user-menu').waitFor();
  return page;
}
