import { execFile, spawn } from 'node:child_process';
import { access, chmod, mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadConfig, type Purpose, settingNames } from '../../src/platform/config.js';
import { type Embedded, startEmbedded } from '../../src/platform/embedded/index.js';

// There is no Docker engine in our tests, so what the two files would run is run here, on the embedded database.

const run = promisify(execFile);
const top = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly healthcheck?: { readonly disable?: boolean };
  readonly ports?: readonly string[];
  readonly build?: { readonly context: string; readonly dockerfile: string };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

let folder = '';
let secretsFolder = '';
let compose: Compose;
let dockerfile: readonly string[];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'docker-')));
  await chmod(folder, 0o711);
  secretsFolder = path.join(folder, 'secrets');
  await run(process.execPath, [path.join(top, 'packages/server/build.mjs')]);
  await run(process.execPath, [path.join(top, 'docker/make-secrets.mjs'), secretsFolder]);
  compose = parse(await readFile(path.join(top, 'docker/compose.yaml'), 'utf8'), { merge: true });
  dockerfile = (await readFile(path.join(top, 'docker/server.Dockerfile'), 'utf8')).split('\n');
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The instructions of one kind, without the word itself. */
function instructions(word: string): string[] {
  return dockerfile.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
}

const ours = () => Object.entries(compose.services).filter(([, { build }]) => build !== undefined);

/** The file a command runs; compiled files are looked up as their source, which the image compiles. */
function sourceOf(command: readonly string[]): string {
  const [program, file] = command;
  expect(program).toBe('node');
  return path.join(top, String(file).replace(/\/dist\/(.*)\.js$/, '/src/$1.ts'));
}

describe('the image', () => {
  it('copies only what exists', async () => {
    const sources = instructions('COPY')
      .filter((copy) => !copy.startsWith('--from'))
      .flatMap((copy) => copy.split(' ').slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) await access(path.join(top, source));
  });

  it('runs only commands that exist, as another user than root', async () => {
    const commands = instructions('RUN').flatMap((line) => line.split(' && '));
    for (const command of commands) {
      if (command.startsWith('npm ')) expect(command).toMatch(/^npm (ci|cache clean)\b/);
      else await access(sourceOf(command.split(' ')));
    }
    const started = [...instructions('CMD'), ...instructions('HEALTHCHECK').map((line) => line.replace(/^.*CMD /, ''))];
    expect(started).toHaveLength(2);
    for (const command of started) await access(sourceOf(JSON.parse(command)));
    expect(instructions('USER').at(-1)).toBe('node');
  });

  it('sets only variables that are settings', () => {
    const names = instructions('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')[0]));
    expect(names.filter((name) => name !== 'NODE_ENV' && !settingNames.some((each) => each === name))).toEqual([]);
  });

  it('installs every package that the server imports, although it installs no development packages', async () => {
    const { dependencies } = JSON.parse(await readFile(path.join(top, 'packages/server/package.json'), 'utf8'));
    const seen = new Set(ours().map(([, { command }]) => sourceOf(command ?? [])));
    const missing = new Set<string>();
    for (const file of seen) {
      const text = await readFile(file, 'utf8');
      for (const [, type, name = ''] of text.matchAll(/(?:^(?:import|export) (type )?(?:[^;]*? from )?|\bimport\()'([^']+)'/gm)) {
        if (type !== undefined || name.startsWith('node:')) continue;
        const packageName = name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/');
        if (name.startsWith('.')) seen.add(path.join(path.dirname(file), name.replace(/\.js$/, '.ts')));
        else if (!(packageName in dependencies)) missing.add(`${packageName} in ${path.relative(top, file)}`);
      }
    }
    expect(seen.size).toBeGreaterThan(50);
    expect([...missing]).toEqual([]);
  });
});

