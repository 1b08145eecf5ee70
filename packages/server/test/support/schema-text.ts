import type { Client } from 'pg';

/**
 * The schema of a database as text, one line or block a thing, sorted: what two databases have to agree in to be the same. Tables with
 * their columns in order, types, defaults, constraints, indexes, triggers, policies, privileges and statistics targets; functions with
 * their whole text (spaces aside), settings and privileges; domains, default privileges, and the schema of the job queue.
 * @param client connected as anybody: catalogues are open to all
 */
export async function schemaText(client: Client): Promise<string> {
  const parts: string[] = [];
  for (const [what, sql] of Object.entries(catalogue)) {
    const { rows } = await client.query<{ line: string }>(sql);
    parts.push(`-- ${what}`, ...rows.map(({ line }) => line).sort());
  }
  return `${parts.join('\n')}\n`;
}

const schemas = `(select oid from pg_namespace where nspname in ('public', 'pgboss'))`;
/** Not a part of an extension. */
const ours = (oid: string) => `not exists (select from pg_depend x where x.objid = ${oid} and x.deptype = 'e')`;
/** Privileges in one order, whatever the order they were given in; none said is what the owner and the defaults give. */
const privileges = (acl: string, fallback: string) =>
  `coalesce((select string_agg(a.grantee::regrole::text || '=' || a.privilege_type, ' ' order by a.grantee::regrole::text, a.privilege_type)
     from aclexplode(coalesce(${acl}, ${fallback})) a), '')`;
const tables = `pg_class c where c.relnamespace in ${schemas} and c.relkind in ('r', 'p', 'v', 'c') and ${ours('c.oid')}`;

const catalogue: Readonly<Record<string, string>> = {
  tables: `select concat_ws(' ', c.oid::regclass, c.relkind, 'rls', c.relrowsecurity, c.relforcerowsecurity, c.reloptions, case when c.relkind = 'v' then pg_get_viewdef(c.oid) end,
      pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), c.relreplident, ${privileges('c.relacl', "acldefault('r', c.relowner)")}) as line
    from ${tables}`,
  columns: `select concat_ws(' ', c.oid::regclass, lpad((row_number() over (partition by c.oid order by a.attnum))::text, 2, '0'), a.attname,
      format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end, 'default ' || pg_get_expr(d.adbin, d.adrelid),
      nullif(a.attidentity, ''), nullif(a.attgenerated, ''), 'statistics ' || nullif(a.attstattarget, -1), a.attacl) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.oid in (select c.oid from ${tables})`,
  constraints: `select concat_ws(' ', nullif(k.conrelid, 0)::regclass, nullif(k.contypid, 0)::regtype, k.conname, pg_get_constraintdef(k.oid), k.convalidated) as line
    from pg_constraint k where k.connamespace in ${schemas} and k.contype <> 'n' and ${ours('k.oid')}`,
  indexes: `select pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' INVALID' end as line
    from pg_index i where i.indrelid in (select c.oid from ${tables})`,
  triggers: `select concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled) as line
    from pg_trigger t where not t.tgisinternal and t.tgrelid in (select c.oid from ${tables})`,
  policies: `select concat_ws(' ', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[],
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as line
    from pg_policy p where p.polrelid in (select c.oid from ${tables})`,
  functions: `select concat_ws(' ', p.oid::regprocedure, pg_get_function_arguments(p.oid), 'returns', pg_get_function_result(p.oid), l.lanname, p.provolatile,
      p.proparallel, p.proisstrict, p.proretset, p.prosecdef, p.proconfig, ${privileges('p.proacl', "acldefault('f', p.proowner)")},
      regexp_replace(btrim(p.prosrc), '\\s+', ' ', 'g')) as line
    from pg_proc p join pg_language l on l.oid = p.prolang where p.pronamespace in ${schemas} and ${ours('p.oid')}`,
  domains: `select concat_ws(' ', t.oid::regtype, t.typtype, format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault,
      ${privileges('t.typacl', "acldefault('T', t.typowner)")}) as line
    from pg_type t where t.typnamespace in ${schemas} and t.typtype in ('d', 'e') and ${ours('t.oid')}`,
  enums: `select concat_ws(' ', e.enumtypid::regtype, e.enumsortorder, e.enumlabel) as line from pg_enum e`,
  sequences: `select concat_ws(' ', s.seqrelid::regclass, format_type(s.seqtypid, null), s.seqstart, s.seqincrement) as line from pg_sequence s`,
  schemas: `select concat_ws(' ', n.nspname, ${privileges('n.nspacl', "acldefault('n', n.nspowner)")}) as line from pg_namespace n where n.oid in ${schemas}`,
};
