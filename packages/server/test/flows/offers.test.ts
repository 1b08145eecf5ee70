import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, Money, unitsPerMinor } from '../../src/kernel/money.js';
import { monthlyCompute } from '../../src/modules/offers/compensation.rules.js';
import { grantOfPeriod, type PeriodGrant, type YearSoFar } from '../../src/modules/policies/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { allScopes } from '../../src/platform/scope.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { ask } from '../support/ask.js';
import { testEmployer } from '../support/database.js';
import * as samples from '../support/offer-samples.js';

interface MoneyAnswer {
  readonly amount: string;
  readonly currency: string;
}

interface Letter {
  readonly html: string;
  readonly sha256: string;
  readonly version: string;
  readonly locale: string;
  readonly blocks: ReadonlyArray<{ kind: string; text: string; disclosureId: string | null; version: string }>;
}

interface Component {
  readonly id: string;
  readonly kind: string;
}

interface Offer {
  readonly id: string;
  readonly externalId: string | null;
  readonly status: string;
  readonly version: number;
  readonly versionNumber: number;
  readonly candidateName: string;
  readonly candidateEmail: string | null;
  readonly startDate: string | null;
  readonly expiresAt: string | null;
  readonly closingReason: string | null;
  readonly components: readonly Component[];
  readonly totalCompensation: {
    readonly cash: MoneyAnswer;
    readonly headline: MoneyAnswer;
    readonly computeShare: string | null;
    readonly compute: {
      readonly firstYear: MoneyAnswer;
      readonly annualised: MoneyAnswer;
      readonly isEstimate: boolean;
      readonly basis: string;
    } | null;
    readonly excludedLines: readonly string[];
  } | null;
  readonly letter: Letter | null;
  readonly versions: {
    readonly nodes: ReadonlyArray<{
      id: string;
      number: number;
      status: string;
      title: string;
      components: readonly Component[];
      letter: Letter | null;
    }>;
  };
  readonly acceptance: {
    readonly acceptedAt: string;
    readonly recordedAt: string;
    readonly via: string;
    readonly letterSha256: string;
    readonly evidence: { readonly signerName: string | null; readonly documentSha256: string | null };
  } | null;
  readonly employmentStartDate: string | null;
  readonly employee: { readonly id: string; readonly externalId: string; readonly source: string; readonly name: string } | null;
  readonly stipends: ReadonlyArray<{
    readonly id: string;
    readonly status: string;
    readonly startDate: string | null;
    readonly guaranteedUntil: string | null;
    readonly grants: {
      readonly nodes: ReadonlyArray<{ id: string; status: string; amount: MoneyAnswer; effectiveAt: string; expiresAt: string }>;
    };
  }>;
}

interface UserError {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly currentVersion?: number;
}

const FRAGMENTS = /* GraphQL */ `
  fragment offer on Offer {
    id externalId status version versionNumber candidateName candidateEmail startDate expiresAt closingReason employmentStartDate
    components { ...component }
    totalCompensation {
      cash { amount currency } headline { amount currency } computeShare excludedLines
      compute { firstYear { amount } annualised { amount } isEstimate basis }
    }
    letter { ...letter }
    versions { nodes { id number status title components { ...component } letter { ...letter } } }
    acceptance { acceptedAt recordedAt via letterSha256 evidence { signerName documentSha256 } }
    employee { id externalId source name }
    stipends { id status startDate guaranteedUntil grants { nodes { id status amount { amount } effectiveAt expiresAt } } }
  }
  fragment letter on OfferLetter { html sha256 version locale blocks { kind text disclosureId version } }
  fragment component on OfferComponent {
    id kind label effectiveDate
    ... on BaseSalaryComponent { amount { amount currency } period }
    ... on BonusComponent { type amount { amount } }
    ... on EquityComponent { grantValue { amount } vestingYears valuationBasis }
    ... on OtherComponent { amount { amount } period }
    ... on ComputeStipendComponent {
      allowance { amountType period amount { amount } percent } framing guarantee { kind until onTermination onLeave }
      expiry rollover taxTreatment personalUse usageVisibility { seenBy detail ranked } scope expectation
      vestedValue cashEquivalent carriesForward
    }
  }
`;

type Mutation = 'offerCreate' | 'offerUpdate' | 'offerSend' | 'offerWithdraw' | 'offerAccept' | 'offerDecline' | 'offerConvert';

/** Runs a mutation and gives its payload; a top-level error fails the test. */
async function act(ctx: TenantCtx, mutation: Mutation, input: object): Promise<{ offer: Offer | null; userErrors: readonly UserError[] }> {
  const inputType = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await ask<Record<string, { offer: Offer | null; userErrors: UserError[] }>>(
    ctx,
    `mutation ($input: ${inputType}!) {
      ${mutation}(input: $input) {
        offer { ...offer }
        userErrors {
          code message path
          ... on InvalidTransitionError { from to }
          ... on VersionConflictError { currentVersion }
        }
      }
    } ${FRAGMENTS}`,
    { input },
  );
  expect(errors).toEqual([]);
  const payload = data[mutation];
  if (payload === undefined) throw new Error('the mutation answered nothing');
  return payload;
}

/** As `act`, for what must not be refused. */
async function done(ctx: TenantCtx, mutation: Mutation, input: object): Promise<Offer> {
  const { offer, userErrors } = await act(ctx, mutation, input);
  expect(userErrors).toEqual([]);
  if (offer === null) throw new Error('an offer was expected');
  return offer;
}

/** As `act`, for what must be refused. */
async function refused(ctx: TenantCtx, mutation: Mutation, input: object): Promise<UserError> {
  const { offer, userErrors } = await act(ctx, mutation, input);
  expect(offer).toBeNull();
  const [error] = userErrors;
  if (error === undefined) throw new Error('a user error was expected');
  return error;
}

async function read(ctx: TenantCtx, by: object): Promise<Offer | null> {
  const { data, errors } = await ask<{ offer: Offer | null }>(
    ctx,
    `query ($by: OfferByInput!) { offer(by: $by) { ...offer } } ${FRAGMENTS}`,
    { by },
  );
  expect(errors).toEqual([]);
  return data.offer;
}

