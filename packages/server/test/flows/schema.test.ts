import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';
import pg from 'pg';
import { eventTypes } from '../../src/modules/events/index.js';
import { ourSchema, rooms } from '../../src/schema.js';
import { testDatabase } from '../support/database.js';
import { leftward, ownersOf, type SourceFile, sourceFiles } from '../support/schema-order.js';

const files = sourceFiles(path.join(path.dirname(fileURLToPath(import.meta.url)), '../../src'));
const owners = ownersOf(files);

/** What a module to the left offers to one to its right, named in the README of both. */
const ports = ['counted_usage'];

async function answers(sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
  await client.connect();
  try {
    return (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name).sort();
  } finally {
    await client.end();
  }
}

const told = (found: ReturnType<typeof leftward>) => found.map(({ file, name, owner }) => `${file} names ${name} of ${owner}`);

describe('the order of the modules', () => {
  it('is kept by SQL and TypeScript: each names tables and functions of its own module or to its right', () => {
    expect(told(leftward(files, owners, rooms, ports))).toEqual([]);
  });

  it.each<[string, SourceFile]>([
    ['a read', { path: 'modules/ledger/sql/x.sql', text: 'select 1 from stipend s where s.employer_id = p_employer' }],
    ['a join', { path: 'modules/ledger/sql/x.sql', text: 'select 1 from account a join stipend s on s.id = a.id' }],
    ['a row as an argument', { path: 'modules/ledger/sql/x.sql', text: 'create or replace function x(p_one stipend, p_two uuid)' }],
    ['a row as a variable', { path: 'modules/ledger/sql/x.sql', text: 'declare v_one stipend; begin' }],
    [
      'a trigger on a table',
      { path: 'modules/ledger/schema/triggers.sql', text: 'create or replace trigger x after insert on stipend for each row' },
    ],
    [
      'a foreign key',
      { path: 'modules/ledger/schema/0002-x.sql', text: 'foreign key (employer_id, id) references stipend (employer_id, id)' },
    ],
    ['a write', { path: 'modules/ledger/sql/x.sql', text: 'insert into stipend (employer_id, id) values (p_employer, p_id)' }],
    ['a call', { path: 'modules/ledger/sql/x.sql', text: 'perform first_issues_follow(null)' }],
    [
      'a statement of TypeScript',
      { path: 'modules/ledger/x.ts', text: 'const sql = `update stipend set version = $' + '{one} where employer_id = $1`;' },
    ],
    ['a statement in pieces', { path: 'modules/ledger/x.ts', text: "const part = ' join stipend s on s.id = a.id';" }],
    ['the machine room', { path: 'platform/x.ts', text: 'export const X = "select mode from stipend where employer_id = $1";' }],
  ])('is broken by %s', (_how, offender) => {
    expect(leftward([offender], owners, rooms, ports)).toEqual([
      { file: offender.path, name: offender.text.includes('first_issues') ? 'first_issues_follow' : 'stipend', owner: 'stipends' },
    ]);
  });

  it('is not broken by a word that is no table, nor by what stands to the right', () => {
    const innocent: SourceFile[] = [
      { path: 'modules/ledger/sql/x.sql', text: '-- from stipend\nselect stipend_id from account where stipend_id = p_stipend' },
      { path: 'modules/offers/x.ts', text: 'const sql = `select 1 from stipend where employer_id = $1`;' },
      { path: 'modules/ledger/x.ts', text: "const sentence = 'It comes from stipend and grant.';" },
    ];
    expect(leftward(innocent, owners, rooms, ports)).toEqual([]);
  });

  it('has one owner for each name', () => {
    const twice: SourceFile[] = [
      { path: 'modules/ledger/schema/0001-tables.sql', text: 'create table one (id uuid);' },
      { path: 'modules/usage/schema/0002-more.sql', text: 'create table one (id uuid);' },
    ];
    expect(() => ownersOf(twice)).toThrow('one is made in ledger and in usage');
  });
});

