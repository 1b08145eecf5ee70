/** What every project shares. */
const base = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@compute-stipends/sdk$': '<rootDir>/packages/sdk/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'esnext',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

/** Tests that start processes of their own: servers, clusters, stories told from outside. */
const processes = [
  '<rootDir>/packages/server/test/processes/**/*.test.ts',
  '<rootDir>/packages/story/test/story.test.ts',
  '<rootDir>/packages/sdk/test/readme-snippet.test.ts',
];

/** One cluster for the run, with a migrated template that each worker copies. */
const cluster = {
  globalSetup: '<rootDir>/packages/server/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/packages/server/test/support/global-teardown.mjs',
};

export default {
  projects: [
    {
      // Without a database: they answer in the middle of an edit.
      ...base,
      displayName: 'rules',
      testMatch: ['<rootDir>/packages/*/src/**/*.test.ts', '<rootDir>/packages/{sdk,story}/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/story/test/story.test.ts$', '/sdk/test/readme-snippet.test.ts$'],
    },
    { ...base, ...cluster, displayName: 'flows', testMatch: ['<rootDir>/packages/server/test/{flows,http}/**/*.test.ts'] },
    { ...base, ...cluster, displayName: 'processes', testMatch: processes },
  ],
  testSequencer: '<rootDir>/packages/server/test/support/sequencer.mjs',
  testTimeout: 30_000,
  // Each worker has a database of its own; on two cores Jest would take one.
  maxWorkers: 2,
};
