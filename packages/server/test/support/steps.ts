import { expect } from '@jest/globals';
import { modules } from '../../src/app.js';
import { runSentJob } from '../../src/jobs/run-job.js';
import { type Api, fresh, usd } from './api.js';
import { ask } from './ask.js';
import { event, mutate } from './bulk-load.js';

/** An operation, told apart by its name, that every employer can be asked for which `loadInBulk` has loaded. */
export interface Step {
  readonly name: string;
  run(api: Api): Promise<unknown>;
}

const money = '{ amount currency }';
const sides = ['granted', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'].map((side) => `${side} ${money}`).join(' ');
const movement = `{ ${['opening', 'granted', 'consumed', 'expired', 'closing'].map((name) => `${name} ${money}`).join(' ')} }`;
const movementOfOctober = `movement(from: "2026-10-01T00:00:00Z", to: "2026-11-01T00:00:00Z") ${movement}`;
const soon = `expiringSoon(withinDays: 40) ${money}`;
const statement = `{ currency employee { name } legalEntity { name } lines { kind amount ${money} } movement ${movement} }`;
const one = { externalId: 'p-77' };
/** Before everything was booked, and before most of it took effect. */
const EARLY_AS_OF = '2026-11-02T09:10:00.000Z';
const EARLY = '2026-10-20T00:00:00.000Z';

const reads: readonly Step[] = [
  read(
    'balance',
    `query($employee: EmployeeByInput!) { balance(employee: $employee) { nodes { ${sides} ${soon} ${movementOfOctober} employee { name currentEmployment { title department { name } } } } } }`,
    { employee: one },
  ),
  read(
    'balance, as recorded then',
    `query($employee: EmployeeByInput!) { balance(employee: $employee, asOf: "${EARLY_AS_OF}") { nodes { ${sides} ${soon} ${movementOfOctober} } } }`,
    { employee: one },
  ),
  read(
    'balance, as effective then',
    `query($employee: EmployeeByInput!) { balance(employee: $employee, effectiveAt: "${EARLY}") { nodes { ${sides} ${soon} } } }`,
    { employee: one },
  ),
  read('balances', `{ balances(first: 50) { nodes { employeeId ${sides} } } }`),
  read('balances, as recorded then', `{ balances(first: 50, asOf: "${EARLY_AS_OF}") { nodes { employeeId ${sides} } } }`),
  read('balances, as effective then', `{ balances(first: 50, effectiveAt: "${EARLY}") { nodes { employeeId ${sides} } } }`),
  read('balances with their movement', `{ balances(first: 50) { nodes { employee { name } ${soon} ${movementOfOctober} } } }`),
  read(
    'balances of some',
    `query($employees: [EmployeeByInput!]) { balances(first: 50, where: { employees: $employees }) { nodes { employeeId ${sides} } } }`,
    { employees: [one] },
  ),
  read(
    'balanceHistory',
    `query($employee: EmployeeByInput!) { balanceHistory(employee: $employee, first: 20) { nodes { kind usageEvent { eventId } balance { available ${money} } } } }`,
    { employee: one },
  ),
  read(
    'balanceHistory, later part',
    `query($employee: EmployeeByInput!) { balanceHistory(employee: $employee, first: 20, from: "${EARLY}") { nodes { kind } } }`,
    { employee: one },
  ),
  read('payrollStatements', `{ payrollStatements(payPeriod: { externalId: "2026-10" }, first: 20) { nodes ${statement} } }`),
  read(
    'payrollStatements, as recorded then',
    `{ payrollStatements(payPeriod: { externalId: "2026-10" }, first: 20, asOf: "${EARLY_AS_OF}") { nodes ${statement} } }`,
  ),
  read('payrollStatements, closed', `{ payrollStatements(payPeriod: { externalId: "2026-09" }, first: 20) { nodes ${statement} } }`),
  read(
    'employee',
    `query($by: EmployeeByInput!) { employee(by: $by) { name status currentEmployment { legalEntity { name } costCenter { name } } employments(first: 5) { nodes { title } }
    stipends(first: 5) { nodes { grants(first: 5) { nodes { available ${money} charges(first: 3) { nodes { amount ${money} usageEvent { eventId } } } changes { __typename } } } } } } }`,
    { by: one },
  ),
  read('employee by e-mail', 'query($by: EmployeeByInput!) { employee(by: $by) { id } }', { by: { email: 'p-77@example.com' } }),
  read('employees', '{ employees(first: 20) { nodes { name currentEmployment { title department { name } } } } }'),
  read(
    'employees of a department',
    '{ employees(first: 20, where: { department: { externalId: "d-1" }, status: { eq: ACTIVE } }) { nodes { name } } }',
  ),
  read(
    'stipends',
    `{ stipends(first: 20) { nodes { status employee { name } policy { name } grants(first: 3) { nodes { available ${money} } } } } }`,
  ),
  read('stipends of a person', 'query($where: StipendFilterInput) { stipends(first: 20, where: $where) { nodes { id } } }', {
    where: { employee: one, status: { eq: 'ACTIVE' } },
  }),
  read(
    'stipend',
    '{ stipend(by: { externalId: "s-p-77" }) { issueProblem { code } terms { __typename } grants(first: 5) { nodes { id } } } }',
  ),
  read('usageEvents', '{ usageEvents(first: 20) { nodes { eventId employee { name } charge { lines { __typename } } } } }'),
  read(
    'usageEvents of a person',
    'query($where: UsageEventFilterInput) { usageEvents(first: 5, where: $where) { nodes { eventId charge { lines { __typename } } corrects { id } correctedBy { id } } } }',
    { where: { employee: one } },
  ),
  read('usageEvents without a price', 'query($where: UsageEventFilterInput) { usageEvents(first: 5, where: $where) { nodes { id } } }', {
    where: { status: { eq: 'UNPRICED' } },
  }),
  read('usageEvents of a day', 'query($where: UsageEventFilterInput) { usageEvents(first: 5, where: $where) { nodes { id } } }', {
    where: { occurredAt: { gte: '2026-10-20T00:00:00Z', lt: '2026-10-21T00:00:00Z' } },
  }),
  read('limits', '{ limits(first: 20) { nodes { scope employee { name } department { name } } } }'),
  read('offers', '{ offers(first: 10) { nodes { title components { __typename } } } }'),
  read('offers of a candidate', '{ offers(first: 10, where: { candidateEmail: { eq: "o-7@example.com" } }) { nodes { id } } }'),
  read('offer', '{ offer(by: { externalId: "o-7" }) { versions(first: 2) { nodes { __typename } } letter { __typename } } }'),
  read('policies', '{ policies(first: 10) { nodes { name versions(first: 2) { nodes { number } } } } }'),
  read('policyExplain', 'query($employee: EmployeeByInput!) { policyExplain(employee: $employee) { __typename } }', { employee: one }),
  {
    name: 'nodes',
    run: async (api) =>
      query(api, `query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Grant { available ${money} } } }`, { ids: await idsOf(api) }),
  },
];

let held = '';
const writes: readonly Step[] = [
  {
    name: 'spendAuthorize',
    run: async (api) => {
      held = await api.hold('p-77', '1.00');
    },
  },
  { name: 'spendCapture', run: async (api) => expect(await api.capture(held, '0.40')).toBe('OK') },
  {
    name: 'spendAuthorize, of a model',
    run: async (api) => {
      held = await api.hold('p-78', '1.00', { provider: 'anthropic', model: 'claude-opus-4-5', tokens: '100' });
    },
  },
  { name: 'spendRelease', run: async (api) => expect(await api.release(held)).toBe('OK') },
  {
    name: 'spendAuthorize, refused',
    run: async (api) => expect((await api.authorize('p-77', '900000.00')).code).toBe('INSUFFICIENT_BALANCE'),
  },
  reported('of one event', () => [event({ id: fresh('u'), employee: one })]),
  reported('of a late event', () => [event({ id: fresh('u'), employee: one, occurredAt: '2026-10-05T09:20:00.000Z' })]),
  reported('of a correction', () => [event({ id: fresh('u'), employee: one, corrects: { id: 'e-77-3' } })]),
  reported('of 100 people', () =>
    Array.from({ length: 100 }, (_, index) => event({ id: fresh('u'), employee: { externalId: `p-${index}` } })),
  ),
  taken('grantIssue', () => ({
    employee: one,
    kind: 'BONUS',
    amount: usd('9.00'),
    expiresAt: '2027-11-02T00:00:00.000Z',
    reason: 'As agreed',
  })),
  {
    name: 'grantAdjust, grantExtend, grantRevoke',
    run: async (api) => {
      const grantId = await api.grant('p-78', '4.00');
      const by = () => ({ grantId, reason: 'As agreed', idempotencyKey: fresh('change') });
      await api.take('grantAdjust', { ...by(), delta: usd('5.00') });
      await api.take('grantExtend', { ...by(), expiresAt: '2027-12-02T00:00:00.000Z' });
      await api.take('grantRevoke', by());
    },
  },
  taken('limitSet', () => ({ scope: 'PERSON', employee: one, window: 'WEEK', amount: '2000', mode: 'HARD', currency: 'USD' })),
  ...[
    { scope: 'DEPARTMENT', department: { externalId: 'd-1' } },
    { scope: 'EMPLOYER', mode: 'SOFT' },
  ].map(
    (of): Step => ({
      name: `limitSet, of all that share it: ${of.scope} ${of.mode ?? 'HARD'}`,
      run: (api) =>
        api.take('limitSet', { window: 'LIFETIME', amount: '900000', mode: 'HARD', currency: 'USD', ...of, idempotencyKey: fresh('key') }),
    }),
  ),
  { name: 'spendAuthorize, under limits that are shared', run: async (api) => void (await api.hold('p-76', '1.00')) },
  taken('employeesUpsert', () => ({
    employees: [
      { ...one, name: 'Person 77', employment: { effectiveDate: '2026-11-01', title: 'Senior' } },
      { externalId: 'newcomer', name: 'Zoë', employment: { effectiveDate: '2026-11-01' } },
    ],
  })),
  taken('stipendsAssign', () => ({
    assignments: [{ employee: { externalId: 'newcomer' }, policy: { externalId: 'compute' }, startDate: '2026-11-01' }],
  })),
  taken('employeeTerminate', () => ({ employee: { externalId: 'p-79' }, terminatedOn: '2026-11-02' })),
  taken('fxRatesUpsert', () => ({ rates: [{ base: 'USD', quote: 'EUR', rate: '0.9', asOf: '2026-10-01T00:00:00Z', source: 'ecb' }] })),
  {
    name: 'offerUpdate',
    run: (api) =>
      mutate(api, 'offerUpdate', 'offer { id }', { offer: { externalId: 'o-7' }, title: 'Architect', idempotencyKey: fresh('offer') }),
  },
  { name: 'payPeriodClose', run: (api) => api.close('2026-10') },
  ...['issue-grants', 'expire-grants', 'expire-holds'].map(job),
  { name: 'testClockAdvance, with a month of grants', run: (api) => api.advance('2026-12-01T09:00:00.000Z') },
  read(
    'payrollStatements behind closed ones',
    `{ payrollStatements(payPeriod: { externalId: "2026-11" }, first: 20) { nodes ${statement} } }`,
  ),
];

/** Reads and writes of every module, in an order in which each is taken once. */
export const steps: readonly Step[] = [...reads, ...writes];

function read(name: string, text: string, variables: Record<string, unknown> = {}): Step {
  return { name, run: (api) => query(api, text, variables) };
}

async function query(api: Api, text: string, variables: Record<string, unknown>): Promise<void> {
  const { errors } = await ask(api.ctx, text, variables);
  expect(errors).toEqual([]);
}

function taken(mutation: Parameters<Api['take']>[0], input: () => object): Step {
  return {
    name: mutation,
    run: (api) => api.take(mutation, { ...input(), ...(mutation.endsWith('Upsert') ? {} : { idempotencyKey: fresh('key') }) }),
  };
}

function reported(of: string, events: () => readonly object[]): Step {
  return {
    name: `usageReport ${of}`,
    run: async (api) => expect((await api.report(...events())).filter(({ status }) => status !== 'RECORDED')).toEqual([]),
  };
}

function job(name: string): Step {
  const found = modules.flatMap(({ jobs }) => jobs).find((known) => known.name === name);
  if (found === undefined) throw new Error(`no job is called ${name}`);
  return { name: `job ${name}`, run: (api) => runSentJob(api.ctx.platform, found, api.ctx.employerId, {}) };
}

/** A person, a stipend, a grant and an event. */
async function idsOf(api: Api): Promise<string[]> {
  const { data, errors } = await ask<{ employee: Person }>(
    api.ctx,
    `{ employee(by: { externalId: "p-50" }) { id stipends(first: 1) { nodes { id grants(first: 1) { nodes { id charges(first: 1) { nodes { usageEvent { id } } } } } } } } }`,
  );
  expect(errors).toEqual([]);
  const { id, stipends } = data.employee;
  return stipends.nodes.flatMap((stipend) =>
    stipend.grants.nodes.flatMap((grant) => [id, stipend.id, grant.id, ...grant.charges.nodes.map(({ usageEvent }) => usageEvent.id)]),
  );
}

interface Nodes<T> {
  readonly nodes: readonly T[];
}

interface Person {
  readonly id: string;
  readonly stipends: Nodes<{
    readonly id: string;
    readonly grants: Nodes<{ readonly id: string; readonly charges: Nodes<{ readonly usageEvent: { readonly id: string } }> }>;
  }>;
}
