-- Another zone, or another first day of the week, moves windows of every kind.
create or replace function settings_recount_shared_limits() returns trigger language plpgsql as $$
begin
  perform recount_shared_limits(new.employer_id, null);
  return null;
end $$;
