import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../build.mjs';
import { ledgerStress } from './ledger.mjs';
import { openServers } from './servers.mjs';
import { spendStress } from './spend.mjs';

// `npm run stress [-- --share 20] [-- PROMISE …]`: what must hold under concurrency, over three server processes on one
// database, with the counts of reliability.md or a share of them; the laws of the stored data are looked at after each.

const { values, positionals } = parseArgs({ options: { share: { type: 'string', default: '1' } }, allowPositionals: true });
const wanted = [...spendStress, ...ledgerStress].filter(
  ({ promise }) => positionals.length === 0 || positionals.includes(promise.split(' ')[0]),
);

await build();
const [{ reapThrowaways, startEmbedded }, { prepareDatabase }, { migrate }, { ourSchema }] = await Promise.all([
  import('../../dist/platform/embedded/index.js'),
  import('../../dist/platform/roles.js'),
  import('../../dist/platform/schema/migrate.js'),
  import('../../dist/schema.js'),
]);
await reapThrowaways(tmpdir(), 'stipends-stress-');
const cluster = await startEmbedded(await mkdtemp(path.join(tmpdir(), 'stipends-stress-')), { throwaway: true });
try {
  await prepareDatabase(cluster.superuserUrl(), { database: 'stipends', ...cluster.passwords });
  await migrate(cluster.ownerUrl('stipends'), ourSchema());
  const servers = await openServers({ databaseUrl: cluster.appUrl('stipends'), ownerUrl: cluster.ownerUrl('stipends') }, 3);
  try {
    for (const { promise, run } of wanted) {
      const began = performance.now();
      const saw = await run(servers, Number(values.share));
      const violations = await servers.violations();
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      process.stdout.write(`${promise}: ${saw}, ${seconds} s, verify ${violations.length}\n`);
      if (violations.length > 0) throw new Error(JSON.stringify(violations.slice(0, 5)));
    }
  } finally {
    await servers.close();
  }
} finally {
  await cluster.stop();
}
