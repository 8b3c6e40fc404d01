import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['tests/database-setup.ts'],
    // Two cores: more workers only fight over them and over the database.
    maxWorkers: 2,
    testTimeout: 30_000,
    // The demonstration county is a year of commands: 10 s on a quiet machine, much more on a shared one.
    hookTimeout: 180_000,
    pool: 'forks',
    // To import the product anew for each of two hundred files took half of the time. What a test changes of its process it puts back
    // (tests/conventions/put-back.ts); the next lines do it for what vitest knows of.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
