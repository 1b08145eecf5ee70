import { StipendClient } from '@compute-stipends/sdk';

// Key and address come from STIPENDS_API_KEY and STIPENDS_BASE_URL, or from the options { apiKey, baseUrl }.
const halden = new StipendClient().forEmployer({ externalId: 'halden' });

// A recruiter puts compute on an offer. Money is text, never a float.
const { offer } = await halden.offers
  .create({
    candidateName: 'Noor de Wit',
    title: 'Engineer',
    components: [
      { baseSalary: { amount: { amount: '180000.00', currency: 'USD' } } },
      { computeStipend: { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '1500.00', currency: 'USD' } } },
    ],
  })
  .orThrow();

// Sending it is refused until the letter can say everything a candidate must be told.
const sent = await halden.offers.send({ offer: { id: offer.id } });
if (!sent.ok) for (const { code, message } of sent.userErrors) console.log(code, message);

// Usage is priced and debited once, however often it is sent. A sandbox has a clock of its own: bring it up to now.
const now = new Date().toISOString();
await halden.testClock.advance({ to: now }).orThrow();
const report = await halden.usage.report([
  {
    id: 'run-4711',
    employee: { externalId: 'h-02' },
    provider: 'anthropic',
    model: 'claude-sonnet-4-5',
    occurredAt: now,
    counts: [
      { usageClass: 'INPUT', count: '12000' },
      { usageClass: 'OUTPUT', count: '900' },
    ],
  },
]);
console.log(report.accepted, report.duplicates, report.outcomes[0]?.cost?.amount);

// Payroll reads what everybody has left, page after page.
for await (const { employee, available } of halden.balances.list()) {
  console.log(employee?.name, available.amount, available.currency);
}
