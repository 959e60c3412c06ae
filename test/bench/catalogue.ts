/** Every bench there is. A new one is written beside these and named here. */
import type { Bench } from './frame.ts';
import { boardBench } from './board.ts';
import { eventsBench } from './events.ts';
import { groupsBench } from './groups.ts';
import { intakeBench } from './intake.ts';
import { relayBench } from './relay.ts';
import { routingBench } from './routing.ts';
import { searchBench } from './search.ts';
import { textBench } from './text.ts';
import { unitsBench } from './units.ts';
import { whatIfBench } from './what-if.ts';

export const BENCHES: readonly Bench[] = [
  textBench,
  routingBench,
  groupsBench,
  eventsBench,
  intakeBench,
  relayBench,
  boardBench,
  searchBench,
  unitsBench,
  whatIfBench,
];
