import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGazetteer, extendGazetteer, lineage } from '../../../classifiers/gazetteer.ts';
import { nationalGazetteer } from '../../../classifiers/places-national.ts';
import { places } from '../../../classifiers/places.ts';
import { DEVELOPMENT, HELD_OUT } from './places-cases.ts';
import type { PlaceCase } from './places-cases.ts';

const county = (code: string, name: string) => ({ code, name, level: 'county', parent: '990100' }) as const;
const gazetteer = extendGazetteer(nationalGazetteer(), [
  { code: '990000', name: '云岭省', level: 'province', parent: null },
  { code: '990100', name: '云川市', level: 'prefecture', parent: '990000' },
  county('990102', '砚湖区'),
  county('990103', '汀洲区'),
  county('990121', '青禾县'),
  county('990122', '岚口县'),
  county('990123', '栖云县'),
  county('990124', '禾渡县'),
  { code: '990121001', name: '柳溪镇', level: 'township', parent: '990121' },
]);

const read = ({ text, jurisdiction }: PlaceCase): string[] =>
  places(text, { gazetteer, jurisdiction })
    .map(({ code }) => code)
    .sort();

/** Micro F1 over the sets of codes, and the cases that differ. */
function measure(cases: readonly PlaceCase[]): { f1: number; wrong: string[] } {
  let hit = 0;
  let said = 0;
  let wanted = 0;
  const wrong: string[] = [];
  for (const one of cases) {
    const got = read(one);
    const want = [...one.codes].sort();
    hit += got.filter((code) => want.includes(code)).length;
    said += got.length;
    wanted += want.length;
    if (got.join() !== want.join()) wrong.push(`${one.text} → ${got.join(' ')} (want ${want.join(' ')})`);
  }
  return { f1: (2 * hit) / (said + wanted), wrong };
}

const TABLES = new URL('./places/', import.meta.url);
const ROUNDS = readdirSync(TABLES).filter((file) => file.endsWith('.jsonl'));

function readTable(file: string): PlaceCase[] {
  const lines = readFileSync(new URL(file, TABLES), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { text, places: codes, jurisdiction } = JSON.parse(line) as PlaceCase & { places: string[] };
    return jurisdiction === undefined ? { text, codes } : { text, codes, jurisdiction };
  });
}

/** Every county of the country, its official name behind those of all above it, or behind the next one's short name. */
function counties(): PlaceCase[] {
  const base = nationalGazetteer();
  const cases: PlaceCase[] = [];
  for (let code = 110_000; code < 660_000; code++) {
    const entry = base.get(String(code));
    if (entry?.level !== 'county') continue;
    const line = lineage(base, entry.code).map((one) => base.get(one)?.name ?? '');
    const [own = '', upper = ''] = line;
    const short = upper.length > 2 ? upper.replace(/(?:地区|省|市|盟)$/, '') : upper;
    cases.push({ text: `${[...line].reverse().join('')}一小区停水三天`, codes: [entry.code] });
    cases.push({ text: `网友反映${short}${own}的道路坑洼`, codes: [entry.code] });
  }
  return cases;
}

describe('places', () => {
  it.each(ROUNDS)('finds the places of %s', (file) => {
    const { f1, wrong } = measure(readTable(file));
    expect(f1, `${f1}\n${wrong.join('\n')}`).toBeGreaterThanOrEqual(0.97);
  });

  it('finds every county of the country behind the places above it', () => {
    const cases = counties();
    expect(cases.length).toBeGreaterThan(5_000);
    const { f1, wrong } = measure(cases);
    expect(f1, `${f1}\n${wrong.slice(0, 20).join('\n')}`).toBeGreaterThanOrEqual(0.998);
  });

  it('finds a place of either layer, wherever it stands', () => {
    const text = '砚湖停水。'.repeat(3) + '延吉也停水,青禾县柳溪镇没有停。';
    expect(places(text, { gazetteer }).map(({ code }) => code)).toEqual(['990102', '222401', '990121001']);
  });

  it('reads names in Latin letters as whole words only', () => {
    expect(places('No water in YANJI, wuhan2', { gazetteer }).map(({ code }) => code)).toEqual(['222401', '420100']);
    expect(places('yanjing and dalian-made, xyanjib', { gazetteer }).map(({ code }) => code)).toEqual(['210200']);
  });

  it('finds the places of the development table', () => {
    const { f1, wrong } = measure(DEVELOPMENT);
    expect(f1, `${f1}\n${wrong.join('\n')}`).toBeGreaterThanOrEqual(0.97);
  });

  it('finds the places of the held-out table', () => {
    const { f1, wrong } = measure(HELD_OUT);
    expect(f1, `${f1}\n${wrong.join('\n')}`).toBeGreaterThanOrEqual(0.97);
  });

  it('reads a place that is laid on a second time as one place', () => {
    const base = nationalGazetteer();
    const own = ['220000', '222400', '222401'].flatMap((code) => base.get(code) ?? []);
    expect(own).toHaveLength(3);
    const twice = extendGazetteer(base, own);
    const found = places('延吉的自来水黄了', { gazetteer: twice, jurisdiction: '222400' });
    expect(found.map(({ code }) => code)).toEqual(['222401']);
  });

  it('covers the whole mention and gives the official name', () => {
    const [mention, ...rest] = places('昨日吉林省延吉市停水', { gazetteer });
    expect(rest).toEqual([]);
    expect(mention).toEqual({ code: '222401', name: '延吉市', level: 'county', start: 2, end: 8 });
  });

  it('gives each place once, at its first mention', () => {
    expect(places('延吉停水。延吉市回应:延吉今晚来水', { gazetteer })).toMatchObject([
      { code: '222401', start: 0, end: 2 },
    ]);
  });

  it('reads traditional characters and full-width signs', () => {
    expect(places('廣東省廣州市停水', { gazetteer })).toMatchObject([{ code: '440100', start: 0, end: 6 }]);
  });

  it('knows only what its gazetteer holds', () => {
    const own = buildGazetteer([
      { code: '990100', name: '云川市', level: 'prefecture', parent: null, aliases: ['云城'] },
    ]);
    expect(places('延吉和云城', { gazetteer: own })).toMatchObject([{ code: '990100', start: 3, end: 5 }]);
  });

  it('never throws, keeps offsets inside the text and in order', () => {
    const unit = fc.constantFrom(
      '延吉',
      '市',
      '不是',
      '和',
      '龙井',
      '吉林省',
      '\ud800',
      '\u0000',
      'A',
      '，',
      '区',
      '朝阳',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(unit, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        let last = -1;
        for (const { start, end } of places(text, { gazetteer, jurisdiction: '222400' })) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
    );
  });
});
