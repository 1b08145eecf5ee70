import type { SchemaStep } from './migration.js';

/**
 * One type for each kind of number, which refuses `NaN`: it is equal to itself and larger than every amount, so no other check
 * would stop it. The precision refuses both infinities. Every numeric column has one of these types, in later steps too.
 */
export const numbers: SchemaStep = {
  name: '0270-numbers',
  sql: `
    create domain money_amount as numeric(38,10) constraint money_amount_number check (value <> 'NaN');
    create domain token_count as numeric(38) constraint token_count_number check (value <> 'NaN');
    -- What one amount is multiplied by: an exchange rate, a multiple of a pace.
    create domain rate_factor as numeric(38,10) constraint rate_factor_number check (value <> 'NaN');

    -- One statement a table, so that it is written anew once. A trigger that looks at a column stands aside meanwhile.
    do $$
    declare
      v_table record;
      v_trigger record;
      v_again text[];
    begin
      for v_table in
        select c.oid, array_agg(a.attnum) as columns,
          string_agg(format('alter column %I type %s', a.attname,
            case when a.attname in ('rate', 'velocity_multiple') then 'rate_factor'
              when format_type(a.atttypid, a.atttypmod) = 'numeric(38,0)' then 'token_count'
              else 'money_amount' end), ', ') as change
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and a.attnum > 0 and not a.attisdropped and a.atttypid = 'numeric'::regtype
        group by c.oid
      loop
        v_again := '{}';
        for v_trigger in
          select distinct t.tgname, pg_get_triggerdef(t.oid) as definition
          from pg_trigger t join pg_depend d on d.classid = 'pg_trigger'::regclass and d.objid = t.oid
          where t.tgrelid = v_table.oid and not t.tgisinternal
            and d.refclassid = 'pg_class'::regclass and d.refobjid = v_table.oid and d.refobjsubid = any(v_table.columns)
        loop
          v_again := v_again || v_trigger.definition;
          execute format('drop trigger %I on %s', v_trigger.tgname, v_table.oid::regclass);
        end loop;
        execute format('alter table %s %s', v_table.oid::regclass, v_table.change);
        for i in 1 .. cardinality(v_again) loop
          execute v_again[i];
        end loop;
      end loop;
    end $$;
  `,
};
