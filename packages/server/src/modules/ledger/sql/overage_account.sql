-- The account that carries what no grant covers of a spend at an instant, under lock. One that was not there when the spend was
-- decided, p_new, and is there now was opened by somebody who knows more of the person than the decision: all is done again.
create or replace function overage_account(p_employer uuid, p_employee uuid, p_currency text, p_at timestamptz, p_new boolean default false) returns uuid
language plpgsql volatile as $$
declare
  v_center uuid := overage_center(p_employer, p_employee, p_at);
  v_account uuid;
begin
  if not p_new then
    select a.id into v_account from account a
    where a.employer_id = p_employer and a.employee_id = p_employee and a.currency = p_currency and a.stipend_id is null
      and a.cost_center_id is not distinct from v_center
    for no key update;
    if found then return v_account; end if;
  end if;
  insert into account (employer_id, id, employee_id, currency, cost_center_id)
  values (p_employer, uuid_v7(), p_employee, p_currency, v_center)
  on conflict (employer_id, employee_id, currency, stipend_id, cost_center_id) do nothing returning id into v_account;
  if not found then
    raise exception 'the account was opened meanwhile' using errcode = '40001';
  end if;
  return v_account;
end $$;
