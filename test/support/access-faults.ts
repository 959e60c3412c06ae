/** Faults of access (WCAG) on a page, by axe. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Fades and entrances that will end: while one runs, colours are not those a reader sees. */
const STILL = `Promise.allSettled(
  document.getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
    .map((one) => one.finished),
).then(() => undefined)`;

/** The themes and widths in which a page is asked. */
export const LOOKS = [
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const;

/** The rules broken, each with the elements that break it; asked once nothing moves. */
export async function accessFaults(page: Page): Promise<string[]> {
  await page.evaluate(STILL);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
