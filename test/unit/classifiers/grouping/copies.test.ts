import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resemblance } from '../../../../classifiers/grouping/copies.ts';

describe('resemblance', () => {
  it('is 1 for the same letters whatever width, script, case and spacing', () => {
    expect(resemblance('汀洲區 停水ABC 3天!', '汀洲区停水abc３天')).toBe(1);
  });

  it('ranks a retelling above another matter', () => {
    const report = '砚湖区锦绣路自来水管爆裂,三个小区停水';
    const retold = '锦绣路水管爆裂 砚湖区三个小区停水一天';
    expect(resemblance(report, retold)).toBeGreaterThan(0.5);
    expect(resemblance(report, '青禾县小学食堂饭菜有异味')).toBeLessThan(0.1);
  });

  it('is 0 where one side has no letters, 1 where neither has', () => {
    expect(resemblance('停水', '!!!')).toBe(0);
    expect(resemblance('', '…')).toBe(1);
  });

  it('is symmetric and lies in 0..1 for any two texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const value = resemblance(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(resemblance(b, a)).toBe(value);
      }),
    );
  });
});
