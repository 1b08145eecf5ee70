import { beforeAll, describe, expect, it } from '@jest/globals';
import { modules } from '../../src/app.js';
import { newId, uuidOf } from '../../src/kernel/ids.js';
import { baseSalaryOn, createEmployee, employmentsOn, findEmployees, zoneOf } from '../../src/modules/directory/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { type Answer, ask } from '../support/ask.js';
import { employersMade, testDatabase, testEmployer } from '../support/database.js';

const UPSERT = /* GraphQL */ `
  mutation ($input: EmployeesUpsertInput!) {
    employeesUpsert(input: $input) {
      outcomes { created userErrors { code path } employee { ...person } }
      userErrors { code }
    }
  }
  fragment person on Employee {
    id name email status terminatedOn
    currentEmployment { level baseSalary { amount currency } }
    employments { nodes { startDate endDate title level country fteBasisPoints baseSalary { amount } legalEntity { name } department { name } costCenter { code } } }
  }
`;

const EMPLOYEE = /* GraphQL */ `
  query ($by: EmployeeByInput!) {
    employee(by: $by) { id externalId source name email status terminatedOn employments { nodes { startDate endDate level } } }
  }
`;

type Item = Record<string, unknown>;

async function upsert(ctx: TenantCtx, employees: readonly Item[], idempotencyKey?: string) {
  const { data, errors } = await ask<Upserted>(ctx, UPSERT, {
    input: { employees, ...(idempotencyKey !== undefined && { idempotencyKey }) },
  });
  expect(errors).toEqual([]);
  return data.employeesUpsert;
}

interface Upserted {
  readonly employeesUpsert: {
    readonly outcomes: Array<{ created: boolean; userErrors: Array<{ code: string; path: string[] }>; employee: Person | null }> | null;
    readonly userErrors: Array<{ code: string }>;
  };
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly status: string;
  readonly terminatedOn: string | null;
  readonly currentEmployment: { level: string | null } | null;
  readonly employments: { nodes: Array<{ startDate: string; endDate: string | null; level: string | null; title: string | null }> };
}

interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** `2026-01-01…2026-07-01 L3`, one for each employment. */
function drawn(person: Person | null | undefined): string[] {
  return (person?.employments.nodes ?? []).map(({ startDate, endDate, level }) => `${startDate}…${endDate ?? ''} ${level ?? '-'}`);
}

async function employee(ctx: TenantCtx, by: object): Promise<Person | null> {
  const { data } = await ask<{ employee: Person | null }>(ctx, EMPLOYEE, { by });
  return data.employee;
}

async function terminate(ctx: TenantCtx, by: object, terminatedOn: string | null | undefined, idempotencyKey: string, reason?: string) {
  const { data, errors } = await ask<{
    employeeTerminate: { employee: Person | null; userErrors: Array<{ code: string; path: string[] }> };
  }>(
    ctx,
    `mutation ($input: EmployeeTerminateInput!) { employeeTerminate(input: $input) { employee { id status terminatedOn } userErrors { code path } } }`,
    { input: { employee: by, terminatedOn, idempotencyKey, ...(reason !== undefined && { reason }) } },
  );
  expect(errors).toEqual([]);
  return data.employeeTerminate;
}

async function rows<Row extends object>(ctx: TenantCtx, text: string): Promise<Row[]> {
  return inTransaction(ctx, (tx) => tx.sql<Row>(text));
}

const hired = (externalId: string, employment: Item = {}): Item => ({
  externalId,
  name: `Person ${externalId}`,
  employment: { effectiveDate: '2026-01-01', level: 'L3', ...employment },
});

