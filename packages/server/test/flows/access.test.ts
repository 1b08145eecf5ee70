import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import type { Ctx, TenantCtx } from '../../src/platform/context.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { employersMade, testCtx, testDatabase, testEmployer } from '../support/database.js';

interface UserError {
  readonly code: string;
  readonly path: string[];
  readonly message: string;
}

interface Key {
  readonly id: string;
  readonly name: string;
  readonly employerId: string | null;
  readonly revokedAt: string | null;
}

interface Created {
  readonly apiKey: Key | null;
  readonly secret: string | null;
  readonly userErrors: UserError[];
}

interface EmployerOutcome {
  readonly created: boolean;
  readonly employer: { id: string; name: string; mode: string; settings: { timeZone: string; currency: string; version: number } } | null;
  readonly userErrors: UserError[];
}

async function createKey(ctx: Ctx, input: object): Promise<Created> {
  const { data, errors } = await ask<{ apiKeyCreate: Created }>(
    ctx,
    'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { apiKey { id name employerId revokedAt } secret userErrors { code path message } } }',
    { input: { scopes: ['employers:read'], ...input } },
  );
  expect(errors).toEqual([]);
  return data.apiKeyCreate;
}

async function keysOf(ctx: Ctx): Promise<Key[]> {
  const { data } = await ask<{ apiKeys: { nodes: Key[] } }>(ctx, '{ apiKeys { nodes { id name employerId revokedAt } } }');
  return data.apiKeys.nodes;
}

async function revoke(ctx: Ctx, id: string): Promise<{ apiKey: Key | null; userErrors: UserError[] }> {
  const { data } = await ask<{ apiKeyRevoke: { apiKey: Key | null; userErrors: UserError[] } }>(
    ctx,
    'mutation ($input: ApiKeyRevokeInput!) { apiKeyRevoke(input: $input) { apiKey { id name employerId revokedAt } userErrors { code path message } } }',
    { input: { id } },
  );
  return data.apiKeyRevoke;
}

async function upsert(ctx: Ctx, ...employers: object[]): Promise<EmployerOutcome[]> {
  const { data, errors } = await ask<{ employersUpsert: { outcomes: EmployerOutcome[] } }>(
    ctx,
    'mutation ($input: EmployersUpsertInput!) { employersUpsert(input: $input) { outcomes { created employer { id name mode settings { timeZone currency version } } userErrors { code path message } } } }',
    { input: { employers } },
  );
  expect(errors).toEqual([]);
  return data.employersUpsert.outcomes;
}

/** The same partner, as a key that acts for live employers. */
async function live(ctx: TenantCtx): Promise<Ctx> {
  return testCtx((await testDatabase()).platform, ctx.employerId, ctx.partnerId ?? newId('partner'), 'LIVE');
}

describe('a key that is bound to one employer', () => {
  let partner: TenantCtx;
  let bound: TenantCtx;
  let sister: string;
  let partnerKey: string;
  let sisterKey: string;

  beforeAll(async () => {
    partner = await testEmployer();
    bound = { ...partner, boundTo: partner.employerId };
    sister = (await upsert(partner, { externalId: 'sister', name: 'Sister' }))[0]?.employer?.id ?? '';
    partnerKey = (await createKey(partner, { name: 'of the partner' })).apiKey?.id ?? '';
    sisterKey = (await createKey(partner, { name: 'of the sister', employer: { id: sister } })).apiKey?.id ?? '';
  });

  it('sees its employer and no other, in lists, by any id and as a node', async () => {
    const seen = async (ctx: Ctx) =>
      (
        await ask(
          ctx,
          'query ($id: ID!) { employers { nodes { id } } a: employer(by: { id: $id }) { id settings { version } } b: employer(by: { externalId: "sister" }) { name } c: node(id: $id) { id } }',
          { id: sister },
        )
      ).data;
    expect(await seen(partner)).toMatchObject({
      employers: { nodes: [{ id: partner.employerId }, { id: sister }] },
      a: { id: sister },
      b: { name: 'Sister' },
      c: { id: sister },
    });
    expect(await seen(bound)).toEqual({ employers: { nodes: [{ id: partner.employerId }] }, a: null, b: null, c: null });
    const own = await ask(bound, 'query ($id: ID!) { employer(by: { id: $id }) { id } node(id: $id) { id } }', { id: partner.employerId });
    expect(own.data).toEqual({ employer: { id: partner.employerId }, node: { id: partner.employerId } });
  });

  it('makes and sees keys of its employer only', async () => {
    const { apiKey } = await createKey(bound, { name: 'of the bound' });
    expect(apiKey).toMatchObject({ employerId: partner.employerId });
    expect(await keysOf(bound)).toEqual([apiKey]);
    expect((await keysOf(partner)).map(({ id }) => id)).toEqual([partnerKey, sisterKey, apiKey?.id]);
    for (const employer of [{ id: sister }, { externalId: 'sister' }]) {
      expect((await createKey(bound, { name: 'no', employer })).userErrors).toMatchObject([
        { code: 'NOT_FOUND', path: ['input', 'employer'] },
      ]);
    }
    const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ids = [partnerKey, sisterKey, apiKey?.id];
    expect((await ask(bound, nodes, { ids })).data).toEqual({ nodes: [null, null, { id: apiKey?.id }] });
    expect((await ask(partner, nodes, { ids })).data).toEqual({ nodes: ids.map((id) => ({ id })) });
  });

  it('revokes no key of the partner or of another employer, and cannot tell them from keys that never were', async () => {
    const unknown = await revoke(bound, newId('apiKey'));
    expect(unknown).toMatchObject({ apiKey: null, userErrors: [{ code: 'NOT_FOUND' }] });
    for (const id of [partnerKey, sisterKey]) expect(await revoke(bound, id)).toEqual(unknown);
    expect((await keysOf(partner)).filter(({ revokedAt }) => revokedAt !== null)).toEqual([]);
    const { apiKey } = await createKey(bound, { name: 'short-lived' });
    expect((await revoke(bound, apiKey?.id ?? '')).apiKey?.revokedAt).not.toBeNull();
  });

  it('makes no employers', async () => {
    const { errors } = await ask(
      bound,
      'mutation { employersUpsert(input: { employers: [{ externalId: "x", name: "X" }] }) { outcomes { created } } }',
    );
    expect(errors).toEqual(['FORBIDDEN']);
  });
});

