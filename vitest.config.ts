import { defineConfig } from 'vitest/config';

const SERVERS = ['test/support/postgres-global.ts', 'test/support/redis-global.ts'];
const long = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'], testTimeout: 20_000 } },
      // What takes minutes: texts broken in a hundred thousand ways.
      { test: { name: 'long', include: ['test/long/**/*.test.ts'] } },
      {
        test: {
          name: 'flow',
          include: ['test/flow/**/*.test.ts'],
          globalSetup: SERVERS,
          ...long,
        },
      },
      {
        // The same tests with the work handed over a queue; `HUIYING_TEST_QUEUE=bull` does so for the whole flow project.
        test: {
          name: 'queue',
          include: ['road', 'clocks', 'wall', 'answers', 'accountability'].map((name) => `test/flow/${name}.test.ts`),
          globalSetup: SERVERS,
          env: { HUIYING_TEST_QUEUE: 'bull' },
          ...long,
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup: SERVERS,
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          ...long,
        },
      },
    ],
  },
});