async function idsWhere(ctx: TenantCtx, where: object): Promise<string[]> {
  const { data, errors } = await ask<{ offers: { nodes: Array<{ id: string }> } }>(
    ctx,
    'query ($where: OfferFilterInput) { offers(where: $where) { nodes { id } } }',
    { where },
  );
  expect(errors).toEqual([]);
  return data.offers.nodes.map(({ id }) => id);
}

async function advance(ctx: TenantCtx, to: string): Promise<void> {
  const { data, errors } = await ask<{ testClockAdvance: { userErrors: unknown[] } }>(
    ctx,
    'mutation ($input: TestClockAdvanceInput!) { testClockAdvance(input: $input) { userErrors { code message } } }',
    { input: { to, idempotencyKey: newId('job') } },
  );
  expect(errors).toEqual([]);
  expect(data.testClockAdvance.userErrors).toEqual([]);
}

async function eventsOf(ctx: TenantCtx, offer: Offer): Promise<Array<{ type: string; snapshot: Record<string, unknown> }>> {
  return inTransaction(ctx, (tx) =>
    tx.sql(`select type, snapshot from outbox_event where employer_id = ${THIS_EMPLOYER} and subject_id = $1 order by id`, [
      uuidOf(offer.id as never),
    ]),
  );
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

const baseSalary = (amount = '375000', currency = 'USD') => ({ baseSalary: { amount: { amount, currency } } });

const computeStipend = (terms: object = {}) => ({
  computeStipend: {
    amountType: 'FIXED',
    period: 'ANNUAL',
    amount: usd('100000'),
    framing: 'COMPENSATION',
    guarantee: { kind: 'GUARANTEED', until: '2028-01-04', onTermination: 'ENDS', onLeave: 'CONTINUES' },
    expiry: 'PERIOD_END',
    rollover: 'NONE',
    taxTreatment: 'TAXABLE_FRINGE',
    personalUse: 'NOT_ALLOWED',
    usageVisibility: { seenBy: 'your manager and the finance team', detail: 'TOTALS', ranked: false },
    ...terms,
  },
});

const halfOfBase = () => computeStipend({ amountType: 'PERCENT_OF_BASE', amount: null, percent: 5_000 });

const draft = (change: object = {}) => ({
  candidateName: 'Nguyễn Thị Ánh',
  title: 'Senior Engineer',
  startDate: '2027-01-04',
  expiresAt: '2026-12-12T01:00:00Z',
  components: [baseSalary(), computeStipend()],
  ...change,
});

const key = () => ({ idempotencyKey: newId('event') });

async function sent(ctx: TenantCtx, change: object = {}): Promise<Offer> {
  const { id } = await done(ctx, 'offerCreate', draft(change));
  return done(ctx, 'offerSend', { offer: { id } });
}

async function accepted(ctx: TenantCtx, change: object = {}): Promise<Offer> {
  const { id } = await sent(ctx, change);
  return done(ctx, 'offerAccept', { offer: { id }, via: 'PARTNER', ...key() });
}

describe('a recruiter writes an offer', () => {
  it('of 375,000 and 100,000 of compute: 475,000.00 with 21.05 % compute, cash 375,000.00', async () => {
    const ctx = await testEmployer({ timeZone: 'America/New_York' });
    const offer = await done(ctx, 'offerCreate', draft({ externalId: 'gh-1' }));
    expect(offer.status).toBe('DRAFT');
    expect(offer.totalCompensation).toEqual({
      cash: usd('375000.00'),
      headline: usd('475000.00'),
      computeShare: '21.05',
      excludedLines: [],
      compute: {
        firstYear: { amount: '100000.00' },
        annualised: { amount: '100000.00' },
        isEstimate: false,
        basis: '100,000.00 USD a year',
      },
    });
    expect(offer.letter?.html).toContain('This letter has not been sent');
    expect(offer.components).toEqual([
      {
        id: expect.stringMatching(/^component_/),
        kind: 'BASE_SALARY',
        label: null,
        effectiveDate: null,
        amount: usd('375000.00'),
        period: 'ANNUAL',
      },
      expect.objectContaining({
        kind: 'COMPUTE_STIPEND',
        allowance: { amountType: 'FIXED', period: 'ANNUAL', amount: { amount: '100000.00' }, percent: null },
        guarantee: { kind: 'GUARANTEED', until: '2028-01-04', onTermination: 'ENDS', onLeave: 'CONTINUES' },
        vestedValue: '0',
        cashEquivalent: '0',
        carriesForward: false,
      }),
    ]);
    expect(await read(ctx, { externalId: 'gh-1' })).toEqual(offer);
  });

  it('keeps every kind of component as it was sent', async () => {
    const ctx = await testEmployer();
    const components = [
      { baseSalary: { amount: usd('40000'), period: 'MONTHLY', label: 'Salary' } },
      { bonus: { type: 'TARGET', amount: usd('50000') } },
      { bonus: { type: 'SIGN_ON', amount: usd('25000') } },
      { equity: { grantValue: usd('400000'), vestingYears: 4, valuationBasis: 'the last round', effectiveDate: '2027-02-01' } },
      { other: { label: 'Learning', amount: usd('250'), period: 'MONTHLY' } },
      computeStipend({ framing: null, scope: 'Claude.', expectation: 'None.' }),
    ];
    const offer = await done(ctx, 'offerCreate', draft({ components }));
    expect(offer.components.map(({ kind }) => kind)).toEqual(['BASE_SALARY', 'BONUS', 'BONUS', 'EQUITY', 'OTHER', 'COMPUTE_STIPEND']);
    expect(offer.components).toEqual([
      expect.objectContaining({ label: 'Salary', amount: usd('40000.00'), period: 'MONTHLY' }),
      expect.objectContaining({ type: 'TARGET', amount: { amount: '50000.00' } }),
      expect.objectContaining({ type: 'SIGN_ON' }),
      expect.objectContaining({
        grantValue: { amount: '400000.00' },
        vestingYears: 4,
        valuationBasis: 'the last round',
        effectiveDate: '2027-02-01',
      }),
      expect.objectContaining({ label: 'Learning', period: 'MONTHLY' }),
      // The framing left out is that of the employer.
      expect.objectContaining({ framing: 'EMPLOYER_TOOL', scope: 'Claude.', expectation: 'None.' }),
    ]);
    expect(offer.totalCompensation?.headline).toEqual(usd('633000.00'));
    expect(offer.totalCompensation?.excludedLines).toHaveLength(2);
  });

  it.each([
    ['a blank name', { candidateName: ' ' }, 'VALIDATION', 'candidateName'],
    ['a name of 256 characters', { candidateName: 'x'.repeat(256) }, 'VALIDATION', 'candidateName'],
    ['a control character in the title', { title: 'a\u0000b' }, 'VALIDATION', 'title'],
    ['an e-mail address without @', { candidateEmail: 'nobody' }, 'VALIDATION', 'candidateEmail'],
    ['a locale that is none', { locale: 'en_US' }, 'VALIDATION', 'locale'],
    [
      'two currencies',
      { components: [baseSalary('1', 'EUR'), computeStipend()] },
      'CURRENCY_MISMATCH',
      'components.1.computeStipend.amount',
    ],
    ['an amount of zero', { components: [baseSalary('0')] }, 'VALIDATION', 'components.0.baseSalary.amount'],
    ['a fraction of a cent', { components: [baseSalary('1.001')] }, 'VALIDATION', 'components.0.baseSalary.amount'],
    [
      'an amount of 10^28',
      { components: [baseSalary(`9${'9'.repeat(27)}`), { bonus: { type: 'TARGET', amount: usd('1') } }] },
      'AMOUNT_OUT_OF_RANGE',
      '',
    ],
    [
      'a guarantee without a date',
      { components: [computeStipend({ guarantee: { kind: 'GUARANTEED' } })] },
      'VALIDATION',
      'components.0.computeStipend.guarantee.until',
    ],
    ['an amount and a percentage', { components: [computeStipend({ percent: 1 })] }, 'VALIDATION', 'components.0.computeStipend.percent'],
    [
      'a component id of nobody',
      { components: [{ baseSalary: { id: newId('offerComponent'), amount: usd('1') } }] },
      'NOT_FOUND',
      'components.0.baseSalary.id',
    ],
  ])('with %s is refused and nothing is stored', async (_, change, code, path) => {
    const ctx = await testEmployer();
    const error = await refused(ctx, 'offerCreate', draft(change));
    expect(error.code).toBe(code);
    expect(error.path.slice(1).join('.')).toBe(path);
    expect(await idsWhere(ctx, {})).toEqual([]);
  });

  it('under an external id once for each source', async () => {
    const ctx = await testEmployer();
    await done(ctx, 'offerCreate', draft({ externalId: 'x' }));
    expect(await refused(ctx, 'offerCreate', draft({ externalId: 'x' }))).toMatchObject({
      code: 'VALIDATION',
      path: ['input', 'externalId'],
    });
    const other = await done(ctx, 'offerCreate', draft({ externalId: 'x', source: 'greenhouse' }));
    expect((await read(ctx, { sourcedId: { source: 'greenhouse', externalId: 'x' } }))?.id).toBe(other.id);
    const attempts = await Promise.all(Array.from({ length: 8 }, () => act(ctx, 'offerCreate', draft({ externalId: 'race' }))));
    expect(attempts.filter(({ offer }) => offer !== null)).toHaveLength(1);
    expect(await idsWhere(ctx, { externalId: { eq: 'race' } })).toHaveLength(1);
  });

  it('once for a key, however often it is sent', async () => {
    const ctx = await testEmployer();
    const input = draft(key());
    const offers = await Promise.all(Array.from({ length: 10 }, () => done(ctx, 'offerCreate', input)));
    expect(new Set(offers.map(({ id }) => id)).size).toBe(1);
    expect(await idsWhere(ctx, {})).toHaveLength(1);
    expect((await refused(ctx, 'offerCreate', { ...input, title: 'Other' })).code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('changes what it names, clears what is null and leaves the rest', async () => {
    const ctx = await testEmployer();
    const offer = await done(ctx, 'offerCreate', draft({ candidateEmail: 'anh@example.com', externalId: 'y' }));
    const changed = await done(ctx, 'offerUpdate', {
      offer: { id: offer.id },
      expiresAt: null,
      candidateEmail: null,
      title: 'Staff Engineer',
      expectedVersion: 1,
    });
    expect(changed).toMatchObject({
      expiresAt: null,
      candidateEmail: null,
      externalId: 'y',
      startDate: '2027-01-04',
      version: 2,
      versionNumber: 1,
    });
    expect(changed.components).toEqual(offer.components);
    expect(changed.versions.nodes).toHaveLength(1);
    expect(changed.versions.nodes[0]).toMatchObject({ number: 1, status: 'DRAFT', title: 'Staff Engineer' });
    expect(await refused(ctx, 'offerUpdate', { offer: { id: offer.id }, title: null })).toMatchObject({
      code: 'VALIDATION',
      path: ['input', 'title'],
    });
    expect(await refused(ctx, 'offerUpdate', { offer: { id: offer.id }, components: null })).toMatchObject({ code: 'VALIDATION' });
    expect(await refused(ctx, 'offerUpdate', { offer: { id: offer.id }, title: 'Late', expectedVersion: 1 })).toMatchObject({
      code: 'VERSION_CONFLICT',
      currentVersion: 2,
    });
    expect((await done(ctx, 'offerUpdate', { offer: { id: offer.id }, title: 'Staff Engineer' })).version).toBe(2);
  });
});

describe('an offer is sent', () => {
  it('with the letter that stands from then on', async () => {
    const ctx = await testEmployer({ timeZone: 'America/New_York' });
    const offer = await sent(ctx);
    expect(offer.status).toBe('SENT');
    const { letter } = offer;
    expect(letter?.sha256).toBe(
      createHash('sha256')
        .update(letter?.html ?? '', 'utf8')
        .digest('hex'),
    );
    expect(letter?.html).toContain('<bdi dir="auto">Nguyễn Thị Ánh</bdi>');
    expect(letter?.html).toContain(`Offer ${offer.id}, version 1, sent November 2, 2026. Letter text en-US-2.`);
    expect(letter?.blocks.find(({ kind }) => kind === 'COMPUTE_LEAD')?.text).toBe(
      'You can count on at least $8,333.33 of AI compute a month until January 4, 2028; after that it may change.',
    );
    expect(letter?.blocks.filter(({ kind }) => kind === 'DISCLOSURE')).toHaveLength(15);
    expect(await eventsOf(ctx, offer)).toEqual([
      {
        type: 'offer.sent',
        snapshot: expect.objectContaining({
          id: offer.id,
          status: 'SENT',
          versionNumber: 1,
          letterSha256: letter?.sha256,
          compensation: { cash: usd('375000.00'), headline: usd('475000.00'), computeShare: '21.05' },
        }),
      },
    ]);
  });

  it.each([
    ['nothing is offered', { components: [] }, 'what is offered (`components`)'],
    [
      'expiry and rollover',
      { components: [computeStipend({ expiry: null, rollover: null })] },
      'when it expires (`computeStipend.expiry`), whether unused amounts roll over (`computeStipend.rollover`)',
    ],
    ['whether it can be cut', { components: [computeStipend({ guarantee: null })] }, 'whether it can be cut (`computeStipend.guarantee`)'],
    ['the base salary', { components: [computeStipend({ amountType: 'PERCENT_OF_BASE', amount: null, percent: 5_000 })] }, '`baseSalary`'],
  ])('only when the candidate is told %s', async (_, change, words) => {
    const ctx = await testEmployer();
    const offer = await done(ctx, 'offerCreate', draft(change));
    expect(offer.letter).toBeNull();
    const error = await refused(ctx, 'offerSend', { offer: { id: offer.id } });
    expect(error.code).toBe('OFFER_INCOMPLETE');
    expect(error.message).toContain(words);
    expect(await read(ctx, { id: offer.id })).toEqual(offer);
    expect(await eventsOf(ctx, offer)).toEqual([]);
  });

  it('not twice, not after its expiry, and not with a guarantee that has run out', async () => {
    const ctx = await testEmployer();
    const offer = await sent(ctx);
    expect(await refused(ctx, 'offerSend', { offer: { id: offer.id } })).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'SENT',
      to: 'SENT',
    });
    const late = await done(ctx, 'offerCreate', draft({ expiresAt: '2026-11-02T09:00:00Z' }));
    expect((await refused(ctx, 'offerSend', { offer: { id: late.id } })).code).toBe('OFFER_EXPIRED');
    const guarantee = { kind: 'GUARANTEED', until: '2026-11-02', onTermination: 'ENDS', onLeave: 'CONTINUES' };
    const stale = await done(ctx, 'offerCreate', draft({ startDate: null, components: [computeStipend({ guarantee })] }));
    expect((await refused(ctx, 'offerSend', { offer: { id: stale.id } })).code).toBe('VALIDATION');
  });

  it.each(['2025-11-01', '2031-11-03'])('not with a first day on %s, seen from 2 November 2026', async (startDate) => {
    const ctx = await testEmployer();
    const guarantee = { kind: 'DISCRETIONARY', onTermination: 'ENDS', onLeave: 'CONTINUES' };
    const { id } = await done(ctx, 'offerCreate', draft({ startDate, components: [baseSalary(), computeStipend({ guarantee })] }));
    expect(await refused(ctx, 'offerSend', { offer: { id } })).toMatchObject({ code: 'VALIDATION', path: ['input', 'offer'] });
  });

  it('by one of many who send it at once', async () => {
    const ctx = await testEmployer();
    const { id } = await done(ctx, 'offerCreate', draft());
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => act(ctx, 'offerSend', { offer: { id } })));
    expect(outcomes.filter(({ offer }) => offer !== null)).toHaveLength(1);
    const refusals = outcomes.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(new Set(refusals)).toEqual(new Set(['INVALID_TRANSITION']));
  });
});

