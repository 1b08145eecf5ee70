import { type Id, newId, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { decimalOf, unitsOf } from '@compute-stipends/server/kernel/money.js';
import pg from 'pg';
import { type Company, withClient } from './company.js';

/** Writes one batch's rows again and again, each time as another batch. */
export interface Replay {
  /** @returns milliseconds of the transaction */
  run(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Lets one batch be written, finds what it changed by comparing every tenant table before and after, and stands ready to write
 * the like: the same rows under new ids, and the same differences of the rows it updated.
 */
export async function openReplay({ superuserUrl, databaseUrl, employerId }: Company, writeBatch: () => Promise<unknown>): Promise<Replay> {
  const employerUuid = uuidOf(employerId as Id<'employer'>);
  const changes = await withClient(superuserUrl, async (superuser) => {
    const tables = await tenantTables(superuser);
    const before = await contentsOf(superuser, tables, employerUuid);
    await writeBatch();
    const after = await contentsOf(superuser, tables, employerUuid);
    return tables.flatMap((table) => changesOf(table, before.get(table.name) ?? new Map(), after.get(table.name) ?? new Map()));
  });

  const options: pg.ClientConfig & { pipeline: boolean } = { connectionString: databaseUrl, pipeline: true };
  const client = new pg.Client(options);
  await client.connect();
  let batch = 0;
  return {
    async run() {
      batch += 1;
      const renamed = renamerOf(changes, batch, await currentVersions(superuserUrl, employerUuid));
      const statements = changes.map((change) => statementOf(change, renamed));
      const began = performance.now();
      const answers = await Promise.all([
        client.query('BEGIN'),
        client.query(`SET LOCAL app.employer_id = '${employerUuid}'`),
        ...statements.map((statement) => client.query(statement)),
        client.query('COMMIT'),
      ]);
      const milliseconds = performance.now() - began;
      if (answers.at(-1)?.command !== 'COMMIT') throw new Error('The floor was rolled back.');
      return milliseconds;
    },
    close: () => client.end(),
  };
}

interface Column {
  readonly name: string;
  readonly type: string;
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Without the tenant. */
  readonly keyColumns: readonly string[];
}

/** Every column as text; null where it is null. */
type Row = Readonly<Record<string, string | null>>;
type Rows = ReadonlyMap<string, Row>;

/** In the order they were made, in which each refers to those before it. */
async function tenantTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null)) order by a.attnum)
       from pg_attribute a join pg_type t on t.oid = a.atttypid
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'employer_id') as columns,
      (select json_agg(a.attname) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
       where i.indrelid = c.oid and i.indisprimary and a.attname <> 'employer_id') as "keyColumns"
    from pg_class c
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relrowsecurity
    order by c.oid`);
  return rows.map((table) => ({ ...table, keyColumns: table.keyColumns ?? [] }));
}

async function contentsOf(client: pg.Client, tables: readonly Table[], employerUuid: string): Promise<Map<string, Rows>> {
  const contents = new Map<string, Rows>();
  for (const { name, columns, keyColumns } of tables) {
    const { rows } = await client.query<Row>(
      `select ${columns.map((column) => `${column.name}::text`).join(', ')} from ${name} where employer_id = $1`,
      [employerUuid],
    );
    contents.set(name, new Map(rows.map((row) => [keyColumns.map((column) => row[column]).join(' '), row])));
  }
  return contents;
}

interface Change {
  readonly table: Table;
  readonly inserted: readonly Row[];
  readonly updated: ReadonlyArray<{ readonly before: Row; readonly after: Row }>;
}

function changesOf(table: Table, before: Rows, after: Rows): Change[] {
  const inserted: Row[] = [];
  const updated: Array<{ before: Row; after: Row }> = [];
  for (const [key, row] of after) {
    const known = before.get(key);
    if (known === undefined) inserted.push(row);
    else if (table.columns.some(({ name }) => known[name] !== row[name])) updated.push({ before: known, after: row });
  }
  return [
    ...(inserted.length > 0 ? [{ table, inserted, updated: [] }] : []),
    ...(updated.length > 0 ? [{ table, inserted: [], updated }] : []),
  ];
}

/** The value to write for a value that was read. */
type Renamer = (row: Row, column: Column) => string | null;

const uuidPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** New ids for everything that was new, wherever they stand; new event ids; and the next numbers of each account. */
function renamerOf(changes: readonly Change[], batch: number, versions: ReadonlyMap<string, bigint>): Renamer {
  const fresh = new Map<string, string>();
  for (const { table, inserted } of changes) {
    const [key] = table.keyColumns;
    if (key === undefined || table.columns.find(({ name }) => name === key)?.type !== 'uuid') continue;
    for (const row of inserted) fresh.set(row[key] ?? '', uuidOf(newId('event')));
  }
  const firstOf = new Map(
    changes
      .filter(({ table }) => table.name === 'account')
      .flatMap(({ updated }) => updated.map(({ before }) => [before.id, BigInt(before.version ?? '0')])),
  );
  return (row, { name }) => {
    const value = row[name] ?? null;
    if (value === null) return null;
    if (name === 'event_id') return `${value}-again-${batch}`;
    if (name === 'sequence')
      return `${BigInt(value) - (firstOf.get(row.account_id ?? null) ?? 0n) + (versions.get(row.account_id ?? '') ?? 0n)}`;
    return value.replace(uuidPattern, (uuid) => fresh.get(uuid) ?? uuid);
  };
}

async function currentVersions(superuserUrl: string, employerUuid: string): Promise<Map<string, bigint>> {
  const { rows } = await withClient(superuserUrl, (superuser) =>
    superuser.query<{ id: string; version: string }>('select id, version::text from account where employer_id = $1', [employerUuid]),
  );
  return new Map(rows.map(({ id, version }) => [id, BigInt(version)]));
}

const THIS_EMPLOYER = "current_setting('app.employer_id')::uuid";

function statementOf({ table, inserted, updated }: Change, renamed: Renamer): pg.QueryConfig {
  return inserted.length > 0 ? insertOf(table, inserted, renamed) : updateOf(table, updated);
}

function insertOf({ name, columns }: Table, rows: readonly Row[], renamed: Renamer): pg.QueryConfig {
  const names = columns.map((column) => column.name);
  return {
    name: `insert-${name}`,
    text: `insert into ${name} (employer_id, ${names.join(', ')})
           select ${THIS_EMPLOYER}, * from unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})`,
    values: columns.map((column) => rows.map((row) => renamed(row, column))),
  };
}

/** Numbers move by what they moved by; other columns get the value they got. */
function updateOf({ name, columns, keyColumns }: Table, rows: Change['updated']): pg.QueryConfig {
  const moved = columns.filter((column) => rows.some(({ before, after }) => before[column.name] !== after[column.name]));
  const keys = columns.filter((column) => keyColumns.includes(column.name));
  const given = [...keys, ...moved];
  const setting = moved.map((column) => `${column.name} = ${isNumber(column) ? `t.${column.name} + ` : ''}d.${column.name}`);
  return {
    name: `update-${name}`,
    text: `update ${name} as t set ${setting.join(', ')}
           from unnest(${given.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')}) as d (${given.map((column) => column.name).join(', ')})
           where t.employer_id = ${THIS_EMPLOYER} and ${keys.map((key) => `t.${key.name} = d.${key.name}`).join(' and ')}`,
    values: given.map((column) =>
      rows.map(({ before, after }) =>
        isNumber(column) ? differenceOf(before[column.name], after[column.name]) : (after[column.name] ?? null),
      ),
    ),
  };
}

function isNumber({ type }: Column): boolean {
  return type === 'numeric' || type === 'bigint' || type === 'integer';
}

function differenceOf(before: string | null | undefined, after: string | null | undefined): string {
  return decimalOf(unitsOf(after ?? '0') - unitsOf(before ?? '0'));
}
