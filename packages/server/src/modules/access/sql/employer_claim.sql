-- Finds the partner's employer of this mode by its external id and renames it where a name is given, or makes it with the id given.
-- Its settings are the caller's to write, as that employer. Holds the partner until the transaction ends, so that two at once make one.
create or replace function employer_claim(p_partner uuid, p_mode text, p_external_id text, p_name text, p_new_id uuid)
returns table (id uuid, created boolean)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
begin
  perform 1 from partner p where p.id = p_partner for no key update;
  select c.employer_id into id from connection c
  where c.partner_id = p_partner and c.mode = p_mode and c.external_id = p_external_id;
  created := id is null;
  if created then
    id := p_new_id;
    insert into employer (id, name, mode) values (p_new_id, coalesce(p_name, p_external_id), p_mode);
    insert into connection (partner_id, employer_id, mode, external_id) values (p_partner, p_new_id, p_mode, p_external_id);
  else
    update employer e set name = p_name where e.id = employer_claim.id and p_name is not null;
  end if;
  return next;
end $$;
