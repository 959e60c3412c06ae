/** A relay in a process of its own, to be killed: it writes the effects of its second batch and then never ends it. */
import { connect } from '../../server/platform/database.ts';
import { startRelay } from '../../server/platform/events/relay.ts';
import { openLog } from '../../server/platform/log.ts';
import { probe } from './probes.ts';

const log = openLog('warn');
let batches = 0;
const handler = probe({
  doer: 'child',
  async after() {
    batches += 1;
    if (batches < 2) return;
    process.stdout.write('in the middle\n');
    await new Promise(() => setInterval(() => undefined, 60_000));
  },
});
startRelay(connect(process.env.DATABASE_URL ?? '', log), [handler], log, () => new Date());
