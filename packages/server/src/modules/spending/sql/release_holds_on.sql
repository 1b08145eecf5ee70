-- Lets the open holds go that a grant stands for, in whole or in part, under the lock of the accounts of its person. Those whose
-- time is over expire as ever. Answers how many holds came to their end.
create or replace function release_holds_on(p_employer uuid, p_grant uuid) returns integer language plpgsql volatile as $$
declare
  v_hold hold;
  v_employee uuid;
  v_now timestamptz;
  v_zone text;
  v_count integer := 0;
begin
  select g.employee_id into strict v_employee from grant_account g where g.employer_id = p_employer and g.grant_id = p_grant;
  select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
  from employer_settings s where s.employer_id = p_employer;
  v_count := expire_holds_of(p_employer, v_employee, v_now, v_zone);
  for v_hold in
    select h.* from hold h
    where h.employer_id = p_employer and h.employee_id = v_employee and h.status = 'AUTHORIZED' and exists (
      select from hold_slice s where s.employer_id = p_employer and s.hold_id = h.id and s.grant_id = p_grant)
    order by h.authorized_at, h.id
  loop
    perform settle_hold(p_employer, v_hold, 'RELEASED', 0, v_now, v_now, v_zone);
    insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
    values (v_hold.employer_id, uuid_v7(), 'hold.released', v_hold.id, v_now, jsonb_build_object('id', type_id('hold', v_hold.id),
      'employeeId', type_id('employee', v_hold.employee_id), 'amount', money_json(v_hold.amount, v_hold.currency),
      'grantId', type_id('grant', p_grant)));
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
