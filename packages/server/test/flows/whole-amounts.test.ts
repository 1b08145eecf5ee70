import { beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphQLSchema, getNamedType, isInputObjectType } from 'graphql';
import { modules } from '../../src/app.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { type Api, fresh, openApi } from '../support/api.js';
import { ask } from '../support/ask.js';

const money = (amount: string, currency = 'USD') => ({ amount, currency });

/** What may be finer than the minor unit: it happened, or is about to, at prices that are. */
const finer = ['SpendAuthorizeInput.amount', 'SpendCaptureInput.amount'];

/** What is granted, promised, paid or set as a limit. */
const whole = [
  'BaseSalaryInput.amount',
  'BonusInput.amount',
  'ComputeStipendInput.amount',
  'EmploymentUpsertInput.baseSalary',
  'EquityInput.grantValue',
  'GrantAdjustInput.delta',
  'GrantIssueInput.amount',
  'GrantTransferInput.amount',
  'LimitSetInput.amount',
  'OtherComponentInput.amount',
  'PolicyTermsInput.amount',
  'RolloverTermsInput.max',
  'RolloverTermsInput.min',
];

it('every amount that comes from outside is decided on: in whole minor units, or finer', () => {
  const schema: GraphQLSchema = buildApiSchema(modules);
  const amounts = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isInputObjectType(type) || type.name === 'MoneyInput') return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const isMoney =
        getNamedType(field.type).name === 'MoneyInput' || (getNamedType(field.type).name === 'Decimal' && field.name === 'amount');
      return isMoney ? [{ name: `${type.name}.${field.name}`, description: field.description ?? '' }] : [];
    });
  });
  expect(amounts.map(({ name }) => name).sort()).toEqual([...finer, ...whole].sort());
  for (const { name, description } of amounts) {
    expect([name, description.includes('whole minor units')]).toEqual([name, whole.includes(name)]);
  }
});

