import { describe, expect, it } from '@jest/globals';
import { type Api, fresh, openApi } from '../support/api.js';
import { ask } from '../support/ask.js';

const money = (amount: string, currency = 'USD') => ({ amount, currency });

const share = (percent: number, period: string, currency = 'USD') => ({ amountType: 'PERCENT_OF_BASE', period, percent, currency });

/** Amounts in their order, equal ones together: `3×12885.81 9×12885.80`. */
function runs(amounts: readonly string[]): string {
  const counted: Array<{ amount: string; count: number }> = [];
  for (const amount of amounts) {
    const last = counted.at(-1);
    if (last?.amount === amount) last.count += 1;
    else counted.push({ amount, count: 1 });
  }
  return counted.map(({ amount, count }) => `${count}×${amount}`).join(' ');
}

async function granted(api: Api, stipendId: string): Promise<string> {
  const { data, errors } = await ask<{ node: { grants: { nodes: Array<{ kind: string; amount: { amount: string } }> } } }>(
    api.ctx,
    'query ($id: ID!) { node(id: $id) { ... on Stipend { grants(first: 100) { nodes { kind amount { amount } } } } } }',
    { id: stipendId },
  );
  expect(errors).toEqual([]);
  return runs(data.node.grants.nodes.filter(({ kind }) => kind === 'RECURRING').map(({ amount }) => amount.amount));
}

async function policyOf(api: Api, terms: object): Promise<{ externalId: string }> {
  const policy = { externalId: fresh('policy') };
  await api.take('policyCreate', { ...policy, name: 'Compute', terms });
  await api.take('policyPublish', { policy, effectiveFrom: '2020-01-01', expectedVersion: 1 });
  return policy;
}

async function enrol(api: Api, externalId: string, policy: object, startDate: string): Promise<string> {
  const assignments = [{ employee: { externalId }, policy, startDate }];
  const { outcomes } = await api.take<{ outcomes: Array<{ stipend: { id: string } }> }>('stipendsAssign', {
    assignments,
    idempotencyKey: fresh('assign'),
  });
  return outcomes[0]?.stipend.id ?? '';
}

const paid = (api: Api, externalId: string, effectiveDate: string, amount: string, currency = 'USD') =>
  api.take('employeesUpsert', { employees: [{ externalId, employment: { effectiveDate, baseSalary: money(amount, currency) } }] });

