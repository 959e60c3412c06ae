/** The only place where parts are built and joined. */
import { createServer } from 'node:http';
import { signalHandler } from './accountability/raise-signals.ts';
import { accountabilityRoutes } from './accountability/routes.ts';
import { accessRoutes } from './access/routes.ts';
import { createSessions } from './access/sessions.ts';
import { authenticate, closeSession, listAccounts, viewerOf } from './access/store.ts';
import type { AppRoute } from './access/declare.ts';
import { permits, type Viewer } from './access/viewer.ts';
import { openGateway } from './board/gateway.ts';
import { healthView } from './board/health.ts';
import { projectorHandler, refreshArrivals } from './board/projector.ts';
import { caseDetail } from './board/detail.ts';
import { boardRoutes } from './board/routes.ts';
import { viewsOf } from './board/store.ts';
import { setupView } from './board/setup.ts';
import { groupHandler } from './cases/groups/handler.ts';
import { dateUndated, tick } from './clocks/tick.ts';
import type { SetupView } from './contract/setup-view.ts';
import type { HealthView, JurisdictionView } from './contract/views.ts';
import { conduct } from './flow.ts';
import { openGuardedFetcher } from './intake/fetcher.ts';
import { createPoller } from './intake/poller.ts';
import type { StoringParts } from './intake/push/push.ts';
import { holderOf, sweepReceipts } from './intake/push/store.ts';
import { intakeRoutes } from './intake/routes.ts';
import { sourceView } from './intake/source-health.ts';
import { listSources } from './intake/register/store.ts';
import type { Organisation } from './organisation/model.ts';
import { readOrganisation } from './organisation/store.ts';
import type { Clock } from './platform/clock.ts';
import type { Connected } from './platform/database.ts';
import { eventsBehind, type Handler } from './platform/events/handling.ts';
import { startRelay, type Relay } from './platform/events/relay.ts';
import { sealWhenDue } from './platform/events/seal.ts';
import { codeOf, messageOf } from './platform/fault.ts';
import { createApp, createProbes, type Readiness } from './platform/http/app.ts';
import { listenOn } from './platform/http/listen.ts';
import { openSessions } from './platform/http/session.ts';
import type { Keys } from './platform/keys.ts';
import type { Log } from './platform/log.ts';
import type { JobQueue } from './platform/queue/bull-queue.ts';
import { oncePer, startRounds } from './platform/rounds.ts';
import { decideItem, readItemDetail } from './responsibility/detail.ts';
import { markHumanHandler } from './responsibility/mark-human.ts';
import { followGrade } from './responses/follow-grade.ts';
import { publicRoutes } from './responses/public/routes.ts';
import { responseRoutes } from './responses/routes.ts';
import { responsibilityRoutes } from './responsibility/routes.ts';
import { wallOf } from './responsibility/transfers/wall.ts';
import { loadCalendar } from './rules/calendar.ts';
import { loadRulebook } from './rules/rulebook.ts';
import { startFilling } from './search/filling/rounds.ts';
import { searchHandler } from './search/mark.ts';
import { searchRoutes } from './search/routes.ts';
import { judgeHandler } from './triage/judge.ts';
import { createReader } from './triage/reader.ts';
import { releaseWatched } from './triage/outcomes/review.ts';
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
  const organisation = await readOrganisation(db);
  const rulebook = loadRulebook();
  const calendar = loadCalendar(rulebook.localDays(organisation.profile));
  const rules = {
    organisation: () => organisation,
    rulebook: () => rulebook,
    calendar: () => calendar,
    casePrefix: () => organisation.casePrefix,
  };
  const { classifier, isPlace } = createReader(organisation, foundation.log);
  const handlers = conduct([
    groupHandler(),
    judgeHandler({ classifier, organisation: rules.organisation, wall: wallOf(rules) }),
    markHumanHandler(rules),
    signalHandler(),
    projectorHandler(rules.organisation),
    searchHandler(),
  ]);
  const health = async (): Promise<HealthView> => {
    const now = foundation.now();
    const sources = (await listSources(db)).map((row) => sourceView(row, now));
    return healthView(sources, await eventsBehind(db, handlers), rulebook.version, now);
  };
  const ready = async (): Promise<Readiness> => {
    await db.selectFrom('jurisdiction').select('id').execute();
    const { queue } = foundation;
    return { queue: queue ? ((await queue.reachable()) ? 'reachable' : 'unreachable') : 'none' };
  };
  return { ...foundation, organisation, rulebook, rules, classifier, isPlace, handlers, health, ready };
}

/** Every route of the program: what the server mounts and the role × route test walks. */
export function composeRoutes(parts: Parts, signedIn: (name: string) => Promise<void>): AppRoute[] {
  const { db, now, rules } = parts;
  const viewer = (accountId: string): Promise<Viewer | null> => viewerOf(db, parts.organisation, accountId);
  const sessions = createSessions({
    accounts: {
      authenticate: (input, at) => authenticate(db, input, at),
      viewerOf: viewer,
      closeSession: (sessionId, accountId, at) => closeSession(db, sessionId, accountId, at),
    },
    jurisdiction: () => jurisdictionView(parts.organisation),
    signedIn,
    now,
  });
  const decide = (caller: Viewer, id: string, work: () => Promise<void>) => decideItem(db, rules, caller, id, work);
  const detail = (caller: Viewer, id: string) => readItemDetail(db, rules, caller, id);
  const detailOf = (caller: Viewer, id: string) => caseDetail(db, parts.organisation, caller, id, now());
  const ofCases = { ...rules, db, now, detail: detailOf };
  return [
    ...accessRoutes(sessions),
    ...intakeRoutes({ ...storingParts(parts), now, openFetcher: openGuardedFetcher }),
    ...triageRoutes({ db, now, classifier: parts.classifier, detail, decide }),
    ...responsibilityRoutes({ ...ofCases, decide, regraded: followGrade(rules) }),
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
      site: () => ({ name: parts.organisation.name, officeName: parts.organisation.officeName }),
      voterOf: (publicationId, visitor) => parts.keys.fingerprint(`rating ${publicationId} ${visitor}`),
    }),
  ];
}

