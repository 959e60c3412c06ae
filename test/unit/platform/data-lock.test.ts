import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockDataDir } from '../../../server/platform/data-lock.ts';
import { faultOf, program, source, trial, useTrial } from '../../support/embedded-trial.ts';

useTrial();

describe('one program per folder', () => {
  const lockPath = (): string => join(trial.dataDir, 'huiying.lock');
  const stale = { pid: 2 ** 22 - 3, identity: 'of-another-boot:1', token: 'left-behind' };

  test('the second is refused with process and folder, and comes in after the first', async () => {
    const lock = await lockDataDir(trial.dataDir);
    const fault = await faultOf(lockDataDir(trial.dataDir));
    expect(fault.code).toBe('already_running');
    expect(fault.message).toContain(String(process.pid));
    expect(fault.message).toContain(trial.dataDir);
    await lock.release();
    await lock.release();
    await (await lockDataDir(trial.dataDir)).release();
    expect(readdirSync(trial.dataDir)).toEqual([]);
  });

  test('a lock whose number was given to another process is taken over', async () => {
    const other = spawn('sleep', ['1000']);
    trial.children.push(other);
    await once(other, 'spawn');
    await mkdir(trial.dataDir);
    await writeFile(lockPath(), JSON.stringify({ ...stale, pid: other.pid }));
    const lock = await lockDataDir(trial.dataDir);
    expect(JSON.parse(await readFile(lockPath(), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  test('a lock cut off by a power failure is taken over', async () => {
    await mkdir(trial.dataDir);
    await writeFile(lockPath(), '{"pid":');
    await (await lockDataDir(trial.dataDir)).release();
  });

  test('releasing leaves the lock of a successor alone', async () => {
    const lock = await lockDataDir(trial.dataDir);
    await writeFile(lockPath(), JSON.stringify(stale));
    await lock.release();
    expect(existsSync(lockPath())).toBe(true);
  });

  test('of many that find the same stale lock, one wins, even over a dead successor', async () => {
    await mkdir(trial.dataDir);
    await writeFile(lockPath(), JSON.stringify(stale));
    await writeFile(`${lockPath()}.after-${stale.token}`, JSON.stringify({ ...stale, token: 'died-too' }));
    const code = `const { lockDataDir } = await import(${source('data-lock.ts')});
      const tries = Array.from({ length: 20 }, () => lockDataDir(process.argv[1]).then(() => 'won', (e) => e.code));
      console.log((await Promise.all(tries)).join(' ')); setInterval(() => {}, 1000);`;
    const answers = await Promise.all(
      [1, 2, 3, 4].map(async () =>
        String((await once(program(code).stdout!, 'data'))[0])
          .trim()
          .split(' '),
      ),
    );
    const counted = answers.flat().sort();
    expect(counted.filter((each) => each === 'won')).toHaveLength(1);
    expect(counted.filter((each) => each === 'already_running')).toHaveLength(79);
    expect(readdirSync(trial.dataDir)).toEqual(['huiying.lock']);
  });
});
