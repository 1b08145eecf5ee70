-- Expires what is due of one person. For the job, and for those who leave: their holds end with the employment.
create or replace function expire_holds(p_employer uuid, p_employee uuid, p_ends_at timestamptz) returns integer language plpgsql volatile set enable_seqscan = off as $$
declare
  v_now timestamptz;
  v_zone text;
begin
  perform from account where employer_id = p_employer and employee_id = p_employee order by id for no key update;
  select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into v_now, v_zone
  from employer_settings s where s.employer_id = p_employer;
  if p_ends_at is not null then
    update hold set expires_at = greatest(authorized_at, p_ends_at)
    where employer_id = p_employer and employee_id = p_employee and status = 'AUTHORIZED' and expires_at > p_ends_at;
  end if;
  return expire_holds_of(p_employer, p_employee, v_now, v_zone);
end $$;
