-- Finds the partner's employer of this mode by its external id and changes what is given, or makes it with the id given, its
-- settings with it. Two at once make one.
create or replace function employer_upsert(p_partner uuid, p_mode text, p_external_id text, p_name text, p_time_zone text, p_currency text,
  p_new_id uuid)
returns table (id uuid, created boolean)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  v_tenant text := current_setting('app.employer_id', true);
  v_id uuid;
begin
  perform 1 from partner p where p.id = p_partner for no key update;
  select c.employer_id into v_id from connection c
  where c.partner_id = p_partner and c.mode = p_mode and c.external_id = p_external_id;
  created := v_id is null;
  id := coalesce(v_id, p_new_id);
  -- The settings are a tenant's, also for the owner of this function.
  perform set_config('app.employer_id', id::text, true);
  if created then
    insert into employer (id, name, mode) values (p_new_id, coalesce(p_name, p_external_id), p_mode);
    insert into connection (partner_id, employer_id, mode, external_id) values (p_partner, p_new_id, p_mode, p_external_id);
    insert into employer_settings (employer_id, mode, time_zone, currency, test_now)
    values (p_new_id, p_mode, coalesce(p_time_zone, 'UTC'), coalesce(p_currency, 'USD'),
      case p_mode when 'SANDBOX' then date_trunc('milliseconds', now()) end);
  else
    update employer e set name = coalesce(p_name, e.name) where e.id = v_id;
    update employer_settings s
    set time_zone = coalesce(p_time_zone, s.time_zone), currency = coalesce(p_currency, s.currency), version = s.version + 1
    where s.employer_id = v_id
      and (s.time_zone, s.currency) is distinct from (coalesce(p_time_zone, s.time_zone), coalesce(p_currency, s.currency));
  end if;
  perform set_config('app.employer_id', coalesce(v_tenant, ''), true);
  return next;
end $$;
