/** The command `report`: a period in figures, for leaders. */
import { readOrganisation } from '../organisation/store.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { figuresOf } from '../reports/figures.ts';
import { readPeriod } from '../reports/period.ts';
import { readFacts } from '../reports/store.ts';
import { reportOf, reportText } from '../reports/text.ts';
import { withDatabase } from './database.ts';

/** Markdown, or one JSON document. Faults `day_invalid`, `period_invalid`, `jurisdiction_missing`. */
export function runReport(config: Config, options: { from?: string; to?: string; json?: boolean }): Promise<string> {
  const now = systemClock();
  const period = readPeriod(options, now);
  return withDatabase(config, async ({ db }) => {
    const organisation = await readOrganisation(db);
    const figures = figuresOf(await readFacts(db, period, now), organisation, period, now);
    const report = reportOf(organisation, period, figures, now);
    return options.json ? JSON.stringify(report, null, 2) : reportText(report);
  });
}
