/**
 * What holds now: organisation, rulebook and calendar of the jurisdiction, one at a time for the whole process. It is read at the
 * start and again where the database holds another version, so that a change is seen by every process.
 */
import type { Clock } from '../platform/clock.ts';
import type { Database, Tx } from '../platform/database.ts';
import { loadCalendar, type Calendar } from '../rules/calendar.ts';
import { chinaDay, type ChinaDay } from '../rules/china-time.ts';
import { loadRulebook, type Rulebook } from '../rules/rulebook.ts';
import type { Organisation } from './model.ts';
import { directoryVersion, readWhatHolds } from './store.ts';

export interface Directory {
  organisation(): Organisation;
  rulebook(): Rulebook;
  calendar(): Calendar;
  casePrefix(): string;
  /** Counts the changes that hold in what this process has read. */
  version(): number;
  /** Reads what holds anew where the database has another version than this process; true where it had. */
  refresh(db: Database | Tx): Promise<boolean>;
  /** As `refresh`, and no change comes to hold before the transaction ends: what is decided in it rests on what holds. */
  fresh(tx: Tx): Promise<void>;
}

interface Present {
  version: number;
  organisation: Organisation;
  casePrefix: string;
  rulebook: Rulebook;
  calendar: Calendar;
}

async function read(db: Database | Tx, day: ChinaDay): Promise<Present> {
  const version = await directoryVersion(db);
  const { organisation, casePrefix, rules } = await readWhatHolds(db);
  const rulebook = loadRulebook({ changes: rules, day });
  return {
    version,
    organisation,
    casePrefix,
    rulebook,
    calendar: loadCalendar(rulebook.localDays(organisation.profile)),
  };
}

/** Whether the day of a rule that waited has come since the rulebook was read. */
const ruleDue = ({ rulebook, organisation }: Present, day: ChinaDay): boolean =>
  rulebook.held(organisation.profile).some(({ rule, waiting }) => waiting && rule.validFrom <= day);

/** Opens the directory. Fault `jurisdiction_missing` before the first run. */
export async function openDirectory(db: Database, now: Clock): Promise<Directory> {
  const today = (): ChinaDay => chinaDay(now());
  let present = await read(db, today());
  const refresh = async (at: Database | Tx, hold = false): Promise<boolean> => {
    const day = today();
    if ((await directoryVersion(at, hold)) === present.version && !ruleDue(present, day)) return false;
    present = await read(at, day);
    return true;
  };
  return {
    organisation: () => present.organisation,
    rulebook: () => present.rulebook,
    calendar: () => present.calendar,
    casePrefix: () => present.casePrefix,
    version: () => present.version,
    refresh: (at) => refresh(at),
    fresh: async (tx) => void (await refresh(tx, true)),
  };
}
