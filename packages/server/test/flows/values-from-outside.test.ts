import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getNamedType, isInputObjectType } from 'graphql';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { uuidOf } from '../../src/kernel/ids.js';
import { dateIn, startOfDay } from '../../src/kernel/period.js';
import { timeZones } from '../../src/kernel/time-zones.js';
import { zonesLackedBy } from '../../src/platform/database-zones.js';
import { type Api, fresh, openApi, usd } from '../support/api.js';
import { ask } from '../support/ask.js';
import { testDatabase } from '../support/database.js';
import { documentFor, type IdPath, rootFields, sampleArguments, timePaths } from '../support/sample-operations.js';

// What is taken from outside is usable by every part that reads it later, or it is refused with a code.

const schema = buildApiSchema(modules);
type Root = ReturnType<typeof rootFields>[number];

interface Told {
  readonly message?: string | null;
  readonly userErrors?: ReadonlyArray<{ readonly message: string }>;
}

/** The scalar at a place. */
function leafOf(root: Root, [name, ...rest]: IdPath): 'Date' | 'DateTime' {
  let type = getNamedType(root.field.args.find((arg) => arg.name === name)?.type);
  for (const field of rest) type = isInputObjectType(type) ? getNamedType(type.getFields()[field]?.type) : undefined;
  return type?.name === 'Date' ? 'Date' : 'DateTime';
}

/** Sends the value at a place of the arguments; the codes of the answer. */
async function codesWith(api: Api, root: Root, path: IdPath, value: string, id: string) {
  const args = sampleArguments(root, path, id, fresh('unique'));
  setAt(args, path, value);
  return (await ask(api.ctx, documentFor(root), args)).errors;
}

function setAt(holder: unknown, [name, ...rest]: IdPath, value: string): void {
  const object = (Array.isArray(holder) ? holder[0] : holder) as Record<string, unknown>;
  if (name === undefined) throw new Error('a path leads somewhere');
  if (rest.length > 0) setAt(object[name], rest, value);
  else object[name] = Array.isArray(object[name]) ? [value] : value;
}