/** Today is 2 November 2026, 09:00 UTC. */
describe('the organization', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer();
  });

  const upsertLegalEntities = async (legalEntities: Item[]) => {
    const { data, errors } = await ask<{
      legalEntitiesUpsert: { outcomes: Array<{ created: boolean; legalEntity: Item | null; userErrors: Item[] }> };
    }>(
      ctx,
      `mutation ($input: LegalEntitiesUpsertInput!) { legalEntitiesUpsert(input: $input) {
         outcomes { created legalEntity { id externalId name country timeZone currency } userErrors { code path } } userErrors { code } } }`,
      { input: { legalEntities } },
    );
    expect(errors).toEqual([]);
    return data.legalEntitiesUpsert.outcomes;
  };

  it('is created, changed field by field and listed by pages', async () => {
    const us = { externalId: 'us', name: 'Acme Inc.', country: 'US', timeZone: 'America/New_York', currency: 'USD' };
    const [created] = await upsertLegalEntities([us]);
    expect(created).toMatchObject({ created: true, legalEntity: us, userErrors: [] });
    const [changed] = await upsertLegalEntities([{ externalId: 'us', name: 'Acme Corp.' }]);
    expect(changed).toMatchObject({ created: false, legalEntity: { ...us, name: 'Acme Corp.', id: created?.legalEntity?.id } });

    const outcomes = await upsertLegalEntities([
      { externalId: 'in', name: 'Acme India', country: 'IN', timeZone: 'Asia/Kolkata', currency: 'INR' },
      { externalId: 'uk', name: 'Acme Ltd', country: 'UK', timeZone: 'Europe/London', currency: 'GBP' },
      { externalId: 'de', name: 'Acme GmbH', country: 'DE', timeZone: 'Europe/Berlin' },
      { externalId: 'us', name: null },
      { externalId: '', name: 'Nobody' },
    ]);
    expect(
      outcomes.map(({ legalEntity, userErrors }) => [legalEntity?.name ?? null, ...userErrors.map(({ code, path }) => [code, path])]),
    ).toEqual([
      ['Acme India'],
      [null, ['VALIDATION', ['input', 'legalEntities', '1', 'country']]],
      [null, ['VALIDATION', ['input', 'legalEntities', '2', 'currency']]],
      [null, ['VALIDATION', ['input', 'legalEntities', '3', 'name']]],
      [null, ['VALIDATION', ['input', 'legalEntities', '4', 'externalId']]],
    ]);

    const page = async (after: string | null) =>
      (
        await ask<{ legalEntities: Page<Item> }>(
          ctx,
          'query ($after: String) { legalEntities(first: 1, after: $after) { nodes { externalId } pageInfo { hasNextPage endCursor } } }',
          { after },
        )
      ).data.legalEntities;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first.nodes, second.nodes]).toEqual([[{ externalId: 'us' }], [{ externalId: 'in' }]]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('has departments and cost centers, whose code is the external id until it is given', async () => {
    const { data } = await ask(
      ctx,
      `mutation { departmentsUpsert(input: { departments: [{ externalId: "eng", name: "Engineering" }] }) { outcomes { created department { name } } }
         costCentersUpsert(input: { costCenters: [{ externalId: "4100", name: "R&D" }, { externalId: "x", code: "4200", name: "Sales" }] }) {
           outcomes { created costCenter { code name } } } }`,
    );
    expect(data).toEqual({
      departmentsUpsert: { outcomes: [{ created: true, department: { name: 'Engineering' } }] },
      costCentersUpsert: {
        outcomes: [
          { created: true, costCenter: { code: '4100', name: 'R&D' } },
          { created: true, costCenter: { code: '4200', name: 'Sales' } },
        ],
      },
    });
  });
});

