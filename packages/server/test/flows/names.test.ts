import { afterEach, describe, expect, it } from '@jest/globals';
import { foldedName } from '../../src/kernel/name.js';
import { issueByHand } from '../../src/modules/grants/issue-by-hand.js';
import { isNamed } from '../../src/modules/ledger/funding.rules.js';
import { reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction } from '../../src/platform/transaction.js';
import { ask } from '../support/ask.js';
import { person, use } from '../support/books.js';
import { testEmployer } from '../support/database.js';
import { authorize, capture, employer, hold, newKey, request, usd, violations } from '../support/spending.js';

afterEach(async () => {
  expect(await violations()).toEqual([]);
});

const spellings = [
  'claude-code',
  'Claude-Code',
  'CLAUDE-CODE',
  'claude-code ',
  '\u00A0claude-code',
  'cl\u200Baude-code',
  '\uFF23laude-code',
  'claude-code\u{1D173}',
  'claude\u{1BCA0}-code',
  'claude-code\uFFF0',
  'claude\u2011code',
  'claude\u2010code',
  'claude\u2212code',
  'claude-\u00ADcode',
];

const setLimit = async (ctx: TenantCtx, input: Record<string, unknown>) => {
  const { data } = await ask<{
    limitSet: { limit: { id: string; tool: string; amount: { amount: string } } | null; userErrors: object[] };
  }>(
    ctx,
    `mutation ($input: LimitSetInput!) { limitSet(input: $input) { limit { id tool amount { amount } } userErrors { code path } } }`,
    { input: { scope: 'TOOL', window: 'MONTH', mode: 'HARD', currency: 'USD', idempotencyKey: newKey(), ...input } },
  );
  return data.limitSet;
};

describe('the name of a tool', () => {
  it('is one thing however it is spelled: no spelling passes its HARD limit, and it is shown as first given', async () => {
    const ctx = await employer();
    const { employeeId } = await person(ctx, 'ada', [{ amount: '10000' }]);
    const first = await setLimit(ctx, { tool: ' Claude-Code ', amount: '1500' });
    const again = await setLimit(ctx, { tool: 'claude-code', amount: '1500' });
    expect(first.limit?.tool).toBe('Claude-Code');
    expect(again.limit).toEqual(first.limit);
    await setLimit(ctx, { tool: 'cursor', amount: '1500' });

    const asked = async (amount: string, tool: string) => (await authorize(ctx, employeeId, amount, { tool })).decision.reasonCode;
    for (const tool of spellings.slice(0, 5)) expect(await asked('300', tool)).toBeNull();
    for (const tool of spellings) expect(await asked('0.01', tool)).toBe('LIMIT_EXCEEDED');
    expect(await asked('1500', 'cursor')).toBeNull();
    expect(await asked('0.01', 'Cursor')).toBe('LIMIT_EXCEEDED');
    expect(await asked('0.01', 'claude code')).toBeNull();
  });

  it('a limit that is set later counts what was spent under every spelling', async () => {
    const ctx = await employer();
    const { employeeId } = await person(ctx, 'ada', [{ amount: '1000' }]);
    await capture(ctx, await hold(ctx, employeeId, '60', { tool: 'Claude-Code' }), '60');
    await hold(ctx, employeeId, '30', { tool: ' CLAUDE-code' });
    await setLimit(ctx, { tool: 'claude-code', amount: '100' });
    expect((await authorize(ctx, employeeId, '10.01', { tool: 'claude-Code' })).decision.reasonCode).toBe('LIMIT_EXCEEDED');
    expect((await authorize(ctx, employeeId, '10', { tool: 'claude-Code' })).decision.reasonCode).toBeNull();
  });

  it('is shown on a hold and in its decision as it was given, also when the request is repeated', async () => {
    const ctx = await employer();
    const { employeeId } = await person(ctx, 'ada', [{ amount: '1000' }]);
    await setLimit(ctx, { tool: 'Claude-Code', amount: '100' });
    const shown = 'id provider model tool';
    const spend = `mutation ($input: SpendAuthorizeInput!) {
      spendAuthorize(input: $input) { hold { ${shown} } decision { levels { tool } bindingLimit { tool } } userErrors { code message } }
    }`;
    const input = {
      employee: { id: employeeId },
      amount: usd('1'),
      provider: 'OpenAI',
      model: 'GPT-4o-mini',
      tool: ' CLAUDE-CODE ',
      idempotencyKey: newKey(),
    };
    type Spent = { spendAuthorize: { hold: { id: string }; decision: object; userErrors: Array<{ message: string }> } };
    const { data } = await ask<Spent>(ctx, spend, { input });
    const names = { provider: 'OpenAI', model: 'GPT-4o-mini', tool: 'CLAUDE-CODE' };
    expect(data.spendAuthorize).toMatchObject({
      hold: names,
      decision: { levels: [{ tool: 'Claude-Code' }], bindingLimit: { tool: 'Claude-Code' } },
    });
    expect((await ask(ctx, spend, { input })).data).toEqual(data);
    const { id } = data.spendAuthorize.hold;
    expect((await ask(ctx, `query ($id: ID!) { node(id: $id) { ... on Hold { ${shown} } } }`, { id })).data).toEqual({
      node: { id, ...names },
    });
    const released = await ask(ctx, `mutation ($input: SpendReleaseInput!) { spendRelease(input: $input) { hold { ${shown} } } }`, {
      input: { holdId: id, idempotencyKey: newKey() },
    });
    expect(released.data).toEqual({ spendRelease: { hold: { id, ...names } } });
    const refused = await ask<Spent>(ctx, spend, { input: { ...input, amount: usd('101'), idempotencyKey: newKey() } });
    expect(refused.data.spendAuthorize.userErrors[0]?.message).toContain('for the tool CLAUDE-CODE');
  });

  it('of which nothing can be seen is refused', async () => {
    const ctx = await employer();
    const { employeeId } = await person(ctx, 'ada', [{ amount: '1000' }]);
    expect((await setLimit(ctx, { tool: '\u200B', amount: '1' })).userErrors).toEqual([{ code: 'VALIDATION', path: ['input', 'tool'] }]);
    await expect(authorize(ctx, employeeId, '1', { tool: '\u2060\u3164' })).rejects.toMatchObject({ code: 'VALIDATION' });
  });
});

