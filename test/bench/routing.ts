/** Resolving who must answer, beside the bare cutter on the same texts: the facts are ready, the text is read by the rules. */
import nodejieba from 'nodejieba';
import { createClassifier } from '../../classifiers/classify.ts';
import { generateOrganisation } from '../../server/organisation/generate.ts';
import { resolve, type Facts } from '../../server/responsibility/resolver.ts';
import { loadRulebook } from '../../server/rules/rulebook.ts';
import type { Bench, Comparison } from './frame.ts';
import { letters } from './letters.ts';

const CASES = 4_000;
const JURISDICTION = '222400';

/** What an invented letter tells of itself, a third of them without a place. */
function readyFacts(texts: readonly string[], counties: readonly string[]): Facts[] {
  const classifier = createClassifier({ places: () => [] });
  return texts.map((text, at) => {
    const { subject, subjects, severity, category } = classifier.classify({ text });
    const code = at % 3 === 0 ? undefined : counties[at % counties.length];
    const places = code === undefined ? [] : [{ code, level: 'county' as const }];
    return { text, subject, subjects, severity, category, places };
  });
}

function resolving(): Comparison {
  const organisation = generateOrganisation(JURISDICTION);
  const rules = loadRulebook();
  const { texts, data } = letters(CASES);
  const facts = readyFacts(
    texts,
    organisation.counties().map(({ code }) => code),
  );
  return {
    what: 'resolve a case whose facts are ready',
    unit: 'cases/s',
    data: `${data}, organisation ${JURISDICTION}`,
    goal: '≥ 20,000 cases/s',
    a: {
      name: 'resolve',
      run: () => {
        for (const each of facts) resolve(each, organisation, rules);
        return facts.length;
      },
    },
    b: {
      name: 'nodejieba.cut',
      run: () => {
        for (const text of texts) nodejieba.cut(text);
        return texts.length;
      },
    },
  };
}

export const routingBench: Bench = {
  name: 'routing',
  about: 'who must answer, by the rules of a profile',
  setUp: async () => ({ comparisons: [resolving()] }),
};
