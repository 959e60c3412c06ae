/** The frame of the benches: turns, what is timed, and the ratio. */
import { expect, test } from 'vitest';
import { compare, spreadOf, type Side } from '../../bench/frame.ts';

test('median, least and most', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
});

test('both take turns, each begins in turn, and each is made ready before it is timed', async () => {
  const heard: string[] = [];
  const side = (name: string): Side => ({
    name,
    prepare: () => heard.push(`ready ${name}`),
    run: () => {
      heard.push(name);
      return 1;
    },
  });
  const result = await compare('bench', { what: '', unit: '', data: '', a: side('a'), b: side('b') }, 2);
  expect(heard.filter((word) => !word.startsWith('ready'))).toEqual(['a', 'b', 'a', 'b', 'b', 'a']);
  expect(heard.filter((_, at) => at % 2 === 0)).toEqual(heard.filter((word) => word.startsWith('ready')));
  expect(result).toMatchObject({ bench: 'bench', goal: null, a: { name: 'a' }, b: { name: 'b' } });
});

test('a side that does more in the same time has the higher ratio', async () => {
  const work = (units: number): Side => ({
    name: '',
    run: () => new Promise((done) => setImmediate(() => done(units))),
  });
  const { ratio } = await compare('bench', { what: '', unit: '', data: '', a: work(1e9), b: work(1) });
  expect(ratio?.median).toBeGreaterThan(1);
});
