-- Captures an amount of what is held, zero for none, and gives the rest back where it came from, when the hold ended: a grant
-- that went on then has it at its end, if that is still to be booked. What goes back to a grant that had ended expires at
-- once. Answers what of the amount no grant paid.
create or replace function settle_funds(p_employer uuid, p_hold hold, p_status text, p_amount numeric, p_at timestamptz, p_now timestamptz) returns numeric
language plpgsql volatile as $$
declare
  -- What an insert wrote that selects: without an answer, a cluster sends it past the policies.
  v_written bigint;
  v_accounts uuid[] := '{}';
  v_sides text[] := '{}';
  v_grants uuid[] := '{}';
  v_amounts numeric[] := '{}';
  v_slice record;
  v_ended record;
  v_funds record;
  v_beyond numeric := greatest(p_amount - p_hold.amount, 0);
  v_overage numeric := 0;
  v_own uuid;
  -- Not moved out of closed periods, as what is booked is.
  v_ended_at timestamptz := case p_status when 'EXPIRED' then p_hold.expires_at else p_now end;
begin
  for v_slice in
    select x.*, least(x.held, greatest(p_amount - x.before, 0)) as taken from (
      select s.slice, s.account_id, s.grant_id, s.paid_from, s.held, sum(s.held) over (order by s.slice) - s.held as before
      from hold_slice s where s.employer_id = p_employer and s.hold_id = p_hold.id) x
    order by x.slice
  loop
    v_accounts := v_accounts || v_slice.account_id;
    v_sides := v_sides || 'HELD'::text;
    v_grants := v_grants || null::uuid;
    v_amounts := v_amounts || -v_slice.held;
    if v_slice.taken > 0 then
      v_accounts := v_accounts || v_slice.account_id;
      v_sides := v_sides || 'CONSUMED'::text;
      v_grants := v_grants || null::uuid;
      v_amounts := v_amounts || v_slice.taken;
      update hold_slice set captured = v_slice.taken where employer_id = p_employer and hold_id = p_hold.id and slice = v_slice.slice;
      if v_slice.paid_from = 'OVERAGE' then
        v_overage := v_slice.taken;
      end if;
    end if;
    if v_slice.taken < v_slice.held then
      v_accounts := v_accounts || v_slice.account_id;
      v_sides := v_sides || v_slice.paid_from;
      v_grants := v_grants || v_slice.grant_id;
      v_amounts := v_amounts || (v_slice.held - v_slice.taken);
    end if;
  end loop;

  if v_beyond > 0 then
    v_funds := spend_funds(p_employer, p_hold.employee_id, p_hold.currency, v_beyond, p_now, p_hold.provider, p_hold.model, p_hold.tool);
    for v_slice in
      select f.account_id, f.grant_id, f.amount, f.side from unnest(v_funds.accounts, v_funds.grants, v_funds.amounts, v_funds.sides)
        with ordinality as f (account_id, grant_id, amount, side, place)
      where f.grant_id is not null order by f.place
    loop
      v_accounts := v_accounts || v_slice.account_id || v_slice.account_id;
      v_sides := v_sides || v_slice.side || 'CONSUMED'::text;
      v_grants := v_grants || v_slice.grant_id || null::uuid;
      v_amounts := v_amounts || -v_slice.amount || v_slice.amount;
      v_beyond := v_beyond - v_slice.amount;
    end loop;
    with written as (
      insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held, captured, paid_from)
      select p_employer, p_hold.id, f.place + (select max(s.slice) from hold_slice s where s.employer_id = p_employer and s.hold_id = p_hold.id),
        f.account_id, f.grant_id, 0, f.amount, f.side
      from unnest(v_funds.accounts, v_funds.grants, v_funds.amounts, v_funds.sides) with ordinality as f (account_id, grant_id, amount, side, place)
      where f.grant_id is not null
      returning 1)
    select count(*) into v_written from written;

    -- It was spent, whatever the employer allows.
    if v_beyond > 0 then
      v_own := overage_account(p_employer, p_hold.employee_id, p_hold.currency, p_now);
      v_accounts := v_accounts || v_own || v_own;
      v_sides := v_sides || 'OVERAGE'::text || 'CONSUMED'::text;
      v_grants := v_grants || null::uuid || null::uuid;
      v_amounts := v_amounts || -v_beyond || v_beyond;
      v_overage := v_overage + v_beyond;
      with written as (
        insert into hold_slice (employer_id, hold_id, slice, account_id, held, captured, paid_from)
        select p_employer, p_hold.id, max(s.slice) + 1, v_own, 0, v_beyond, 'OVERAGE'
        from hold_slice s where s.employer_id = p_employer and s.hold_id = p_hold.id
        returning 1)
      select count(*) into v_written from written;
    end if;
  end if;

  perform book_legs(p_employer, case p_status when 'CAPTURED' then 'CAPTURED' else 'RELEASED' end,
    case p_status when 'CAPTURED' then 'capture:' else 'release:' end || p_hold.id, p_at, p_now, p_hold.id, v_accounts, v_sides, v_grants, v_amounts);

  if p_amount < p_hold.amount then
    for v_ended in
      select s.account_id, s.grant_id, g.expires_at, a.stipend_id, sum(s.held - s.captured) as amount
      from hold_slice s join grant_account g on g.employer_id = p_employer and g.grant_id = s.grant_id
        join account a on a.employer_id = p_employer and a.id = s.account_id
      where s.employer_id = p_employer and s.hold_id = p_hold.id and s.paid_from = 'AVAILABLE' and s.held > s.captured and g.expires_at <= p_now
        and (g.expires_at <= v_ended_at or g.end_booked_at is not null)
      group by s.account_id, s.grant_id, g.expires_at, a.stipend_id order by s.account_id, s.grant_id
    loop
      insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
      values (p_employer, uuid_v7(), 'grant.expired', v_ended.grant_id, p_now, jsonb_build_object('id', type_id('grant', v_ended.grant_id),
        'stipendId', type_id('stipend', v_ended.stipend_id), 'employeeId', type_id('employee', p_hold.employee_id),
        'expiresAt', instant_text(v_ended.expires_at), 'expired', money_json(v_ended.amount, p_hold.currency)));
      perform book_posting(p_employer, v_ended.account_id, 'EXPIRED', 'expire:' || v_ended.grant_id || ':' || p_hold.id,
        greatest(p_at, open_effective_at(p_employer, v_ended.expires_at)), p_now, v_ended.grant_id, null,
        array['AVAILABLE', 'EXPIRED'], array[v_ended.grant_id, null], array[-v_ended.amount, v_ended.amount]);
    end loop;
  end if;
  return v_overage;
end $$;
