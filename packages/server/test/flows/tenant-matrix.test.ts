import { beforeAll, describe, expect, it } from '@jest/globals';
import { graphql } from 'graphql';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { type IdKind, idOf, idPrefixes, newId, uuidOf } from '../../src/kernel/ids.js';
import { Fault, Refusal } from '../../src/kernel/refusal.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { verify } from '../../src/verify.js';
import { testCtx, testDatabase, testEmployer } from '../support/database.js';
import { documentFor, type IdPath, idPaths, type RootField, rootFields, sampleArguments } from '../support/sample-operations.js';
import { seedEverything } from '../support/seed.js';

/** A refusal or a fault, however many wrappers deep. */
function isExpected(error: Error): boolean {
  for (let inner: unknown = error; inner instanceof Error; inner = 'originalError' in inner ? inner.originalError : undefined) {
    if (inner instanceof Refusal || inner instanceof Fault) return true;
  }
  return false;
}

/** Where things of a kind are stored; kinds that are not stored, or not a tenant's, have no row here. */
const tables: Partial<Record<IdKind, string>> = {
  legalEntity: 'legal_entity',
  department: 'department',
  costCenter: 'cost_center',
  employee: 'employee',
  employment: 'employment',
  policy: 'policy',
  policyVersion: 'policy_version',
  stipend: 'stipend',
  grant: 'stipend_grant',
  account: 'account',
  posting: 'posting',
  hold: 'hold',
  limit: 'spend_limit',
  usageEvent: 'usage_event',
  fxRate: 'fx_rate',
  offer: 'offer',
  offerVersion: 'offer_version',
  offerComponent: 'offer_component',
  payPeriod: 'pay_period',
  statement: 'payroll_statement',
  job: 'job',
};

const schema = buildApiSchema(modules);
const fields = rootFields(schema).filter((root) => idPaths(root).length > 0);

describe('an id of another employer', () => {
  let mine: TenantCtx;
  let other: TenantCtx;
  let owned: ReadonlyMap<IdKind, string>;
  let foreign: ReadonlyMap<IdKind, string>;
  let calls = 0;

  beforeAll(async () => {
    mine = await testEmployer();
    other = await testEmployer();
    await seedEverything(mine);
    await seedEverything(other);
    [owned, foreign] = [await idsOf(mine), await idsOf(other)];
  }, 60_000);

  async function idsOf({ employerId, partnerId }: TenantCtx): Promise<Map<IdKind, string>> {
    const client = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
    await client.connect();
    try {
      const found = new Map<IdKind, string>([['employer', employerId]]);
      // A key is a partner's; the other employer has another partner.
      const keys = await client.query('select id from api_key where partner_id = $1 order by id limit 1', [
        uuidOf(partnerId ?? newId('partner')),
      ]);
      found.set('apiKey', idOf('apiKey', keys.rows[0]?.id));
      for (const [kind, table] of Object.entries(tables) as Array<[IdKind, string]>) {
        const { rows } = await client.query(`select id from ${table} where employer_id = $1 order by id limit 1`, [uuidOf(employerId)]);
        if (rows[0] !== undefined) found.set(kind, idOf(kind, rows[0].id));
      }
      return found;
    } finally {
      await client.end();
    }
  }

  /** The bytes of the answer; the id that was sent is taken out where the answer repeats the caller's own input. */
  async function answer(root: RootField, path: IdPath, id: string): Promise<string> {
    calls += 1;
    const { platform } = await testDatabase();
    const ctx = testCtx(platform, mine.employerId, mine.partnerId ?? newId('partner'));
    const unique = `matrix-${calls}`;
    const variableValues = sampleArguments(root, path, id, unique);
    const result = await graphql({ schema, source: documentFor(root), variableValues, contextValue: ctx });
    for (const error of result.errors ?? []) {
      // Any other error is a bug that the caller would see as INTERNAL.
      if (error.originalError != null && !isExpected(error)) throw error.originalError;
    }
    const text = JSON.stringify(result);
    expect(text).not.toContain(id);
    // What the call made anew has an id of its own each time, and the caller's own key comes back to it.
    return text.replace(/\b[a-z]+_[0-9a-hjkmnp-tv-z]{26}\b/g, 'ID').replaceAll(unique, 'UNIQUE');
  }

  it('exists for every kind that can be named', () => {
    expect([...foreign.keys()].sort()).toEqual(['apiKey', 'employer', ...Object.keys(tables)].sort());
    expect(Object.keys(idPrefixes).length).toBeGreaterThan(foreign.size);
  });

  describe.each(fields.map((root) => [root.field.name, root] as const))('%s', (_name, root) => {
    it.each(idPaths(root).map((path) => [path.join('.'), path] as const))(
      'answers %s like an id that never existed, byte for byte',
      async (_at, path) => {
        for (const [kind, foreignId] of foreign) {
          const unknown = await answer(root, path, newId(kind));
          expect({ kind, answer: await answer(root, path, foreignId) }).toEqual({ kind, answer: unknown });
        }
      },
      60_000,
    );
  });

  it('changes nothing of the other employer, while an own id is found', async () => {
    const root = fields.find(({ field }) => field.name === 'node');
    if (root === undefined) throw new Error('the schema has node(id)');
    for (const kind of ['apiKey', 'employee', 'offer', 'policy', 'stipend', 'payPeriod'] as const) {
      await expect(answer(root, ['id'], owned.get(kind) ?? '')).rejects.toThrow(/not.*toContain/s);
    }
    const { platform } = await testDatabase();
    expect(await verify(platform, modules, [mine.employerId, other.employerId])).toEqual([]);
    expect(await idsOf(other)).toEqual(foreign);
    expect(calls).toBeGreaterThan(1_000);
  });
});
