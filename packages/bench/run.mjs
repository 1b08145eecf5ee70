import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../server/build.mjs';

// `npm run bench [-- --json] [-- NAME]`: compiles what is stale, of the server too, and runs dist/bench.js.

await build();
await build(path.dirname(fileURLToPath(import.meta.url)));
await import('./dist/bench.js');
