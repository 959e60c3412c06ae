/** Whether a text asks about a policy of the State Council itself, and not about how a place carries it out (国办发〔2016〕61号 一). */
import { denied } from './negation.ts';

const OF_STATE = '(?:国务院|国家层面|国家统一)[^,，。;；!！?？]{0,16}?(?:政策|规定|办法|条例|意见|方案|通知|标准)';
const ASKS_OF_IT = '(?:解读|怎么理解|如何理解|什么含义|(?:进行|作出|做出)?(?:调整|修改|修订|取消|完善))';
const ASKED = new RegExp(`${OF_STATE}(?=[^。!！?？\\n]{0,20}?${ASKS_OF_IT})`);
const ASKING = new RegExp(`${ASKS_OF_IT}[^,，。;；!！?？\\n]{0,6}?(${OF_STATE})`);

/** What a matter is about stands at its beginning; further on a writer cites rules to make his point. */
const OPENING = 40;

/** The words that name the State Council's policy, where the text begins by asking what it means or to change it; else null. */
export function statePolicyIn(text: string): string | null {
  for (const pattern of [ASKED, ASKING]) {
    const match = pattern.exec(text);
    if (!match || match.index >= OPENING) continue;
    if (!denied(text, match.index, match.index + match[0].length)) return match[1] ?? match[0];
  }
  return null;
}