describe('employees', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer({ timeZone: 'America/New_York' });
    await ask(
      ctx,
      `mutation { legalEntitiesUpsert(input: { legalEntities: [
           { externalId: "us", name: "Acme Inc.", country: "US", timeZone: "America/New_York", currency: "USD" }
           { externalId: "in", name: "Acme India", country: "IN", timeZone: "Asia/Kolkata", currency: "INR" }] }) { outcomes { created } }
         departmentsUpsert(input: { departments: [{ externalId: "eng", name: "Engineering" }] }) { outcomes { created } }
         costCentersUpsert(input: { costCenters: [{ externalId: "4100", name: "R&D" }] }) { outcomes { created } } }`,
    );
  });

  it('are created with their first employment and found by id, external id and e-mail', async () => {
    const { outcomes } = await upsert(ctx, [
      {
        externalId: 'e-1',
        name: 'Nguyễn Thị Ánh',
        email: 'Anh@example.com',
        employment: {
          effectiveDate: '2026-03-02',
          title: 'Engineer',
          level: 'L5',
          jobFamily: 'ENG',
          country: 'US',
          fteBasisPoints: 6000,
          baseSalary: { amount: '120000.50', currency: 'USD' },
          legalEntity: { externalId: 'us' },
          department: { externalId: 'eng' },
          costCenter: { externalId: '4100' },
        },
      },
    ]);
    const person = outcomes?.[0]?.employee;
    expect(outcomes?.[0]).toMatchObject({ created: true, userErrors: [] });
    expect(person).toMatchObject({
      name: 'Nguyễn Thị Ánh',
      email: 'Anh@example.com',
      status: 'ACTIVE',
      terminatedOn: null,
      currentEmployment: { level: 'L5', baseSalary: { amount: '120000.50', currency: 'USD' } },
      employments: {
        nodes: [
          {
            startDate: '2026-03-02',
            endDate: null,
            country: 'US',
            fteBasisPoints: 6000,
            legalEntity: { name: 'Acme Inc.' },
            department: { name: 'Engineering' },
            costCenter: { code: '4100' },
          },
        ],
      },
    });
    for (const by of [
      { id: person?.id },
      { externalId: 'e-1' },
      { sourcedId: { source: 'default', externalId: 'e-1' } },
      { email: 'ANH@example.com' },
    ]) {
      expect((await employee(ctx, by))?.id).toBe(person?.id);
    }
    const node = await ask<{ node: unknown }>(ctx, 'query ($id: ID!) { node(id: $id) { id ... on Employee { name } } }', {
      id: person?.id,
    });
    expect(node.data.node).toEqual({ id: person?.id, name: 'Nguyễn Thị Ánh' });
  });

  it('keep what is left out and lose what is null', async () => {
    await upsert(ctx, [{ ...hired('e-2', { title: 'Analyst' }), email: 'e2@example.com' }]);
    const kept = (await upsert(ctx, [{ externalId: 'e-2', employment: { effectiveDate: '2026-06-01', level: 'L4' } }])).outcomes?.[0]
      ?.employee;
    expect(kept).toMatchObject({
      name: 'Person e-2',
      email: 'e2@example.com',
      employments: { nodes: [{ title: 'Analyst' }, { title: 'Analyst', level: 'L4' }] },
    });
    const cleared = (await upsert(ctx, [{ externalId: 'e-2', email: null, employment: { effectiveDate: '2026-06-01', title: null } }]))
      .outcomes?.[0];
    expect(cleared).toMatchObject({
      created: false,
      employee: { email: null, employments: { nodes: [{ title: 'Analyst' }, { title: null, level: 'L4' }] } },
    });
    const refused = (await upsert(ctx, [{ externalId: 'e-2', name: null }])).outcomes?.[0];
    expect(refused?.userErrors).toEqual([{ code: 'VALIDATION', path: ['input', 'employees', '0', 'name'] }]);
  });

  it('that are sent twice are as if they were sent once', async () => {
    const items = [hired('twice-1'), { ...hired('twice-2'), email: 'twice@example.com' }];
    const first = await upsert(ctx, items);
    const stamps = () =>
      rows(
        ctx,
        "select id, updated_at from employee where external_id like 'twice-%' union all select m.id, m.created_at from employment m join employee e on e.id = m.employee_id where e.external_id like 'twice-%' order by 1",
      );
    const before = await stamps();
    const second = await upsert(ctx, items);
    expect(second.outcomes?.map(({ created }) => created)).toEqual([false, false]);
    expect(second.outcomes?.map(({ employee: person }) => person)).toEqual(first.outcomes?.map(({ employee: person }) => person));
    expect(await stamps()).toEqual(before);
  });

  it('of one batch are decided one by one: a refused one leaves the others', async () => {
    const { outcomes } = await upsert(ctx, [
      hired('batch-1'),
      { externalId: 'batch-2', employment: { effectiveDate: '2026-01-01' } },
      { externalId: 'batch-3', name: 'No employment' },
      hired('batch-4', { country: 'USA' }),
      hired('batch-5', { legalEntity: { externalId: 'nowhere' } }),
      hired('batch-6', { baseSalary: { amount: '-1', currency: 'USD' } }),
      hired('batch-7', { fteBasisPoints: 0 }),
      { ...hired('batch-8'), email: 'not an address' },
      { externalId: 'batch-1', employment: { effectiveDate: '2026-05-01', level: 'L4' } },
      hired('a\u0000b'),
    ]);
    expect(outcomes?.map(({ userErrors }) => userErrors.map(({ code, path }) => `${code} ${path.slice(2).join('.')}`).join())).toEqual([
      '',
      'VALIDATION 1.name',
      'VALIDATION 2.employment',
      'VALIDATION 3.employment.country',
      'NOT_FOUND 4.employment.legalEntity',
      'VALIDATION 5.employment.baseSalary.amount',
      'VALIDATION 6.employment.fteBasisPoints',
      'VALIDATION 7.email',
      '',
      'VALIDATION 9.externalId',
    ]);
    expect(outcomes?.[8]?.created).toBe(false);
    expect(drawn(await employee(ctx, { externalId: 'batch-1' }))).toEqual(['2026-01-01…2026-05-01 L3', '2026-05-01… L4']);
    expect(await employee(ctx, { externalId: 'batch-4' })).toBeNull();
  });

  it('share no e-mail address, and hand one on within a batch', async () => {
    await upsert(ctx, [{ ...hired('mail-1'), email: 'Shared@example.com' }]);
    const taken = await upsert(ctx, [{ ...hired('mail-2'), email: 'shared@EXAMPLE.com' }]);
    expect(taken.outcomes?.[0]?.userErrors).toEqual([{ code: 'VALIDATION', path: ['input', 'employees', '0', 'email'] }]);
    const handed = await upsert(ctx, [
      { externalId: 'mail-1', email: null },
      { ...hired('mail-2'), email: 'shared@example.com' },
      { externalId: 'mail-1', email: 'other@example.com' },
    ]);
    expect(handed.outcomes?.map(({ userErrors }) => userErrors.length)).toEqual([0, 0, 0]);
    expect((await employee(ctx, { email: 'SHARED@example.com' }))?.name).toBe('Person mail-2');
    const swapped = await upsert(ctx, [
      { externalId: 'mail-1', email: null },
      { externalId: 'mail-2', email: 'other@example.com' },
      { externalId: 'mail-1', email: 'shared@example.com' },
    ]);
    expect(swapped.outcomes?.map(({ userErrors }) => userErrors.length)).toEqual([0, 0, 0]);
    expect((await employee(ctx, { email: 'other@example.com' }))?.name).toBe('Person mail-2');
  });

  it('of two sources may have the same external id', async () => {
    await upsert(ctx, [hired('same'), { ...hired('same'), source: 'workday', name: 'Another' }]);
    const [ours, theirs] = [
      await employee(ctx, { externalId: 'same' }),
      await employee(ctx, { sourcedId: { source: 'workday', externalId: 'same' } }),
    ];
    expect([ours?.name, theirs?.name]).toEqual(['Person same', 'Another']);
    expect(ours?.id).not.toBe(theirs?.id);
  });

  it('are answered the same under one key, and refused under it with other input', async () => {
    const item = hired('keyed', { baseSalary: { amount: '1.5', currency: 'USD' } });
    const first = await upsert(ctx, [item], 'key-1');
    const again = await upsert(ctx, [hired('keyed', { baseSalary: { amount: '1.50', currency: 'USD' } })], 'key-1');
    expect(again.outcomes).toEqual(first.outcomes);
    expect(again.outcomes?.[0]?.created).toBe(true);
    const other = await upsert(ctx, [hired('keyed', { level: 'L9' })], 'key-1');
    expect(other).toEqual({ outcomes: null, userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] });
  });

  it('sent by twenty callers at once exist once', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => upsert(ctx, [{ ...hired('race'), email: 'race@example.com' }])));
    expect(results.flatMap(({ outcomes }) => outcomes ?? []).filter(({ created }) => created).length).toBe(1);
    expect(new Set(results.map(({ outcomes }) => outcomes?.[0]?.employee?.id)).size).toBe(1);
  });

  it('of a full batch are written, and found by filter and page', async () => {
    const batch = Array.from({ length: 500 }, (_, index) => ({
      externalId: `full-${index}`,
      ...hired(`full-${index}`, { jobFamily: 'FULL', level: index % 2 === 0 ? 'L1' : 'L2' }),
      email: `full-${index}@example.com`,
    }));
    const { data, errors } = await ask<Upserted>(
      ctx,
      'mutation ($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { outcomes { created } } }',
      {
        input: { employees: batch },
      },
    );
    expect(errors).toEqual([]);
    expect(data.employeesUpsert.outcomes?.filter(({ created }) => created).length).toBe(500);

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: Answer<{ employees: Page<{ externalId: string }> }> = await ask(
        ctx,
        'query ($after: String) { employees(first: 100, after: $after, where: { jobFamily: { eq: "FULL" }, level: { in: ["L1", "L9"] } }) { nodes { externalId } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const page: Page<{ externalId: string }> = answer.data.employees;
      seen.push(...page.nodes.map(({ externalId }) => externalId));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(batch.filter((_, index) => index % 2 === 0).map(({ externalId }) => externalId));
  });

  it('show no pay to a key without pay:read, and the page stays whole', async () => {
    await upsert(ctx, [hired('pay', { baseSalary: { amount: '90000', currency: 'USD' } })]);
    const scopes = new Set([...ctx.actor.scopes].filter((scope) => scope !== 'pay:read'));
    const { data, redactions, errors } = await ask<{ employee: unknown }>(
      { ...ctx, actor: { ...ctx.actor, scopes } },
      '{ employee(by: { externalId: "pay" }) { name currentEmployment { level baseSalary { amount } } } }',
    );
    expect(errors).toEqual([]);
    expect(data.employee).toEqual({ name: 'Person pay', currentEmployment: { level: 'L3', baseSalary: null } });
    expect(redactions).toEqual(['employee.currentEmployment.baseSalary']);
  });
});

