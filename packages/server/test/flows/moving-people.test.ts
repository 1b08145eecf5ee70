import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plusDays } from '../../src/kernel/period.js';
import { type Api, fresh, openApi, usd } from '../support/api.js';
import { ask } from '../support/ask.js';
import type { TestEmployer } from '../support/database.js';

const zones = {
  us: 'America/New_York',
  in: 'Asia/Kolkata',
  first: 'Pacific/Kiritimati',
  last: 'Pacific/Pago_Pago',
} as const;
type Place = keyof typeof zones;

async function company(options: TestEmployer = {}): Promise<Api> {
  const api = await openApi({ testNow: '2026-09-30T12:00:00.000Z', ...options });
  const legalEntities = Object.entries(zones).map(([externalId, timeZone]) => ({
    externalId,
    name: externalId,
    country: 'US',
    timeZone,
    currency: 'USD',
  }));
  await api.take('legalEntitiesUpsert', { legalEntities });
  return api;
}

const at = (place: Place) => ({ legalEntity: { externalId: place } });

async function moves(api: Api, externalId: string, place: Place, effectiveDate: string): Promise<void> {
  await api.take('employeesUpsert', { employees: [{ externalId, employment: { effectiveDate, ...at(place) } }] });
}

/** A person at a place, under a policy of 100.00 a period; the id of the stipend. */
async function enrolled(api: Api, place: Place, startDate: string, terms: object = { period: 'MONTHLY' }): Promise<[string, string]> {
  const externalId = await api.hire(fresh('person'), at(place));
  const policy = fresh('policy');
  await api.take('policyCreate', { externalId: policy, name: policy, terms: { amountType: 'FIXED', amount: usd('100'), ...terms } });
  await api.take('policyPublish', { policy: { externalId: policy }, effectiveFrom: '2026-01-01', expectedVersion: 1 });
  const { outcomes } = await api.take<{ outcomes: Array<{ stipend: { id: string } }> }>('stipendsAssign', {
    assignments: [{ employee: { externalId }, policy: { externalId: policy }, startDate }],
    idempotencyKey: fresh('assign'),
  });
  return [externalId, outcomes[0]?.stipend.id ?? ''];
}

interface Shown {
  readonly timeZone: string;
  readonly nextIssueAt: string | null;
  readonly grants: { readonly nodes: ReadonlyArray<{ kind: string; effectiveAt: string; endsAt: string }> };
}

async function shown(api: Api, id: string): Promise<Shown> {
  const { data, errors } = await ask<{ stipend: Shown }>(
    api.ctx,
    'query($id: ID!) { stipend(by: { id: $id }) { timeZone nextIssueAt grants(first: 100) { nodes { kind effectiveAt endsAt } } } }',
    { id },
  );
  expect(errors).toEqual([]);
  return data.stipend;
}

/** `10-01T04:00 … 11-01T04:00`, one line for each grant. */
async function spansOf(api: Api, id: string): Promise<string[]> {
  const { grants } = await shown(api, id);
  return grants.nodes.map(({ effectiveAt, endsAt }) => `${effectiveAt.slice(5, 16)} … ${endsAt.slice(5, 16)}`);
}

