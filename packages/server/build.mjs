import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Compiles src/ to dist/, file by file, and copies its SQL, when a source is newer than the last build. Types are checked by
// `npm run check`, not here: a start waits for nothing it does not need.

const here = path.dirname(fileURLToPath(import.meta.url));

/** The same options as the tests are compiled with, plus source maps. */
const options = {
  jsc: {
    target: 'esnext',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
  sourceMaps: true,
};

/**
 * Compiles what changed since the last build and removes what has no source any more.
 * @param {string} packageFolder the package whose src/ is compiled, by default this one
 * @returns {Promise<string[]>} the sources that were compiled, relative to src/
 */
export async function build(packageFolder = here) {
  // Taken before the sources are read: one saved during the build is newer than the stamp and compiled next time.
  const began = new Date();
  const { stale, orphans } = await changesSince(packageFolder);
  if (stale.length === 0 && orphans.length === 0) return [];

  const builtFolder = path.join(packageFolder, 'dist');
  await compile(stale, path.join(packageFolder, 'src'), builtFolder);
  await Promise.all(orphans.map((file) => rm(path.join(builtFolder, file), { force: true })));
  await mkdir(builtFolder, { recursive: true });
  await writeFile(stampOf(packageFolder), '');
  await utimes(stampOf(packageFolder), began, began);
  return stale;
}

/** Whether dist/ is what src/ compiles to; costs a few milliseconds. */
export async function isBuilt(packageFolder = here) {
  const { stale, orphans } = await changesSince(packageFolder);
  return stale.length === 0 && orphans.length === 0;
}

const stampOf = (packageFolder) => path.join(packageFolder, 'dist', '.built');

async function changesSince(packageFolder) {
  const sourceFolder = path.join(packageFolder, 'src');
  const sources = (await filesBelow(sourceFolder)).filter(isSource);
  const lastBuild = await timeOf(stampOf(packageFolder));
  const built = new Set(lastBuild === undefined ? [] : await filesBelow(path.join(packageFolder, 'dist')));
  const stale = [];
  await Promise.all(
    sources.map(async (source) => {
      const changed = await timeOf(path.join(sourceFolder, source));
      if (!built.has(builtName(source)) || lastBuild === undefined || changed === undefined || changed >= lastBuild) stale.push(source);
    }),
  );
  const wanted = new Set([...sources.flatMap((source) => [builtName(source), `${builtName(source)}.map`]), '.built']);
  const orphans = [...built].filter((file) => !wanted.has(file) && /\.(js(\.map)?|sql)$/.test(file));
  return { stale, orphans };
}

async function compile(sources, sourceFolder, builtFolder) {
  if (sources.length === 0) return;
  let transformFile;
  try {
    ({ transformFile } = await import('@swc/core'));
  } catch (error) {
    throw new Error(`dist/ is older than src/ and the compiler is not installed: run \`npm ci\`. (${error.message.split('\n')[0]})`);
  }
  await Promise.all(
    sources.map(async (source) => {
      const target = path.join(builtFolder, builtName(source));
      if (source.endsWith('.sql')) {
        await mkdir(path.dirname(target), { recursive: true });
        await replaceFile(target, await readFile(path.join(sourceFolder, source)));
        return;
      }
      const { code, map } = await transformFile(path.join(sourceFolder, source), options).catch((error) => {
        // The compiler's own stack says nothing about the source.
        throw new Error(`src/${source} does not compile:\n${error.message.split('\n\nCaused by:')[0]}`);
      });
      await mkdir(path.dirname(target), { recursive: true });
      await replaceFile(`${target}.map`, map);
      await replaceFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
    }),
  );
}

/** At once: another process may be importing the file, or building too. */
async function replaceFile(file, text) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, file);
}

function isSource(file) {
  return file.endsWith('.sql') || (file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'));
}

function builtName(source) {
  return source.replace(/\.ts$/, '.js');
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

async function timeOf(file) {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const compiled = await build();
    process.stdout.write(`dist/ is current; ${compiled.length} files compiled.\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
