/** Walking the duty matrix: which cell lies beside which, the next double or hole, names under their territory. */
import { describe, expect, test } from 'vitest';
import type { MatrixView } from '../../../server/contract/directory-matrix-view.ts';
import { SUBJECT_IDS } from '../../../server/contract/vocabulary.ts';
import { nameUnder, nextUnclear, placeBeside, placeIn, placeKey, unclear, wordsOf } from '../../../web/state/duties.ts';

const UNITS: Record<string, string[]> = { 'b:health': [], 'a:education': ['x', 'y'], 'b:commerce': ['x', 'y', 'z'] };
const view: MatrixView = {
  home: 'a',
  territories: ['a', 'b'].map((code) => ({ code, name: code, level: 'county' })),
  units: [],
  cells: ['a', 'b'].flatMap((territory) =>
    SUBJECT_IDS.map((subject) => ({
      territory,
      subject,
      units: UNITS[`${territory}:${subject}`] ?? ['x'],
      coming: [],
      precedents: 0,
    })),
  ),
  directoryVersion: 1,
  today: '2026-11-20',
  mayDraft: true,
  mayDraftUnits: true,
};
const at = (key: string) => placeIn(view, key);
const keyOf = (place: ReturnType<typeof at>): string | null => place && placeKey(place);

describe('beside', () => {
  test.each([
    ['a:education', 'ArrowRight', 'b:education'],
    ['b:education', 'ArrowRight', 'b:education'],
    ['b:education', 'ArrowLeft', 'a:education'],
    ['a:housing_construction', 'ArrowUp', 'a:housing_construction'],
    ['a:housing_construction', 'ArrowDown', 'a:urban_management'],
    ['a:telecom_network', 'ArrowDown', 'a:telecom_network'],
  ] as const)('%s %s → %s', (from, key, to) => {
    expect(keyOf(placeBeside(view, at(from), key))).toBe(to);
  });

  test('from nowhere to the first', () => {
    expect(keyOf(placeBeside(view, null, 'ArrowDown'))).toBe('a:housing_construction');
  });

  test.each(['a:weather', 'c:health', '', null])('%s is no place', (id) => {
    expect(placeIn(view, id)).toBeNull();
  });
});

describe('what wants a look', () => {
  test('row by row, and round again', () => {
    expect(unclear(view).map(placeKey)).toEqual(['a:education', 'b:health', 'b:commerce']);
    const walked = [null, 'a:education', 'b:health', 'b:commerce', 'b:education'].map((key) =>
      keyOf(nextUnclear(view, at(key ?? ''))),
    );
    expect(walked).toEqual(['a:education', 'b:health', 'b:commerce', 'a:education', 'b:health']);
    expect(nextUnclear({ ...view, cells: [] }, null)).toBeNull();
  });
});

test('words', () => {
  expect(wordsOf(' 二次供水、泵房 泵房,路灯；')).toEqual(['二次供水', '泵房', '路灯']);
  expect(nameUnder('砚湖区水务局', '砚湖区')).toBe('区水务局');
  expect(nameUnder('延边州水利局', '延边朝鲜族自治州')).toBe('延边州水利局');
  expect(nameUnder('砚湖区', '砚湖区')).toBe('砚湖区');
});