describe('a year of a share of base', () => {
  it.each([
    ['ANNUAL', 'USD', '412345.67', 3_750, '3×12885.81 9×12885.80'],
    ['MONTHLY', 'USD', '412345.67', 3_750, '3×12885.81 9×12885.80'],
    ['ANNUAL', 'JPY', '7777804', 3_750, '4×243057 8×243056'],
    ['MONTHLY', 'KWD', '41234.567', 3_750, '3×1288.581 9×1288.580'],
    ['QUARTER', 'USD', '412345.67', 3_750, '3×38657.41 1×38657.40'],
    ['YEAR', 'USD', '412345.67', 3_750, '1×154629.63'],
  ])('granted %s in %s is whole minor units that sum to the year (N4)', async (period, code, base, percent, parts) => {
    const api = await openApi({ testNow: '2026-12-15T00:00:00.000Z' });
    const zoe = await api.hire(fresh('person'), { baseSalary: money(base, code) });
    const stipend = await enrol(api, zoe, await policyOf(api, share(percent, period, code)), '2027-01-01');
    await api.advance('2027-12-31T00:00:00.000Z');
    expect(await granted(api, stipend)).toBe(parts);
    expect(await api.violations()).toEqual([]);
  });

  it('with a raise sums to what its months are worth, and the next year begins anew (N5)', async () => {
    const api = await openApi({ testNow: '2026-12-15T00:00:00.000Z' });
    const zoe = await api.hire(fresh('person'), { baseSalary: money('200000') });
    await paid(api, zoe, '2027-07-01', '240000');
    const stipend = await enrol(api, zoe, await policyOf(api, share(5_000, 'MONTHLY')), '2027-01-01');
    await api.advance('2028-02-01T00:00:00.000Z');
    expect(await granted(api, stipend)).toBe('4×8333.34 2×8333.33 4×10000.00 2×9999.99 2×10000.00');
    expect(await api.violations()).toEqual([]);
  });

  it('that begins in June takes a raise of 22 June from July on, also where all of it is issued late', async () => {
    const parts = '1×8333.34 10×10000.00 1×9999.99';
    const inTime = await openApi({ testNow: '2026-12-15T00:00:00.000Z' });
    const late = await openApi({ testNow: '2028-05-31T00:00:00.000Z' });
    for (const api of [inTime, late]) {
      const zoe = await api.hire(fresh('person'), { baseSalary: money('200000') });
      await paid(api, zoe, '2027-06-22', '240000');
      const stipend = await enrol(api, zoe, await policyOf(api, share(5_000, 'MONTHLY')), '2027-06-01');
      if (api === inTime) await api.advance('2028-05-31T00:00:00.000Z');
      expect(await granted(api, stipend)).toBe(parts);
      expect(await api.violations()).toEqual([]);
    }
  });

  it('keeps the base salary of its first day where it is ANNUAL', async () => {
    const api = await openApi({ testNow: '2026-12-15T00:00:00.000Z' });
    const zoe = await api.hire(fresh('person'), { baseSalary: money('200000') });
    await paid(api, zoe, '2027-07-01', '240000');
    const stipend = await enrol(api, zoe, await policyOf(api, share(5_000, 'ANNUAL')), '2027-01-01');
    await api.advance('2028-01-15T00:00:00.000Z');
    expect(await granted(api, stipend)).toBe('4×8333.34 8×8333.33 1×10000.00');
  });

  it('over 26 pay periods sums to the year', async () => {
    const api = await openApi({ testNow: '2026-12-15T00:00:00.000Z' });
    const first = Date.UTC(2027, 0, 4);
    const day = (days: number) => new Date(first + days * 86_400_000).toISOString().slice(0, 10);
    const payPeriods = Array.from({ length: 26 }, (_, index) => ({
      externalId: `P${index + 1}`,
      startDate: day(14 * index),
      endDate: day(14 * index + 14),
    }));
    await api.take('payPeriodsUpsert', { payPeriods });
    const zoe = await api.hire(fresh('person'), { baseSalary: money('412345.67') });
    const stipend = await enrol(api, zoe, await policyOf(api, { ...share(3_750, 'ANNUAL'), payPeriodsPerYear: 26 }), '2027-01-04');
    await api.advance('2028-01-01T00:00:00.000Z');
    // 154,629.63 ÷ 26 is 5,947.293…
    expect(await granted(api, stipend)).toBe('9×5947.30 17×5947.29');
    expect(await api.violations()).toEqual([]);
  });
});

it('a new version within the year changes what is left of it, and the year sums to both', async () => {
  const api = await openApi({ testNow: '2026-12-15T00:00:00.000Z' });
  const zoe = await api.hire();
  const policy = await policyOf(api, { amountType: 'FIXED', period: 'ANNUAL', amount: money('100000') });
  const stipend = await enrol(api, zoe, policy, '2027-01-01');
  const { errors } = await ask(
    api.ctx,
    `mutation ($terms: PolicyTermsInput!, $policy: PolicyByInput!) {
       policyUpdate(input: { policy: $policy, terms: $terms, expectedVersion: 2 }) { userErrors { code message } } }`,
    { policy, terms: { amountType: 'FIXED', period: 'ANNUAL', amount: money('120000') } },
  );
  expect(errors).toEqual([]);
  await api.take('policyPublish', { policy, effectiveFrom: '2027-07-01', expectedVersion: 3 });
  await api.advance('2027-12-31T00:00:00.000Z');
  expect(await granted(api, stipend)).toBe('4×8333.34 2×8333.33 4×10000.00 2×9999.99');
});

