import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { type SqlFile, sqlFile } from './platform/schema/sql-files.js';
import { ourSchema } from './schema.js';

// What SQL must keep to run sharded by employer, as far as its text shows it: found by running the schema on a cluster.

const withoutComments = (text: string) => text.replace(/--.*$/gm, '');
const tenantTables = (files: readonly SqlFile[]) =>
  new Set(
    files.flatMap(({ text }) => [...withoutComments(text).matchAll(/call make_tenant_table\('(\w+)'/g)].map(([, table = '']) => table)),
  );

const isTrigger = (text: string) => /\breturns trigger\b/.test(text);

/** `send_job` writes as the owner into the queue of all employers, where no policy says whose a job is. */
const mayAskTheSession = new Set(['platform/send_job', 'platform/make_tenant_table', 'usage/0001-tables']);

/** Each rule by its sentence; what breaks it, as `file: what`. */
const rules: Readonly<Record<string, (file: SqlFile, tables: ReadonlySet<string>) => string[]>> = {
  'a function that reads or writes rows of employers takes the employer first, and a trigger takes it from its rows': (
    { name, kind, text },
    tables,
  ) => {
    if (kind !== 'FUNCTION' || isTrigger(text)) return [];
    const used = [...text.matchAll(/\b(?:from|join|into|update)\s+(\w+)/g)]
      .map(([, table = '']) => table)
      .filter((table) => tables.has(table));
    return used.length === 0 || /function \w+\(\s*p_employer uuid\b/.test(text) ? [] : [`${name} names ${used[0]} and has no p_employer`];
  },
  'only policies ask the session for the employer': ({ name, text }) =>
    !mayAskTheSession.has(name) && text.includes('current_setting') ? [`${name} calls current_setting`] : [],
  'no function sets the employer: it would not reach the node that runs the rest': ({ name, kind, text }) =>
    kind === 'FUNCTION' && /\bset_config\b|\bset local\b/i.test(text) ? [`${name} sets a setting`] : [],
  'an insert that selects answers what it wrote, or says what it does on conflict: the bare form goes past the policies': (
    { name, kind, text },
    tables,
  ) => {
    if (kind !== 'FUNCTION') return [];
    const inserts = [...text.matchAll(/\binsert into (\w+)[^;]*;/g)];
    return inserts.flatMap(([all, table = '']) =>
      tables.has(table) && /\bselect\b/.test(all) && !/\bvalues\s*\(/.test(all) && !/\b(returning|on conflict)\b/.test(all)
        ? [`${name} selects into ${table}`]
        : [],
    );
  },
  'no trigger compares the name of its table: a shard has another': ({ name, text }) =>
    /tg_table_name\s*(=|<>|in\b)/.test(text) ? [`${name} compares tg_table_name`] : [],
  'no aggregate is joined laterally': ({ name, text }) =>
    /lateral\s*\(\s*select\s+(?:coalesce\()?(?:sum|count|min|max|array_agg|bool_or|bool_and|jsonb_agg)\s*\(/.test(text)
      ? [`${name} joins an aggregate`]
      : [],
  'keys and foreign keys of a table of employers begin with the employer': ({ name, kind, text }, tables) => {
    if (kind !== 'STEP') return [];
    return [...text.matchAll(/create table (\w+) \(([\s\S]*?)\n\)/g)].flatMap(([, table = '', body = '']) => {
      if (!tables.has(table)) return [];
      const keys = [...body.matchAll(/(?:primary key|unique(?: nulls not distinct)?|foreign key)\s*\((\w+)/g)];
      return keys.filter(([, first]) => first !== 'employer_id').map(([all]) => `${name}: ${table} has ${all}`);
    });
  },
  'a table of employers refers to its own, or to the employer': ({ name, kind, text }, tables) => {
    if (kind !== 'STEP') return [];
    return [...text.matchAll(/foreign key \(employer_id(,[^)]*)?\)\s*references (\w+)/g)].flatMap(([all, , table = '']) =>
      tables.has(table) || table === 'employer' ? [] : [`${name}: ${all}`],
    );
  },
  'a key that is refused is refused: none sets its columns to null': ({ name, text }) =>
    /on delete set (null|default)/i.test(text) ? [`${name} sets a key to null`] : [],
};

const faults = (rule: string, files: readonly SqlFile[]) => {
  const tables = tenantTables(files);
  const broken = rules[rule] ?? (() => []);
  return files
    .filter(({ name }) => name !== 'platform/0001-job-queue')
    .flatMap((file) => broken({ ...file, text: withoutComments(file.text) }, tables));
};

describe('SQL', () => {
  it.each(Object.keys(rules))('keeps the rule: %s', (rule) => {
    expect(tenantTables(ourSchema()).size).toBeGreaterThan(40);
    expect(faults(rule, ourSchema())).toEqual([]);
  });

  const made = sqlFile('ledger/0001-tables', 'STEP', "create table entry (\n  employer_id uuid\n);\ncall make_tenant_table('entry');");
  const fn = (text: string) => sqlFile('ledger/offender', 'FUNCTION', text);
  const step = (body: string) => sqlFile('ledger/0002-more', 'STEP', `create table more (\n${body}\n);\ncall make_tenant_table('more');`);
  it.each<[string, SqlFile]>([
    ['takes the employer first', fn('create or replace function offender(p_id uuid) returns void as $$ select from entry $$')],
    ['ask the session', fn("create or replace function offender(p_employer uuid) as $$ select current_setting('app.employer_id') $$")],
    [
      'sets the employer',
      fn("create or replace function offender(p_employer uuid) as $$ perform set_config('app.employer_id', 'x', true) $$"),
    ],
    ['an insert that selects', fn('create or replace function offender(p_employer uuid) as $$ insert into entry (id) select 1; $$')],
    ['compares the name', fn("create or replace function offender() returns trigger as $$ if tg_table_name = 'entry' then $$")],
    [
      'aggregate',
      fn(
        'create or replace function offender(p_employer uuid) as $$ select 1 from a left join lateral (select sum(x) from b) b on true $$',
      ),
    ],
    ['begin with the employer', step('  id uuid,\n  constraint more_pk primary key (id)')],
    ['refers to its own', step('  constraint more_price foreign key (employer_id) references price_list (id)')],
    [
      'columns to null',
      step('  constraint more_entry foreign key (employer_id, id) references entry (employer_id, id) on delete set null'),
    ],
  ])('that breaks “%s” is found', (part, offender) => {
    const rule = Object.keys(rules).find((sentence) => sentence.includes(part)) ?? '';
    expect(faults(rule, [made, offender])).toHaveLength(1);
  });

  it('names every constraint', () => {
    const unnamed = ourSchema()
      .filter(({ kind, name }) => kind === 'STEP' && name !== 'platform/0001-job-queue')
      .flatMap(({ name, text }) =>
        withoutComments(text)
          .replace(/(constraint \w+)\s+/g, '$1 ')
          .split('\n')
          .map((line) => `${name}: ${line.trim()}`),
      )
      .filter((line) => /: (primary key|unique|check|foreign key|exclude)\b/.test(line));
    expect(unnamed).toEqual([]);
  });
});

describe('statements of TypeScript', () => {
  const source = fileURLToPath(new URL('./', import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  /** Where a template inserts what it selects, without saying what it wrote. */
  const bareInserts = (text: string) =>
    [...text.matchAll(/(insertSelect\(\s*)?`\s*insert into \w+[^`;]*/g)].filter(
      ([all, helped]) =>
        helped === undefined && /\bselect\b/.test(all) && !/\bvalues\s*\(/.test(all) && !/\b(returning|on conflict)\b/.test(all),
    );

  it('that insert what they select say what they wrote', () => {
    const found = files.filter((file) => bareInserts(readFileSync(path.join(source, file), 'utf8')).length > 0);
    expect(found).toEqual([]);
  });

  it.each([
    ['const text = `insert into entry (id) select id from posting`;', 1],
    ['const text = insertSelect(`insert into entry (id) select id from posting`);', 0],
    ['const text = `insert into entry (id) select 1 on conflict do nothing`;', 0],
  ])('%s has %d that do not', (text, count) => {
    expect(bareInserts(text)).toHaveLength(count);
  });
});
