import type { SchemaStep } from './migration.js';

/**
 * The planner knows nothing of single employers. It took one that its statistics had not seen for an employer without rows: then
 * every index that begins with the tenant looks as good as the one on the key, and whichever it took was read from end to end for each
 * key. Without statistics each employer counts as a two-hundredth of a table, the new and the old, and the key is what narrows.
 */
export const anyEmployer: SchemaStep = {
  name: '0260-any-employer',
  sql: `
    do $any_employer$
    declare
      v_table record;
    begin
      for v_table in
        select c.oid::regclass as name, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'employer_id'
        where c.relkind in ('r', 'p') and c.relrowsecurity
      loop
        execute format('alter table %s alter column employer_id set statistics 0', v_table.name);
        -- What was learned before stays where it is; PostgreSQL 18 can forget it.
        if to_regprocedure('pg_clear_attribute_stats(text, text, text, boolean)') is not null then
          perform pg_clear_attribute_stats('public', v_table.relname, 'employer_id', false);
          perform pg_clear_attribute_stats('public', v_table.relname, 'employer_id', true);
        end if;
      end loop;
    end $any_employer$;
  `,
};