describe('an offer that was sent is changed', () => {
  it('in its next version, while the first reads back byte for byte and cannot be accepted', async () => {
    const ctx = await testEmployer();
    const first = await sent(ctx);
    const [base, compute] = first.components;
    const revised = await done(ctx, 'offerUpdate', {
      offer: { id: first.id },
      components: [
        { baseSalary: { id: base?.id, amount: usd('390000') } },
        { computeStipend: { ...computeStipend().computeStipend, id: compute?.id } },
      ],
    });
    expect(revised).toMatchObject({ status: 'DRAFT', versionNumber: 2, totalCompensation: { headline: usd('490000.00') } });
    expect(revised.components.map(({ id }) => id)).toEqual([base?.id, compute?.id]);
    expect(revised.versions.nodes.map(({ number, status }) => ({ number, status }))).toEqual([
      { number: 2, status: 'DRAFT' },
      { number: 1, status: 'SUPERSEDED' },
    ]);
    const [, earlier] = revised.versions.nodes;
    expect(earlier?.letter).toEqual(first.letter);
    expect(earlier?.components).toEqual(first.components);
    expect(await refused(ctx, 'offerAccept', { offer: { id: first.id }, via: 'PAGE', ...key() })).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'DRAFT',
      to: 'ACCEPTED',
    });

    const second = await done(ctx, 'offerSend', { offer: { id: first.id } });
    expect(second.letter?.sha256).not.toBe(first.letter?.sha256);
    expect(await refused(ctx, 'offerAccept', { offer: { id: first.id }, versionNumber: 1, via: 'PAGE', ...key() })).toMatchObject({
      code: 'VERSION_CONFLICT',
      currentVersion: 2,
    });
    const final = await done(ctx, 'offerAccept', { offer: { id: first.id }, versionNumber: 2, via: 'PAGE', ...key() });
    expect(final.acceptance?.letterSha256).toBe(second.letter?.sha256);
    expect(final.versions.nodes.map(({ status }) => status)).toEqual(['ACCEPTED', 'SUPERSEDED']);
  });

  it('in one document with what follows, each step answered as it left the offer', async () => {
    const ctx = await testEmployer();
    const { id } = await sent(ctx);
    const { data, errors } = await ask<
      Record<string, { offer: { status: string; versionNumber: number; letter: { html: string } | null } }>
    >(
      ctx,
      `mutation ($by: OfferByInput!) {
        update: offerUpdate(input: { offer: $by, title: "Staff Engineer" }) { offer { ...now } }
        send: offerSend(input: { offer: $by }) { offer { ...now } }
        accept: offerAccept(input: { offer: $by, via: PAGE, idempotencyKey: "k" }) { offer { ...now acceptance { via } } }
      }
      fragment now on Offer { status versionNumber letter { html } }`,
      { by: { id } },
    );
    expect(errors).toEqual([]);
    expect(data.update?.offer).toMatchObject({ status: 'DRAFT', versionNumber: 2 });
    expect(data.update?.offer.letter?.html).toContain('This letter has not been sent');
    expect(data.send?.offer.letter?.html).not.toContain('This letter has not been sent');
    expect(data.accept?.offer).toMatchObject({ status: 'ACCEPTED', letter: data.send?.offer.letter, acceptance: { via: 'PAGE' } });
  });

  it('without a new version where the letter stays the same', async () => {
    const ctx = await testEmployer();
    const offer = await sent(ctx);
    const changed = await done(ctx, 'offerUpdate', {
      offer: { id: offer.id },
      externalId: 'late',
      candidateEmail: 'anh@example.com',
      title: 'Senior Engineer',
    });
    expect(changed).toMatchObject({ status: 'SENT', versionNumber: 1, externalId: 'late' });
    expect(changed.letter).toEqual(offer.letter);
  });

  it('by the database to nothing else: versions, components, letters and acceptances stand', async () => {
    const ctx = await testEmployer();
    const offer = await accepted(ctx);
    const id = uuidOf(offer.versions.nodes[0]?.id as never);
    const attempts = [
      'update offer_version set title = title || $2 where id = $1',
      'delete from offer_version where id = $1 and title <> $2',
      'update offer_component set position = position + 1 where offer_version_id = $1 and kind <> $2',
      'delete from offer_component where offer_version_id = $1 and kind <> $2',
      'update offer_letter set html = html || $2 where offer_version_id = $1',
      'delete from offer_letter where offer_version_id = $1 and html <> $2',
      'update offer_acceptance set via = $2 where offer_version_id = $1',
      'delete from offer_acceptance where offer_version_id = $1 and via <> $2',
    ];
    for (const attempt of attempts) {
      await expect(inTransaction(ctx, (tx) => tx.sql(attempt, [id, 'x']))).rejects.toMatchObject({ code: '42501' });
    }
    expect(await read(ctx, { id: offer.id })).toEqual(offer);
  });
});

