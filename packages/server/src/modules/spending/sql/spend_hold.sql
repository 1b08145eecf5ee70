-- Sets the money aside: the slices of a hold, and what each grant gives up for it; what a person holds of an account stands
-- in one leg.
create or replace function spend_hold(p_employer uuid, p_hold hold, p_accounts uuid[], p_grants uuid[], p_amounts numeric[], p_sides text[], p_now timestamptz) returns void
language plpgsql volatile as $$
declare
  -- What an insert wrote that selects: without an answer, a cluster sends it past the policies.
  v_written bigint;
  v_parts integer := cardinality(p_grants);
  v_accounts uuid[] := p_accounts;
begin
  if v_accounts[v_parts] is null then
    v_accounts[v_parts] := overage_account(p_employer, p_hold.employee_id, p_hold.currency, p_now, true);
  end if;
  if v_parts = 1 then
    insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held, paid_from)
    values (p_hold.employer_id, p_hold.id, 1, v_accounts[1], p_grants[1], p_amounts[1], p_sides[1]);
    perform book_posting(p_employer, v_accounts[1], 'HELD', 'hold:' || p_hold.id || ':' || v_accounts[1], p_now, p_now, p_hold.id, null,
      array[p_sides[1], 'HELD'], p_grants || null::uuid, array[-p_amounts[1], p_amounts[1]]);
    return;
  end if;
  with written as (
    insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held, paid_from)
    select p_hold.employer_id, p_hold.id, f.place, f.account_id, f.grant_id, f.amount, f.side
    from unnest(v_accounts, p_grants, p_amounts, p_sides) with ordinality as f (account_id, grant_id, amount, side, place)
    returning 1)
  select count(*) into v_written from written;
  perform book_legs(p_employer, 'HELD', 'hold:' || p_hold.id, p_now, p_now, p_hold.id, array_agg(l.account_id order by l.leg),
    array_agg(l.side order by l.leg), array_agg(l.grant_id order by l.leg), array_agg(l.amount order by l.leg))
  from (
    select s.slice as leg, s.account_id, s.paid_from as side, s.grant_id, -s.held as amount
    from hold_slice s where s.employer_id = p_hold.employer_id and s.hold_id = p_hold.id
    union all
    select v_parts + row_number() over (order by f.account_id), f.account_id, 'HELD', null, sum(f.amount)
    from unnest(v_accounts, p_amounts) as f (account_id, amount) group by f.account_id) l;
end $$;
