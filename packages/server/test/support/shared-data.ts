import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { it } from '@jest/globals';

/** Real price files and payloads, kept in a folder beside the repository; a plain clone has none. */
const folder = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

/**
 * A test over files of `../shared/data`; skipped, with a line that names the first one missing, where they are absent, and a failure under
 * `SHARED_DATA=required`.
 * @param paths relative to that folder; `run` gets their texts parsed as JSON, in order
 */
export function itWithSharedData(name: string, paths: readonly string[], run: (...files: unknown[]) => void | Promise<void>): void {
  const missing = paths.find((path) => !existsSync(folder + path));
  if (missing !== undefined) {
    // Where the data is known to be there, a wrong place would look like success.
    if (process.env.SHARED_DATA === 'required') throw new Error(`../shared/data/${missing} is absent, and SHARED_DATA=required`);
    process.stderr.write(`skipped, ../shared/data/${missing} is absent: ${name}\n`);
    it.skip(`${name} (needs ../shared/data/${missing})`, () => {});
    return;
  }
  it(name, () => run(...paths.map((path) => JSON.parse(readFileSync(folder + path, 'utf8')) as unknown)));
}
