/** Finds what the tests need, or installs it with apt-get where we are root on Debian; else names what is missing and exits 1. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const prints = (command, args) => (spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '').trim();
const onPath = (name) => succeeds('sh', ['-c', `command -v ${name}`]);

const NEEDS = [
  { name: 'redis-server', package: 'redis-server', found: () => onPath('redis-server') },
  {
    name: 'chromium',
    package: 'chromium',
    found: () =>
      Boolean(process.env.CHROMIUM && existsSync(process.env.CHROMIUM)) ||
      onPath('chromium') ||
      onPath('chromium-browser') ||
      onPath('google-chrome'),
  },
  {
    name: 'a CJK font',
    package: 'fonts-noto-cjk',
    // Chromium brings fontconfig; without it no font can be looked for.
    found: () => onPath('fc-list') && prints('fc-list', [':lang=zh', 'family']) !== '',
  },
];

const missing = () => NEEDS.filter((need) => !need.found());
const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get');

function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

let lacking = missing();
if (lacking.length > 0 && canInstall()) {
  console.log(`Installing ${lacking.map((need) => need.name).join(', ')}…`);
  install(lacking.map((need) => need.package));
  lacking = missing();
}
if (lacking.length > 0) {
  console.error(
    `Missing for the tests: ${lacking.map((need) => `${need.name} (Debian package ${need.package})`).join(', ')}.`,
  );
  process.exit(1);
}
console.log('Everything the tests need is here: redis-server, chromium, a CJK font.');
