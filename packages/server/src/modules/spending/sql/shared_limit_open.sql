-- The shared limit, locked before, with the window that begins at an instant open.
create or replace function shared_limit_open(p_employer uuid, p_limit spend_limit, p_starts timestamptz, p_now timestamptz, p_zone text) returns shared_limit
language plpgsql volatile as $$
declare
  v_shared shared_limit;
begin
  select p.* into v_shared from shared_limit p where p.employer_id = p_employer and p.limit_id = p_limit.id for no key update;
  -- Somebody with a later clock was faster, or the limit was set anew: all is done again.
  if not found or v_shared.window_start > p_starts then
    raise exception 'the window of the shared limit has moved' using errcode = '40001';
  end if;
  if v_shared.window_start < p_starts or v_shared.settled_on < (p_now at time zone p_zone)::date
    or exists (select from shared_limit_mark m where m.employer_id = p_employer and m.limit_id = p_limit.id) then
    perform shared_limit_settle(p_employer, p_limit, p_starts, p_now, p_zone);
    select p.* into v_shared from shared_limit p where p.employer_id = p_employer and p.limit_id = p_limit.id;
  end if;
  return v_shared;
end $$;
