/** Files that are no organisation, or too much of one: refused with a clear sentence and what to do, within seconds and little memory. */
import { describe, expect, test } from 'vitest';
import { planImport } from '../../../server/organisation/exchange/plan.ts';
import { organisationWorkbook } from '../../../server/organisation/exchange/write.ts';
import { generateOrganisation } from '../../../server/organisation/generate.ts';
import { bookOf, zipOf } from '../../support/workbooks.ts';

const HERE = generateOrganisation('522728');

describe('files that are none, or too much', () => {
  const HOSTILE: [string, string, () => Buffer, string][] = [
    ['a text called xlsx', 'a.xlsx', () => Buffer.from('编号,名称\n1,2'), 'workbook_unreadable'],
    ['nothing at all', 'a.xlsx', () => Buffer.alloc(0), 'workbook_unreadable'],
    ['a ZIP without a workbook', 'a.xlsx', () => zipOf([{ name: 'a.txt', data: 'x' }]), 'workbook_unreadable'],
    [
      'one with a password',
      'a.xlsx',
      () => zipOf([{ name: 'xl/workbook.xml', data: '<workbook/>', locked: true }]),
      'workbook_unreadable',
    ],
    [
      'a bomb: 200 MB of noughts',
      'a.xlsx',
      () => zipOf([{ name: 'xl/sharedStrings.xml', data: Buffer.alloc(200 * 1024 * 1024, 48) }]),
      'workbook_too_large',
    ],
    [
      'a million rows',
      'a.xlsx',
      () => bookOf([{ name: '属地', data: '<row><c t="str"><v>x</v></c></row>'.repeat(1_000_000) }]),
      'workbook_too_large',
    ],
    [
      'a thousand entries',
      'a.xlsx',
      () => zipOf(Array.from({ length: 1_000 }, (_, n) => ({ name: `xl/worksheets/${n}.xml`, data: 'x' }))),
      'workbook_too_large',
    ],
    ['more than 5 MB', 'a.yaml', () => Buffer.alloc(5 * 1024 * 1024 + 1, 32), 'import_too_large'],
    ['another ending', 'duties.csv', () => Buffer.from('a,b'), 'import_kind_unknown'],
    ['GB 18030 bytes', 'a.yaml', () => Buffer.from([0xd4, 0xc6, 0xb4, 0xa8, 0xca, 0xd0]), 'document_unreadable'],
  ];

  test.each(HOSTILE)('%s', async (_name, file, bytes, code) => {
    await expect(planImport(HERE, file, bytes())).rejects.toMatchObject({ code, action: expect.stringMatching(/./) });
  });

  test('a workbook cut off anywhere is refused, never half read', async () => {
    const whole = await organisationWorkbook(HERE);
    for (const share of [0.1, 0.5, 0.9, 0.999])
      await expect(
        planImport(HERE, 'a.xlsx', whole.subarray(0, Math.floor(whole.length * share))),
      ).rejects.toMatchObject({
        code: 'workbook_unreadable',
      });
  });
});
