/** Who is on duty now, for the status bar: read at the start and each minute. */
import type { DutyNow } from '../../server/contract/roster-views.ts';
import { DUTY_POSTS } from '../../server/contract/vocabulary-duty.ts';
import { shortWord } from '../text/language.ts';
import { t } from '../text/roster.ts';
import { api, ApiError } from './api.ts';

const EVERY_MS = 60_000;

/** Use inside a component, once. */
export class Duty {
  now = $state.raw<DutyNow | null>(null);

  constructor(may: () => boolean) {
    $effect(() => {
      if (!may()) return;
      void this.read();
      const timer = setInterval(() => void this.read(), EVERY_MS);
      return () => clearInterval(timer);
    });
  }

  async read(): Promise<void> {
    try {
      this.now = await api.get<DutyNow>('/api/roster/now');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // What was read a while ago says nothing of who is there now.
      this.now = null;
    }
  }
}

/** What the bar says, and whether something is amiss: a post without anyone, a hand-over unsigned. */
export function dutyWords(now: DutyNow): { text: string; amiss: boolean } {
  if (!now.planned) return { text: t.unplanned, amiss: false };
  const { unsigned } = now;
  if (unsigned) {
    const say = unsigned.written ? t.unsigned : t.unwritten;
    return { text: say(unsigned.from.name, unsigned.to.name), amiss: true };
  }
  const empty = now.posts.filter(({ holders }) => holders.length === 0);
  if (empty.length > 0) {
    return { text: t.nobody(empty.map(({ post }) => shortWord(DUTY_POSTS[post])).join('、')), amiss: true };
  }
  return {
    text: t.now(now.posts.map(({ holders }) => holders.map(({ name }) => name).join('、')).join(' · ')),
    amiss: false,
  };
}
