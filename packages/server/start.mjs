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

const { build } = await import('./build.mjs');
try {
  await build();
} catch (error) {
  refuse(error.message);
}

const here = path.dirname(fileURLToPath(import.meta.url));
module.enableCompileCache?.(path.join(here, '..', '..', 'node_modules', '.cache', 'node'));
const [entry] = /^[a-z]/.test(process.argv[2] ?? '') ? process.argv.splice(2, 1) : ['main'];
await import(`./dist/${entry}.js`);

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
