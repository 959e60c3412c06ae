/** compose.yaml and the Dockerfile name only what is there: settings, files, services, roles. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, describe, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../server/platform/config.ts';
import { APP_ROLE, OWNER_ROLE } from '../../server/platform/embedded-state.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  configs?: { source: string; target: string }[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { disable?: boolean; test?: string[] };
  deploy?: { replicas: number };
  ports?: string[];
}
interface Compose {
  services: Record<string, Service>;
  configs: Record<string, { content: string }>;
  volumes: Record<string, null>;
}

/** The file as Docker Compose reads it, with the variables of .env put in. */
function readCompose(env: Record<string, string>): Compose {
  const text = read('compose.yaml').replaceAll(
    /\$\$|\$\{(\w+)(?::[-?]([^}]*))?\}/g,
    (whole, name: string, other: string) => (whole === '$$' ? '$' : (env[name] ?? other ?? '')),
  );
  return parse(text, { merge: true }) as Compose;
}

const SECRETS = ['POSTGRES_PASSWORD', 'OWNER_PASSWORD', 'APP_PASSWORD', 'SESSION_SECRET', 'SEAL_KEY'];
const compose = readCompose(
  Object.fromEntries(SECRETS.map((name) => [name, `${name.toLowerCase()}-`.padEnd(64, 'x')])),
);
const SETTINGS = new Set(
  [...read('server/platform/config.ts').matchAll(/\btext\('([A-Z_]+)'\)/g)].map(([, name]) => name),
);
const ours = Object.entries(compose.services).filter(([, service]) => service.build === '.');

describe('compose.yaml', () => {
  test('has two web processes and two workers, each with a migrated database', () => {
    expect(ours.map(([name, service]) => [name, service.deploy?.replicas ?? 1])).toEqual([
      ['migrate', 1],
      ['web', 2],
      ['worker', 2],
    ]);
    for (const name of ['web', 'worker'])
      expect(compose.services[name]?.depends_on?.migrate?.condition).toBe('service_completed_successfully');
  });

  test.each(ours)(
    '%s is given only settings that the program reads, and all that it needs',
    (name, { environment = {} }) => {
      expect(Object.keys(environment).filter((key) => !SETTINGS.has(key))).toEqual([]);
      const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)]));
      const config = readConfig(env, '/app');
      expect(config.redisUrl).toBe('redis://redis:6379/0');
      expect(config.role).toBe({ web: 'web', worker: 'worker' }[name] ?? 'all');
      expect(new URL(config.databaseUrl ?? '').username).toBe(name === 'migrate' ? OWNER_ROLE : APP_ROLE);
    },
  );

  test('every name stands for something: services, volumes, configs, hosts, the database and its roles', () => {
    for (const { depends_on = {}, volumes = [], configs = [], environment = {} } of Object.values(compose.services)) {
      for (const name of Object.keys(depends_on)) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      for (const { source } of configs) expect(Object.keys(compose.configs)).toContain(source);
      for (const key of ['DATABASE_URL', 'REDIS_URL']) {
        const url = environment[key];
        if (url) expect(Object.keys(compose.services)).toContain(new URL(String(url)).hostname);
      }
    }
    const roles = compose.configs.roles?.content ?? '';
    expect(roles).toContain(`CREATE ROLE ${OWNER_ROLE} LOGIN`);
    expect(roles).toContain(`CREATE ROLE ${APP_ROLE} LOGIN`);
    const database = new URL(String(compose.services.web?.environment?.DATABASE_URL)).pathname.slice(1);
    expect(roles).toContain(`CREATE DATABASE ${database} OWNER ${OWNER_ROLE}`);
    expect(compose.configs.proxy?.content).toContain('name web');
    expect(compose.configs.proxy?.content).toContain(`port ${portOfImage()}`);
  });

  test('what others wait for says when it is healthy', () => {
    for (const { depends_on = {} } of Object.values(compose.services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const { healthcheck, build } = compose.services[name] ?? {};
        if (condition === 'service_healthy') expect(healthcheck?.test ?? build).toBeTruthy();
        else expect(healthcheck?.disable).toBe(true);
      }
  });

  test('no secret stands in it', () => {
    const text = read('compose.yaml');
    for (const name of SECRETS) expect(text).toContain(`\${${name}:?`);
    expect(read('.gitignore').split('\n')).toContain('.env');
    expect(read('.dockerignore').split('\n')).toContain('.env');
  });
});

const DOCKERFILE = read('Dockerfile').replaceAll(/\\\n/g, ' ').split('\n');
const lines = (instruction: string): string[][] =>
  DOCKERFILE.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(/\s+/).slice(1));

function portOfImage(): string {
  const port = lines('ENV')
    .flat()
    .find((pair) => pair.startsWith('PORT='));
  return port?.slice('PORT='.length) ?? '';
}

describe('the Dockerfile', () => {
  const sources = lines('COPY')
    .filter(([first]) => !first?.startsWith('--from='))
    .flatMap((words) => words.slice(0, -1));

  test('copies what is there, and what the build asks for', () => {
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    const ignored = new Set(read('.dockerignore').split('\n'));
    expect(sources.filter((source) => ignored.has(source))).toEqual([]);
    const wanted = [
      'server',
      'classifiers',
      'migrations',
      'web',
      'package-lock.json',
      'vite.config.ts',
      'svelte.config.js',
    ];
    expect(wanted.filter((name) => !sources.includes(name))).toEqual([]);
  });

  test('sets only settings that the program reads, runs as nobody special, and starts what is there', () => {
    const set = lines('ENV').flatMap((pairs) => pairs.map((pair) => pair.split('=')[0] ?? ''));
    expect(set.filter((name) => name !== 'NODE_ENV' && !SETTINGS.has(name))).toEqual([]);
    expect(lines('USER')).toEqual([['node']]);
    const commands = [lines('CMD').at(-1)?.join(' ') ?? '[]'].map((text) => JSON.parse(text) as string[]);
    commands.push(...ours.flatMap(([, { command }]) => (command ? [command] : [])));
    for (const [program, file] of commands) {
      expect(program).toBe('node');
      expect(existsSync(join(ROOT, file ?? ''))).toBe(true);
    }
    expect(DOCKERFILE.join('\n')).toContain('/readyz');
  });
});