describe('a key as a node', () => {
  it('is found by the partner whose it is, in its mode, with the scope of keys', async () => {
    const [partner, other] = [await testEmployer(), await testEmployer()];
    const { apiKey } = await createKey(partner, { name: 'mine' });
    const node = async (ctx: Ctx) => ask(ctx, 'query ($id: ID!) { node(id: $id) { id ... on ApiKey { name } } }', { id: apiKey?.id });
    expect((await node(partner)).data).toEqual({ node: { id: apiKey?.id, name: 'mine' } });
    expect(await node(other)).toEqual({ data: { node: null }, errors: [], redactions: [] });
    expect((await node(await live(partner))).data).toEqual({ node: null });
    const withoutScope = { ...partner, actor: { ...partner.actor, scopes: new Set(['employers:read'] as const) } };
    expect(await node(withoutScope)).toEqual({ data: { node: null }, errors: [], redactions: ['node'] });
  });
});

describe('a key made with an idempotency key', () => {
  const request = { name: 'once', idempotencyKey: 'make-1' };

  it('is one key however many ask at once, and its secret is told once', async () => {
    const partner = await testEmployer();
    const answers = await Promise.all(Array.from({ length: 20 }, () => createKey(partner, request)));
    expect(new Set(answers.map(({ apiKey }) => apiKey?.id)).size).toBe(1);
    expect(answers.filter(({ secret }) => secret !== null)).toHaveLength(1);
    expect(await keysOf(partner)).toHaveLength(1);
  });

  it('tells that an answer is a replay, and refuses other input', async () => {
    const partner = await testEmployer();
    await createKey(partner, request);
    const { createKey: use } = await import('../../src/modules/access/api-keys.js');
    const again = { ...partner, answer: { replayed: false, redactions: [] } };
    expect(await use(again, { scopes: ['employers:read'], ...request })).toMatchObject({ secret: null });
    expect(again.answer.replayed).toBe(true);
    expect((await createKey(partner, { ...request, name: 'other' })).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_CONFLICT', path: ['input', 'idempotencyKey'] },
    ]);
    expect(await keysOf(partner)).toHaveLength(1);
  });

  it('is apart for every partner, mode and bound employer', async () => {
    const partner = await testEmployer();
    const askers = [partner, await live(partner), { ...partner, boundTo: partner.employerId }, await testEmployer()];
    const ids = [];
    for (const ctx of askers) {
      const { apiKey, secret } = await createKey(ctx, request);
      expect(secret).toMatch(/^csk_/);
      ids.push(apiKey?.id);
    }
    expect(new Set(ids).size).toBe(askers.length);
  });
});

