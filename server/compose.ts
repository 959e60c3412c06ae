/** The only place where parts are built and joined. */
import { signalHandler } from './accountability/raise-signals.ts';
import { accountabilityRoutes } from './accountability/routes.ts';
import { accessRoutes } from './access/routes.ts';
import { createSessions } from './access/sessions.ts';
import { authenticate, closeSession, listAccounts, viewerOf } from './access/store.ts';
import type { AppRoute } from './access/declare.ts';
import type { Viewer } from './access/viewer.ts';
import { healthView } from './board/health.ts';
import { projectorHandler } from './board/projector.ts';
import { caseDetail } from './board/detail.ts';
import { boardRoutes } from './board/routes.ts';
import { viewsOf } from './board/store.ts';
import { setupView } from './board/setup.ts';
import { contactRoutes } from './cases/contacts/routes.ts';
import { groupHandler } from './cases/groups/handler.ts';
import { rosterRoutes } from './cases/roster/routes.ts';
import type { SetupView } from './contract/setup-view.ts';
import type { HealthView, JurisdictionView } from './contract/views.ts';
import { conduct } from './flow.ts';
import { openGuardedFetcher } from './intake/fetcher.ts';
import type { StoringParts } from './intake/push/push.ts';
import { intakeRoutes } from './intake/routes.ts';
import { sourceView } from './intake/source-health.ts';
import { listSources } from './intake/register/store.ts';
import { openDirectory, type Directory } from './organisation/directory.ts';
import type { Organisation } from './organisation/model.ts';
import type { Clock } from './platform/clock.ts';
import type { Connected } from './platform/database.ts';
import { eventsBehind, type NamedHandler } from './platform/events/handling.ts';
import type { Readiness } from './platform/http/app.ts';
import type { Keys } from './platform/keys.ts';
import type { Log } from './platform/log.ts';
import type { JobQueue } from './platform/queue/bull-queue.ts';
import { decideItem, readItemDetail } from './responsibility/detail.ts';
import { markHumanHandler } from './responsibility/mark-human.ts';
import { followGrade } from './responses/follow-grade.ts';
import { publicRoutes } from './responses/public/routes.ts';
import { responseRoutes } from './responses/routes.ts';
import { responsibilityRoutes } from './responsibility/routes.ts';
import { wallOf } from './responsibility/transfers/wall.ts';
import { searchHandler } from './search/mark.ts';
import { searchRoutes } from './search/routes.ts';
import { judgeHandler } from './triage/judge.ts';
import { createReader } from './triage/reader.ts';
import { triageRoutes } from './triage/routes.ts';

export interface Foundation extends Connected {
  keys: Keys;
  log: Log;
  now: Clock;
  /** Moves work between processes; without one a single process handles all events. */
  queue?: JobQueue | null;
}

export type Parts = Awaited<ReturnType<typeof composeParts>>;

/** Reads the jurisdiction and builds what both roles share. Fault `jurisdiction_missing` before the first run. */
export async function composeParts(foundation: Foundation) {
  const { db } = foundation;
  const directory = await openDirectory(db, foundation.now);
  const rules = {
    organisation: directory.organisation,
    rulebook: directory.rulebook,
    calendar: directory.calendar,
    casePrefix: directory.casePrefix,
    fresh: directory.fresh,
  };
  const { classifier, isPlace } = createReader(rules.organisation, foundation.log);
  const handlers = conduct(
    [
      groupHandler(),
      judgeHandler({ classifier, organisation: rules.organisation, wall: wallOf(rules) }),
      markHumanHandler(rules),
      signalHandler(),
      projectorHandler(rules.organisation),
      searchHandler(),
    ].map((handler) => knowingWhatHolds(handler, directory)),
  );
  const health = async (): Promise<HealthView> => {
    const now = foundation.now();
    const sources = (await listSources(db)).map((row) => sourceView(row, now));
    return healthView(sources, await eventsBehind(db, handlers), rules.rulebook().version, now);
  };
  const ready = async (): Promise<Readiness> => {
    await db.selectFrom('jurisdiction').select('id').execute();
    const { queue } = foundation;
    return { queue: queue ? ((await queue.reachable()) ? 'reachable' : 'unreachable') : 'none' };
  };
  const viewer = (accountId: string): Promise<Viewer | null> => viewerOf(db, rules.organisation(), accountId);
  return { ...foundation, directory, rules, viewer, classifier, isPlace, handlers, health, ready };
}

