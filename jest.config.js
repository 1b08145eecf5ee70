export default {
  testMatch: ['<rootDir>/packages/*/{src,test}/**/*.test.ts'],
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
  globalSetup: '<rootDir>/packages/server/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/packages/server/test/support/global-teardown.mjs',
  testTimeout: 30_000,
  // Each worker has a database of its own; on two cores Jest would take one.
  maxWorkers: 2,
};