describe('the database', () => {
  const ours = "not exists (select from pg_depend x where x.objid = o.oid and x.deptype = 'e')";

  it('has the tables of the files and no others', async () => {
    const found = await answers(
      `select o.relname as name from pg_class o where o.relnamespace = 'public'::regnamespace and o.relkind in ('r', 'p', 'v', 'c')
         and not o.relispartition and ${ours}`,
    );
    expect(found).toEqual([...owners.tables.keys(), 'schema_file'].sort());
  });

  it('has the functions of the files and no others, one of each name', async () => {
    const found = await answers(`select o.proname as name from pg_proc o where o.pronamespace = 'public'::regnamespace and ${ours}`);
    expect(found).toEqual([...owners.functions.keys()].sort());
  });

  it('has the triggers of the files and no others', async () => {
    const written = ourSchema().flatMap(({ text }) =>
      [...text.matchAll(/\btrigger (\w+) (?:before|after)\b/g)].map(([, name = '']) => name),
    );
    const appendOnly = ourSchema().flatMap(({ text }) =>
      [...text.matchAll(/make_tenant_table\('(\w+)', append_only => true\)/g)].map(([, name]) => `${name}_append_only`),
    );
    const found = await answers(
      `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where not t.tgisinternal and not c.relispartition and c.relnamespace = 'public'::regnamespace`,
    );
    expect(found).toEqual([...written, ...appendOnly].sort());
  });

  it('tells facts of declared types only', () => {
    const types = ourSchema()
      .filter(({ kind }) => kind !== 'STEP')
      .flatMap(({ text }) => [...text.matchAll(/'((?:[a-z]+)\.(?:[a-z_]+))'/g)].map(([, type = '']) => type))
      .filter((type) => !type.startsWith('app.'));
    expect(types.length).toBeGreaterThan(3);
    expect(types.filter((type) => !eventTypes.some((known) => known === type))).toEqual([]);
  });
});

describe('an enum of the contract', () => {
  const api = buildSchema(readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../../schema.graphql'), 'utf8'));
  const valuesOf = (name: string): string[] => {
    const type = api.getType(name);
    return isEnumType(type) ? type.getValues().map(({ name: value }) => value) : [];
  };

  /** The column that stores it, and the values that are derived and never stored. */
  const stored: ReadonlyArray<readonly [string, string, ...string[]]> = [
    ['AcceptanceVia', 'offer_acceptance.via'],
    ['ApiKeyMode', 'api_key.mode'],
    ['EmployerMode', 'employer.mode'],
    ['EmploymentType', 'employment.employment_type'],
    ['Framing', 'employer_settings.framing'],
    ['Framing', 'policy_version.framing'],
    ['Framing', 'stipend.framing'],
    ['GrantChangeKind', 'grant_change.kind'],
    ['GrantExpiry', 'policy_version.expiry'],
    ['GrantKind', 'stipend_grant.kind'],
    ['GrantTransfer', 'policy_version.transfer'],
    ['HoldStatus', 'hold.status'],
    ['JobKind', 'job.kind'],
    ['JobState', 'job.state'],
    ['LimitKind', 'spend_limit.kind'],
    ['LimitMode', 'spend_limit.mode'],
    ['LimitScope', 'spend_limit.scope'],
    ['LimitUnit', 'spend_limit.unit'],
    ['LimitWindow', 'spend_limit.time_window'],
    ['OfferComponentKind', 'offer_component.kind'],
    ['OfferStatus', 'offer.status', 'EXPIRED'],
    ['OverageHandling', 'employer_settings.overage'],
    ['PayPeriodStatus', 'pay_period.status'],
    ['PayrollStatementLineKind', 'payroll_statement_line.kind'],
    ['PolicyStatus', 'policy.status'],
    ['PolicyVersionStatus', 'policy_version.status'],
    ['PostingKind', 'posting.kind'],
    ['Stacking', 'policy_version.stacking'],
    ['StipendOrigin', 'stipend.origin'],
    ['StipendOrigin', 'stipend_grant.source'],
    ['UsageStatus', 'usage_event.status'],
    ['Weekday', 'employer_settings.week_start'],
  ];

  it.each(stored)('%s has the values that %s may have, but for those that are derived', async (name, column, ...derived) => {
    const [table = '', field = ''] = column.split('.');
    const checks = await answers(
      `select pg_get_constraintdef(c.oid) as name from pg_constraint c where c.contype = 'c' and c.conrelid = '${table}'::regclass`,
    );
    const allowed = checks.flatMap((check) =>
      [
        ...check.matchAll(new RegExp(`\\b${field} = (?:ANY \\(ARRAY\\[([^\\]]*)\\]\\)|('[A-Z_]+'))`, 'g')),
        ...check.matchAll(new RegExp(`CASE ${field}\\s([\\s\\S]*?)ELSE`, 'g')),
      ].flatMap(([, list = '', one = '']) => [...`${list}${one}`.matchAll(/'([A-Z_]+)'/g)].map(([, value = '']) => value)),
    );
    expect(valuesOf(name).length).toBeGreaterThan(0);
    expect([...new Set([...allowed, ...derived])].sort()).toEqual(valuesOf(name).sort());
  });
});
