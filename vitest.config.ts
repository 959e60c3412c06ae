import { defineConfig } from 'vitest/config';

const long = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'flow',
          include: ['test/flow/**/*.test.ts'],
          globalSetup: ['test/support/postgres-global.ts', 'test/support/redis-global.ts'],
          ...long,
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup: ['test/support/postgres-global.ts', 'test/support/redis-global.ts'],
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          ...long,
        },
      },
    ],
  },
});