describe('a candidate answers', () => {
  it('yes: what was accepted is kept with its evidence, and the stipend waits for the employee', async () => {
    const ctx = await testEmployer();
    const offer = await sent(ctx);
    await advance(ctx, '2026-11-10T12:00:00.000Z');
    const documentSha256 = 'a'.repeat(64);
    const result = await done(ctx, 'offerAccept', {
      offer: { id: offer.id },
      acceptedAt: '2026-11-09T08:30:00+01:00',
      via: 'ESIGN',
      evidence: { signerName: "O'Brien", documentSha256 },
      ...key(),
    });
    expect(result.status).toBe('ACCEPTED');
    expect(result.acceptance).toEqual({
      acceptedAt: '2026-11-09T07:30:00.000Z',
      recordedAt: '2026-11-10T12:00:00.000Z',
      via: 'ESIGN',
      letterSha256: offer.letter?.sha256,
      evidence: { signerName: "O'Brien", documentSha256 },
    });
    expect(result.letter).toEqual(offer.letter);
    expect(result.stipends).toEqual([
      {
        id: expect.any(String),
        status: 'AWAITING_EMPLOYEE',
        startDate: '2027-01-04',
        guaranteedUntil: '2028-01-04',
        grants: { nodes: [] },
      },
    ]);
    expect((await eventsOf(ctx, offer)).map(({ type }) => type)).toEqual(['offer.sent', 'offer.accepted']);
  });

  it('yes many times at once: one acceptance, one stipend', async () => {
    const ctx = await testEmployer();
    const { id } = await sent(ctx);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => act(ctx, 'offerAccept', { offer: { id }, via: 'PAGE', ...key() })));
    expect(outcomes.filter(({ offer }) => offer !== null)).toHaveLength(1);
    for (const { userErrors } of outcomes.filter(({ offer }) => offer === null)) {
      expect(userErrors).toEqual([expect.objectContaining({ code: 'INVALID_TRANSITION', from: 'ACCEPTED', to: 'ACCEPTED' })]);
    }
    const offer = await read(ctx, { id });
    expect(offer?.stipends).toHaveLength(1);
    expect((await eventsOf(ctx, { id } as Offer)).map(({ type }) => type)).toEqual(['offer.sent', 'offer.accepted']);
  });

  it('yes while the recruiter revises the offer: either the letter was accepted or it was replaced, never both', async () => {
    const ctx = await testEmployer();
    for (let round = 0; round < 5; round += 1) {
      const { id } = await sent(ctx);
      const [accept, update] = await Promise.all([
        act(ctx, 'offerAccept', { offer: { id }, via: 'PAGE', ...key() }),
        act(ctx, 'offerUpdate', { offer: { id }, title: 'Staff Engineer' }),
      ]);
      const offer = await read(ctx, { id });
      expect([accept.offer !== null, update.offer !== null].filter(Boolean)).toHaveLength(1);
      expect(offer).toMatchObject(
        accept.offer === null ? { status: 'DRAFT', versionNumber: 2, acceptance: null } : { status: 'ACCEPTED', versionNumber: 1 },
      );
    }
  });

  it('yes again under the same key: the same answer; under another: refused', async () => {
    const ctx = await testEmployer();
    const { id } = await sent(ctx);
    const input = { offer: { id }, via: 'PAGE', ...key() };
    const first = await done(ctx, 'offerAccept', input);
    expect(await done(ctx, 'offerAccept', input)).toEqual(first);
    expect((await refused(ctx, 'offerAccept', { ...input, via: 'ESIGN' })).code).toBe('IDEMPOTENCY_CONFLICT');
    expect((await refused(ctx, 'offerAccept', { ...input, ...key() })).code).toBe('INVALID_TRANSITION');
  });

  it('too late: an offer that expires at T is EXPIRED at T and cannot be accepted at T', async () => {
    const ctx = await testEmployer();
    const onTime = await sent(ctx, { expiresAt: '2026-11-20T10:00:00.000Z' });
    const late = await sent(ctx, { expiresAt: '2026-11-20T10:00:00.000Z' });
    await advance(ctx, '2026-11-20T09:59:59.999Z');
    expect((await done(ctx, 'offerAccept', { offer: { id: onTime.id }, via: 'PAGE', ...key() })).status).toBe('ACCEPTED');
    await advance(ctx, '2026-11-20T10:00:00.000Z');
    expect((await refused(ctx, 'offerAccept', { offer: { id: late.id }, via: 'PAGE', ...key() })).code).toBe('OFFER_EXPIRED');
    const expired = await read(ctx, { id: late.id });
    expect(expired).toMatchObject({ status: 'EXPIRED', acceptance: null, stipends: [] });
    expect(expired?.letter).toEqual(late.letter);
    expect(await idsWhere(ctx, { status: { eq: 'EXPIRED' } })).toEqual([late.id]);
    expect(await idsWhere(ctx, { status: { eq: 'SENT' } })).toEqual([]);
    expect(await refused(ctx, 'offerDecline', { offer: { id: late.id }, ...key() })).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'EXPIRED',
    });

    const renewed = await done(ctx, 'offerUpdate', { offer: { id: late.id }, expiresAt: '2026-12-20T10:00:00.000Z' });
    expect(renewed).toMatchObject({ status: 'DRAFT', versionNumber: 2 });
    await done(ctx, 'offerSend', { offer: { id: late.id } });
    expect((await done(ctx, 'offerAccept', { offer: { id: late.id }, via: 'PAGE', ...key() })).status).toBe('ACCEPTED');
  });

  it('no: the offer is declined for good', async () => {
    const ctx = await testEmployer();
    const { id } = await sent(ctx);
    const offer = await done(ctx, 'offerDecline', { offer: { id }, reason: 'Another offer.', ...key() });
    expect(offer).toMatchObject({ status: 'DECLINED', closingReason: 'Another offer.' });
    expect((await eventsOf(ctx, offer)).map(({ type }) => type)).toEqual(['offer.sent', 'offer.declined']);
    for (const mutation of ['offerAccept', 'offerDecline'] as const) {
      const input = { offer: { id }, ...(mutation === 'offerAccept' && { via: 'PAGE' }), ...key() };
      expect(await refused(ctx, mutation, input)).toMatchObject({ code: 'INVALID_TRANSITION', from: 'DECLINED' });
    }
    expect((await refused(ctx, 'offerUpdate', { offer: { id }, title: 'Other' })).code).toBe('INVALID_TRANSITION');
  });

  it('after it was withdrawn: nothing is accepted', async () => {
    const ctx = await testEmployer();
    const { id } = await sent(ctx);
    await done(ctx, 'offerWithdraw', { offer: { id }, reason: 'The position was filled.' });
    expect(await refused(ctx, 'offerAccept', { offer: { id }, via: 'PAGE', ...key() })).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'WITHDRAWN',
    });
    expect((await refused(ctx, 'offerWithdraw', { offer: { id } })).code).toBe('INVALID_TRANSITION');
  });

  it.each([
    ['before it was sent', '2026-11-02T08:59:59.999Z'],
    ['in the future', '2026-11-02T09:00:00.001Z'],
  ])('not %s', async (_, acceptedAt) => {
    const ctx = await testEmployer();
    const { id } = await sent(ctx);
    const error = await refused(ctx, 'offerAccept', { offer: { id }, acceptedAt, via: 'PAGE', ...key() });
    expect(error).toMatchObject({ code: 'VALIDATION', path: ['input', 'acceptedAt'] });
    expect((await read(ctx, { id }))?.status).toBe('SENT');
  });
});

