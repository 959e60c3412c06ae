/**
 * A relay in a process of its own, to be killed: it writes the effects of its second batch (over the queue of REDIS_URL: its
 * first) and then never ends it.
 */
import { connect } from '../../server/platform/database.ts';
import { startRelay } from '../../server/platform/events/relay.ts';
import { openLog } from '../../server/platform/log.ts';
import { openQueue } from '../../server/platform/queue/bull-queue.ts';
import { ownerOf } from '../../server/platform/queue/owner.ts';
import { probe } from './probes.ts';

const { DATABASE_URL = '', REDIS_URL } = process.env;
const log = openLog('warn');
const connected = connect(DATABASE_URL, log);
const queue = REDIS_URL ? openQueue({ url: REDIS_URL, owner: await ownerOf(connected.db), log }) : null;
let batches = 0;
const handler = probe({
  doer: 'child',
  async after() {
    batches += 1;
    if (batches < (queue ? 1 : 2)) return;
    process.stdout.write('in the middle\n');
    await new Promise(() => setInterval(() => undefined, 60_000));
  },
});
startRelay(connected, [handler], log, () => new Date(), queue);
