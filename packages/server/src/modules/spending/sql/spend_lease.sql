-- Leases a person enough of a HARD shared limit for a spend, under the lock of the shared limit: the larger of one percent of the shared limit and ten
-- times the spend, as far as nobody else has it or is guaranteed it. False where not even the spend fits after all idle
-- leases were called back.
create or replace function spend_lease(p_employer uuid, p_limit spend_limit, p_employee uuid, p_starts timestamptz, p_need numeric, p_guaranteed numeric,
  p_now timestamptz, p_zone text)
returns boolean language plpgsql volatile as $$
declare
  v_shared shared_limit := shared_limit_open(p_employer, p_limit, p_starts, p_now, p_zone);
  v_own record;
  v_missing numeric;
  v_kept numeric;
  v_rest numeric;
  v_extra numeric;
begin
  for i in 1 .. 2 loop
    insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, notified)
    values (p_employer, p_employee, p_limit.id, p_starts, 0, false)
    on conflict (employer_id, employee_id, limit_id) do update set
      used = case when spend_counter.window_start = p_starts then spend_counter.used else 0 end,
      leased = case when spend_counter.window_start = p_starts then spend_counter.leased else 0 end,
      reserved = case when spend_counter.window_start = p_starts then spend_counter.reserved else 0 end,
      window_start = p_starts
    returning used, leased, reserved into v_own;
    v_missing := p_need - (v_own.leased - v_own.used);
    if v_missing <= 0 then return true; end if;
    v_kept := least(v_own.reserved, p_guaranteed, v_missing);
    v_rest := greatest(v_shared.amount - v_shared.leased - v_shared.reserved, 0);
    if v_missing - v_kept <= v_rest and v_shared.leased + v_missing <= v_shared.amount then
      v_extra := least(greatest(v_missing, trunc(v_shared.amount / 100), 10 * p_need) - v_missing, v_rest - (v_missing - v_kept));
      update spend_counter set leased = leased + v_missing + v_extra, reserved = reserved - v_kept
      where employer_id = p_employer and employee_id = p_employee and limit_id = p_limit.id;
      update shared_limit set leased = leased + v_missing + v_extra, reserved = reserved - v_kept
      where employer_id = p_employer and limit_id = p_limit.id;
      return true;
    end if;
    exit when i = 2;
    perform shared_limit_settle(p_employer, p_limit, p_starts, p_now, p_zone);
    select p.* into v_shared from shared_limit p where p.employer_id = p_employer and p.limit_id = p_limit.id;
  end loop;
  return false;
end $$;
