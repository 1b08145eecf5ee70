import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { tellBalance } from './chapters/balance.js';
import { tellBooks } from './chapters/books.js';
import { tellEmployer } from './chapters/employer.js';
import { tellOffer } from './chapters/offer.js';
import { tellPayroll } from './chapters/payroll.js';
import { tellRefusals } from './chapters/refusals.js';
import { tellSpending } from './chapters/spending.js';
import { tellStipend } from './chapters/stipend.js';
import { tellUsage } from './chapters/usage.js';
import { Page, StoryFailure } from './page.js';
import { type Server, startServer } from './server.js';

const names = ['employer', 'offer', 'stipend', 'usage', 'balance', 'payroll', 'spending', 'refusals', 'books'] as const;
type ChapterName = (typeof names)[number];

/** The main job, chapter by chapter; each needs what the ones before it did. */
async function* chapters(page: Page, server: Server, folder: string): AsyncGenerator<ChapterName> {
  const company = await tellEmployer(page, server);
  yield 'employer';
  await tellOffer(page, company, folder);
  yield 'offer';
  await tellStipend(page, company);
  yield 'stipend';
  const reported = await tellUsage(page, company);
  yield 'usage';
  const balances = await tellBalance(page, company, reported);
  yield 'balance';
  await tellPayroll(page, company, balances);
  yield 'payroll';
  await tellSpending(page, company);
  yield 'spending';
  await tellRefusals(page, company, server);
  yield 'refusals';
  await tellBooks(page, server);
  yield 'books';
}

interface Arguments {
  readonly json: boolean;
  readonly until: ChapterName;
}

function readArguments(): Arguments {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, until: { type: 'string', default: 'books' } } });
  const until = names.find((name) => name === values.until);
  if (until === undefined) throw new StoryFailure(`There is no chapter ${values.until}: ${names.join(', ')}.`);
  return { json: values.json, until };
}

async function main(): Promise<void> {
  const { json, until } = readArguments();
  const page = new Page((text) => {
    if (!json) process.stdout.write(text);
  });
  // What is left behind is the letter; the database goes.
  const folder = await mkdtemp(path.join(tmpdir(), 'compute-stipends-story-'));
  const dataDir = path.join(folder, 'data');
  const { signal } = interruption();
  let failure: unknown;
  try {
    const server = await startServer(dataDir, signal);
    try {
      await Promise.race([tell(page, server, folder, until), aborted(signal)]);
    } finally {
      await server.stop();
    }
  } catch (error) {
    failure = error;
  } finally {
    const isLetterWritten = page.chapters.some(({ facts }) => 'letterFile' in facts);
    await rm(isLetterWritten ? dataDir : folder, { recursive: true, force: true });
  }

  if (json)
    process.stdout.write(
      `${JSON.stringify({ ok: failure === undefined, failure: sentenceOf(failure), chapters: page.chapters }, null, 2)}\n`,
    );
  else if (failure === undefined) process.stdout.write('\nEvery number above was checked on the way.\n');
  if (failure !== undefined) throw failure;
}

async function tell(page: Page, server: Server, folder: string, until: ChapterName): Promise<void> {
  for await (const name of chapters(page, server, folder)) if (name === until) return;
}

/** Ctrl-C ends the story in order: the server stops, its data goes. */
function interruption(): AbortController {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new StoryFailure('The story was interrupted.')));
  }
  return controller;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function sentenceOf(failure: unknown): string | null {
  return failure === undefined ? null : failure instanceof Error ? failure.message : String(failure);
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof StoryFailure ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
