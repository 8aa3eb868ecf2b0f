/** Two kinds of test: `*.spec.ts` beside the code are rules (no database); those under test/ go through the product's doors. */
export default {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/harness/realm/runner.mjs',
  // The runner's hooks do it, once for a worker.
  transform: {},
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts', '<rootDir>/web/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/test/load/', '<rootDir>/test/chaos/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/harness/global-setup.mjs',
  globalTeardown: '<rootDir>/test/harness/global-teardown.mjs',
  // A worker starts an application on a database of its own; more of them than cores only wait for each other.
  maxWorkers: '100%',
  testTimeout: 30_000,
};
