import { describe, expect, it } from '@jest/globals';
import { type Api, fresh, openApi, usd } from '../support/api.js';
import { ask } from '../support/ask.js';

const MOST = '9'.repeat(28);
const LESS = `${'9'.repeat(27)}8`;

async function open(): Promise<{ api: Api; zoe: string }> {
  const api = await openApi({ testNow: '2026-11-15T12:00:00.000Z' });
  return { api, zoe: await api.hire() };
}

async function assign(api: Api, externalId: string, amount: string): Promise<string | null> {
  const policy = { externalId: fresh('policy') };
  await api.take('policyCreate', { ...policy, name: 'Compute', terms: { amountType: 'FIXED', period: 'YEAR', amount: usd(amount) } });
  await api.take('policyPublish', { policy, effectiveFrom: '2026-01-01', expectedVersion: 1 });
  const assignments = [{ employee: { externalId }, policy, startDate: '2026-11-01' }];
  const input = { assignments, idempotencyKey: fresh('assign') };
  const { outcomes } = await api.take<{ outcomes: ReadonlyArray<{ stipend: { id: string } }> }>('stipendsAssign', input);
  const { data, errors } = await ask<{ stipend: { issueProblem: { code: string } | null } }>(
    api.ctx,
    'query($id: ID!) { stipend: node(id: $id) { ... on Stipend { issueProblem { code } } } }',
    { id: outcomes[0]?.stipend.id },
  );
  expect(errors).toEqual([]);
  return data.stipend.issueProblem?.code ?? null;
}

const issue = (api: Api, externalId: string, amount: string): Promise<string> =>
  api.codeOf('grantIssue', {
    employee: { externalId },
    kind: 'BONUS',
    amount: usd(amount),
    expiresAt: '2027-11-02T00:00:00.000Z',
    reason: 'As agreed',
    idempotencyKey: fresh('grant'),
  });

/** Everything that is made of the person's books. */
async function readAll(api: Api, externalId: string): Promise<void> {
  const sides = 'granted { amount rounded } available { amount } held { amount } consumed { amount } overage { amount }';
  const { errors } = await ask(
    api.ctx,
    `query($employee: EmployeeByInput!) {
       balances(first: 50) { nodes { ${sides} } }
       balance(employee: $employee) { nodes { movement(from: "2026-01-01T00:00:00Z", to: "2026-11-16T00:00:00Z") { opening { amount } closing { amount } } } } }`,
    { employee: { externalId } },
  );
  expect(errors).toEqual([]);
  await api.months('2026-10', '2026-11');
  await api.advance('2026-12-01T12:00:00.000Z');
  await api.close('2026-10');
  await api.close('2026-11');
  expect(await api.statements('2026-11')).toHaveLength(1);
  expect(await api.violations()).toEqual([]);
}

describe('what the accounts of a person hold together stays in the range of money', () => {
  it('when a grant is issued beside a stipend, and nothing of it is left', async () => {
    const { api, zoe } = await open();
    expect(await assign(api, zoe, LESS)).toBeNull();
    expect(await issue(api, zoe, '1.01')).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await issue(api, zoe, '1')).toBe('OK');
    expect(await api.balances(zoe)).toEqual([`USD: ${MOST}.00 left`]);
    await readAll(api, zoe);
  });

  it('when a second stipend begins, which says so and is tried again', async () => {
    const { api, zoe } = await open();
    expect(await assign(api, zoe, MOST)).toBeNull();
    expect(await assign(api, zoe, MOST)).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await api.balances(zoe)).toEqual([`USD: ${MOST}.00 left`]);
    await readAll(api, zoe);
  });

  it('when a grant is adjusted', async () => {
    const { api, zoe } = await open();
    await assign(api, zoe, LESS);
    const grantId = await api.grant(zoe, '0.5');
    const adjusted = (amount: string) =>
      api.codeOf('grantAdjust', { grantId, delta: usd(amount), reason: 'As agreed', idempotencyKey: fresh('adjust') });
    expect(await adjusted('0.6')).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await adjusted('0.5')).toBe('OK');
    await readAll(api, zoe);
  });

  it('when a spend is captured, which stays held', async () => {
    const { api, zoe } = await open();
    await api.grant(zoe, '100');
    await api.capture(await api.hold(zoe, '60'), '60');
    const holdId = await api.hold(zoe, '5');
    expect(await api.capture(holdId, MOST)).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await api.balances(zoe)).toEqual(['USD: 35.00 left, 5.00 held, 60.00 used']);
    expect(await api.capture(holdId, '5')).toBe('OK');
    await readAll(api, zoe);
  });

  it('when all there may be is captured at once', async () => {
    const { api, zoe } = await open();
    await api.grant(zoe, '100');
    expect(await api.capture(await api.hold(zoe, '5'), MOST)).toBe('OK');
    await readAll(api, zoe);
  });

  it('when usage is reported, of which nothing is stored then', async () => {
    const { api, zoe } = await open();
    await api.grant(zoe, '100');
    await api.capture(await api.hold(zoe, '5'), MOST);
    const event = (id: string) => ({
      id,
      employee: { externalId: zoe },
      provider: 'anthropic',
      model: 'claude-haiku-4-5',
      occurredAt: '2026-11-15T11:00:00.000Z',
      counts: [{ usageClass: 'INPUT', count: '2000000' }],
    });
    expect(await api.codeOf('usageReport', { events: [event('run-1')] })).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await api.balances(zoe)).toEqual([`USD: ${MOST}.00 used, ${MOST.slice(3)}899.00 over`]);
    await readAll(api, zoe);
  });
});
