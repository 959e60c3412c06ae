/** Finding the right unit among some thousand as somebody types, beside looking for the letters alone. */
import { generateOrganisation } from '../../server/organisation/generate.ts';
import { organisationOf, type Organisation } from '../../server/organisation/model.ts';
import { searchUnits } from '../../server/responsibility/unit-search.ts';
import type { Bench } from './frame.ts';

/** Prefectures whose units together are some five thousand. */
const PREFECTURES = [
  '130100',
  '130600',
  '370200',
  '410100',
  '420100',
  '430100',
  '510100',
  '530100',
  '610100',
  '130700',
];
const UNITS = 5_000;
/** Typed letter by letter. */
const TYPED = ['城市管理局', '长安区住建委', '市场监管局', '武侯区成管局', '工商局', '国土资原局', '管理城市局'];

const keystrokes = TYPED.flatMap((words) => Array.from(words, (_, at) => words.slice(0, at + 1)));

function together(): Organisation {
  const parts = PREFECTURES.map(generateOrganisation);
  const [home] = parts;
  if (!home) throw new Error('a prefecture is named');
  const once = <T>(values: readonly T[], key: (value: T) => string): T[] => [
    ...new Map(values.map((value) => [key(value), value])).values(),
  ];
  const units = once(
    parts.flatMap((part) => part.units),
    (unit) => unit.id,
  ).slice(0, UNITS);
  const territories = once(
    parts.flatMap((part) => part.territories),
    (territory) => territory.code,
  );
  return organisationOf({ ...home, territories, units, duties: [] });
}

function millisecondsEach(organisation: Organisation): number[] {
  return keystrokes
    .map((words) => {
      const before = performance.now();
      searchUnits(organisation, words);
      return performance.now() - before;
    })
    .sort((a, b) => a - b);
}

export const unitsBench: Bench = {
  name: 'units',
  about: 'the right unit as somebody types',
  setUp: async () => {
    const organisation = together();
    const before = performance.now();
    searchUnits(organisation, '局');
    const built = performance.now() - before;
    millisecondsEach(organisation);
    const times = millisecondsEach(organisation);
    const data = `${organisation.units.length} units`;
    const names = organisation.units.map((unit) => [unit.name, unit.shortName, ...unit.aliases]);
    return {
      figures: [
        { what: 'a keystroke (worth having: < 2)', unit: 'ms', data, values: times },
        { what: 'the first, which builds the index', unit: 'ms', data, values: [built] },
      ],
      comparisons: [
        {
          what: 'all keystrokes of some searches',
          unit: 'keystrokes/s',
          data,
          a: {
            name: 'names, other names, slips',
            run: () => {
              for (const words of keystrokes) searchUnits(organisation, words);
              return keystrokes.length;
            },
          },
          b: {
            name: 'letters alone',
            run: () => {
              for (const words of keystrokes) names.filter((all) => all.some((name) => name.includes(words)));
              return keystrokes.length;
            },
          },
        },
      ],
    };
  },
};
