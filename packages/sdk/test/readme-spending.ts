import { StipendClient } from '@compute-stipends/sdk';

const halden = new StipendClient().forEmployer({ externalId: 'halden' });
const employee = { externalId: 'h-02' };
const usd = (amount: string) => ({ amount, currency: 'USD' });

// At most 40.00 a day for her agents. Several limits may hold at once; the tightest binds.
await halden.limits
  .set({ scope: 'TOOL', tool: 'agent', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '40.00', employee })
  .orThrow();

// Before a run: may it spend this? What is allowed is set aside. The key makes a retry the same request.
const run = await halden.spend.authorize(
  { employee, amount: usd('25.00'), tool: 'agent', ttlSeconds: 600 },
  { idempotencyKey: 'run-4712' },
);

// After it: what it came to. The rest is there again at once; a run that never began is released instead.
if (run.ok) {
  const { hold } = await halden.spend.capture({ holdId: run.hold.id, amount: usd('18.40') }).orThrow();
  console.log(hold.status, hold.captured?.amount);
}

// A refusal is an answer: what binds, what is left of it, when it resets, what else may be used.
const refused = await halden.spend.authorize({ employee, amount: usd('30.00'), tool: 'agent' });
if (!refused.ok) {
  const { reasonCode, bindingLimit, resetsAt } = refused.decision ?? {};
  console.log(reasonCode, bindingLimit?.window, bindingLimit?.remaining?.amount, resetsAt);
}

// What is left of a month rolls over where the policy says so: here at most 500.00, for two months.
const { policy } = await halden.policies
  .create({
    name: 'Agents',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('1500.00'), rolloverTerms: { max: usd('500.00'), lastsPeriods: 2 } },
  })
  .orThrow();
console.log(policy.status);