/** Names of persons in office, which the redactor leaves and which may be looked for. */
const OFFICIALS = (): readonly string[] => [];

async function readSetup({ db, organisation, rules, now }: Parts): Promise<SetupView> {
  const at = now();
  const [accounts, rows] = await Promise.all([listAccounts(db), listSources(db)]);
  const sources = rows.map((row) => sourceView(row, at));
  return setupView({
    organisation,
    rulebook: rules.rulebook(),
    calendar: rules.calendar(),
    accounts,
    sources,
    now: at,
  });
}

function jurisdictionView(organisation: Organisation): JurisdictionView {
  const counties = organisation.counties().map(({ code, name, level }) => ({ code, name, level }));
  return { code: organisation.code, name: organisation.name, officeName: organisation.officeName, counties };
}

export interface Web {
  port: number;
  close(): Promise<void>;
}

export interface WebOptions {
  host: string;
  port: number;
  webRoot: string | null;
  signedIn: (name: string) => Promise<void>;
  trustedProxies?: number;
}

/** Answers /healthz and /readyz for a worker. Faults `port_busy`, `port_denied`. */
export async function startProbes({ ready, log }: Parts, { host, port }: { host: string; port: number }): Promise<Web> {
  const http = createServer(createProbes(ready, log));
  return {
    port: await listenOn(http, host, port),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Starts the web role. Faults `port_busy`, `port_denied`. */
export async function startWeb(parts: Parts, options: WebOptions): Promise<Web> {
  const { db, keys, log, url } = parts;
  const viewer = (accountId: string): Promise<Viewer | null> => viewerOf(db, parts.organisation, accountId);
  const session = openSessions(url, keys.sessionSecret, log);
  const app = createApp({
    routes: composeRoutes(parts, options.signedIn),
    session: session.middleware,
    callerOf: viewer,
    permits,
    ready: parts.ready,
    trustedProxies: options.trustedProxies ?? 0,
    holderOf: (token) => holderOf(db, token),
    webRoot: options.webRoot,
    log,
  });
  const http = createServer(app);
  let port: number;
  try {
    port = await listenOn(http, options.host, options.port);
  } catch (error) {
    await session.close();
    throw error;
  }
  const gateway = await openGateway({
    http,
    databaseUrl: url,
    session: session.middleware,
    viewerOf: viewer,
    health: parts.health,
    now: parts.now,
    db,
    keys,
    log,
  });
  return {
    port,
    async close() {
      await gateway.close();
      http.closeAllConnections();
      await session.close();
    },
  };
}

const storingParts = ({ db, keys, rulebook, organisation }: Parts): StoringParts => ({
  db,
  keys,
  judgingMinutes: () => rulebook.judgingMinutes(organisation.profile),
  officials: OFFICIALS,
});

export interface Worker {
  relay: Relay;
  stop(): Promise<void>;
}

const POLL_ROUND_MS = 1_000;
const TICK_ROUND_MS = 1_000;
const SLOW_ROUND_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Starts the worker role: relay and handlers, polling, sealing, the hourly refresh. */
export function startWorker(parts: Parts): Worker {
  const { db, keys, log, now } = parts;
  const relay = startRelay(parts, parts.handlers as Handler[], log, now, parts.queue);
  const fetcher = openGuardedFetcher();
  const storing = storingParts(parts);
  const { judgingMinutes } = storing;
  const poller = createPoller({ ...storing, log, now, fetcher });
  const dated = dateAtStart(parts);
  const refresh = async (): Promise<void> => {
    const hour = Math.floor(now().getTime() / HOUR_MS);
    await oncePer(db, 'refresh', hour, (tx) => refreshArrivals(tx, parts.organisation, now()));
  };
  const rounds = [
    startRounds('poll', POLL_ROUND_MS, () => poller.round(), log),
    startRounds('tick', TICK_ROUND_MS, async () => void (await tick(db, parts.rules, now())), log),
    startRounds('review', TICK_ROUND_MS, async () => void (await releaseWatched(db, judgingMinutes(), now())), log),
    startFilling(parts),
    startRounds('seal', SLOW_ROUND_MS, () => sealWhenDue(db, keys, now()), log),
    startRounds('receipts', SLOW_ROUND_MS, () => sweepReceipts(db, now()), log),
    startRounds('refresh', SLOW_ROUND_MS, refresh, log),
  ];
  return {
    relay,
    async stop() {
      await Promise.all(rounds.map((round) => round.stop()));
      await poller.idle();
      await dated;
      await relay.stop();
      await fetcher.close();
    },
  };
}

/** A calendar that came since the last start gives clocks the end they lacked. */
async function dateAtStart({ db, rules, log, now }: Parts): Promise<void> {
  try {
    const dated = await dateUndated(db, rules, now());
    if (dated > 0) log.info({ clocks: dated }, 'clocks that waited for a calendar have their end now');
  } catch (error) {
    log.error({ code: codeOf(error), reason: messageOf(error) }, 'clocks without an end could not be dated');
  }
}
