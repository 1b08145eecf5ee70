import { describe, expect, it } from '@jest/globals';
import { baseSalary, computeStipend, equity, fixed, percentOfBase } from '../../../test/support/offer-samples.js';
import { newId } from '../../kernel/ids.js';
import { Refusal } from '../../kernel/refusal.js';
import {
  type ComputeTerms,
  completeTerms,
  missingTerms,
  type OfferAction,
  type OfferStatus,
  requireAcceptable,
  requireComplete,
  requireLastingGuarantees,
  requireValidComponents,
  statusAt,
  transition,
} from './offers.rules.js';

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the states of an offer', () => {
  const actions: readonly OfferAction[] = ['REVISE', 'SEND', 'ACCEPT', 'DECLINE', 'WITHDRAW', 'EXPIRE'];
  // null is refused.
  const table: Record<OfferStatus, ReadonlyArray<OfferStatus | null>> = {
    DRAFT: ['DRAFT', 'SENT', null, null, 'WITHDRAWN', null],
    SENT: ['DRAFT', null, 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'],
    EXPIRED: ['DRAFT', null, null, null, null, null],
    ACCEPTED: [null, null, null, null, null, null],
    DECLINED: [null, null, null, null, null, null],
    WITHDRAWN: [null, null, null, null, null, null],
  };
  const targets: readonly OfferStatus[] = ['DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED'];
  const cases = Object.entries(table).flatMap(([from, row]) =>
    actions.map((action, index) => ({ from: from as OfferStatus, action, to: row[index] ?? null, target: targets[index] })),
  );

  it.each(cases.filter(({ to }) => to !== null))('$from becomes $to by $action', ({ from, action, to }) => {
    expect(transition(from, action)).toBe(to);
  });

  it.each(cases.filter(({ to }) => to === null))('$from refuses $action', ({ from, action, target }) => {
    const refusal = refusalOf(() => transition(from, action));
    expect(refusal.code).toBe('INVALID_TRANSITION');
    expect(refusal.details).toEqual({ from, to: target });
  });

  const expiry = new Date('2026-12-12T01:00:00.000Z');
  const justBefore = new Date(expiry.getTime() - 1);

  it('a sent offer is expired at its expiry, not a millisecond before', () => {
    expect(statusAt('SENT', expiry, justBefore)).toBe('SENT');
    expect(statusAt('SENT', expiry, expiry)).toBe('EXPIRED');
    expect(statusAt('SENT', null, expiry)).toBe('SENT');
  });

  it.each(['DRAFT', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const)('an offer that is %s stays so when its expiry passes', (status) => {
    expect(statusAt(status, expiry, expiry)).toBe(status);
  });

  it('an offer cannot be accepted at the instant it expires', () => {
    expect(() => requireAcceptable('SENT', expiry, justBefore)).not.toThrow();
    expect(refusalOf(() => requireAcceptable('SENT', expiry, expiry)).code).toBe('OFFER_EXPIRED');
    expect(refusalOf(() => requireAcceptable('ACCEPTED', expiry, expiry)).code).toBe('INVALID_TRANSITION');
  });
});

