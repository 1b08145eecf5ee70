create or replace function mark_pools() returns trigger language plpgsql as $$
begin
  perform mark_hard_pools();
  return null;
end $$;
