import { type Id, newId } from '@compute-stipends/server/kernel/ids.js';
import { currency, unitsOf } from '@compute-stipends/server/kernel/money.js';
import { openAccounts, post, recipes } from '@compute-stipends/server/modules/ledger/index.js';
import type { Tx } from '@compute-stipends/server/platform/transaction.js';
import { type Company, openCompany, withClient } from './company.js';
import { fillLedger } from './ledger.js';
import { type Bench, interleave } from './measure.js';
import { openReplay } from './usage-batch.floor.js';

const EMPLOYEES = 100;
const EVENTS = 1_000;
const WARM_UP = 3;
const ROUNDS = 15;

/**
 * A batch of 1,000 events of 100 people, priced and debited, over HTTP, one request at a time.
 *
 * Floor: one transaction that writes the same rows into every table the batch writes, as one flush of `unnest` inserts and
 * updates by the app role, under row-level security, with all triggers and constraints. What it writes is made ready before
 * it is timed; nothing is read, locked, priced or decided.
 */
export const usageBatch: Bench = {
  name: 'usage-batch',
  async measure() {
    const company = await openCompany(EMPLOYEES);
    try {
      await fillLedger(company, grantMuch);
      for (let round = 0; round < WARM_UP; round += 1) await report(company, batchOf(round));
      const replay = await openReplay(company, () => report(company, batchOf(WARM_UP)));
      await withClient(company.superuserUrl, (client) => client.query('vacuum analyze'));
      for (let round = 0; round < WARM_UP; round += 1) await replay.run();

      let batches = WARM_UP;
      const eventsPerSecond = (milliseconds: number) => (EVENTS * 1_000) / milliseconds;
      const measurement = await interleave({ name: 'usage-batch', unit: 'events/s', wanted: '≥ 0.35 × floor' }, ROUNDS, {
        ours: async () => {
          batches += 1;
          return eventsPerSecond(await report(company, batchOf(batches)));
        },
        floor: async () => eventsPerSecond(await replay.run()),
      });
      await replay.close();
      return [measurement];
    } finally {
      await company.close();
    }
  },
};

const document = `mutation Report($input: UsageReportInput!) {
  usageReport(input: $input) {
    outcomes {
      status source eventId usageId differs code message
      cost { amount currency rounded }
      overage { amount currency rounded }
    }
    userErrors { code message path docUrl }
  }
}`;

/** @returns milliseconds from the first byte sent to the last one read */
async function report({ server, headers }: Company, events: readonly object[]): Promise<number> {
  const body = JSON.stringify({ query: document, variables: { input: { events } } });
  const began = performance.now();
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  const milliseconds = performance.now() - began;

  const { data } = JSON.parse(text) as { data?: { usageReport: { outcomes: Array<{ status: string }> } } };
  const recorded = data?.usageReport.outcomes.filter(({ status }) => status === 'RECORDED').length;
  if (recorded !== EVENTS) throw new Error(`Of ${EVENTS} events ${recorded} were recorded: ${text.slice(0, 500)}`);
  return milliseconds;
}

const models = [
  ['anthropic', 'claude-sonnet-4-5'],
  ['anthropic', 'claude-haiku-4-5'],
  ['openai', 'gpt-5'],
  ['openai', 'gpt-5-mini'],
] as const;

/** Ten calls of each person, at other times and of other sizes in every batch. */
function batchOf(batch: number): object[] {
  const now = Date.now();
  return Array.from({ length: EVENTS }, (_, index) => {
    const [provider, model] = models[index % models.length] ?? models[0];
    return {
      id: `call-${batch}-${index}`,
      employee: { externalId: `person-${index % EMPLOYEES}` },
      provider,
      model,
      occurredAt: new Date(now - (1 + ((index * 7_919 + batch) % 28_000)) * 60_000).toISOString(),
      counts: [
        { usageClass: 'INPUT', count: `${800 + index * 3 + batch}` },
        { usageClass: 'CACHE_READ', count: `${1_000 + ((index * 13) % 9_000)}` },
        { usageClass: 'OUTPUT', count: `${150 + (index % 700)}` },
      ],
    };
  });
}

const DAY = 86_400_000;

/** Everyone has a stipend with two grants, enough for all that is measured. */
async function grantMuch(tx: Tx, people: readonly Id<'employee'>[]): Promise<void> {
  const accounts = await openAccounts(
    tx,
    people.map((employeeId) => ({ employeeId, stipendId: newId('stipend'), currency: currency('USD') })),
  );
  const drafts = accounts.flatMap((accountId) =>
    [1, 2].map((priority) => {
      const terms = {
        grantId: newId('grant'),
        priority,
        effectiveAt: new Date(tx.now.getTime() - 60 * DAY),
        expiresAt: null,
        units: unitsOf('1000000'),
      };
      return recipes.granted(accountId, terms, `grant:${terms.grantId}`);
    }),
  );
  await post(tx, drafts);
}
