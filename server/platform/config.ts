/** Settings from the environment, read once, every fault reported at once. */
import { isAbsolute, resolve } from 'node:path';
import { Fault } from './fault.ts';
import { readRedisUrl } from './queue/redis-url.ts';

export type ProcessRole = 'all' | 'web' | 'worker';

export interface Config {
  port: number;
  /** A worker answers /healthz and /readyz only where PORT was set: beside a web process on one machine it needs no port. */
  portSet: boolean;
  host: string;
  dataDir: string;
  /** Null means the embedded database under `dataDir`. */
  databaseUrl: string | null;
  /** Null means: handlers work in one process, without a queue. */
  redisUrl: string | null;
  role: ProcessRole;
  logLevel: string;
  /** Null means: generated into `dataDir`/keys.json. */
  sessionSecret: string | null;
  sealKey: string | null;
  /** Reverse proxies in front of the web role, whose word on the visitor's address and on TLS is believed. */
  trustedProxies: number;
  /** Folder of the built page; the launcher names it. */
  webRoot: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const ROLES: readonly ProcessRole[] = ['all', 'web', 'worker'];
const LEAST_SECRET = 32;

/** Reads and checks the settings. Throws one Fault (`config_invalid`) that lists every fault found. */
export function readConfig(env: NodeJS.ProcessEnv, cwd: string): Config {
  const faults: string[] = [];
  const text = (name: string): string | null => env[name]?.trim() || null;

  const port = Number(text('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    faults.push(`PORT must be a number from 0 to 65535, not "${env.PORT}"`);
  const role = (text('ROLE') ?? 'all') as ProcessRole;
  if (!ROLES.includes(role)) faults.push(`ROLE must be one of ${ROLES.join(', ')}, not "${env.ROLE}"`);
  const logLevel = text('LOG_LEVEL') ?? 'info';
  if (!LOG_LEVELS.includes(logLevel))
    faults.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not "${env.LOG_LEVEL}"`);
  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    faults.push('DATABASE_URL must begin with postgres:// or postgresql://');
  if (!databaseUrl && role !== 'all')
    faults.push(`ROLE=${role} needs DATABASE_URL: the embedded database serves one process`);
  const redisUrl = text('REDIS_URL');
  if (redisUrl && !readRedisUrl(redisUrl)) faults.push('REDIS_URL must be redis://host:port/number or rediss://…');
  const trustedProxies = Number(text('TRUSTED_PROXIES') ?? 0);
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0 || trustedProxies > 9)
    faults.push(`TRUSTED_PROXIES must be a number from 0 to 9, not "${env.TRUSTED_PROXIES}"`);
  const sessionSecret = text('SESSION_SECRET');
  const sealKey = text('SEAL_KEY');
  for (const [name, value] of [
    ['SESSION_SECRET', sessionSecret],
    ['SEAL_KEY', sealKey],
  ] as const) {
    if (databaseUrl && !value)
      faults.push(`${name} is required with DATABASE_URL (at least ${LEAST_SECRET} characters)`);
    if (value && value.length < LEAST_SECRET) faults.push(`${name} must have at least ${LEAST_SECRET} characters`);
  }
  if (faults.length > 0) throw new Fault('config_invalid', `Settings are wrong: ${faults.join('; ')}.`);

  const dataDir = text('DATA_DIR') ?? '.huiying';
  return {
    port,
    portSet: text('PORT') !== null,
    host: text('HOST') ?? '127.0.0.1',
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(cwd, dataDir),
    databaseUrl,
    redisUrl,
    role,
    logLevel,
    sessionSecret,
    sealKey,
    trustedProxies,
    webRoot: resolve(cwd, text('WEB_ROOT') ?? 'dist/web'),
  };
}
