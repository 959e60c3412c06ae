/** `huiying bench`: runs the benches of the test folder, which an installation without its sources does not have. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Fault } from '../platform/fault.ts';

const RUN = join('test', 'bench', 'run.ts');

/** The nearest folder above this file that holds the benches: the sources, or the place where they were built. */
function sourceFolder(): string | null {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    if (existsSync(join(at, RUN))) return at;
    if (dirname(at) === at) return null;
  }
}

function loaderIn(folder: string): string | null {
  try {
    return pathToFileURL(createRequire(join(folder, 'package.json')).resolve('tsx')).href;
  } catch {
    return null; // an installation without the packages for development
  }
}

/** Runs the benches named, or all; returns the exit status. Fault `bench_missing` where they are not installed. */
export async function runBenches(
  names: readonly string[],
  options: { json?: boolean; rounds?: string },
): Promise<number> {
  const folder = sourceFolder();
  const loader = folder && loaderIn(folder);
  if (!folder || !loader) {
    throw new Fault('bench_missing', 'The benches are not installed here.', {
      action: 'Run it in a checkout of the sources, after npm ci.',
    });
  }
  const flags = [...(options.json ? ['--json'] : []), ...(options.rounds ? ['--rounds', options.rounds] : [])];
  const child = spawn(process.execPath, ['--import', loader, join(folder, RUN), ...flags, ...names], {
    cwd: folder,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
