-- Another zone, or another first day of the week, moves windows of every kind.
create or replace function settings_recount_pools() returns trigger language plpgsql as $$
begin
  perform recount_pools(new.employer_id, null);
  return null;
end $$;