const values = {
  Date: { out: ['0001-01-01', '1969-12-31', '2200-01-01', '9999-12-31'], within: ['1970-01-01', '2199-12-31'] },
  DateTime: {
    out: ['0001-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z', '2200-01-01T00:00:00Z', '9999-12-31T23:59:59.998Z'],
    within: ['1970-01-01T00:00:00Z', '2199-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  },
} as const;

describe('a day or an instant', () => {
  const places = rootFields(schema).flatMap((root) =>
    timePaths(root).map((path) => [`${root.field.name} ${path.join('.')}`, root, path] as const),
  );
  let opened: Promise<{ api: Api; id: string }> | undefined;
  const shared = () => {
    opened ??= (async () => {
      const api = await openApi();
      const externalId = await api.hire();
      const text = 'query($by: EmployeeByInput!) { employee(by: $by) { id } }';
      const { data } = await ask<{ employee: { id: string } }>(api.ctx, text, { by: { externalId } });
      return { api, id: data.employee.id };
    })();
    return opened;
  };

  it('has places in the schema', () => {
    expect(places.length).toBeGreaterThan(40);
  });

  it.each(places)('at %s is of the years 1970 to 2199, and no year of them breaks anything', async (_name, root, path) => {
    const { api, id } = await shared();
    const edges = values[leafOf(root, path)];
    for (const value of edges.out) expect([value, await codesWith(api, root, path, value, id)]).toEqual([value, ['BAD_USER_INPUT']]);
    for (const value of edges.within) {
      const codes = await codesWith(api, root, path, value, id);
      // What is no code of ours would be told as a bug of ours.
      expect([value, codes.filter((code) => !/^[A-Z_]+$/.test(code))]).toEqual([value, []]);
    }
  });

  it.each([
    ['1970-01-02', '1971-02-01'],
    ['2199-06-01', '2199-12-31'],
  ])('at the edge is worked with: from %s to %s', async (from, until) => {
    const api = await openApi({ testNow: `${from}T12:00:00.000Z`, timeZone: 'America/Los_Angeles' });
    const zone = async (externalId: string, timeZone: string) =>
      api.take('legalEntitiesUpsert', { legalEntities: [{ externalId, name: externalId, country: 'KI', timeZone, currency: 'USD' }] });
    await zone('first', 'Pacific/Kiritimati');
    await zone('last', 'Etc/GMT+12');
    const policy = { externalId: fresh('policy') };
    await api.take('policyCreate', { ...policy, name: 'Compute', terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100') } });
    await api.take('policyPublish', { policy, effectiveFrom: '1970-01-01', expectedVersion: 1 });
    for (const entity of ['first', 'last']) {
      const zoe = await api.hire(fresh('zoe'), { effectiveDate: '1970-01-01', legalEntity: { externalId: entity } });
      const assignments = [{ employee: { externalId: zoe }, policy, startDate: from }];
      await api.take('stipendsAssign', { assignments, idempotencyKey: fresh('assign') });
      await api.grant(zoe, '50', { expiresAt: `${until}T23:59:59.999Z` });
      await api.advance(`${from}T23:00:00.000Z`);
    }
    await api.advance(`${until}T23:59:59.999Z`);
    const list =
      '{ stipends(first: 5) { nodes { status startDate endDate timeZone nextIssueAt grants(first: 50) { nodes { effectiveAt expiresAt } } } } }';
    const { errors } = await ask(api.ctx, list);
    expect(errors).toEqual([]);
    expect(await api.violations()).toEqual([]);
  });
});

describe('a time zone', () => {
  const settings = async (api: Api, timeZone: string) => {
    const text = `mutation($input: EmployerSettingsUpdateInput!) { employerSettingsUpdate(input: $input) {
      settings { timeZone } userErrors { code message path } } }`;
    const { data, errors } = await ask<{
      employerSettingsUpdate: { settings: { timeZone: string } | null; userErrors: Array<{ code: string; path: string[] }> };
    }>(api.ctx, text, { input: { timeZone } });
    const { settings: stored, userErrors } = data.employerSettingsUpdate;
    return errors[0] ?? stored?.timeZone ?? `${userErrors[0]?.code} ${userErrors[0]?.path.join('.')}`;
  };

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['EST5EDT', 'America/New_York'],
    ['CET', 'Europe/Brussels'],
    ['utc', 'UTC'],
    ['europe/kiev', 'Europe/Kyiv'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ...['AET', 'IST', 'PST', '+05:30', 'GMT+5', 'EST5', 'Factory', 'posixrules', 'localtime', 'Mars/Olympus', ''].map((text) => [
      text,
      'VALIDATION input.timeZone',
    ]),
  ])('%j becomes %s, and every spend goes on', async (text, expected) => {
    const api = await openApi();
    const zoe = await api.hire();
    await api.grant(zoe, '10');
    await api.take('limitSet', { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '5' });
    expect(await settings(api, text)).toBe(expected);
    expect((await api.authorize(zoe, '1')).code).toBe('OK');
  });

  it('of a legal entity is stored under its canonical name', async () => {
    const api = await openApi();
    const entity = (timeZone: string) => ({ externalId: fresh('entity'), name: 'N', country: 'IN', timeZone, currency: 'INR' });
    expect(await api.codeOf('legalEntitiesUpsert', { legalEntities: [entity('Asia/Calcutta')] })).toBe('OK');
    expect(await api.codeOf('legalEntitiesUpsert', { legalEntities: [entity('AET')] })).toBe('VALIDATION');
    const { data } = await ask<{ legalEntities: { nodes: Array<{ timeZone: string }> } }>(
      api.ctx,
      '{ legalEntities { nodes { timeZone } } }',
    );
    expect(data.legalEntities.nodes).toEqual([{ timeZone: 'Asia/Kolkata' }]);
  });

  it('is known to the database under every name that is stored, and begins its days at the same instants', async () => {
    const { platform } = await testDatabase();
    expect(await zonesLackedBy(platform.pool)).toEqual(new Set());
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2036-12-31'), noInvalidDate: true });
    const samples = fc.sample(fc.tuple(fc.constantFrom(...timeZones), days), 2_000);
    const { rows } = await platform.pool.query<{ date: string }>(
      `select ((s.at at time zone s.zone)::date)::text as date from unnest($1::text[], $2::timestamptz[]) with ordinality as s (zone, at, place)
       order by place`,
      [samples.map(([zone]) => zone), samples.map(([, at]) => at)],
    );
    const differ = samples.filter(([zone, at], index) => dateIn(at, zone) !== rows[index]?.date);
    // Two editions of the time zone data may differ in the newest decisions of a government.
    expect(differ.length).toBeLessThan(10);
    expect(startOfDay('2027-03-14', 'America/New_York').toISOString()).toBe('2027-03-14T05:00:00.000Z');
  });

  it('that the database does not know is told by it, and refused', async () => {
    const { ownerUrl } = await testDatabase();
    const api = await openApi();
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      await owner.query("select set_config('app.employer_id', $1, false)", [uuidOf(api.ctx.employerId)]);
      for (const zone of ['AET', 'EST', 'PST8PDT', 'Mars/Olympus', 'EST5', '+05:30', 'utc']) {
        const set = owner.query('update employer_settings set time_zone = $2 where employer_id = $1', [uuidOf(api.ctx.employerId), zone]);
        await expect(set).rejects.toThrow(/time_zone_known|not recognized/);
      }
    } finally {
      await owner.end();
    }
  });
});

describe('a currency', () => {
  it.each([
    ['XCG', 'OK'],
    ['ZWG', 'OK'],
    ['KWD', 'OK'],
    ...['HRK', 'DEM', 'BGN', 'ANG', 'SLL', 'XAU', 'XTS', 'XXX', 'XDR', 'CLF', 'usd', 'BTC', ''].map((code) => [code, 'BAD_USER_INPUT']),
  ])('%j of a salary, a rate, a limit, a policy and an entity is %s', async (currency, expected) => {
    const api = await openApi();
    const employment = { effectiveDate: '2026-01-01', baseSalary: { amount: '100', currency } };
    const rates = [{ base: 'USD', quote: currency, rate: '2', asOf: '2026-01-01T00:00:00Z', source: 'ECB' }];
    const terms = { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '10', currency } };
    const outcomes = await Promise.all([
      api.codeOf('employeesUpsert', { employees: [{ externalId: fresh('person'), name: 'N', employment }] }),
      api.codeOf('fxRatesUpsert', { rates }),
      api.codeOf('limitSet', { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency, amount: '5' }),
      api.codeOf('policyCreate', { externalId: fresh('policy'), name: 'P', terms }),
      api.codeOf('legalEntitiesUpsert', { legalEntities: [{ externalId: 'e', name: 'N', country: 'CW', timeZone: 'UTC', currency }] }),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => expected));
  });
});

describe('words of others', () => {
  const turned = 'Ada\u202e\u2067Love\u2029lace';
  const open = (text: string) => (text.match(/[\u202a\u202b\u202d\u202e\u2066-\u2068]/g) ?? []).length;
  const closed = (text: string) => (text.match(/[\u202c\u2069]/g) ?? []).length;

  it('turn no word of ours in a letter, its page and its blocks', async () => {
    const api = await openApi();
    const name = 'Ada\u202e\u2067';
    const text = `mutation($input: OfferCreateInput!) { offerCreate(input: $input) { userErrors { code message }
      offer { candidateName title letter { html blocks { text } } } } }`;
    const input = {
      candidateName: name,
      title: `Engineer\u202b`,
      locale: 'ar-EG',
      components: [{ baseSalary: { amount: usd('100000'), label: 'Pay\u2066\u202d' } }],
      idempotencyKey: fresh('offer'),
    };
    const { data, errors } = await ask<{
      offerCreate: { userErrors: object[]; offer: { candidateName: string; letter: { html: string; blocks: Array<{ text: string }> } } };
    }>(api.ctx, text, { input });
    expect([errors, data.offerCreate.userErrors]).toEqual([[], []]);
    const { candidateName, letter } = data.offerCreate.offer;
    // A value alone is what was sent.
    expect(candidateName).toBe(name);
    expect(letter.blocks[0]?.text).toBe('Dear \u2068Ada\u202e\u2067\u2069\u202c\u2069,');
    for (const { text: block } of letter.blocks) expect(open(block)).toBe(closed(block));
    expect(letter.html).toContain('<bdi dir="auto">Ada\u202e\u2067\u2069\u202c</bdi>');
    expect(open(letter.html)).toBe(closed(letter.html));
  });

  it('turn no word of ours in a refusal', async () => {
    const api = await openApi();
    const turning = 'id\u202e\u2067';
    const messagesOf = async (mutation: Parameters<Api['send']>[0], input: object) => {
      const { data } = await api.send<Told & { outcomes?: Told[] }>(mutation, input);
      return [data, ...(data.outcomes ?? [])].flatMap(({ userErrors, message }) => [
        ...(userErrors ?? []).map((error) => error.message),
        message ?? '',
      ]);
    };
    const limit = { scope: 'MODEL', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '1', provider: turning, model: turning };
    const months = [
      { externalId: turning, startDate: '2026-03-01', endDate: '2026-04-01' },
      { externalId: 'other', startDate: '2026-03-02', endDate: '2026-04-01' },
    ];
    const told = [...(await messagesOf('limitSet', limit)), ...(await messagesOf('payPeriodsUpsert', { payPeriods: months }))];
    const quoting = told.filter((message) => message.includes('id\u202e'));
    expect(quoting).toHaveLength(2);
    for (const message of quoting) expect(message).toContain('\u2068id\u202e\u2067\u2069\u202c\u2069');
  });

  it('have no line break where they are one line', async () => {
    const api = await openApi();
    expect(await api.codeOf('employeesUpsert', { employees: [{ externalId: fresh('person'), name: turned }] })).toBe('VALIDATION');
  });
});
