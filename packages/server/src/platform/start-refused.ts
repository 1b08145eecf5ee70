/**
 * Why this process cannot start, in one line for the person who started it: what is wrong and what to do.
 * The entry points print the sentence alone, without a stack, and exit with 1.
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** Runs an entry point: a refusal ends it with 1 and its one line, anything else as Node ends it, with a stack. */
export async function runOrRefuse(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** The `code` of a file-system or spawn error, `ENOENT` for one. By shape: errors of Node are of another realm inside Jest. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