describe('who leaves', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer();
  });

  const events = () =>
    rows<{ snapshot: { externalId: string; terminatedOn: string; reason: string | null } }>(
      ctx,
      "select snapshot from outbox_event where type = 'employee.offboarded' order by recorded_at, id",
    );

  it('is TERMINATED from that day on, and it is told once', async () => {
    await upsert(ctx, [hired('gone'), { externalId: 'gone', employment: { effectiveDate: '2026-12-01', level: 'L4' } }]);
    const left = await terminate(ctx, { externalId: 'gone' }, '2026-11-01', 'leave-1', 'Moved abroad');
    expect(left).toMatchObject({ employee: { status: 'TERMINATED', terminatedOn: '2026-11-01' }, userErrors: [] });
    expect(drawn(await employee(ctx, { externalId: 'gone' }))).toEqual(['2026-01-01…2026-11-01 L3']);

    expect(await terminate(ctx, { externalId: 'gone' }, '2026-11-01', 'leave-1', 'Moved abroad')).toEqual(left);
    expect(await terminate(ctx, { externalId: 'gone' }, '2026-11-01', 'leave-2')).toEqual(left);
    expect((await events()).map(({ snapshot }) => snapshot)).toMatchObject([
      { externalId: 'gone', terminatedOn: '2026-11-01', reason: 'Moved abroad' },
    ]);

    expect(await terminate(ctx, { externalId: 'gone' }, '2025-12-31', 'leave-3')).toMatchObject({
      userErrors: [{ code: 'VALIDATION', path: ['input', 'terminatedOn'] }],
    });
  });

  it('has the end put right whenever it was wrong, with the terms that had fallen away', async () => {
    const drawnNow = async () => drawn(await employee(ctx, { externalId: 'gone' }));
    expect((await terminate(ctx, { externalId: 'gone' }, '2027-02-01', 'right-1')).employee).toMatchObject({ terminatedOn: '2027-02-01' });
    expect(await drawnNow()).toEqual(['2026-01-01…2026-12-01 L3', '2026-12-01…2027-02-01 L4']);
    expect((await terminate(ctx, { externalId: 'gone' }, null, 'right-2')).employee).toMatchObject({
      status: 'ACTIVE',
      terminatedOn: null,
    });
    expect(await drawnNow()).toEqual(['2026-01-01…2026-12-01 L3', '2026-12-01… L4']);
    expect((await terminate(ctx, { externalId: 'gone' }, '2026-01-01', 'right-3')).employee).toMatchObject({ status: 'TERMINATED' });
    expect(await drawnNow()).toEqual([]);
    expect((await terminate(ctx, { externalId: 'gone' }, '2026-10-01', 'right-4')).employee).toMatchObject({ terminatedOn: '2026-10-01' });
    expect(await drawnNow()).toEqual(['2026-01-01…2026-10-01 L3']);
    const told = await rows<{ type: string; day: string | null }>(
      ctx,
      "select type, snapshot ->> 'terminatedOn' as day from outbox_event where type like 'employee.%' order by recorded_at, id",
    );
    expect(told.map(({ type, day }) => `${type} ${day}`)).toEqual([
      'employee.offboarded 2026-11-01',
      'employee.offboarded 2027-02-01',
      'employee.reinstated null',
      'employee.offboarded 2026-01-01',
      'employee.offboarded 2026-10-01',
    ]);
    expect(await terminate(ctx, { externalId: 'gone' }, undefined, 'right-5')).toMatchObject({
      userErrors: [{ code: 'VALIDATION', path: ['input', 'terminatedOn'] }],
    });
  });

  it('stays ACTIVE until the day comes, and can be rehired', async () => {
    await upsert(ctx, [hired('later')]);
    expect((await terminate(ctx, { externalId: 'later' }, '2026-12-01', 'later-1')).employee).toMatchObject({
      status: 'ACTIVE',
      terminatedOn: '2026-12-01',
    });
    const back = await upsert(ctx, [{ externalId: 'later', employment: { effectiveDate: '2027-02-01' } }]);
    expect(back.outcomes?.[0]?.employee).toMatchObject({ status: 'ACTIVE', terminatedOn: null });
    expect(drawn(back.outcomes?.[0]?.employee)).toEqual(['2026-01-01…2026-12-01 L3', '2027-02-01… L3']);
  });

  it('is found by status', async () => {
    const statusOf = async (filter: string) => {
      const { data } = await ask<{ employees: Page<{ externalId: string; status: string }> }>(
        ctx,
        `{ employees(where: { status: ${filter}, externalId: { in: ["gone", "soon", "here"] } }) { nodes { externalId status } } }`,
      );
      return data.employees.nodes.map(({ externalId, status }) => `${externalId} ${status}`);
    };
    await upsert(ctx, [hired('soon', { effectiveDate: '2026-11-03' }), hired('here')]);
    expect(await statusOf('{ eq: TERMINATED }')).toEqual(['gone TERMINATED']);
    expect(await statusOf('{ eq: SCHEDULED }')).toEqual(['soon SCHEDULED']);
    expect(await statusOf('{ in: [ACTIVE, SCHEDULED] }')).toEqual(['soon SCHEDULED', 'here ACTIVE']);
  });

  it('is refused where nobody is known', async () => {
    expect(await terminate(ctx, { id: newId('employee') }, '2026-11-01', 'nobody')).toEqual({
      employee: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'employee'] }],
    });
  });
});