describe('what a letter says of a share of base', () => {
  interface Converted {
    readonly totalCompensation: { readonly compute: { readonly annualised: { readonly amount: string } } };
    readonly letter: { readonly blocks: ReadonlyArray<{ readonly text: string }> };
    readonly stipends: ReadonlyArray<{ readonly id: string }>;
  }

  /** An offer of a share of `base`, guaranteed until `until`, that its candidate has accepted. */
  async function employed(api: Api, base: string, code: string, until: string): Promise<{ offer: Converted; person: string }> {
    const person = fresh('person');
    const externalId = fresh('offer');
    const offer = { externalId };
    const act = async (mutation: string, input: object) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const { data, errors } = await ask<Record<string, { offer: Converted; userErrors: unknown[] }>>(
        api.ctx,
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message path } offer {
           totalCompensation { compute { annualised { amount } } } letter { blocks { text } } stipends { id } } } }`,
        { input },
      );
      expect([errors, data[mutation]?.userErrors]).toEqual([[], []]);
      return data[mutation]?.offer as Converted;
    };
    const computeStipend = {
      amountType: 'PERCENT_OF_BASE',
      period: 'MONTHLY',
      percent: 3_750,
      framing: 'COMPENSATION',
      guarantee: { kind: 'GUARANTEED', until, onTermination: 'ENDS', onLeave: 'CONTINUES' },
      expiry: 'PERIOD_END',
      rollover: 'NONE',
      taxTreatment: 'TAXABLE_FRINGE',
      personalUse: 'NOT_ALLOWED',
      usageVisibility: { seenBy: 'your manager', detail: 'TOTALS', ranked: false },
    };
    const components = [{ baseSalary: { amount: money(base, code) } }, { computeStipend }];
    await act('offerCreate', { externalId, candidateName: 'Nguyễn Thị Ánh', title: 'Engineer', startDate: '2027-01-01', components });
    await act('offerSend', { offer });
    await act('offerAccept', { offer, via: 'PARTNER', idempotencyKey: fresh('accept') });
    const employee = { create: { externalId: person, country: 'US' } };
    return { offer: await act('offerConvert', { offer, employee, startDate: '2027-01-01', idempotencyKey: fresh('convert') }), person };
  }

  it.each([
    [
      'USD',
      '412345.67',
      '154629.63',
      ['$12,885.81', 'first three', '$12,885.80', 'other nine', '$154,629.63'],
      '12885.81',
      '3×12885.81 9×12885.80',
    ],
    ['JPY', '7777804', '2916676', ['¥243,057', 'first four', '¥243,056', 'other eight', '¥2,916,676'], '243057', '4×243057 8×243056'],
  ])('in %s is granted and stated as it says, and its first month can be spent', async (code, base, year, said, firstMonth, parts) => {
    const api = await openApi({ testNow: '2026-12-15T00:00:00.000Z', currency: code });
    const { offer, person } = await employed(api, base, code, '2028-01-01');
    expect(offer.totalCompensation.compute.annualised.amount).toBe(year);
    const monthly = offer.letter.blocks.find(({ text }) => text.startsWith('How much is it per month?'))?.text ?? '';
    for (const words of said) expect(monthly).toContain(words);

    await api.months('2027-01');
    await api.advance('2027-01-01T00:00:01.000Z');
    const { code: authorized, hold } = await api.authorize(person, firstMonth, { amount: money(firstMonth, code) });
    expect(authorized).toBe('OK');
    await api.release(hold?.id ?? '');
    await api.advance('2027-02-02T00:00:00.000Z');
    await api.close('2027-01');
    const [statement] = await api.statements('2027-01');
    expect(statement?.lines.filter(({ kind }) => kind === 'GRANTED_INFO')).toEqual([
      { kind: 'GRANTED_INFO', amount: { amount: firstMonth }, exactAmount: { amount: firstMonth } },
    ]);
    await api.advance('2027-12-31T00:00:00.000Z');
    expect(await granted(api, offer.stipends[0]?.id ?? '')).toBe(parts);
    expect(await api.violations()).toEqual([]);
  });

  it('is the least of each month while it is guaranteed, whatever the base salary does, and is not cut for it later', async () => {
    const api = await openApi({ testNow: '2026-12-15T00:00:00.000Z' });
    const { offer, person } = await employed(api, '412345.67', 'USD', '2027-10-01');
    await paid(api, person, '2027-03-01', '500000');
    await paid(api, person, '2027-05-01', '412345.67');
    await paid(api, person, '2027-07-01', '200000');
    await api.advance('2028-02-01T00:00:00.000Z');
    // The months behind the guarantee are a share of 200,000: nothing is taken back for what was promised.
    expect(await granted(api, offer.stipends[0]?.id ?? '')).toBe('2×12885.81 2×15625.00 5×12885.80 5×6250.00');
    expect(await api.violations()).toEqual([]);
  });
});
