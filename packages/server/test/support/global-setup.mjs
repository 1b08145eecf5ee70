import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../../build.mjs';

/**
 * One embedded cluster for a test run, with the roles and a migrated template database from which every test process
 * copies its own. Jest loads this file without its module mapper, so it works on the compiled server.
 */
export default async function setUp() {
  await build();
  const [{ reapThrowaways, startEmbedded }, { prepareDatabase }, { migrate }, { ourSchema }] = await Promise.all([
    import('../../dist/platform/embedded/index.js'),
    import('../../dist/platform/roles.js'),
    import('../../dist/platform/schema/migrate.js'),
    import('../../dist/schema.js'),
  ]);
  // A run that was killed leaves its cluster behind.
  await reapThrowaways(tmpdir(), 'stipends-test-');
  const cluster = await startEmbedded(await mkdtemp(path.join(tmpdir(), 'stipends-test-')), { throwaway: true });
  const database = 'stipends_template';
  await prepareDatabase(cluster.superuserUrl(), { database, ...cluster.passwords });
  await migrate(cluster.ownerUrl(database), ourSchema());
  process.env.TEST_CLUSTER = JSON.stringify({ superuserUrl: cluster.superuserUrl(), template: database, ...cluster.passwords });
  globalThis.stopTestCluster = () => cluster.stop();
}
