-- The pool, locked before, with the window that begins at an instant open.
create or replace function spend_pool_open(p_employer uuid, p_limit spend_limit, p_starts timestamptz, p_now timestamptz, p_zone text) returns spend_pool
language plpgsql volatile as $$
declare
  v_pool spend_pool;
begin
  select p.* into v_pool from spend_pool p where p.employer_id = p_employer and p.limit_id = p_limit.id for no key update;
  -- Somebody with a later clock was faster, or the limit was set anew: all is done again.
  if not found or v_pool.window_start > p_starts then
    raise exception 'the window of the pool has moved' using errcode = '40001';
  end if;
  if v_pool.window_start < p_starts or v_pool.settled_on < (p_now at time zone p_zone)::date
    or exists (select from spend_pool_mark m where m.employer_id = p_employer and m.limit_id = p_limit.id) then
    perform spend_pool_settle(p_employer, p_limit, p_starts, p_now, p_zone);
    select p.* into v_pool from spend_pool p where p.employer_id = p_employer and p.limit_id = p_limit.id;
  end if;
  return v_pool;
end $$;
