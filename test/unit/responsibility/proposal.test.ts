/** The facts that a unit is proposed from: the text is the one that the verdict's offsets refer to. */
import { expect, test } from 'vitest';
import { fullText } from '../../../classifiers/verdict.ts';
import type { Verdict } from '../../../server/contract/views.ts';
import { factsOf } from '../../../server/responsibility/proposal.ts';

const TEXT = '柳湾县城南小区停水三天';
const PLACE = '柳湾县';

test.each([['群众来信'], ['']])(
  'a place of the verdict stands in the facts where it stood in the text; title “%s”',
  (title) => {
    const start = fullText({ title, text: TEXT }).indexOf(PLACE);
    const place = { code: '990121', name: PLACE, level: 'county', start, end: start + PLACE.length } as const;
    const verdict = {
      category: 'livelihood',
      subject: null,
      subjects: [],
      places: [place],
      severity: null,
    } satisfies Partial<Verdict>;
    const { text } = factsOf({ title, body: TEXT }, verdict, { subject: null });
    expect(text.slice(place.start, place.end)).toBe(PLACE);
  },
);
