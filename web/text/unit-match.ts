/** Why a unit was found, where its name doesn't show it: 原名 工商局（至 2018 年）. */
import type { UnitSearch } from '../../server/contract/views.ts';
import { UNIT_MATCHES } from '../../server/contract/vocabulary.ts';
import { language, word } from './language.ts';

export type UnitMatch = UnitSearch['units'][number]['match'];

export function matchText({ by, text, until }: NonNullable<UnitMatch>): string {
  const ended = until === null ? '' : language === 'zh' ? `（至 ${until} 年）` : ` (until ${until})`;
  return `${word(UNIT_MATCHES[by])} ${text}${ended}`;
}