describe('the names in an allowlist of a grant', () => {
  it('name the use however either is spelled, for spends and for usage', async () => {
    const ctx = await employer();
    const { employeeId } = await person(ctx, 'ada');
    const grantId = await issueByHand(request(ctx), {
      employee: { id: employeeId },
      amount: usd('1000'),
      kind: 'TOP_UP',
      reason: 'for names',
      filters: { providers: ['OpenAI '], models: ['GPT-4o*', 'gpt-4O*'] },
      idempotencyKey: newKey(),
    });
    const shown = await ask(ctx, 'query ($id: ID!) { node(id: $id) { ... on Grant { filters { providers models tools } } } }', {
      id: grantId,
    });
    expect(shown.data).toEqual({ node: { filters: { providers: ['OpenAI'], models: ['GPT-4o*'], tools: null } } });

    const asked = async (provider: string, model: string) =>
      (await authorize(ctx, employeeId, '1', { provider, model })).decision.reasonCode;
    expect(await asked('openai', 'gpt-4o-mini')).toBeNull();
    expect(await asked(' OPENAI', '\uFF27PT-4o-mini')).toBeNull();
    expect(await asked('azure', 'gpt-4o-mini')).toBe('MODEL_NOT_ALLOWED');
    const [outcome] = await reportUsage(ctx, [
      use('ada', '1', { provider: 'OPENAI', model: 'Gpt-4o-Mini', occurredAt: new Date('2026-11-02T09:00:00.000Z') }),
    ]);
    expect([outcome?.status, outcome?.overage?.amount]).toEqual(['RECORDED', '0.00']);
  });

  it('a star that is written full-width is one', async () => {
    const ctx = await employer();
    const { employeeId } = await person(ctx, 'ada');
    const given = issueByHand(request(ctx), {
      employee: { id: employeeId },
      amount: usd('100'),
      kind: 'TOP_UP',
      reason: 'for names',
      filters: { tools: ['\uFF0Ax'] },
      idempotencyKey: newKey(),
    });
    await expect(given).rejects.toMatchObject({ code: 'VALIDATION' });
  });
});

describe('folding', () => {
  it('says the same in the server and in the database, for every character that both know', async () => {
    const ctx = await testEmployer();
    const blocks = await inTransaction(ctx, (tx) =>
      // Many at once: each between letters, so that what composes and what is left out shows. Of letters that are newer than the
      // database nothing is known there.
      tx.sql<{ name: string }>(
        `select string_agg('A' || chr(p) || '|e' || chr(p), '|' order by p) as name
         from generate_series(1, 1114111) as p where p not between 55296 and 57343 and unicode_assigned(chr(p)) group by p / 256`,
      ),
    );
    const rows = await inTransaction(ctx, (tx) =>
      tx.sql<{ name: string; folded: string }>('select n as name, folded_name(n) as folded from unnest($1::text[]) as n', [
        blocks.map(({ name }) => name),
      ]),
    );
    const differing = rows.filter(({ name, folded }) => folded !== foldedName(name)).map(({ name }) => name.codePointAt(1)?.toString(16));
    expect(rows.length).toBeGreaterThan(1_000);
    expect(differing).toEqual([]);
  });

  it('leaves out in the database all that Unicode calls ignorable, and has one hyphen there for every dash', async () => {
    const ctx = await testEmployer();
    const points = Array.from({ length: 0x10ffff - 0x80 }, (_, index) => index + 0x80).filter((point) => point < 0xd800 || point > 0xdfff);
    const characters = points.map((point) => String.fromCodePoint(point));
    const ignorable = characters.filter((one) => /\p{Default_Ignorable_Code_Point}/u.test(one));
    const dashes = characters.filter((one) => /\p{Dash}/u.test(one));
    const folded = (names: readonly string[]) =>
      inTransaction(ctx, (tx) =>
        tx.sql<{ name: string }>('select distinct folded_name(n) as name from unnest($1::text[]) as n', [names.map((one) => `A${one}b`)]),
      );
    expect(ignorable.length).toBeGreaterThan(4_000);
    expect(await folded(ignorable)).toEqual([{ name: 'ab' }]);
    expect(dashes.length).toBeGreaterThan(25);
    expect(await folded(dashes)).toEqual([{ name: 'a-b' }]);
  });

  it.each<[string[], string, boolean]>([
    [['Claude-*'], 'claude-CODE', true],
    [['claude-code'], ' Claude-Code', true],
    [['claude-code'], 'claude-code-2', false],
    [['\uFF23laude*'], 'claude', true],
    [['*'], 'anything', true],
    [['claude *'], 'claude  code', true],
    [['claude *'], 'claude', false],
    [['cursor', 'claude\u2011code'], 'Claude-Code\u{1D173}', true],
  ])('%j and %j: the database and the server agree whether one names the other', async (list, value, named) => {
    const ctx = await testEmployer();
    const [row] = await inTransaction(ctx, (tx) => tx.sql<{ named: boolean }>('select is_named($1::text[], $2) as named', [list, value]));
    expect([row?.named, isNamed(list, value)]).toEqual([named, named]);
  });
});
