-- Writes the legs of one event, a posting for each account, in order of account.
create or replace function book_legs(p_employer uuid, p_kind text, p_key text, p_effective_at timestamptz, p_booked_at timestamptz, p_subject uuid,
  p_accounts uuid[], p_sides text[], p_grants uuid[], p_amounts numeric[])
returns void language plpgsql volatile as $$
declare
  v_posting record;
begin
  if p_accounts[1] = all (p_accounts) then
    perform book_posting(p_employer, p_accounts[1], p_kind, p_key || ':' || p_accounts[1], p_effective_at, p_booked_at, p_subject, null,
      p_sides, p_grants, p_amounts);
    return;
  end if;
  for v_posting in
    select l.account_id, array_agg(l.side order by l.leg) as sides, array_agg(l.grant_id order by l.leg) as grants,
      array_agg(l.amount order by l.leg) as amounts
    from unnest(p_accounts, p_sides, p_grants, p_amounts) with ordinality as l (account_id, side, grant_id, amount, leg)
    group by l.account_id order by l.account_id
  loop
    perform book_posting(p_employer, v_posting.account_id, p_kind, p_key || ':' || v_posting.account_id, p_effective_at, p_booked_at, p_subject, null,
      v_posting.sides, v_posting.grants, v_posting.amounts);
  end loop;
end $$;