describe('employers', () => {
  it('have the same external id in both modes, and neither learns of the other', async () => {
    const test = await testEmployer();
    const [sandbox] = await upsert(test, { externalId: 'acme', name: 'Acme trial' });
    const [real] = await upsert(await live(test), { externalId: 'acme', name: 'Acme' });
    expect(sandbox).toMatchObject({ created: true, employer: { name: 'Acme trial', mode: 'SANDBOX' } });
    expect(real).toMatchObject({ created: true, employer: { name: 'Acme', mode: 'LIVE' } });
    expect(real?.employer?.id).not.toBe(sandbox?.employer?.id);
    const named = '{ employer(by: { externalId: "acme" }) { name } }';
    expect((await ask(test, named)).data).toEqual({ employer: { name: 'Acme trial' } });
    expect((await ask(await live(test), named)).data).toEqual({ employer: { name: 'Acme' } });
  });

  it('are made and changed with their settings, whole or not at all', async () => {
    const ctx = await testEmployer();
    const make = { externalId: 'zurich', name: 'Zürich AG', timeZone: 'Europe/Zurich', currency: 'CHF' };
    const [made] = await upsert(ctx, make);
    expect(made?.employer?.settings).toEqual({ timeZone: 'Europe/Zurich', currency: 'CHF', version: 1 });
    expect((await upsert(ctx, make))[0]).toEqual({ ...made, created: false });
    const [changed] = await upsert(ctx, { externalId: 'zurich', currency: 'EUR' });
    expect(changed?.employer).toMatchObject({ name: 'Zürich AG', settings: { timeZone: 'Europe/Zurich', currency: 'EUR', version: 2 } });
    expect((await upsert(ctx, { externalId: 'plain', name: 'Plain' }))[0]?.employer?.settings).toMatchObject({
      timeZone: 'UTC',
      currency: 'USD',
    });

    const client = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
    await client.connect();
    try {
      // One statement: a crash leaves both rows or neither.
      await client.query(`create function refuse_settings() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$`);
      await client.query(
        `create trigger crash before insert on employer_settings for each row when (new.currency = 'ISK') execute function refuse_settings()`,
      );
      const { errors } = await ask(
        ctx,
        'mutation { employersUpsert(input: { employers: [{ externalId: "crash", name: "Crash", currency: "ISK" }] }) { outcomes { created } } }',
      );
      expect(errors).toHaveLength(1);
      expect((await client.query("select from connection where external_id = 'crash'")).rowCount).toBe(0);
      expect((await client.query("select from employer where name = 'Crash'")).rowCount).toBe(0);
    } finally {
      await client.query('drop trigger if exists crash on employer_settings');
      await client.query('drop function if exists refuse_settings');
      await client.end();
    }
  });

  it('are made by a function that leaves the tenant of its caller as it was, and writes nothing of a tenant', async () => {
    const ctx = await testEmployer();
    const client = new pg.Client({ connectionString: (await testDatabase()).url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`set local app.employer_id = '${uuidOf(ctx.employerId)}'`);
      const made = newId('employer');
      await client.query("select * from employer_claim($1, 'SANDBOX', 'guest', 'Guest', $2)", [
        uuidOf(ctx.partnerId ?? newId('partner')),
        uuidOf(made),
      ]);
      const { rows } = await client.query<{ tenant: string }>("select current_setting('app.employer_id') as tenant");
      expect(idOf('employer', rows[0]?.tenant ?? '')).toBe(ctx.employerId);
      await client.query(`set local app.employer_id = '${uuidOf(made)}'`);
      expect((await client.query('select from employer_settings')).rowCount).toBe(0);
    } finally {
      await client.end();
    }
  });

  it('are one employer when two make it at once', async () => {
    const ctx = await testEmployer();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => upsert(ctx, { externalId: 'twice', name: 'Twice' })));
    expect(new Set(outcomes.map(([outcome]) => outcome?.employer?.id)).size).toBe(1);
    expect(outcomes.filter(([outcome]) => outcome?.created)).toHaveLength(1);
  });

  it.each([
    ['externalId', 'a\u0000b'],
    ['externalId', ' '],
    ['externalId', 'x'.repeat(256)],
    ['name', 'line\nbreak'],
    ['name', '\ud800'],
    ['name', ''],
  ])('are refused with a %s such as %j, while the others of the call are made', async (field, text) => {
    const ctx = await testEmployer();
    const [bad, good] = await upsert(ctx, { externalId: 'bad', name: 'Bad', [field]: text }, { externalId: 'good', name: 'Good' });
    expect(bad).toMatchObject({ employer: null, userErrors: [{ code: 'VALIDATION', path: ['input', 'employers', '0', field] }] });
    expect(good).toMatchObject({ created: true });
    const { userErrors } = await createKey(ctx, { name: field === 'name' ? text : 'a\u0000b' });
    expect(userErrors).toMatchObject([{ code: 'VALIDATION', path: ['input', 'name'] }]);
  });
});

describe('the settings of an employer', () => {
  const UPDATE =
    'mutation ($input: EmployerSettingsUpdateInput!) { employerSettingsUpdate(input: $input) { settings { minimumCohort version } userErrors { code path message } } }';
  interface Updated {
    employerSettingsUpdate: { settings: { minimumCohort: number; version: number } | null; userErrors: UserError[] };
  }
  const update = async (ctx: Ctx, input: object) => (await ask<Updated>(ctx, UPDATE, { input })).data.employerSettingsUpdate;

  it('change once per idempotency key', async () => {
    const ctx = await testEmployer();
    const input = { minimumCohort: 7, idempotencyKey: 'cohort' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => update(ctx, input)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({ settings: { minimumCohort: 7, version: 2 }, userErrors: [] });
    expect((await update(ctx, { ...input, minimumCohort: 8 })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT' }]);
    expect(await update(ctx, { minimumCohort: 9, idempotencyKey: null })).toMatchObject({ settings: { minimumCohort: 9, version: 3 } });
    expect((await update(ctx, { minimumCohort: 8, expectedVersion: 2, idempotencyKey: 'late' })).userErrors).toMatchObject([
      { code: 'VERSION_CONFLICT' },
    ]);
  });
});

describe('afterwards', () => {
  it('every law holds for every employer of these tests', async () => {
    const { platform } = await testDatabase();
    expect(await verify(platform, modules, employersMade)).toEqual([]);
  });
});
