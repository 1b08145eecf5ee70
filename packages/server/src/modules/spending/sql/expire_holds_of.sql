-- Lets the holds of a person go whose time has come, under the lock of the person's accounts. Several may count in the same
-- limits: all counters are locked first, in their order.
create or replace function expire_holds_of(p_employer uuid, p_employee uuid, p_now timestamptz, p_zone text) returns integer language plpgsql volatile as $$
declare
  v_hold hold;
  v_count integer := 0;
begin
  perform from spend_counter c where c.employer_id = p_employer and c.employee_id = p_employee order by c.limit_id for no key update;
  for v_hold in
    select h.* from hold h where h.employer_id = p_employer and h.employee_id = p_employee and h.status = 'AUTHORIZED' and h.expires_at <= p_now
    order by h.expires_at, h.id
  loop
    perform settle_hold(p_employer, v_hold, 'EXPIRED', 0, open_effective_at(p_employer, v_hold.expires_at), p_now, p_zone);
    insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
    values (v_hold.employer_id, uuid_v7(), 'hold.expired', v_hold.id, p_now, jsonb_build_object('id', type_id('hold', v_hold.id),
      'employeeId', type_id('employee', v_hold.employee_id), 'amount', money_json(v_hold.amount, v_hold.currency),
      'expiresAt', instant_text(v_hold.expires_at)));
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
