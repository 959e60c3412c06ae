/** 值班表 and 交接班. */
import {
  addShiftSchema,
  decideHandOverSchema,
  importRosterSchema,
  writeHandOverSchema,
  type HandOversView,
} from '../../contract/roster-views.ts';
import { command, read, type AppRoute } from '../../access/declare.ts';
import type { Viewer } from '../../access/viewer.ts';
import { listSources } from '../../intake/register/store.ts';
import { sourceView } from '../../intake/source-health.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { Fault } from '../../platform/fault.ts';
import { chinaDay, readMoment } from '../../rules/china-time.ts';
import { decideHandOver, writeHandOver } from './hand-over/act.ts';
import { addShift, importRoster, removeShift } from './plan.ts';
import { readDutyNow, readHandOvers, readRoster } from './read.ts';

export interface RosterParts {
  db: Database;
  now: Clock;
}

export function rosterRoutes(parts: RosterParts): AppRoute[] {
  return [...planRoutes(parts), ...handOverRoutes(parts)];
}

function planRoutes({ db, now }: RosterParts): AppRoute[] {
  return [
    read({
      method: 'GET',
      path: '/api/roster',
      access: 'roster.read',
      handle: ({ caller, query }) => readRoster(db, caller, dayOf(query.from, now()), now()),
    }),
    read({
      method: 'GET',
      path: '/api/roster/now',
      access: 'roster.read',
      handle: () => readDutyNow(db, now()),
    }),
    command({
      method: 'POST',
      path: '/api/roster/shifts',
      access: 'roster.change',
      body: addShiftSchema,
      handle: ({ caller, body }) => addShift(db, caller, body, now()),
    }),
    read({
      method: 'DELETE',
      path: '/api/roster/shifts/:id',
      access: 'roster.change',
      handle: ({ caller, params: { id = '' } }) => removeShift(db, caller, id, now()),
    }),
    command({
      method: 'POST',
      path: '/api/roster/import',
      access: 'roster.change',
      body: importRosterSchema,
      handle: ({ caller, body }) => importRoster(db, caller, body, now()),
    }),
  ];
}

function handOverRoutes({ db, now }: RosterParts): AppRoute[] {
  const failing = async (): Promise<string[]> =>
    (await listSources(db)).flatMap((row) => (sourceView(row, now()).failure ? [row.name] : []));
  const page = (caller: Viewer): Promise<HandOversView> => readHandOvers(db, caller, failing, now());
  return [
    read({
      method: 'GET',
      path: '/api/roster/hand-overs',
      access: 'hand_over.read',
      handle: ({ caller }) => page(caller),
    }),
    command({
      method: 'POST',
      path: '/api/roster/hand-overs',
      access: 'hand_over.write',
      body: writeHandOverSchema,
      handle: async ({ caller, body }) => {
        await writeHandOver(db, caller, body, now());
        return page(caller);
      },
    }),
    command({
      method: 'POST',
      path: '/api/roster/hand-overs/:id/decide',
      access: 'hand_over.write',
      body: decideHandOverSchema,
      handle: async ({ caller, params: { id = '' }, body }) => {
        await decideHandOver(db, caller, id, body, now());
        return page(caller);
      },
    }),
  ];
}

/** The day asked for, or today. Fault `day_invalid`. */
function dayOf(text: string | undefined, now: Date): string {
  if (!text) return chinaDay(now);
  try {
    return chinaDay(readMoment(text).at);
  } catch (cause) {
    throw new Fault('day_invalid', '日期不正确。', { status: 422, action: '请写成 2026-11-20 的样子。', cause });
  }
}
