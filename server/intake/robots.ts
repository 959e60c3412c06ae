/** What a site's robots.txt says of us (RFC 9309): asked once a day through the same fetcher, so with the same guards. */
import robotsParser from 'robots-parser';
import { Fault, codeOf } from '../platform/fault.ts';
import { ROBOT_NAME, type FetchLeave, type FetchSource } from './fetcher.ts';

const KEPT_MS = 86_400_000;
const MOST_SITES = 1_000;
/** RFC 9309: at least 500 KiB are read. */
const MOST_CHARACTERS = 512 * 1024;

/** A rule file that can't be had for now: the site may forbid us, so it is asked again before anything else. */
const NOT_NOW = new Set(['source_unreachable', 'source_timeout', 'source_http_429']);

export interface Robots {
  /** Whether the site's rules were asked for within the last day. */
  knows(url: string, now: Date): boolean;
  /** Asks for them. A site without rules allows all; faults where it can't be reached, and `source_robots_unreadable` where it fails. */
  ask(url: string, leave: FetchLeave, now: Date): Promise<void>;
  /** Fault `source_robots_refused` where the rules known forbid this address. */
  require(url: string): void;
}

interface Rules {
  at: Date;
  allows(url: string): boolean;
}

export function createRobots(fetchSource: FetchSource): Robots {
  const sites = new Map<string, Rules>();
  return {
    knows(url, now) {
      const rules = sites.get(new URL(url).origin);
      return rules !== undefined && Math.abs(now.getTime() - rules.at.getTime()) < KEPT_MS;
    },
    async ask(url, leave, now) {
      const { origin } = new URL(url);
      const address = `${origin}/robots.txt`;
      const text = await rulesAt(address, fetchSource, leave);
      const rules = robotsParser(address, text);
      const oldest = sites.keys().next();
      if (sites.size >= MOST_SITES && !oldest.done) sites.delete(oldest.value);
      sites.delete(origin);
      sites.set(origin, { at: now, allows: (one) => rules.isAllowed(one, ROBOT_NAME) ?? true });
    },
    require(url) {
      if (sites.get(new URL(url).origin)?.allows(url) !== false) return;
      throw new Fault('source_robots_refused', '网站的 robots.txt 不允许采集这个地址，没有读取。', {
        action: '请与网站商定授权，或改用推送。',
      });
    },
  };
}

/** The rules as text, empty where there are none: a page missing, closed to us or no text at all. */
async function rulesAt(address: string, fetchSource: FetchSource, leave: FetchLeave): Promise<string> {
  try {
    const answer = await fetchSource(address, {}, leave);
    if (answer.status === 'unchanged') return '';
    return new TextDecoder().decode(answer.bytes.subarray(0, MOST_CHARACTERS));
  } catch (error) {
    const code = codeOf(error);
    if (/^source_http_5/.test(code))
      throw new Fault('source_robots_unreadable', '网站的 robots.txt 暂时无法读取，未确认是否允许采集，没有读取。', {
        status: 502,
        action: '稍后自动再试。',
        cause: error,
      });
    if (NOT_NOW.has(code) || !(error instanceof Fault)) throw error;
    // An address of the source itself that is refused is refused again where it is read, with its own words.
    return '';
  }
}
