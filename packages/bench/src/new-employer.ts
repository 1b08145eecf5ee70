import { randomUUID } from 'node:crypto';
import { type Id, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { cloneEmployer } from './clone-employer.js';
import { type Company, openCompany, openSecondEmployer, withClient } from './company.js';
import { type Bench, type Measurement, measurementOf } from './measure.js';
import { openContext, openPurses } from './spend.wallets.js';

/** Two entries an event: 10⁶ of 50 other employers. */
const OTHER = { people: 200, events: 10_000 };
const OTHERS = 50;
const NEW = { people: 1_000, events: 100_000 };
const EVENTS_A_CALL = 1_000;
const SAMPLES = 15;
const WARM_UP = 2;
const DAY_MS = 86_400_000;

/**
 * What an employer waits for that was loaded in bulk, by the API, into a database whose statistics know only others. Floor: the
 * same after ANALYZE, in the same server. Autovacuum is off, so nothing learns of the employer in between.
 */
export const newEmployer: Bench = {
  name: 'new-employer',
  async measure() {
    const company = await openCompany(OTHER.people);
    try {
      await open(company);
      await load(company, OTHER.events);
      await withClient(company.superuserUrl, async (superuser) => {
        await withoutAutovacuum(superuser);
        const employers = Array.from({ length: OTHERS - 1 }, () => randomUUID());
        await cloneEmployer(superuser, uuidOf(company.employerId as Id<'employer'>), employers);
        await superuser.query('vacuum analyze');
      });
      const newcomer = await openSecondEmployer(company, NEW.people);
      await open(newcomer);
      // The same instant in every sample, so that each takes back the same later half.
      await load(newcomer, NEW.events / 2);
      const halfway = new Date();
      await load(newcomer, NEW.events / 2, NEW.events / 2);

      const before = await samplesOf(newcomer, halfway);
      await withClient(company.superuserUrl, (superuser) => superuser.query('analyze'));
      const after = await samplesOf(newcomer, halfway);
      return Object.keys(waits).map((name) => {
        const samples = { ours: before.get(name) ?? [], floor: after.get(name) ?? [] };
        return measurementOf({ name: `new-employer ${name}`, unit: 'ms', wanted: '≤ 1.5 × after ANALYZE' }, samples);
      }) satisfies Measurement[];
    } finally {
      await company.close();
    }
  },
};

async function withoutAutovacuum(superuser: Parameters<typeof cloneEmployer>[0]): Promise<void> {
  const { rows } = await superuser.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of rows) await superuser.query(`alter table ${name} set (autovacuum_enabled = off)`);
}

/** A grant for each person, and a pay period that lasts. */
async function open(company: Company): Promise<void> {
  const { ctx, close } = await openContext(company);
  try {
    await openPurses(ctx, company.employeeIds);
  } finally {
    await close();
  }
  const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
  await company.ask(`mutation ($input: PayPeriodsUpsertInput!) { payPeriodsUpsert(input: $input) { outcomes { userErrors { code } } } }`, {
    input: { payPeriods: [{ externalId: 'now', startDate: day(-30), endDate: day(30) }] },
  });
}

/** Usage of the last weeks in batches, as one who moves in sends it. */
async function load(company: Company, events: number, from = 0): Promise<void> {
  for (let sent = from; sent < from + events; sent += EVENTS_A_CALL) {
    const batch = Array.from({ length: EVENTS_A_CALL }, (_, index) => eventOf(company, sent + index));
    const { usageReport } = await company.ask<{ usageReport: { outcomes: Array<{ status: string }> } }>(
      'mutation ($input: UsageReportInput!) { usageReport(input: $input) { outcomes { status } } }',
      { input: { events: batch } },
    );
    const refused = usageReport.outcomes.find(({ status }) => status !== 'RECORDED');
    if (refused !== undefined) throw new Error(`Usage was not recorded: ${JSON.stringify(refused)}`);
  }
}

function eventOf({ employeeIds }: Company, number: number): object {
  return {
    id: `event-${number}`,
    source: 'bench',
    employee: { id: employeeIds[number % employeeIds.length] },
    provider: 'anthropic',
    model: 'claude-opus-4-5',
    occurredAt: new Date(Date.now() - 20 * DAY_MS + (number % 1_000_000) * 10).toISOString(),
    counts: [{ usageClass: 'INPUT', count: '1000' }],
  };
}

const sides = ['granted', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'].map((side) => `${side} { amount }`).join(' ');
const movement = `{ ${['opening', 'granted', 'consumed', 'expired', 'closing'].map((name) => `${name} { amount }`).join(' ')} }`;
const statements = `{ payrollStatements(payPeriod: { externalId: "now" }, first: 100) { nodes { currency lines { kind amount { amount } } movement ${movement} } } }`;
const asOf = `query ($employee: EmployeeByInput!, $asOf: DateTime!, $from: DateTime!) { balance(employee: $employee, asOf: $asOf) { nodes { ${sides} movement(from: $from, to: $asOf) ${movement} } } }`;
const balances = `{ balances(first: 200) { nodes { employeeId currency ${sides} } } }`;
const authorize = 'mutation ($input: SpendAuthorizeInput!) { spendAuthorize(input: $input) { hold { id } userErrors { code } } }';
const capture = 'mutation ($input: SpendCaptureInput!) { spendCapture(input: $input) { hold { status } userErrors { code } } }';

/** What is waited for, by its name; another person each time. */
const waits: Readonly<Record<string, (company: Company, person: string, halfway: Date) => Promise<unknown>>> = {
  'statement page': (company) => company.ask(statements),
  'asOf of a person': (company, person, halfway) => {
    const from = new Date(halfway.getTime() - 15 * DAY_MS).toISOString();
    return company.ask(asOf, { employee: { id: person }, asOf: halfway.toISOString(), from });
  },
  'balances page': (company) => company.ask(balances),
  'authorize + capture': async (company, person) => {
    const amount = { amount: '0.01', currency: 'USD' };
    const { spendAuthorize } = await company.ask<{ spendAuthorize: { hold: { id: string } | null } }>(authorize, {
      input: { employee: { id: person }, amount, idempotencyKey: randomUUID() },
    });
    if (spendAuthorize.hold === null) throw new Error('A spend was refused.');
    const { spendCapture } = await company.ask<{ spendCapture: { hold: object | null } }>(capture, {
      input: { holdId: spendAuthorize.hold.id, amount, idempotencyKey: randomUUID() },
    });
    if (spendCapture.hold === null) throw new Error('A capture was refused.');
  },
};

/** Milliseconds of each, one request at a time, in turn. */
async function samplesOf(company: Company, halfway: Date): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>(Object.keys(waits).map((name) => [name, []]));
  for (let round = 0; round < WARM_UP + SAMPLES; round += 1) {
    for (const [name, wait] of Object.entries(waits)) {
      const person = company.employeeIds[(round * 37) % company.employeeIds.length] ?? '';
      const began = performance.now();
      await wait(company, person, halfway);
      if (round >= WARM_UP) samples.get(name)?.push(performance.now() - began);
    }
  }
  return samples;
}
