-- Makes a table whose rows belong to an employer: row-level security, forced for the owner too, the privileges of the app role, and no
-- statistics of the tenant. The planner knows nothing of single employers: it took one that its statistics had not seen for an employer
-- without rows, and then every index that begins with the tenant looks as good as the one on the key. Without statistics each employer counts
-- as a two-hundredth of a table, the new and the old, and the key is what narrows.
-- append_only: no update, no delete: neither privilege for the app role nor, by trigger, the owner.
create or replace procedure make_tenant_table(p_table text, append_only boolean default false) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', p_table);
  execute format('alter table %I force row level security', p_table);
  execute format('alter table %I alter column employer_id set statistics 0', p_table);
  execute format('create policy %I on %I
    using (employer_id = nullif(current_setting(''app.employer_id'', true), '''')::uuid)
    with check (employer_id = nullif(current_setting(''app.employer_id'', true), '''')::uuid)', p_table || '_tenant', p_table);
  if append_only then
    execute format('grant select, insert on %I to stipends_app', p_table);
    execute format('create trigger %I before update or delete or truncate on %I
      for each statement execute function refuse_change()', p_table || '_append_only', p_table);
  else
    execute format('grant select, insert, update, delete on %I to stipends_app', p_table);
  end if;
end $$;