it('the letter promises what the stipend will grant, to the minor unit of any currency', () => {
  const coins = fc
    .tuple(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.constantFrom('USD', 'JPY', 'KWD').map(currency))
    .map(([minor, code]) => new Money(minor * unitsPerMinor(code), code));
  const period = fc.constantFrom('MONTHLY' as const, 'ANNUAL' as const);
  const allowance = fc.oneof(
    fc.record({ amountType: fc.constant('FIXED' as const), period, amount: coins }),
    fc.record({ amountType: fc.constant('PERCENT_OF_BASE' as const), period, percent: fc.integer({ min: 1, max: 1_000_000 }) }),
  );
  fc.assert(
    fc.property(coins, allowance, (base, terms) => {
      const promised = monthlyCompute(terms, { ...samples.baseSalary('1'), amount: base });
      const granted: string[] = [];
      let yearSoFar: YearSoFar | null = null;
      for (let month = 0; month < 12; month += 1) {
        const place = { firstDate: '2027-01-01', endDate: '2027-02-01', yearSoFar };
        const part: PeriodGrant = grantOfPeriod(terms.amountType === 'FIXED' ? terms : { ...terms, currency: base.currency }, place, base);
        granted.push(part.amount.amount);
        yearSoFar = part.year;
      }
      expect(promised?.map(({ amount }) => amount)).toEqual(granted);
    }),
  );
});

