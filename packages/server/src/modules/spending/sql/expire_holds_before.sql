-- Lets the holds of people go whose time has come, before the end of their grants is booked or their usage is charged. Where there
-- are any, it locks the accounts of all of them and then, since holds of several may count in the same limits, all their
-- counters in order; before these the shared limits, for who is going to count in them.
create or replace function expire_holds_before(p_employer uuid, p_employees uuid[], p_counting boolean) returns void language plpgsql volatile set enable_seqscan = off as $$
declare
  v_people uuid[];
  v_now timestamptz;
  v_zone text;
begin
  select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
  from employer_settings s where s.employer_id = p_employer;
  select array_agg(distinct h.employee_id order by h.employee_id) into v_people from hold h
  where h.employer_id = p_employer and h.employee_id = any(p_employees) and h.status = 'AUTHORIZED' and h.expires_at <= v_now;
  if v_people is null then return; end if;
  perform from account a where a.employer_id = p_employer and a.employee_id = any(p_employees) order by a.id for no key update;
  if p_counting then
    perform from shared_limit p join spend_limit l on l.employer_id = p_employer and l.id = p.limit_id and l.mode = 'HARD'
    where p.employer_id = p_employer order by p.limit_id for no key update of p;
  end if;
  perform from spend_counter c where c.employer_id = p_employer and c.employee_id = any(v_people) order by c.limit_id, c.employee_id for no key update;
  perform expire_holds_of(p_employer, e.id, v_now, v_zone) from unnest(v_people) as e (id);
end $$;
