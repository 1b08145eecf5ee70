import { expect } from '@jest/globals';
import { type Api, fresh, usd } from './api.js';
import { ask } from './ask.js';

export interface BulkSize {
  /** `p-0` and on, each with a stipend `s-p-0`. At least 80. */
  readonly people: number;
  readonly eventsEach: number;
}

const EVENTS_A_CALL = 1_000;
const SPENDERS = 6;
const OFFERS = 10;
const DAY_MS = 86_400_000;

/**
 * Loads an employer through the API as a vendor does who moves in: organization, people, stipends of two months, limits, holds,
 * usage of October, offers, and a closed September. The sandbox clock stands at 09:30 on 2 November 2026.
 */
export async function loadInBulk(api: Api, { people, eventsEach }: BulkSize): Promise<void> {
  const names = Array.from({ length: people }, (_, index) => `p-${index}`);
  await loadPeople(api, names);
  await loadStipends(api, names);
  await loadLimits(api);
  for (const name of names.slice(0, SPENDERS)) {
    await api.grant(name, '50.00');
    const hold = await api.hold(name, '1.00');
    await api.capture(hold, '0.50');
    await api.hold(name, '0.10');
  }
  await loadUsage(api, names, eventsEach);
  for (let number = 0; number < OFFERS; number += 1) {
    await mutate(api, 'offerCreate', 'offer { id }', {
      candidateName: 'Zoë Müller-Ōta',
      title: 'Engineer',
      externalId: `o-${number}`,
      candidateEmail: `o-${number}@example.com`,
      idempotencyKey: fresh('offer'),
      components: [{ baseSalary: { amount: usd('200000.00'), period: 'ANNUAL' } }],
    });
  }
  await api.close('2026-09');
}

async function loadPeople(api: Api, names: readonly string[]): Promise<void> {
  const units = [0, 1, 2, 3, 4];
  const refused = 'outcomes { userErrors { code message } }';
  await mutate(api, 'legalEntitiesUpsert', refused, {
    legalEntities: [{ externalId: 'us', name: 'US', country: 'US', currency: 'USD', timeZone: 'America/New_York' }],
  });
  await mutate(api, 'departmentsUpsert', refused, { departments: units.map((unit) => ({ externalId: `d-${unit}`, name: `D ${unit}` })) });
  await mutate(api, 'costCentersUpsert', refused, {
    costCenters: units.map((unit) => ({ externalId: `c-${unit}`, code: `${unit}`, name: `C ${unit}` })),
  });
  await api.take('employeesUpsert', {
    employees: names.map((externalId, index) => ({
      externalId,
      name: `Person ${index}`,
      email: `${externalId}@example.com`,
      employment: {
        effectiveDate: '2026-01-01',
        country: 'US',
        title: 'Engineer',
        legalEntity: { externalId: 'us' },
        department: { externalId: `d-${index % units.length}` },
        costCenter: { externalId: `c-${index % units.length}` },
        baseSalary: usd('200000'),
      },
    })),
  });
}

async function loadStipends(api: Api, names: readonly string[]): Promise<void> {
  await api.months('2026-09', '2026-10', '2026-11');
  await api.take('policyCreate', {
    name: 'Compute',
    externalId: 'compute',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100.00') },
    idempotencyKey: fresh('policy'),
  });
  await api.take('policyPublish', {
    policy: { externalId: 'compute' },
    effectiveFrom: '2026-01-01',
    expectedVersion: 1,
    idempotencyKey: fresh('publish'),
  });
  await api.take('stipendsAssign', {
    idempotencyKey: fresh('assign'),
    assignments: names.map((externalId) => ({
      employee: { externalId },
      policy: { externalId: 'compute' },
      startDate: '2026-10-01',
      externalId: `s-${externalId}`,
    })),
  });
  await api.advance('2026-11-02T09:30:00.000Z');
}

async function loadLimits(api: Api): Promise<void> {
  const hard = { mode: 'HARD', currency: 'USD', amount: '1000000' };
  await api.take('limitSet', { scope: 'PERSON', window: 'DAY', ...hard });
  await api.take('limitSet', { scope: 'PERSON', employee: { externalId: 'p-7' }, window: 'WEEK', ...hard });
  await api.take('limitSet', { scope: 'EMPLOYER', window: 'MONTH', ...hard });
  await api.take('limitSet', { scope: 'DEPARTMENT', department: { externalId: 'd-1' }, window: 'MONTH', ...hard });
  await api.take('limitSet', { scope: 'MODEL', provider: 'anthropic', model: 'claude-opus-4-5', window: 'MONTH', ...hard });
}

async function loadUsage(api: Api, names: readonly string[], eventsEach: number): Promise<void> {
  const events = names.flatMap((externalId, person) =>
    Array.from({ length: eventsEach }, (_, use) =>
      event({
        id: `e-${person}-${use}`,
        employee: { externalId },
        occurredAt: new Date(Date.UTC(2026, 9, 3, 8, 0, person) + use * Math.floor(28 / eventsEach) * DAY_MS).toISOString(),
      }),
    ),
  );
  for (let start = 0; start < events.length; start += EVENTS_A_CALL) {
    const outcomes = await api.report(...events.slice(start, start + EVENTS_A_CALL));
    expect(outcomes.filter(({ status }) => status !== 'RECORDED')).toEqual([]);
  }
}

/** Usage that costs two dollars. */
export function event(change: object): object {
  return {
    provider: 'anthropic',
    model: 'claude-opus-4-5',
    occurredAt: '2026-11-02T09:20:00.000Z',
    counts: [{ usageClass: 'INPUT', count: '400000' }],
    ...change,
  };
}

/** A mutation that must be taken. */
export async function mutate(api: Api, name: string, selection: string, input: object): Promise<void> {
  const text = `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) { ${selection} userErrors { code message } } }`;
  const { data, errors } = await ask(api.ctx, text, { input });
  expect({ name, errors, refusals: JSON.stringify(data).match(/"code":"[A-Z_]+"/g) }).toEqual({ name, errors: [], refusals: null });
}
