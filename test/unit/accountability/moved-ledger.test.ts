import { expect, test } from 'vitest';
import { ledgerOfClock } from '../../../server/accountability/moved-ledger.ts';
import type { Holding } from '../../../server/clocks/ledger.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 20, hour));
const stretch = (id: string, from: number, to: number | null): Holding => ({
  id,
  step: 'handling',
  unitId: id,
  fromAt: at(from),
  toAt: to === null ? null : at(to),
  limitMinutes: 60,
  excuse: null,
});
const ledgers = new Map([
  ['gone', [stretch('a', 1, 4), stretch('b', 4, 6)]],
  ['kept', [stretch('x', 0, 5), stretch('y', 5, null)]],
]);
const told = (holdings: readonly Holding[]) =>
  holdings.map((one) => [one.id, one.fromAt.getUTCHours(), one.toAt?.getUTCHours() ?? null]);

test('a clock that ran in one case is answered for by its holders alone', () => {
  expect(told(ledgerOfClock([{ caseId: 'kept', at: at(2) }], ledgers, 'kept'))).toEqual([
    ['x', 0, 5],
    ['y', 5, null],
  ]);
  expect(told(ledgerOfClock([], ledgers, 'kept'))).toEqual([
    ['x', 0, 5],
    ['y', 5, null],
  ]);
});

test('one that moved is answered for where it was, in each case for that time alone', () => {
  const stays = [
    { caseId: 'gone', at: at(2) },
    { caseId: 'kept', at: at(6) },
  ];
  expect(told(ledgerOfClock(stays, ledgers, 'kept'))).toEqual([
    ['a', 1, 4],
    ['b', 4, 6],
    ['y', 6, null],
  ]);
});
