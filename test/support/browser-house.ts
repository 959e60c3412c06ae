/** A served house without a sample source, and a browser, for a whole test file. */
import { afterAll, beforeAll } from 'vitest';
import type { Browser } from 'playwright-core';
import { openBrowser, WEB_ROOT } from './browser.ts';
import { serveHouse, type ServedHouse } from './house.ts';

/** Both stand from the file's first test to its last, once it has called `openBrowserHouse`. */
export let house: ServedHouse;
export let browser: Browser;

export function openBrowserHouse(): void {
  beforeAll(async () => {
    house = await serveHouse({ webRoot: WEB_ROOT, quiet: true });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });
}