describe('the stipend of a person who moves', () => {
  it('follows from the next period on: the one that runs ends as it was issued, and the next begins there', async () => {
    const api = await company();
    const [person, id] = await enrolled(api, 'us', '2026-10-01');
    await api.advance('2026-10-10T00:00:00.000Z');
    await moves(api, person, 'in', '2026-10-12');
    expect(await shown(api, id)).toMatchObject({ timeZone: 'America/New_York', nextIssueAt: '2026-11-01T04:00:00.000Z' });
    await api.advance('2026-12-10T00:00:00.000Z');
    expect(await spansOf(api, id)).toEqual(['10-01T04:00 … 11-01T04:00', '11-01T04:00 … 11-30T18:30', '11-30T18:30 … 12-31T18:30']);
    expect(await shown(api, id)).toMatchObject({ timeZone: 'Asia/Kolkata' });

    await moves(api, person, 'us', '2026-12-15');
    await api.advance('2027-02-10T00:00:00.000Z');
    expect((await spansOf(api, id)).slice(2)).toEqual([
      '11-30T18:30 … 12-31T18:30',
      '12-31T18:30 … 02-01T05:00',
      '02-01T05:00 … 03-01T05:00',
    ]);
    expect(await api.violations()).toEqual([]);
  });

  it('ends a period at midnight where a move that is known leads by then', async () => {
    const api = await company();
    const [person, id] = await enrolled(api, 'us', '2026-11-01');
    await moves(api, person, 'in', '2026-12-01');
    await api.advance('2026-12-10T00:00:00.000Z');
    expect(await spansOf(api, id)).toEqual(['11-01T04:00 … 11-30T18:30', '11-30T18:30 … 12-31T18:30']);
  });

  it('begins where the person is on its first day, wherever that was when it was promised', async () => {
    const api = await company();
    const [person, id] = await enrolled(api, 'us', '2026-11-01');
    expect((await shown(api, id)).nextIssueAt).toBe('2026-11-01T04:00:00.000Z');
    await moves(api, person, 'in', '2026-10-20');
    expect((await shown(api, id)).nextIssueAt).toBe('2026-10-31T18:30:00.000Z');
    // The move is off again, and then the legal entity itself moves.
    await moves(api, person, 'us', '2026-10-20');
    expect((await shown(api, id)).nextIssueAt).toBe('2026-11-01T04:00:00.000Z');
    await api.take('legalEntitiesUpsert', { legalEntities: [{ externalId: 'us', timeZone: 'America/Los_Angeles' }] });
    expect(await shown(api, id)).toMatchObject({ timeZone: 'America/Los_Angeles', nextIssueAt: '2026-11-01T07:00:00.000Z' });
    await api.advance('2026-11-02T00:00:00.000Z');
    expect(await spansOf(api, id)).toEqual(['11-01T07:00 … 12-01T08:00']);
  });

  it('of nobody with a legal entity follows the employer', async () => {
    const api = await openApi({ testNow: '2026-09-30T12:00:00.000Z', timeZone: 'America/New_York' });
    const externalId = await api.hire();
    await api.take('policyCreate', { externalId: 'p', name: 'p', terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100') } });
    await api.take('policyPublish', { policy: { externalId: 'p' }, effectiveFrom: '2026-01-01', expectedVersion: 1 });
    const assignments = [{ employee: { externalId }, policy: { externalId: 'p' }, startDate: '2026-10-01' }];
    const { outcomes } = await api.take<{ outcomes: Array<{ stipend: { id: string } }> }>('stipendsAssign', {
      assignments,
      idempotencyKey: 'a',
    });
    const id = outcomes[0]?.stipend.id ?? '';
    const settle = async (timeZone: string) => {
      const text = 'mutation($input: EmployerSettingsUpdateInput!) { employerSettingsUpdate(input: $input) { userErrors { code } } }';
      expect((await ask(api.ctx, text, { input: { timeZone } })).errors).toEqual([]);
    };
    await settle('Asia/Kolkata');
    expect((await shown(api, id)).nextIssueAt).toBe('2026-09-30T18:30:00.000Z');
    await api.advance('2026-10-05T00:00:00.000Z');
    await settle('America/New_York');
    await api.advance('2026-11-05T00:00:00.000Z');
    expect(await spansOf(api, id)).toEqual(['09-30T18:30 … 10-31T18:30', '10-31T18:30 … 12-01T05:00']);
  });

  it('ends where the person is when leaving, and so does its grant', async () => {
    const api = await company();
    const [person, id] = await enrolled(api, 'us', '2026-10-01');
    await api.advance('2026-10-10T00:00:00.000Z');
    await moves(api, person, 'in', '2026-10-12');
    await api.take('employeeTerminate', { employee: { externalId: person }, terminatedOn: '2026-10-20', idempotencyKey: 'leaves' });
    expect(await spansOf(api, id)).toEqual(['10-01T04:00 … 10-19T18:30']);
  });

  it('is granted by the pay period and by the day without a gap, across the date line too', async () => {
    const api = await company();
    await api.take('payPeriodsUpsert', {
      payPeriods: [
        { externalId: 'P1', startDate: '2026-10-01', endDate: '2026-10-15' },
        { externalId: 'P2', startDate: '2026-10-15', endDate: '2026-10-29' },
      ],
    });
    const [payee, byPeriod] = await enrolled(api, 'last', '2026-10-01', { period: 'PAY_PERIOD' });
    const [daily, byDay] = await enrolled(api, 'last', '2026-10-01', { period: 'DAY' });
    for (const person of [payee, daily]) await moves(api, person, 'first', '2026-10-03');
    await api.advance('2026-10-16T00:00:00.000Z');
    expect(await spansOf(api, byPeriod)).toEqual(['10-01T11:00 … 10-14T10:00', '10-14T10:00 … 10-28T10:00']);
    // The second is the day that was lost: it has no length, and grants nothing.
    expect((await spansOf(api, byDay)).slice(0, 3)).toEqual([
      '10-01T11:00 … 10-02T11:00',
      '10-02T11:00 … 10-03T10:00',
      '10-03T10:00 … 10-04T10:00',
    ]);
    expect(await api.violations()).toEqual([]);
  });

  it('counts its periods from the end of the trial, wherever that was', async () => {
    const api = await company();
    const [person, id] = await enrolled(api, 'us', '2026-10-01', { period: 'MONTHLY', uncappedDays: 10 });
    await api.advance('2026-10-05T00:00:00.000Z');
    await moves(api, person, 'in', '2026-10-06');
    await api.advance('2026-10-12T00:00:00.000Z');
    expect(await spansOf(api, id)).toEqual(['10-01T04:00 … 10-11T04:00', '10-11T04:00 … 11-10T18:30']);

    const [early, known] = await enrolled(api, 'us', '2026-10-13', { period: 'MONTHLY', uncappedDays: 10 });
    await moves(api, early, 'in', '2026-10-20');
    await api.advance('2026-10-24T00:00:00.000Z');
    expect(await spansOf(api, known)).toEqual(['10-13T04:00 … 10-22T18:30', '10-22T18:30 … 11-22T18:30']);
    expect(await api.violations()).toEqual([]);
  });

  it('holds each instant in exactly one period, whenever moves are told and wherever they lead', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('DAY', 'WEEK', 'MONTHLY'),
        fc.array(
          fc.record({
            told: fc.integer({ min: 1, max: 20 }),
            ahead: fc.integer({ min: -3, max: 12 }),
            to: fc.constantFrom<Place>('us', 'in', 'first', 'last'),
          }),
          {
            maxLength: 4,
          },
        ),
        async (period, wanted) => {
          const api = await company();
          const [person, id] = await enrolled(api, 'us', '2026-10-01', { period });
          for (const { told, ahead, to } of wanted.toSorted((a, b) => a.told - b.told)) {
            const day = plusDays('2026-10-01', 2 * told);
            await api.advance(`${day}T00:00:00.000Z`);
            await moves(api, person, to, plusDays(day, ahead) < '2026-01-02' ? day : plusDays(day, ahead));
          }
          await api.advance('2026-12-01T00:00:00.000Z');
          const { grants, nextIssueAt } = await shown(api, id);
          const spans = grants.nodes.map(({ effectiveAt, endsAt }) => [effectiveAt, endsAt] as const);
          expect(spans[0]?.[0]).toBe('2026-10-01T04:00:00.000Z');
          spans.forEach(([start, end], index) => {
            expect(Date.parse(end)).toBeGreaterThan(Date.parse(start));
            expect(spans[index + 1]?.[0] ?? nextIssueAt).toBe(end);
          });
          expect(await api.violations()).toEqual([]);
        },
      ),
      { numRuns: 6 },
    );
  });
});
