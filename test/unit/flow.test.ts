import { expect, test } from 'vitest';
import { conduct, FLOW, HANDLER_NAMES, printFlow } from '../../server/flow.ts';

const handler = (name: string) => ({ name, run: async () => undefined });
const all = () => HANDLER_NAMES.map(handler);

test('every handler is given exactly the events of its rows', () => {
  for (const { name, types } of conduct(all())) {
    const rows = Object.entries(FLOW).filter(([, names]) => (names as readonly string[]).includes(name));
    expect(types).toEqual(rows.map(([type]) => type));
    expect(types.length).toBeGreaterThan(0);
  }
});

test('a doubled, missing or superfluous handler refuses to boot', () => {
  expect(() => conduct([...all(), handler('board.project')])).toThrow(/one name/);
  expect(() => conduct(all().slice(1))).toThrow();
  expect(() => conduct([...all(), handler('nobody.asked')])).toThrow(/no row/);
});

test('the printed table names each event once', () => {
  expect(
    printFlow()
      .split('\n')
      .map((line) => line.split(' ')[0]),
  ).toEqual(Object.keys(FLOW));
});
