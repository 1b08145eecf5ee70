import path from 'node:path';
import pg from 'pg';
import { createPartner, type NewPartner, newPartner } from '../modules/access/index.js';
import type { Config } from '../platform/config.js';
import { keepSecret, openDataFolder } from '../platform/data-folder.js';
import { allScopes } from '../platform/scope.js';
import type { Keys } from '../platform/secrets.js';

/** The keys of the demo, by what they are for. */
export interface DemoKeys {
  /** Every scope: what the vendor's engineer uses. */
  readonly everything: string;
  /** Reads balances and statements, nothing else. */
  readonly payroll: string;
}

/**
 * The demo's vendor and its keys, kept in the data folder and made in the database where they are missing. They are test
 * keys: no live employer is in their reach.
 */
export async function openDemoKeys(config: Config, keys: Keys, ownerUrl: string): Promise<DemoKeys> {
  const folder = await openDataFolder(config.dataDir);
  const partner = JSON.parse(
    await keepSecret(path.join(folder, 'demo-keys.json'), () => JSON.stringify(decideDemo(), null, 2)),
  ) as NewPartner;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await createPartner(owner, keys.pepper, partner);
  } finally {
    await owner.end();
  }
  const secretOf = (name: string) => partner.keys.find((key) => key.name === name)?.secret ?? '';
  return { everything: secretOf('everything'), payroll: secretOf('payroll') };
}

function decideDemo(): NewPartner {
  return newPartner('Demo vendor', 'TEST', [
    { name: 'everything', scopes: allScopes },
    { name: 'payroll', scopes: ['employees:read', 'balances:read', 'payroll:read'] },
  ]);
}
