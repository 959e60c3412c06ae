import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../web/state/api.ts';
import { Newest } from '../../../web/state/newest.ts';

const refused = (): ApiError => Object.assign(Object.create(ApiError.prototype) as ApiError, { status: 409 });

/** A read whose answer comes when the test says so. */
function asked(reads: Newest, told: string[], name: string) {
  let answer: (value: string) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const coming = new Promise<string>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  const take = (value: string): void => void told.push(`${name} ${value}`);
  const over = reads.read(() => coming, { take, fail: ({ status }) => void told.push(`${name} ${status}`) });
  return { answer: (value: string) => (answer(value), over), fail: (error: unknown) => (fail(error), over) };
}

describe('Newest', () => {
  it('tells of the newest read alone, whichever answers first', async () => {
    const told: string[] = [];
    const reads = new Newest();
    const [first, second] = [asked(reads, told, 'first'), asked(reads, told, 'second')];
    await second.answer('b');
    await first.answer('a');
    expect(told).toEqual(['second b']);
  });

  it('tells of a failure only where it was not overtaken', async () => {
    const told: string[] = [];
    const reads = new Newest();
    const first = asked(reads, told, 'first');
    const second = asked(reads, told, 'second');
    await first.fail(refused());
    await second.fail(refused());
    expect(told).toEqual(['second 409']);
  });

  it('tells of nothing once dropped, and throws what is no answer of the server', async () => {
    const told: string[] = [];
    const reads = new Newest();
    const dropped = asked(reads, told, 'dropped');
    reads.drop();
    await dropped.answer('a');
    expect(told).toEqual([]);
    await expect(asked(reads, told, 'broken').fail(new TypeError('x'))).rejects.toThrow('x');
  });
});