describe('a candidate becomes an employee', () => {
  const create = (externalId: string) => ({ create: { externalId, country: 'US', level: 'L5' } });

  it('with a stipend whose first month can be spent from local midnight of the first day', async () => {
    const ctx = await testEmployer({ timeZone: 'America/New_York' });
    const { id } = await accepted(ctx, { components: [baseSalary('500000'), halfOfBase()] });
    const converted = await done(ctx, 'offerConvert', { offer: { id }, employee: create('e-1'), startDate: '2027-01-04', ...key() });
    expect(converted).toMatchObject({
      status: 'ACCEPTED',
      employmentStartDate: '2027-01-04',
      employee: { externalId: 'e-1', name: 'Nguyễn Thị Ánh' },
    });
    const [stipend] = converted.stipends;
    expect(stipend).toMatchObject({ status: 'SCHEDULED', startDate: '2027-01-04' });

    await advance(ctx, '2027-01-04T05:00:00.000Z');
    expect((await read(ctx, { id }))?.stipends[0]?.grants.nodes).toEqual([
      expect.objectContaining({
        status: 'ACTIVE',
        amount: { amount: '20833.34' },
        effectiveAt: '2027-01-04T05:00:00.000Z',
        expiresAt: '2027-02-04T05:00:00.000Z',
      }),
    ]);
    await advance(ctx, '2027-12-31T00:00:00.000Z');
    const grants = (await read(ctx, { id }))?.stipends[0]?.grants.nodes.map(({ amount }) => amount.amount);
    expect(grants).toEqual([...Array(4).fill('20833.34'), ...Array(8).fill('20833.33')]);
  });

  it('once: a second call gives the same ids, whatever its key', async () => {
    const ctx = await testEmployer();
    const { id } = await accepted(ctx);
    const input = { offer: { id }, employee: create('e-1'), startDate: '2027-01-04' };
    const first = await done(ctx, 'offerConvert', { ...input, ...key() });
    const again = await done(ctx, 'offerConvert', { ...input, ...key() });
    expect(again).toEqual(first);
    const linked = await done(ctx, 'offerConvert', { ...input, employee: { externalId: 'e-1' }, ...key() });
    expect(linked).toEqual(first);
    expect(await refused(ctx, 'offerConvert', { ...input, employee: create('e-2'), ...key() })).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'CONVERTED',
      to: 'CONVERTED',
    });
    expect((await refused(ctx, 'offerConvert', { ...input, startDate: '2027-02-01', ...key() })).code).toBe('INVALID_TRANSITION');
  });

  it('many times at once: one employee, one stipend', async () => {
    const ctx = await testEmployer();
    const { id } = await accepted(ctx);
    const input = { offer: { id }, employee: create('e-1'), startDate: '2026-11-02' };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => done(ctx, 'offerConvert', { ...input, ...key() })));
    expect(new Set(outcomes.map(({ employee }) => employee?.id)).size).toBe(1);
    const offer = await read(ctx, { id });
    expect(offer?.stipends).toHaveLength(1);
    expect(offer?.stipends[0]?.grants.nodes).toHaveLength(1);
  });

  it('who is known already is linked, an unknown one refused', async () => {
    const ctx = await testEmployer();
    const employees = [{ externalId: 'known', name: 'Nguyễn Thị Ánh', employment: { effectiveDate: '2027-01-04' } }];
    await ask(ctx, 'mutation ($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { userErrors { code } } }', {
      input: { employees },
    });
    const { id } = await accepted(ctx);
    const input = { offer: { id }, startDate: '2027-01-04' };
    expect(await refused(ctx, 'offerConvert', { ...input, employee: { externalId: 'nobody' }, ...key() })).toMatchObject({
      code: 'EMPLOYEE_UNKNOWN',
      path: ['input', 'employee', 'externalId'],
    });
    expect((await refused(ctx, 'offerConvert', { ...input, employee: create('known'), ...key() })).code).toBe('VALIDATION');
    const unit = { create: { externalId: 'new', costCenter: { externalId: 'none' } } };
    expect(await refused(ctx, 'offerConvert', { ...input, employee: unit, ...key() })).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'employee', 'create', 'costCenter'],
    });
    expect((await done(ctx, 'offerConvert', { ...input, employee: { externalId: 'known' }, ...key() })).employee?.externalId).toBe('known');
  });

  it('not before the offer was accepted', async () => {
    const ctx = await testEmployer();
    const { id } = await sent(ctx);
    const error = await refused(ctx, 'offerConvert', { offer: { id }, employee: create('e-1'), startDate: '2027-01-04', ...key() });
    expect(error).toMatchObject({ code: 'INVALID_TRANSITION', from: 'SENT', to: 'CONVERTED' });
  });

  const convertOnAccept = (ctx: TenantCtx) =>
    ask(ctx, 'mutation { employerSettingsUpdate(input: { convertOnAccept: true }) { userErrors { code } } }');

  it('on acceptance where the employer says so', async () => {
    const ctx = await testEmployer();
    await convertOnAccept(ctx);
    const offer = await accepted(ctx, { externalId: 'gh-7', startDate: '2026-11-02' });
    expect(offer.employee).toMatchObject({ externalId: offer.id, source: 'offer', name: 'Nguyễn Thị Ánh' });
    expect(offer.stipends).toEqual([expect.objectContaining({ status: 'ACTIVE', startDate: '2026-11-02' })]);
    expect(offer.stipends[0]?.grants.nodes).toEqual([expect.objectContaining({ status: 'ACTIVE', amount: { amount: '8333.34' } })]);
  });

  it('on acceptance as the employee who has the e-mail address of the candidate', async () => {
    const ctx = await testEmployer();
    await convertOnAccept(ctx);
    const employees = [{ externalId: 'known', name: 'Ánh', email: 'anh@example.com', employment: { effectiveDate: '2027-01-04' } }];
    await ask(ctx, 'mutation ($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { userErrors { code } } }', {
      input: { employees },
    });
    expect((await accepted(ctx, { candidateEmail: 'Anh@Example.com' })).employee?.externalId).toBe('known');
  });

  it('on acceptance also where offers of two sources have the same external id', async () => {
    const ctx = await testEmployer();
    await convertOnAccept(ctx);
    const [first, second] = [
      await accepted(ctx, { externalId: '7', source: 'greenhouse' }),
      await accepted(ctx, { externalId: '7', source: 'lever' }),
    ];
    expect(new Set([first.employee?.id, second.employee?.id, undefined]).size).toBe(3);
  });

  it('on acceptance under the e-mail address of the candidate: one person, also with two offers accepted at once', async () => {
    const ctx = await testEmployer();
    await convertOnAccept(ctx);
    const ids = await Promise.all(
      ['Mai@Example.com', 'mai@example.com'].map(async (candidateEmail) => (await sent(ctx, { candidateEmail })).id),
    );
    const offers = await Promise.all(ids.map((id) => done(ctx, 'offerAccept', { offer: { id }, via: 'PAGE', ...key() })));
    expect(new Set(offers.map(({ employee }) => employee?.id))).toEqual(new Set([offers[0]?.employee?.id ?? 'nobody']));
    const { data } = await ask<{ employee: { id: string } | null }>(ctx, '{ employee(by: { email: "mai@example.com" }) { id } }');
    expect(data.employee?.id).toBe(offers[0]?.employee?.id);
  });

  it('later where the person with that e-mail address is not employed on the first day: the answer is taken all the same', async () => {
    const ctx = await testEmployer();
    await convertOnAccept(ctx);
    const employees = [{ externalId: 'known', name: 'Ánh', email: 'anh@example.com', employment: { effectiveDate: '2027-02-01' } }];
    await ask(ctx, 'mutation ($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { userErrors { code } } }', {
      input: { employees },
    });
    const offer = await accepted(ctx, { candidateEmail: 'anh@example.com' });
    expect(offer).toMatchObject({
      status: 'ACCEPTED',
      employee: null,
      stipends: [expect.objectContaining({ status: 'AWAITING_EMPLOYEE' })],
    });
  });

  it('later where the first day lies more than a year back by then', async () => {
    const ctx = await testEmployer();
    await convertOnAccept(ctx);
    const { id } = await sent(ctx, { expiresAt: null, startDate: '2026-12-01' });
    await advance(ctx, '2027-12-02T00:00:00.000Z');
    expect(await done(ctx, 'offerAccept', { offer: { id }, via: 'PAGE', ...key() })).toMatchObject({ status: 'ACCEPTED', employee: null });
  });

  it('who has left is not granted compute for ever', async () => {
    const ctx = await testEmployer();
    const employees = [{ externalId: 'gone', name: 'Ánh', employment: { effectiveDate: '2026-01-05' } }];
    await ask(ctx, 'mutation ($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { userErrors { code } } }', {
      input: { employees },
    });
    await ask(ctx, 'mutation ($input: EmployeeTerminateInput!) { employeeTerminate(input: $input) { userErrors { code } } }', {
      input: { employee: { externalId: 'gone' }, terminatedOn: '2026-10-01', ...key() },
    });
    const { id } = await accepted(ctx);
    const input = { offer: { id }, employee: { externalId: 'gone' }, startDate: '2027-01-04', ...key() };
    expect(await refused(ctx, 'offerConvert', input)).toMatchObject({ code: 'VALIDATION', path: ['input', 'startDate'] });
  });

  it.each(['2025-11-01', '2031-11-03'])('not from %s on, seen from 2 November 2026', async (startDate) => {
    const ctx = await testEmployer();
    const { id } = await accepted(ctx);
    const input = { offer: { id }, employee: create('e-1'), startDate, ...key() };
    expect(await refused(ctx, 'offerConvert', input)).toMatchObject({ code: 'VALIDATION', path: ['input', 'startDate'] });
    expect((await read(ctx, { id }))?.employee).toBeNull();
  });

  it('with what the letter said where the employer has no base salary of the person', async () => {
    const ctx = await testEmployer();
    const employees = [{ externalId: 'known', name: 'Ánh', employment: { effectiveDate: '2026-11-02' } }];
    await ask(ctx, 'mutation ($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { userErrors { code } } }', {
      input: { employees },
    });
    const { id } = await accepted(ctx, { components: [baseSalary('500000'), halfOfBase()] });
    const input = { offer: { id }, employee: { externalId: 'known' }, startDate: '2026-11-02', ...key() };
    const [stipend] = (await done(ctx, 'offerConvert', input)).stipends;
    expect(stipend?.grants.nodes.map(({ amount }) => amount.amount)).toEqual(['20833.34']);
  });

  it('later where the first day is still open', async () => {
    const ctx = await testEmployer();
    await convertOnAccept(ctx);
    const offer = await accepted(ctx, { startDate: null });
    expect(offer).toMatchObject({ employee: null, employmentStartDate: null });
    expect(offer.stipends).toEqual([expect.objectContaining({ status: 'AWAITING_EMPLOYEE', startDate: null })]);
  });
});

