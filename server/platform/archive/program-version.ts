/** The version of this program, from its package.json. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf } from '../fault.ts';

/** `unknown` where no package.json of ours lies above this file. */
export function programVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const found = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (found.name === 'huiying') return found.version ?? 'unknown';
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error; // none here: the one above may have it
    }
  }
  return 'unknown';
}
