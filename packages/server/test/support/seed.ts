import { modules } from '../../src/app.js';
import { runSentJob } from '../../src/jobs/run-job.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { ask } from './ask.js';

/** One thing of every kind for an employer, made as a client would; for tests that look across all of them. */
export async function seedEverything(ctx: TenantCtx): Promise<void> {
  const change = async (name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await ask<Record<string, { userErrors: Array<{ code: string; message: string }> }>>(
      ctx,
      `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`,
      { input },
    );
    const refused = [...errors, ...(data[name]?.userErrors ?? []).map(({ code, message }) => `${code}: ${message}`)];
    if (refused.length > 0) throw new Error(`${name} was refused: ${refused.join(' ')}`);
  };
  const usd = (amount: string) => ({ amount, currency: 'USD' });

  await change('apiKeyCreate', { name: 'Seed', scopes: ['employees:read'] });
  await change('legalEntitiesUpsert', {
    legalEntities: [{ externalId: 'le', name: 'Inc.', country: 'US', timeZone: 'UTC', currency: 'USD' }],
  });
  await change('departmentsUpsert', { departments: [{ externalId: 'eng', name: 'Engineering' }] });
  await change('costCentersUpsert', { costCenters: [{ externalId: '4100', code: '4100', name: 'Platform' }] });
  await change('employeesUpsert', {
    employees: [
      {
        externalId: 'e-1',
        name: "Siobhan O'Brien",
        email: 'siobhan@example.com',
        employment: {
          effectiveDate: '2026-01-01',
          title: 'Engineer',
          legalEntity: { externalId: 'le' },
          department: { externalId: 'eng' },
          costCenter: { externalId: '4100' },
          baseSalary: usd('180000.00'),
        },
      },
    ],
  });
  await change('policyCreate', {
    externalId: 'p-1',
    name: 'Engineering',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('1500.00'), transfer: 'COST_CENTER' },
  });
  await change('policyPublish', { policy: { externalId: 'p-1' }, effectiveFrom: '2026-10-01', expectedVersion: 1 });
  await change('stipendsAssign', {
    idempotencyKey: 'seed-assign',
    assignments: [{ employee: { externalId: 'e-1' }, policy: { externalId: 'p-1' }, startDate: '2026-10-01', externalId: 's-1' }],
  });
  await change('testClockAdvance', { to: '2026-11-02T09:00:00.000Z' });
  await change('fxRatesUpsert', { rates: [{ base: 'USD', quote: 'EUR', rate: '0.92', asOf: '2026-10-01T00:00:00Z', source: 'test' }] });
  await change('usageReport', {
    events: [
      {
        id: 'u-1',
        employee: { externalId: 'e-1' },
        provider: 'anthropic',
        model: 'claude-sonnet-4-5',
        occurredAt: '2026-11-02T08:00:00Z',
        counts: [{ usageClass: 'INPUT', count: '1000000' }],
      },
    ],
  });
  await change('limitSet', {
    scope: 'PERSON',
    window: 'DAY',
    mode: 'HARD',
    currency: 'USD',
    amount: '100',
    employee: { externalId: 'e-1' },
  });
  await change('limitSet', { scope: 'EMPLOYER', window: 'MONTH', mode: 'HARD', currency: 'USD', amount: '10000' });
  await change('spendAuthorize', { employee: { externalId: 'e-1' }, amount: usd('5'), tool: 'editor', idempotencyKey: 'seed-authorize' });
  await change('grantTransfer', {
    grantId: await activeGrant(ctx),
    amount: usd('20'),
    reason: 'For others',
    idempotencyKey: 'seed-transfer',
  });
  await change('grantIssue', {
    employee: { externalId: 'e-1' },
    kind: 'TRANSFER',
    fromCostCenter: { externalId: '4100' },
    amount: usd('5'),
    expiresAt: '2027-01-01T00:00:00Z',
    reason: 'For the launch',
    idempotencyKey: 'seed-issue',
  });
  await change('offerCreate', {
    externalId: 'o-1',
    candidateName: 'Nora Aaltonen',
    title: 'Engineer',
    startDate: '2027-01-04',
    components: [{ baseSalary: { amount: usd('180000.00') } }],
  });
  await change('payPeriodsUpsert', { payPeriods: [{ externalId: '2026-10', startDate: '2026-10-01', endDate: '2026-11-01' }] });
  await change('payPeriodClose', { payPeriod: { externalId: '2026-10' }, idempotencyKey: 'seed-close' });
  const statements = modules.flatMap(({ jobs }) => jobs).find(({ name }) => name === 'resume-statements');
  if (statements === undefined) throw new Error('payroll makes statements in a job');
  await runSentJob(ctx.platform, statements, ctx.employerId, {});
}

async function activeGrant(ctx: TenantCtx): Promise<string> {
  const { data } = await ask<{ stipends: { nodes: Array<{ grants: { nodes: Array<{ id: string; status: string }> } }> } }>(
    ctx,
    '{ stipends { nodes { grants { nodes { id status } } } } }',
  );
  const active = data.stipends.nodes.flatMap(({ grants }) => grants.nodes).find(({ status }) => status === 'ACTIVE');
  if (active === undefined) throw new Error('a grant is active');
  return active.id;
}
