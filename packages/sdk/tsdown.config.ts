import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  // Nothing here is of Node alone, and Node 20 is the oldest served: browsers and edge runtimes run the same files.
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  // Editors read the docstrings in the type declarations; bundles need not carry them.
  outputOptions: (options, _format, { cjsDts }) => (cjsDts ? options : { ...options, comments: { jsdoc: false } }),
  // Types of this one are written into ours; anything else that would be bundled is a dependency nobody decided on.
  deps: { onlyBundle: ['@graphql-typed-document-node/core'] },
  // The schema the operations were generated from travels with them, for the documents of those who write their own.
  copy: ['../../schema.graphql'],
  publint: true,
});
