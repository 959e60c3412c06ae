/** The way of a dispatch: which offices pass it on, what is given directly, who is skipped. */
import { describe, expect, test } from 'vitest';
import type { Organisation, Unit } from '../../../server/organisation/model.ts';
import { organisationOf } from '../../../server/organisation/model.ts';
import { planOf, type Gift } from '../../../server/responsibility/hops/way.ts';

const unit = (id: string, kind: Unit['kind'], more: Partial<Unit> = {}): Unit => ({
  id,
  name: id,
  shortName: id,
  territory: id.split(':')[0] ?? '',
  kind,
  aliases: [],
  ...more,
});

const organisation: Organisation = organisationOf({
  code: '9901',
  name: '云川市',
  officeName: '新闻办',
  profile: 'national',
  territories: [
    { code: '99', name: '岭川省', level: 'province', parent: null },
    { code: '9901', name: '云川市', level: 'prefecture', parent: '99' },
    { code: '990101', name: '甲县', level: 'county', parent: '9901' },
    { code: '990102', name: '乙县', level: 'county', parent: '9901' },
    { code: '990101001', name: '甲镇', level: 'township', parent: '990101' },
  ],
  units: [
    unit('99:office', 'government_office'),
    unit('9901:office', 'government_office'),
    unit('9901:water', 'department', { subject: 'water_resources' }),
    unit('990101:office', 'government_office'),
    unit('990101:water', 'department', { subject: 'water_resources' }),
    unit('990101:health', 'department', { subject: 'health' }),
    unit('990101:tax', 'department', { vertical: 'tax' }),
    unit('990101:discipline', 'discipline'),
    unit('990102:water', 'department', { subject: 'water_resources' }),
    unit('990101001:office', 'government_office'),
    unit('990101001:roads', 'department', { subject: 'transport' }),
  ],
  duties: [],
});

interface Given {
  from?: string;
  barred?: string[];
  present?: string[];
  answering?: string[];
}
function plan(gifts: Gift[], { from = '9901', barred = [], present = [], answering = [] }: Given = {}) {
  const sets = { barred: new Set(barred), present: new Set(present), answering: new Set(answering) };
  const { direct, hops, skipped } = planOf({ organisation, from, ...sets }, gifts);
  return {
    direct: direct.map((gift) => `${gift.unitId} ${gift.role}`),
    hops: hops.map((hop) => [hop.office.id, hop.role, ...hop.proposed]),
    skipped: skipped.map((office) => office.id),
  };
}
const lead = (unitId: string): Gift => ({ unitId, role: 'lead' });
const supporting = (unitId: string): Gift => ({ unitId, role: 'supporting' });

describe('a dispatch by the prefecture', () => {
  test('its own department has it directly', () => {
    expect(plan([lead('9901:water')])).toEqual({ direct: ['9901:water lead'], hops: [], skipped: [] });
  });
  test('a county’s bureau has it through the county’s office', () => {
    expect(plan([lead('990101:water')]).hops).toEqual([['990101:office', 'lead', '990101:water']]);
  });
  test('a township’s through the county’s, then the township’s', () => {
    expect(plan([lead('990101001:roads')]).hops).toEqual([['990101:office', 'lead', '990101001:roads']]);
    const next = plan([lead('990101001:roads')], { from: '990101' });
    expect(next.hops).toEqual([['990101001:office', 'lead', '990101001:roads']]);
    expect(plan([lead('990101001:roads')], { from: '990101001' }).direct).toEqual(['990101001:roads lead']);
  });
  test.each(['990101:tax', '990101:discipline', '990101:office'])('%s has it directly', (unitId) => {
    expect(plan([lead(unitId)])).toEqual({ direct: [`${unitId} lead`], hops: [], skipped: [] });
  });
  test('one signature covers a territory, whatever the order; the lead comes first', () => {
    const gifts = [supporting('990101:health'), supporting('990102:water'), lead('990101:water')];
    expect(plan(gifts)).toMatchObject({
      direct: ['990102:water supporting'],
      hops: [['990101:office', 'lead', '990101:water', '990101:health']],
    });
  });
  test('an office that leads itself passes nothing on; its coordination goes with the passing on', () => {
    expect(plan([lead('990101:office'), supporting('990101:health')]).hops).toEqual([]);
    expect(plan([lead('990101:water'), { unitId: '990101:office', role: 'coordinator' }]).direct).toEqual([]);
    expect(plan([supporting('990101:health')], { answering: ['990101:office'] }).hops).toEqual([]);
  });
  test('who takes part already is given it directly', () => {
    expect(plan([lead('990101:water')], { present: ['990101:water'] }).direct).toEqual(['990101:water lead']);
  });
  test('an office that must recuse itself is skipped; where none is left it is handed over directly', () => {
    expect(plan([lead('990101:water')], { barred: ['990101:office'] })).toEqual({
      direct: ['990101:water lead'],
      hops: [],
      skipped: ['990101:office'],
    });
    expect(plan([lead('990101001:roads')], { barred: ['990101:office'] })).toEqual({
      direct: [],
      hops: [['990101001:office', 'lead', '990101001:roads']],
      skipped: ['990101:office'],
    });
  });
});
