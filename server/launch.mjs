/**
 * Runs a command from compiled code: built once, cached by its sources. Plain JavaScript, because it runs before anything is
 * built. `node server/launch.mjs COMMAND…`, or `--build` to build only.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const CODE = ['server', 'classifiers', 'migrations'];
const LEAST_NODE = [20, 19];

/** Every file below a folder, in a fixed order. */
function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

/** A digest of what a build is made from: names, sizes and contents. */
function digestOf(folders, files) {
  const digest = createHash('sha256');
  for (const file of [...folders.flatMap(filesBelow), ...files.filter((name) => existsSync(join(ROOT, name)))]) {
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return digest.digest('hex');
}

const stampOf = (target) => join(DIST, `${target}.stamp`);
const isBuilt = (target, digest) =>
  existsSync(join(DIST, target)) && existsSync(stampOf(target)) && readFileSync(stampOf(target), 'utf8') === digest;

/** Builds into a folder beside the target and swaps it in, so that no one ever runs half a build. */
async function buildInto(target, digest, build) {
  const draft = join(DIST, `${target}.${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  await build(draft);
  const old = `${draft}.old`;
  if (existsSync(join(DIST, target))) renameSync(join(DIST, target), old);
  renameSync(draft, join(DIST, target));
  rmSync(old, { recursive: true, force: true });
  writeFileSync(stampOf(target), digest);
}

/** Compiles each file by itself, imports kept and their endings rewritten; data files are copied beside the code. */
async function buildCode(out) {
  const { build } = await import('esbuild');
  const files = CODE.flatMap(filesBelow);
  await build({
    entryPoints: files.filter((file) => file.endsWith('.ts')).map((file) => join(ROOT, file)),
    absWorkingDir: ROOT,
    outbase: ROOT,
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [
      {
        name: 'keep-imports',
        setup(hooks) {
          hooks.onResolve({ filter: /.*/ }, ({ path, kind }) => {
            if (kind === 'entry-point') return undefined;
            return { path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path, external: true };
          });
        },
      },
    ],
  });
  for (const file of files.filter((name) => !name.endsWith('.ts') && !name.endsWith('.mjs'))) {
    mkdirSync(join(out, file, '..'), { recursive: true });
    cpSync(join(ROOT, file), join(out, file));
  }
}

async function buildPage(out) {
  const { build } = await import('vite');
  await build({
    root: join(ROOT, 'web'),
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: out, emptyOutDir: true },
  });
}

const TARGETS = {
  app: { digest: () => digestOf(CODE, ['package-lock.json']), build: buildCode },
  web: {
    digest: () => digestOf(['web', 'server/contract'], ['package-lock.json', 'vite.config.ts', 'svelte.config.js']),
    build: buildPage,
  },
};

const LOCK = join(DIST, 'building');
const LOCK_STALE_MS = 120_000;

/** One build at a time; a lock left by a killed build is taken after two minutes. */
async function locked(work) {
  mkdirSync(DIST, { recursive: true });
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > LOCK_STALE_MS) rmSync(LOCK, { recursive: true, force: true });
      else await delay(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

async function ensure(names) {
  const stale = () => names.filter((name) => !isBuilt(name, TARGETS[name].digest()));
  if (stale().length === 0) return;
  await locked(async () => {
    for (const name of stale()) {
      process.stderr.write(`Building ${name}…\n`);
      await buildInto(name, TARGETS[name].digest(), TARGETS[name].build);
    }
  });
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  process.stderr.write(`huiying: Node ${LEAST_NODE.join('.')} or later is needed; this is ${process.version}.\n`);
  process.exit(1);
}

requireNode();
const [first] = process.argv.slice(2);
const forBuild = first === '--build';
await ensure(forBuild || first === 'start' ? ['app', 'web'] : ['app']);
if (!forBuild) {
  process.setSourceMapsEnabled(true);
  process.env.WEB_ROOT ??= join(DIST, 'web');
  await import(pathToFileURL(join(DIST, 'app', 'server', 'cli.js')).href);
}