describe("another employer's people and organization", () => {
  it('are not found, changed or named, by whatever id', async () => {
    const [ours, theirs] = [await testEmployer(), await testEmployer()];
    const stranger = (await upsert(theirs, [{ ...hired('x-1'), email: 'x@example.com' }])).outcomes?.[0]?.employee;
    const legalEntity = await ask<{ legalEntitiesUpsert: { outcomes: Array<{ legalEntity: { id: string } }> } }>(
      theirs,
      'mutation { legalEntitiesUpsert(input: { legalEntities: [{ externalId: "us", name: "Theirs", country: "US", timeZone: "UTC", currency: "USD" }] }) { outcomes { legalEntity { id } } } }',
    );
    const legalEntityId = legalEntity.data.legalEntitiesUpsert.outcomes[0]?.legalEntity.id;
    const unknown = newId('employee');

    for (const by of [{ id: stranger?.id }, { externalId: 'x-1' }, { email: 'x@example.com' }]) expect(await employee(ours, by)).toBeNull();
    for (const id of [stranger?.id, legalEntityId]) {
      expect((await ask(ours, 'query ($id: ID!) { node(id: $id) { id } }', { id })).data).toEqual({ node: null });
    }
    expect(await terminate(ours, { id: stranger?.id }, '2026-11-01', 'k')).toEqual(
      await terminate(ours, { id: unknown }, '2026-11-01', 'k2'),
    );
    const refused = await upsert(ours, [hired('y-1', { legalEntity: { id: legalEntityId } })]);
    expect(refused.outcomes?.[0]?.userErrors[0]?.code).toBe('NOT_FOUND');
    expect(
      (await ask(ours, 'query ($id: ID!) { employees(where: { legalEntity: { id: $id } }) { nodes { id } } }', { id: legalEntityId })).data,
    ).toEqual({
      employees: { nodes: [] },
    });

    const mine = await upsert(ours, [{ ...hired('x-1'), email: 'x@example.com' }]);
    expect(mine.outcomes?.[0]).toMatchObject({ created: true, userErrors: [] });
    expect((await employee(theirs, { externalId: 'x-1' }))?.id).toBe(stranger?.id);
    expect((await employee(theirs, { externalId: 'x-1' }))?.status).toBe('ACTIVE');
  });
});

