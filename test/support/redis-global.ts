/** Starts one Redis for the whole run; each house uses it under its own name. */
import type { TestProject } from 'vitest/node';
import { startRedis } from './redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    redis: { url: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startRedis();
  project.provide('redis', { url: redis.url });
  return () => redis.stop();
}