/** The handler, after a look whether another process has changed what holds. */
const knowingWhatHolds = (handler: NamedHandler, directory: Directory): NamedHandler => ({
  name: handler.name,
  run: async (tx, events, now) => {
    await directory.refresh(tx);
    await handler.run(tx, events, now);
  },
});

/** Every route of the program: what the server mounts and the role × route test walks. */
export function composeRoutes(parts: Parts, signedIn: (name: string) => Promise<void>): AppRoute[] {
  const { db, now, rules, viewer } = parts;
  const sessions = createSessions({
    accounts: {
      authenticate: (input, at) => authenticate(db, input, at),
      viewerOf: viewer,
      closeSession: (sessionId, accountId, at) => closeSession(db, sessionId, accountId, at),
    },
    jurisdiction: () => jurisdictionView(rules.organisation()),
    dispatchers: () => rules.rulebook().dispatchers(rules.organisation().profile),
    signedIn,
    now,
  });
  const decide = (caller: Viewer, id: string, work: () => Promise<void>) => decideItem(db, rules, caller, id, work);
  const detail = (caller: Viewer, id: string) => readItemDetail(db, rules, caller, id);
  const detailOf = (caller: Viewer, id: string) => caseDetail(db, rules.organisation(), caller, id, now());
  const ofCases = { ...rules, db, now, detail: detailOf };
  return [
    ...accessRoutes(sessions),
    ...intakeRoutes({ ...storingParts(parts), now, openFetcher: openGuardedFetcher }),
    ...rosterRoutes(ofCases),
    ...contactRoutes(ofCases),
    ...triageRoutes({ db, now, classifier: parts.classifier, detail, decide }),
    ...responsibilityRoutes({
      ...ofCases,
      decide,
      regraded: followGrade(rules),
      log: parts.log,
      refresh: (at) => parts.directory.refresh(at),
      directoryVersion: () => parts.directory.version(),
    }),
    ...responseRoutes(ofCases),
    ...accountabilityRoutes(ofCases),
    ...boardRoutes({ ...ofCases, setup: () => readSetup(parts) }),
    ...searchRoutes({
      db,
      now,
      organisation: rules.organisation,
      officials: OFFICIALS,
      isPlace: parts.isPlace,
      caseViews: viewsOf,
      handlers: parts.handlers,
    }),
    ...publicRoutes({
      db,
      now,
      site: () => siteOf(rules.organisation()),
      voterOf: (publicationId, visitor) => parts.keys.fingerprint(`rating ${publicationId} ${visitor}`),
    }),
  ];
}

/** Names of persons in office, which the redactor leaves and which may be looked for. */
const OFFICIALS = (): readonly string[] => [];

async function readSetup({ db, rules, now }: Parts): Promise<SetupView> {
  const at = now();
  const [accounts, rows] = await Promise.all([listAccounts(db), listSources(db)]);
  const sources = rows.map((row) => sourceView(row, at));
  return setupView({
    organisation: rules.organisation(),
    rulebook: rules.rulebook(),
    calendar: rules.calendar(),
    accounts,
    sources,
    now: at,
  });
}

const siteOf = ({ name, officeName }: Organisation) => ({ name, officeName });

function jurisdictionView(organisation: Organisation): JurisdictionView {
  const counties = organisation.counties().map(({ code, name, level }) => ({ code, name, level }));
  return { code: organisation.code, name: organisation.name, officeName: organisation.officeName, counties };
}

/** What ways in need to store what came. */
export const storingParts = ({ db, keys, rules }: Parts): StoringParts => ({
  db,
  keys,
  judgingMinutes: () => rules.rulebook().judgingMinutes(rules.organisation().profile),
  officials: OFFICIALS,
});
