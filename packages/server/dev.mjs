import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

// `npm run dev`: compiles and restarts the server when a source changes. This process holds the embedded database too, so
// that it outlives each restart; a source that does not compile is reported, and the server keeps running as it was.

const here = path.dirname(fileURLToPath(import.meta.url));
const settleMilliseconds = 50;
const patienceMilliseconds = 5_000;

let server;
let stopping = false;
let pending;
let work = Promise.resolve();

await build();
const database = await holdDatabase();
start();

const watcher = watch(path.join(here, 'src'), { recursive: true }, (_, file) => {
  if (!/\.(ts|sql)$/.test(file ?? '') || file.endsWith('.test.ts')) return;
  // Editors save in several steps, and a checkout changes many files: one restart for all of them.
  clearTimeout(pending);
  pending = setTimeout(() => {
    work = work.then(restart);
  }, settleMilliseconds);
});
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
process.once('exit', () => server.kill());

/** The embedded database, unless another is configured. */
async function holdDatabase() {
  const { loadConfig } = await import('./dist/platform/config.js');
  const { startEmbedded } = await import('./dist/platform/embedded/index.js');
  try {
    const { databaseUrl, dataDir } = loadConfig(process.env);
    return databaseUrl === undefined ? await startEmbedded(dataDir) : undefined;
  } catch (error) {
    if (error.name !== 'StartRefused') throw error;
    say(error.message);
    process.exit(1);
  }
}

function start() {
  server = spawn(process.execPath, ['--enable-source-maps', path.join(here, 'dist', 'main.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  server.once('exit', (code, signal) => {
    if (!stopping && signal !== 'SIGTERM' && code !== 0)
      say(`The server ended with ${code ?? signal}; it starts again when a source changes.`);
  });
}

async function restart() {
  if (stopping) return;
  let compiled;
  try {
    compiled = await build();
  } catch (error) {
    say(error.message);
    return;
  }
  if (compiled.length === 0) return;
  say(`${compiled.length === 1 ? `src/${compiled[0]}` : `${compiled.length} files`} changed, restarting.`);
  await endServer();
  if (!stopping) start();
}

async function stop() {
  stopping = true;
  watcher.close();
  clearTimeout(pending);
  await endServer();
  await database?.stop();
  process.exit(0);
}

function endServer() {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => server.kill('SIGKILL'), patienceMilliseconds);
    server.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    server.kill('SIGTERM');
  });
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