describe('the components of an offer', () => {
  it('take one base salary, equity and compute of one currency', () => {
    expect(() =>
      requireValidComponents([baseSalary('375000'), equity('400000', 4), computeStipend(fixed('100000'))], '2027-01-04'),
    ).not.toThrow();
  });

  it('of two currencies are refused', () => {
    const refusal = refusalOf(() => requireValidComponents([baseSalary('375000'), computeStipend(fixed('100000', 'EUR'))], null));
    expect(refusal.code).toBe('CURRENCY_MISMATCH');
    expect(refusal.path).toEqual(['input', 'components', '1', 'computeStipend', 'amount']);
    expect(refusal.details).toEqual({ expected: 'USD', found: 'EUR' });
  });

  const base = baseSalary('375000');
  const refused = [
    { name: 'an amount of zero', components: [baseSalary('0')], path: '0.baseSalary.amount' },
    { name: 'a negative amount', components: [baseSalary('-1')], path: '0.baseSalary.amount' },
    { name: 'a fraction of a cent', components: [baseSalary('375000.001')], path: '0.baseSalary.amount' },
    { name: 'a fraction of a yen', components: [baseSalary('375000.1', 'JPY')], path: '0.baseSalary.amount' },
    { name: 'a second base salary', components: [base, baseSalary('1')], path: '1.baseSalary' },
    { name: 'equity that vests over no year', components: [equity('1', 0)], path: '0.equity.vestingYears' },
    { name: 'equity that vests over 51 years', components: [equity('1', 51)], path: '0.equity.vestingYears' },
    { name: 'a percentage of nothing', components: [base, computeStipend(percentOfBase(0))], path: '1.computeStipend.percent' },
    {
      name: 'a percentage beyond 10,000 %',
      components: [base, computeStipend(percentOfBase(1_000_001))],
      path: '1.computeStipend.percent',
    },
    {
      name: 'a guarantee that ends on the first day',
      components: [computeStipend(fixed('1'), { guarantee: { kind: 'GUARANTEED', until: '2027-01-04' } })],
      path: '0.computeStipend.guarantee.until',
    },
    {
      name: 'one that counts before the start date',
      components: [{ ...equity('1', 4), effectiveDate: '2027-01-03' }],
      path: '0.equity.effectiveDate',
    },
    { name: 'the same component twice', components: [equity('1', 4, base.id), base], path: '' },
  ];
  it.each(refused)('with $name are refused', ({ components, path }) => {
    const refusal = refusalOf(() => requireValidComponents(components, '2027-01-04'));
    expect(refusal.code).toBe('VALIDATION');
    expect(refusal.path.slice(2).join('.')).toBe(path);
  });

  it('are at most 20', () => {
    const components = Array.from({ length: 21 }, () => equity('1', 4, newId('offerComponent')));
    expect(refusalOf(() => requireValidComponents(components, null)).code).toBe('VALIDATION');
    expect(() => requireValidComponents(components.slice(1), null)).not.toThrow();
  });
});

describe('what a candidate must be told', () => {
  const terms: ReadonlyArray<keyof ComputeTerms> = [
    'guarantee',
    'expiry',
    'rollover',
    'onTermination',
    'onLeave',
    'taxTreatment',
    'personalUse',
    'usageVisibility',
  ];

  it.each(terms)('an offer that does not state %s cannot be sent', (term) => {
    const components = [baseSalary('375000'), computeStipend(fixed('100000'), { [term]: null })];
    expect(missingTerms(components)).toEqual([`computeStipend.${term}`]);
    expect(refusalOf(() => requireComplete(components)).code).toBe('OFFER_INCOMPLETE');
  });

  it('every missing term is named at once, in words and as a field', () => {
    const refusal = refusalOf(() => requireComplete([computeStipend(percentOfBase(5_000), { expiry: null, rollover: null })]));
    expect(refusal.message).toBe(
      'The offer does not say the base salary that the compute is a percentage of (`baseSalary`), when it expires (`computeStipend.expiry`), whether unused amounts roll over (`computeStipend.rollover`).',
    );
    expect(refusal.details).toEqual({ missing: 'baseSalary computeStipend.expiry computeStipend.rollover' });
  });

  it('a guarantee that has run out promises nothing: it cannot be sent', () => {
    const components = [computeStipend(fixed('100000'), { guarantee: { kind: 'GUARANTEED', until: '2027-01-01' } })];
    expect(() => requireLastingGuarantees(components, '2026-12-31')).not.toThrow();
    expect(refusalOf(() => requireLastingGuarantees(components, '2027-01-01')).code).toBe('VALIDATION');
  });

  it('an offer of nothing cannot be sent', () => {
    expect(refusalOf(() => requireComplete([])).details).toEqual({ missing: 'components' });
  });

  it('an offer without compute needs none of it', () => {
    expect(missingTerms([baseSalary('375000')])).toEqual([]);
  });

  it('scope and expectation may be left open: the letter says what that means', () => {
    const stipend = computeStipend(fixed('100000'), { scope: null, expectation: null });
    expect(missingTerms([stipend])).toEqual([]);
    expect(completeTerms(stipend)).toEqual(stipend);
  });

  it('a stipend that lacks a term is not complete', () => {
    expect(completeTerms(computeStipend(fixed('100000'), { onLeave: null }))).toBeUndefined();
  });
});
