import { describe, expect, test } from 'vitest';
import { classifyLine } from '../../../server/commands/text.ts';
import { DEMO_MARK, fillPost, loadTemplates } from '../../../server/intake/demo/posts.ts';
import { LABEL_IDS } from '../../../server/contract/vocabulary.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';

/** A sequence that is the same each time. */
function chance(): () => number {
  let state = 7;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}
const NOW = new Date('2026-11-20T04:00:00Z');

// 441900 has no counties, 659001 no prefecture.
describe.each(['222400', '222424', '110000', '441900', '659001'])('the posts of %s', (code) => {
  const organisation = generateOrganisation(code);
  const random = chance();
  const posts = loadTemplates().map((template, index) => fillPost(template, `${index}`, organisation, random, NOW));

  test('are marked as invented, in title and text, and leave no place open', () => {
    for (const { title, text } of posts) {
      expect(title.startsWith(DEMO_MARK) && text.startsWith(DEMO_MARK)).toBe(true);
      expect(title + text).not.toMatch(/[{}]|undefined/);
    }
  });

  test('are about places of the jurisdiction', () => {
    const inside = new Set(organisation.territories.map((territory) => territory.code));
    const classify = classifyLine({ jurisdiction: code });
    const read = posts.map(
      ({ title, text }) => classify({ title, text }) as { places: { code: string }[]; category: string },
    );
    for (const { places } of read) for (const place of places) expect(inside).toContain(place.code);
    expect(read.filter(({ places }) => places.length > 0).length).toBeGreaterThan(posts.length * 0.8);
    expect(new Set(read.map(({ category }) => category))).toEqual(new Set(LABEL_IDS));
  });
});
