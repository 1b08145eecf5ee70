import { type Ask, asking } from './api.js';
import { costCenters, departments, employer, fxRates, legalEntities, people } from './company.js';
import { offersOf } from './offers-of-company.js';
import { usageOfDays } from './usage-month.js';

const DAY_MS = 86_400_000;
const USAGE_DAYS = 28;
const EVENTS_A_CALL = 500;

/**
 * Loads the demo company through the public API, as a vendor's product would. Each step may be repeated, so an interrupted
 * load is completed by the next start; a complete one is left alone, with whatever a person has done to it since.
 */
export async function loadCompany(address: string, key: string): Promise<void> {
  await asking(address, key)(
    'mutation($input: EmployersUpsertInput!) { employersUpsert(input: $input) { outcomes { userErrors { code message } } userErrors { code message } } }',
    {
      input: { employers: [employer] },
    },
  );
  const ask = asking(address, key, `ext:${employer.externalId}`);
  if (await isLoaded(ask)) return;

  const now = await clock(ask);
  const startDate = monthStart(now, -1);
  await loadPeople(ask, startDate);
  await loadPolicies(ask, startDate);
  await loadUsage(ask, now);
  await loadPayPeriods(ask, now);
  await loadOffers(ask, now);
}

/** The last offer is the last thing that is loaded. */
async function isLoaded(ask: Ask): Promise<boolean> {
  const { offer } = await ask<{ offer: object | null }>('{ offer(by: { externalId: "halden-offer-4" }) { id } }');
  return offer !== null;
}

async function clock(ask: Ask): Promise<Date> {
  const { employer: found } = await ask<{ employer: { settings: { testNow: string } } }>(
    `{ employer(by: { externalId: "${employer.externalId}" }) { settings { testNow } } }`,
  );
  return new Date(found.settings.testNow);
}

/** The first of a month, counted from that of `now`. */
function monthStart(now: Date, months: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}

async function loadPeople(ask: Ask, startDate: string): Promise<void> {
  const upsert = (mutation: string, input: object) =>
    ask(
      `mutation($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { outcomes { userErrors { code message } } userErrors { code message } } }`,
      { input },
    );
  await upsert('legalEntitiesUpsert', { legalEntities });
  await upsert('departmentsUpsert', { departments });
  await upsert('costCentersUpsert', { costCenters });
  await upsert('employeesUpsert', {
    employees: people.map(({ externalId, name, email, title, jobFamily, level, entity, department, costCenter, salary }) => ({
      externalId,
      name,
      email,
      employment: {
        effectiveDate: startDate,
        title,
        jobFamily,
        level,
        country: legalEntities.find((legalEntity) => legalEntity.externalId === entity)?.country,
        legalEntity: { externalId: entity },
        department: { externalId: department },
        costCenter: { externalId: costCenter },
        baseSalary: salary,
      },
    })),
  });
}

const policies = [
  {
    externalId: 'engineering',
    name: 'Engineering',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '1500.00', currency: 'USD' } },
  },
  {
    externalId: 'principal',
    name: 'Principals: 12 % of base',
    terms: { amountType: 'PERCENT_OF_BASE', period: 'ANNUAL', percent: 1200, currency: 'USD', guaranteeMonths: 12 },
  },
  {
    externalId: 'europe',
    name: 'Europe',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '1400.00', currency: 'EUR' } },
  },
];

async function loadPolicies(ask: Ask, startDate: string): Promise<void> {
  for (const policy of policies) {
    const { policy: known } = await ask<{ policy: object | null }>('query($by: PolicyByInput!) { policy(by: $by) { id } }', {
      by: { externalId: policy.externalId },
    });
    if (known !== null) continue;
    const { policyCreate } = await ask<{ policyCreate: { policy: { version: number } } }>(
      'mutation($input: PolicyCreateInput!) { policyCreate(input: $input) { policy { version } userErrors { code message } } }',
      { input: { ...policy, idempotencyKey: `demo-policy-${policy.externalId}` } },
    );
    await ask('mutation($input: PolicyPublishInput!) { policyPublish(input: $input) { userErrors { code message } } }', {
      input: {
        policy: { externalId: policy.externalId },
        effectiveFrom: startDate,
        expectedVersion: policyCreate.policy.version,
        idempotencyKey: `demo-publish-${policy.externalId}`,
      },
    });
  }
  await ask(
    'mutation($input: StipendsAssignInput!) { stipendsAssign(input: $input) { outcomes { userErrors { code message } } userErrors { code message } } }',
    {
      input: {
        idempotencyKey: 'demo-assign',
        assignments: people.flatMap(({ externalId, policy }) =>
          policy === null ? [] : [{ employee: { externalId }, policy: { externalId: policy }, startDate }],
        ),
      },
    },
  );
}

async function loadUsage(ask: Ask, now: Date): Promise<void> {
  const asOf = new Date(now.getTime() - 60 * DAY_MS).toISOString();
  await ask('mutation($input: FxRatesUpsertInput!) { fxRatesUpsert(input: $input) { userErrors { code message } } }', {
    input: { rates: fxRates.map((rate) => ({ ...rate, asOf, source: 'demo' })) },
  });
  // The clock of a sandbox stands still: moving it lets what is due happen, the grants of both months.
  await ask('mutation($input: TestClockAdvanceInput!) { testClockAdvance(input: $input) { userErrors { code message } } }', {
    input: { to: now.toISOString() },
  });

  const events = usageOfDays(now, USAGE_DAYS);
  for (let index = 0; index < events.length; index += EVENTS_A_CALL) {
    await ask('mutation($input: UsageReportInput!) { usageReport(input: $input) { userErrors { code message } } }', {
      input: { events: events.slice(index, index + EVENTS_A_CALL) },
    });
  }
}

async function loadPayPeriods(ask: Ask, now: Date): Promise<void> {
  await ask(
    'mutation($input: PayPeriodsUpsertInput!) { payPeriodsUpsert(input: $input) { outcomes { userErrors { code message } } userErrors { code message } } }',
    {
      input: {
        payPeriods: [-1, 0].map((months) => ({
          externalId: monthStart(now, months).slice(0, 7),
          startDate: monthStart(now, months),
          endDate: monthStart(now, months + 1),
        })),
      },
    },
  );
}

async function loadOffers(ask: Ask, now: Date): Promise<void> {
  const startDate = monthStart(now, 2);
  for (const { create, steps } of offersOf(startDate, monthStart(now, 14))) {
    const { offerCreate } = await ask<{ offerCreate: { offer: { id: string } } }>(
      'mutation($input: OfferCreateInput!) { offerCreate(input: $input) { offer { id } userErrors { code message } } }',
      { input: { ...create, idempotencyKey: `demo-${(create as { externalId: string }).externalId}` } },
    );
    const offer = { id: offerCreate.offer.id };
    for (const step of steps) {
      const mutation = { SEND: 'offerSend', ACCEPT: 'offerAccept', DECLINE: 'offerDecline' }[step];
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      await ask(`mutation($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message } } }`, {
        input: { offer, idempotencyKey: `demo-${step}-${offer.id}`, ...(step === 'ACCEPT' ? { via: 'PARTNER' } : {}) },
      });
    }
  }
}