describe('the front door of the directory', () => {
  it('resolves many people in one statement, in order', async () => {
    const ctx = await testEmployer();
    const { outcomes } = await upsert(ctx, [{ ...hired('a'), email: 'a@example.com' }, hired('b')]);
    const [a, b] = outcomes?.map(({ employee: person }) => person?.id) ?? [];
    const found = await inTransaction(ctx, (tx) =>
      findEmployees(tx, [
        { externalId: 'b' },
        { email: 'A@EXAMPLE.com' },
        { id: 'nonsense' },
        { id: newId('employee') },
        { id: `${a}` },
        { externalId: 'a\0' },
      ]),
    );
    expect(found).toEqual([b, a, null, null, a, null]);
  });

  it('knows salary, zone and employment of a date', async () => {
    const ctx = await testEmployer({ timeZone: 'America/New_York' });
    await ask(
      ctx,
      'mutation { legalEntitiesUpsert(input: { legalEntities: [{ externalId: "in", name: "India", country: "IN", timeZone: "Asia/Kolkata", currency: "INR" }] }) { outcomes { created } } }',
    );
    const { outcomes } = await upsert(ctx, [
      hired('raise', { baseSalary: { amount: '200000', currency: 'USD' } }),
      { externalId: 'raise', employment: { effectiveDate: '2026-07-01', baseSalary: { amount: '240000', currency: 'USD' } } },
      hired('india', { legalEntity: { externalId: 'in' } }),
    ]);
    await inTransaction(ctx, async (tx) => {
      const [raise, india] = await findEmployees(tx, [{ externalId: 'raise' }, { externalId: 'india' }]);
      if (raise == null || india == null) throw new Error('not found');
      expect(`${outcomes?.[0]?.employee?.id}`).toBe(raise);
      expect((await baseSalaryOn(tx, raise, '2026-06-30'))?.amount).toBe('200000.00');
      expect((await baseSalaryOn(tx, raise, '2026-07-01'))?.amount).toBe('240000.00');
      expect(await baseSalaryOn(tx, raise, '2025-12-31')).toBeNull();
      expect([await zoneOf(tx, raise), await zoneOf(tx, india)]).toEqual(['America/New_York', 'Asia/Kolkata']);
      const employments = await employmentsOn(tx, [raise, india], '2026-07-01');
      expect([...employments.values()].map(({ startDate }) => startDate).sort()).toEqual(['2026-01-01', '2026-07-01']);
    });
  });

  it('creates an employee, and refuses one whose external id is taken', async () => {
    const ctx = await testEmployer();
    const create = () =>
      inTransaction(ctx, async (tx) => {
        const id = await createEmployee(tx, { externalId: 'new', name: 'New Hire', startDate: '2026-12-01', terms: { level: 'L4' } }, [
          'input',
          'create',
        ]);
        expect((await employmentsOn(tx, [id], '2026-12-01')).get(id)?.level).toBe('L4');
        return id;
      });
    const id = await create();
    expect(await employee(ctx, { externalId: 'new' })).toMatchObject({ id, status: 'SCHEDULED' });
    await expect(create()).rejects.toMatchObject({ code: 'VALIDATION', path: ['input', 'create', 'externalId'] });
  });
});

describe('the database itself', () => {
  it('refuses two employments of a person on one day', async () => {
    const ctx = await testEmployer();
    await upsert(ctx, [hired('overlap')]);
    const insert = inTransaction(ctx, (tx) =>
      tx.sql(
        `insert into employment (employer_id, id, employee_id, start_date, employment_type, fte_basis_points, created_at)
         select employer_id, $1, id, '2026-05-01', 'FULL_TIME', 10000, now() from employee where external_id = 'overlap'`,
        [uuidOf(newId('employment'))],
      ),
    );
    await expect(insert).rejects.toThrow('employment_no_overlap');
  });

  it('shows no employee while no tenant is set, and deletes none', async () => {
    const { platform } = await testDatabase();
    expect((await platform.pool.query('select count(*)::int as count from employee')).rows).toEqual([{ count: 0 }]);
    await expect(platform.pool.query('delete from employee')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('afterwards', () => {
  it('every law holds for every employer of these tests', async () => {
    const { platform } = await testDatabase();
    expect(await verify(platform, modules, employersMade)).toEqual([]);
  });
});
