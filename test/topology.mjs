/**
 * Starts on this machine what compose.yaml starts on several: PostgreSQL, Redis, the migration, two web processes and two workers.
 * Prints their addresses; Ctrl-C stops all and takes the data away. `node test/topology.mjs`
 */
import { once } from 'node:events';
import { register } from 'tsx/esm/api';

register();
const { startRedis } = await import('./support/redis.ts');
const { openTopology } = await import('./support/topology.ts');

const asked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
const redis = await startRedis();
try {
  const topology = await openTopology(redis.url, { web: 2, worker: 2 });
  try {
    for (const web of topology.webs) console.log(`web     ${web.address}`);
    for (const worker of topology.workers) console.log(`worker  ${worker.address}/readyz`);
    console.log(`first passwords  ${topology.grounds.dataDir}/first-run.json\nCtrl-C stops all.`);
    await asked;
    console.log('Stopping…');
  } finally {
    await topology.close();
  }
} finally {
  await redis.stop();
}