describe('the composition', () => {
  it('names only settings, secrets that are made, and commands that exist', async () => {
    const made = (await readdir(secretsFolder)).filter((name) => !name.startsWith('.'));
    expect(Object.keys(compose.secrets).sort()).toEqual(made.sort());
    for (const [name, secret] of Object.entries(compose.secrets)) expect(secret.file).toBe(`secrets/${name}`);

    expect(ours().map(([name]) => name)).toEqual(['prepare', 'migrate', 'server', 'worker']);
    for (const [, service] of ours()) {
      expect(service.build).toEqual({ context: '..', dockerfile: 'docker/server.Dockerfile' });
      await access(sourceOf(service.command ?? []));
      for (const [name, value] of Object.entries(service.environment ?? {})) {
        expect(settingNames).toContain(name.replace(/_FILE$/, ''));
        if (name.endsWith('_FILE')) expect((service.secrets ?? []).map((secret) => `/run/secrets/${secret}`)).toContain(value);
      }
    }
  });

  it('publishes ports on this machine only, and gives each service no secret that it does not need', () => {
    for (const { ports } of Object.values(compose.services)) for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    const secretsOf = (name: string) => compose.services[name]?.secrets;
    expect(secretsOf('server')).toEqual(['database_url', 'master_key']);
    expect(secretsOf('worker')).toEqual(['database_url', 'database_queue_url', 'master_key']);
    expect(secretsOf('migrate')).toEqual(['database_owner_url']);
  });

  it.each<[string, Purpose]>([
    ['prepare', 'prepare'],
    ['migrate', 'migrate'],
    ['server', 'serve'],
    ['worker', 'serve'],
  ])('configures %s completely', (name, purpose) => {
    expect(loadConfig(environmentOf(name), purpose)).toMatchObject({ environment: 'production', host: '0.0.0.0' });
  });

  it('keeps the secrets of the first time', async () => {
    const before = await readFile(path.join(secretsFolder, 'master_key'), 'utf8');
    const { stdout } = await run(process.execPath, [path.join(top, 'docker/make-secrets.mjs'), secretsFolder]);
    expect(stdout).toMatch(/^Kept the secrets/);
    expect(await readFile(path.join(secretsFolder, 'master_key'), 'utf8')).toBe(before);
    expect((await stat(secretsFolder)).mode & 0o777).toBe(0o700);
  });
});

describe('what the composition runs', () => {
  let database: Embedded;
  beforeAll(async () => {
    database = await startEmbedded(path.join(folder, 'postgres'));
  });
  afterAll(async () => {
    await database.stop();
  });

  /** The service's environment with the database where it is here. */
  async function placed(name: string): Promise<NodeJS.ProcessEnv> {
    const env = environmentOf(name);
    for (const each of ['DATABASE_URL', 'DATABASE_QUEUE_URL', 'DATABASE_OWNER_URL']) {
      const file = env[`${each}_FILE`];
      if (file === undefined) continue;
      delete env[`${each}_FILE`];
      env[each] = (await readFile(file, 'utf8')).trim().replace('@postgres:5432/', `@127.0.0.1:${database.port}/`);
    }
    if (env.DATABASE_SUPERUSER_URL_FILE !== undefined) {
      delete env.DATABASE_SUPERUSER_URL_FILE;
      env.DATABASE_SUPERUSER_URL = database.superuserUrl();
    }
    return { ...env, PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(await freePort()) };
  }

  const commandOf = (name: string) => compose.services[name]?.command?.slice(1) ?? [];

  it('prepares, migrates, serves, is healthy and ends on SIGTERM, in production', async () => {
    for (const name of ['prepare', 'migrate', 'prepare', 'migrate']) {
      await run(process.execPath, commandOf(name), { cwd: top, env: await placed(name) });
    }
    for (const name of ['server', 'worker']) {
      const env = await placed(name);
      const started = spawn(process.execPath, commandOf(name), { cwd: top, env, stdio: ['ignore', 'pipe', 'pipe'] });
      // Compared below too, so that a failure tells what the process said.
      let said = '';
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (said += chunk));
      const ended = new Promise((resolve) => started.once('exit', (code, signal) => resolve(code ?? signal)));
      const isUp = () => started.exitCode === null && started.signalCode === null;
      try {
        if (compose.services[name]?.healthcheck?.disable === true) await sleep(3_000);
        else expect([name, await becomesHealthy(env, isUp), said]).toEqual([name, true, expect.any(String)]);
        expect([name, isUp(), said]).toEqual([name, true, expect.any(String)]);
      } finally {
        started.kill('SIGTERM');
      }
      expect([name, await ended, said]).toEqual([name, 0, expect.any(String)]);
      expect([name, await isHealthy(env)]).toEqual([name, false]);
    }
  }, 120_000);
});

/** What a container of this service gets: the image's variables and its own, with the secrets in our folder. */
function environmentOf(name: string): NodeJS.ProcessEnv {
  const image = instructions('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')));
  const own = Object.entries(compose.services[name]?.environment ?? {});
  const all: Record<string, string> = Object.fromEntries([...image, ...own]);
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, value.replace('/run/secrets', secretsFolder)]));
}

async function becomesHealthy(env: NodeJS.ProcessEnv, isUp: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 60 && isUp(); waited++) {
    if (await isHealthy(env)) return true;
    await sleep(500);
  }
  return false;
}

/** As the image's HEALTHCHECK does. */
async function isHealthy(env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await run(process.execPath, ['packages/server/healthcheck.mjs'], { cwd: top, env });
    return true;
  } catch {
    // It exits with 1.
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