describe('an offer belongs to its employer', () => {
  it('and is to every other one as if it never existed', async () => {
    const ctx = await testEmployer();
    const stranger = await testEmployer();
    const offer = await accepted(ctx, { externalId: 'mine' });
    for (const by of [{ id: offer.id }, { externalId: 'mine' }, { id: newId('offer') }, { id: 'nonsense' }, { externalId: 'a\u0000b' }]) {
      expect(await read(stranger, by)).toBeNull();
    }
    const theirs = await refused(stranger, 'offerSend', { offer: { id: offer.id } });
    const nobodys = await refused(stranger, 'offerSend', { offer: { id: newId('offer') } });
    expect(theirs).toEqual(nobodys);
    expect(theirs.code).toBe('NOT_FOUND');
    const { data } = await ask<{ node: unknown }>(stranger, 'query ($id: ID!) { node(id: $id) { id } }', {
      id: offer.versions.nodes[0]?.id,
    });
    expect(data.node).toBeNull();
    const own = await ask<{ node: unknown }>(ctx, 'query ($id: ID!) { node(id: $id) { id ... on OfferVersion { number } } }', {
      id: offer.versions.nodes[0]?.id,
    });
    expect(own.data.node).toEqual({ id: offer.versions.nodes[0]?.id, number: 1 });
  });

  it('and needs its scopes: reading offers:read, changing offers:write', async () => {
    const ctx = await testEmployer();
    const { id } = await done(ctx, 'offerCreate', draft());
    const without = (scope: string): TenantCtx => ({
      ...ctx,
      actor: { ...ctx.actor, scopes: new Set(allScopes.filter((one) => one !== scope)) },
    });
    expect((await ask(without('offers:read'), `{ offer(by: { id: "${id}" }) { id } }`)).errors).toEqual(['FORBIDDEN']);
    expect(
      (await ask(without('offers:write'), `mutation { offerSend(input: { offer: { id: "${id}" } }) { userErrors { code } } }`)).errors,
    ).toEqual(['FORBIDDEN']);
    const blind = await ask(
      without('offers:read'),
      `mutation { offerSend(input: { offer: { id: "${id}" } }) { offer { id } userErrors { code } } }`,
    );
    expect(blind).toEqual({ data: { offerSend: { offer: null, userErrors: [] } }, errors: [], redactions: ['offerSend.offer'] });
    const redacted = await ask(without('stipends:read'), `{ offer(by: { id: "${id}" }) { id stipends { id } } }`);
    expect(redacted).toMatchObject({ data: { offer: { id, stipends: null } }, redactions: ['offer.stipends'] });
  });

  it('and is listed page by page', async () => {
    const ctx = await testEmployer();
    const ids: string[] = [];
    for (const title of ['A', 'B', 'C']) ids.push((await done(ctx, 'offerCreate', draft({ title }))).id);
    const page = (after: string | null) =>
      ask<{ offers: { nodes: Array<{ id: string }>; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(
        ctx,
        'query ($after: String) { offers(first: 2, after: $after, where: { status: { in: [DRAFT, SENT] } }) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
    const first = await page(null);
    expect(first.data.offers.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await page(first.data.offers.pageInfo.endCursor);
    expect(second.data.offers).toMatchObject({ nodes: [{ id: ids[2] }], pageInfo: { hasNextPage: false } });
  });
});
