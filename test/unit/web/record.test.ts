import { describe, expect, it } from 'vitest';
import { FLOW } from '../../../server/flow.ts';
import { recordWords } from '../../../web/text/record.ts';

/** Events of the streams of accounts, sources, searches, models, items, publications, changes of the directory, the roster, units and the seal: they stand in no case's record. */
const ELSEWHERE =
  /^(change_|account_|signed_|source_|search_|model_|seal$|item_|transfer_|contact_|roster_|hand_over_|publication_rated$)/;

const ofCases = Object.keys(FLOW).filter((type) => !ELSEWHERE.test(type));

describe('recordWords', () => {
  it.each(ofCases)('has words for %s', (type) => {
    expect(recordWords(type)).toMatch(/\p{Script=Han}/u);
  });

  it('tells one event from another', () => {
    expect(ofCases.length).toBeGreaterThan(40);
    expect(new Set(ofCases.map(recordWords)).size).toBe(ofCases.length);
  });

  it('shows the type of an event it does not know', () => {
    expect(recordWords('something_new')).toBe('something_new');
    expect(recordWords('constructor')).toBe('constructor');
  });
});
