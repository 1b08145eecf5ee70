import { spawnSync } from 'node:child_process';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// `node start.mjs [ENTRY] [ARGUMENTS]`: checks the runtime, compiles what is stale, and runs dist/ENTRY.js, by default the
// server. Plain JavaScript that an older Node can parse too, so that it can say what is wrong.

const neededNode = 26;
const found = Number.parseInt(process.versions.node, 10);
if (found < neededNode) {
  refuse(
    `Node ${process.versions.node} is too old, ${neededNode} is needed: run \`npm ci\`, which installs it as the npm package \`node\`, and start through npm (\`npm start\`).`,
  );
}

const here = path.dirname(fileURLToPath(import.meta.url));
const { isBuilt } = await import('./build.mjs');
// In a process of its own: the compiler takes more memory than the server, and would keep it.
if (
  !(await isBuilt()) &&
  spawnSync(process.execPath, [path.join(here, 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0
) {
  process.exit(1);
}

module.enableCompileCache?.(path.join(here, '..', '..', 'node_modules', '.cache', 'node'));
const [entry] = /^[a-z]/.test(process.argv[2] ?? '') ? process.argv.splice(2, 1) : ['main'];
await import(`./dist/${entry}.js`);

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
