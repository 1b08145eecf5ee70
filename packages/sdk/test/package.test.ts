import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { version } from '../src/index.js';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const manifest = JSON.parse(readFileSync(folder('../package.json'), 'utf8')) as Record<string, unknown>;
const sources = readdirSync(folder('../src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

describe('the package', () => {
  it('depends on nothing at run time', () => {
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies']) {
      expect(manifest).not.toHaveProperty(kind);
    }
  });

  it.each(sources)('imports in %s only files of its own', (name) => {
    const text = readFileSync(folder(`../src/${name}`), 'utf8');
    const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, specifier]) => specifier);
    // The one package generated files name is imported for a type, which the build writes into the declarations.
    const foreign = specifiers.filter((specifier) => !specifier?.startsWith('./') && !specifier?.startsWith('../'));
    expect(foreign.filter((specifier) => specifier !== '@graphql-typed-document-node/core')).toEqual([]);
    expect(text.replaceAll(/import type [^;]+;/g, '')).not.toContain('@graphql-typed-document-node/core');
  });

  it('says its own version', () => {
    expect(version).toBe(manifest.version);
  });

  it('serves Node 20 and tells bundlers that nothing happens on import', () => {
    expect(manifest).toMatchObject({ type: 'module', engines: { node: '>=20' }, sideEffects: false, files: ['dist'] });
  });

  it('has an entry, the schema and its manifest, and nothing that is not there yet', () => {
    expect(Object.keys(manifest.exports as object)).toEqual(['.', './schema.graphql', './package.json']);
  });
});

describe('the generator', () => {
  it('makes of the small schema what the tests of this package use', () => {
    const cli = createRequire(import.meta.url)
      .resolve('@graphql-codegen/cli/package.json')
      .replace('package.json', 'cjs/bin.js');
    const run = spawnSync(process.execPath, [cli, '--config', 'codegen.ts', '--check'], { cwd: folder('fixtures'), encoding: 'utf8' });
    expect({ status: run.status, said: run.status === 0 ? '' : run.stdout + run.stderr }).toEqual({ status: 0, said: '' });
  });
});