describe('an amount finer than its currency is refused, and says so,', () => {
  let api: Api;
  let zoe: string;
  let grantId: string;
  const codes = [
    { code: 'USD', fine: '10.01', tooFine: '10.001', digits: 'at most 2 decimals' },
    { code: 'JPY', fine: '1001', tooFine: '1000.5', digits: 'no decimals' },
    { code: 'KWD', fine: '10.001', tooFine: '10.0001', digits: 'at most 3 decimals' },
  ];

  beforeAll(async () => {
    api = await openApi();
    zoe = await api.hire();
    grantId = await api.grant(zoe, '100');
  });

  interface Case {
    readonly mutation: string;
    readonly path: string;
    readonly input: (amount: { amount: string; currency: string }) => object;
    /** Below `outcomes`, for what answers item by item. */
    readonly isBatch?: boolean;
  }
  const key = () => ({ idempotencyKey: fresh('key') });
  const policy = (terms: object) => ({
    externalId: fresh('policy'),
    name: 'Compute',
    terms: { amountType: 'FIXED', period: 'MONTHLY', ...terms },
  });
  const offer = (...components: object[]) => ({ externalId: fresh('offer'), candidateName: 'Ánh', title: 'Engineer', components });
  const grant = (more: object) => ({
    employee: { externalId: zoe },
    kind: 'BONUS',
    expiresAt: '2027-11-02T00:00:00.000Z',
    reason: 'As agreed',
    ...key(),
    ...more,
  });
  const dollar = (currency: string) => money('1', currency);
  const cases: Case[] = [
    { mutation: 'policyCreate', path: 'input.terms.amount.amount', input: (amount) => policy({ amount }) },
    { mutation: 'policyCreate', path: 'input.terms.amount.amount', input: (amount) => policy({ amountType: 'PER_DAY', amount }) },
    { mutation: 'policyCreate', path: 'input.terms.amount.amount', input: (amount) => policy({ period: 'ANNUAL', amount }) },
    {
      mutation: 'policyCreate',
      path: 'input.terms.rolloverTerms.max.amount',
      input: (max) => policy({ amount: dollar(max.currency), rolloverTerms: { max } }),
    },
    {
      mutation: 'policyCreate',
      path: 'input.terms.rolloverTerms.min.amount',
      input: (min) => policy({ amount: dollar(min.currency), rolloverTerms: { max: money('5000', min.currency), min } }),
    },
    { mutation: 'offerCreate', path: 'input.components.0.baseSalary.amount', input: (amount) => offer({ baseSalary: { amount } }) },
    { mutation: 'offerCreate', path: 'input.components.0.bonus.amount', input: (amount) => offer({ bonus: { type: 'TARGET', amount } }) },
    {
      mutation: 'offerCreate',
      path: 'input.components.0.equity.grantValue',
      input: (grantValue) => offer({ equity: { grantValue, vestingYears: 4, valuationBasis: 'the last round' } }),
    },
    {
      mutation: 'offerCreate',
      path: 'input.components.0.other.amount',
      input: (amount) => offer({ other: { label: 'Learning', amount, period: 'MONTHLY' } }),
    },
    {
      mutation: 'offerCreate',
      path: 'input.components.0.computeStipend.amount',
      input: (amount) => offer({ computeStipend: { amountType: 'FIXED', period: 'MONTHLY', amount, framing: 'COMPENSATION' } }),
    },
    {
      mutation: 'employeesUpsert',
      path: 'input.employees.0.employment.baseSalary.amount',
      isBatch: true,
      input: (baseSalary) => ({
        employees: [{ externalId: fresh('person'), name: 'Bo', employment: { effectiveDate: '2026-01-01', baseSalary } }],
      }),
    },
    { mutation: 'grantIssue', path: 'input.amount.amount', input: (amount) => grant({ amount }) },
    {
      mutation: 'limitSet',
      path: 'input.amount',
      input: ({ amount, currency }) => ({ scope: 'PERSON', window: 'MONTH', mode: 'HARD', amount, currency, ...key() }),
    },
    {
      mutation: 'limitSet',
      path: 'input.amount',
      input: ({ amount, currency }) => ({ scope: 'PERSON', kind: 'CIRCUIT_BREAKER', amount, currency, ...key() }),
    },
  ];

  interface Refused {
    readonly code: string;
    readonly message: string;
    readonly path: readonly string[];
  }

  async function refusalOf(
    { mutation, input, isBatch = false }: Case,
    amount: { amount: string; currency: string },
  ): Promise<Refused | null> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const refusal = 'userErrors { code message path }';
    const { data, errors } = await ask<Record<string, { userErrors?: Refused[]; outcomes?: Array<{ userErrors: Refused[] }> }>>(
      api.ctx,
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${isBatch ? `outcomes { ${refusal} }` : refusal} } }`,
      { input: input(amount) },
    );
    expect(errors).toEqual([]);
    const answer = data[mutation];
    return (isBatch ? answer?.outcomes?.[0]?.userErrors : answer?.userErrors)?.[0] ?? null;
  }

  it.each(cases.map((one, index) => [one.mutation, one.path, index] as const))('by %s at %s (%#)', async (_mutation, path, index) => {
    const one = cases[index];
    if (one === undefined) throw new Error('a case was expected');
    for (const { code, fine, tooFine, digits } of codes) {
      const refused = await refusalOf(one, money(tooFine, code));
      expect([code, refused?.code, refused?.path.join('.')]).toEqual([code, 'VALIDATION', path]);
      expect(refused?.message).toBe(`${path} is in whole minor units: an amount in ${code} has ${digits}.`);
      expect([code, await refusalOf(one, money(fine, code))]).toEqual([code, null]);
    }
  });

  it.each(['0.001', '-0.001', '10.0000000001'])('by grantAdjust of %s', async (amount) => {
    const input = () => ({ grantId, delta: money(amount), reason: 'As agreed', ...key() });
    const refused = await refusalOf({ mutation: 'grantAdjust', path: '', input }, money(amount));
    expect([refused?.code, refused?.path]).toEqual(['VALIDATION', ['input', 'delta', 'amount']]);
    expect(refused?.message).toBe('input.delta.amount is in whole minor units: an amount in USD has at most 2 decimals.');
  });

  it('by grantTransfer', async () => {
    const input = () => ({ grantId, amount: money('0.001'), reason: 'As agreed', ...key() });
    const refused = await refusalOf({ mutation: 'grantTransfer', path: '', input }, money('0.001'));
    expect([refused?.code, refused?.path]).toEqual(['VALIDATION', ['input', 'amount', 'amount']]);
  });

  it('also where more zeros are written: "10.100" is 10.10', async () => {
    const delta = money('10.1000000000');
    expect(await api.codeOf('grantAdjust', { grantId, delta, reason: 'As agreed', ...key() })).toBe('OK');
  });
});

it('what is spent may be finer, and what is left of a period is carried over, taken back and handed over to the last digit', async () => {
  const api = await openApi({ testNow: '2026-11-02T09:00:00.000Z' });
  await ask(
    api.ctx,
    'mutation ($input: CostCentersUpsertInput!) { costCentersUpsert(input: $input) { outcomes { userErrors { code } } } }',
    { input: { costCenters: [{ externalId: '4100', name: 'Platform' }] } },
  );
  const zoe = await api.hire(fresh('person'), { costCenter: { externalId: '4100' } });
  const policy = { externalId: fresh('policy') };
  const terms = {
    amountType: 'FIXED',
    period: 'MONTHLY',
    amount: money('100'),
    transfer: 'COST_CENTER',
    rolloverTerms: { max: money('90'), maxPercent: 3_333 },
  };
  await api.take('policyCreate', { ...policy, name: 'Compute', terms });
  await api.take('policyPublish', { policy, effectiveFrom: '2026-01-01', expectedVersion: 1 });
  const assignments = [{ employee: { externalId: zoe }, policy, startDate: '2026-11-01' }];
  const { outcomes } = await api.take<{ outcomes: Array<{ stipend: { id: string } }> }>('stipendsAssign', {
    assignments,
    idempotencyKey: fresh('assign'),
  });

  const grantOf = async (kind: string) => {
    const { data } = await ask<{ node: { grants: { nodes: Array<{ id: string; kind: string }> } } }>(
      api.ctx,
      'query ($id: ID!) { node(id: $id) { ... on Stipend { grants { nodes { id kind } } } } }',
      { id: outcomes[0]?.stipend.id },
    );
    return data.node.grants.nodes.find((grant) => grant.kind === kind)?.id;
  };

  expect(await api.capture(await api.hold(zoe, '70.0000000001'), '70.0000000001')).toBe('OK');
  await api.advance('2026-12-01T00:00:00.000Z');
  // Less is left than a third of 100.00, so that all of it goes on.
  expect(await api.balances(zoe)).toEqual(['USD: 129.9999999999 left, 70.0000000001 used']);
  const reason = 'For the launch';
  const { data } = await ask<{ grantTransfer: { userErrors: unknown[] } }>(
    api.ctx,
    'mutation ($input: GrantTransferInput!) { grantTransfer(input: $input) { userErrors { code message path } } }',
    { input: { grantId: await grantOf('ROLLOVER'), reason, idempotencyKey: fresh('transfer') } },
  );
  expect(data.grantTransfer.userErrors).toEqual([]);
  expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 70.0000000001 used']);

  await api.capture(await api.hold(zoe, '1.00009'), '1.00009');
  const bonus = await api.grant(zoe, '5');
  await api.capture(await api.hold(zoe, '98.99992'), '98.99992');
  await api.take('grantAdjust', { grantId: bonus, delta: money('-5'), reason, idempotencyKey: fresh('adjust') });
  expect((await api.balances(zoe))[0]).not.toContain('left');

  await api.advance('2027-02-01T00:00:00.000Z');
  // Of the 100.00 of January 33.33 % are carried, in whole cents.
  expect((await api.balances(zoe))[0]).toContain('133.33 left');
  expect(await api.violations()).toEqual([]);
});
