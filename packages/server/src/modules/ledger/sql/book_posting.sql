-- Writes one posting on an account under lock: its entries, the balances they move, the chain.
create or replace function book_posting(p_employer uuid, p_account uuid, p_kind text, p_key text, p_effective_at timestamptz, p_booked_at timestamptz, p_subject uuid,
  p_reverses uuid, p_sides text[], p_grants uuid[], p_amounts numeric[])
returns void language plpgsql volatile as $$
declare
  -- What an insert wrote that selects: without an answer, a cluster sends it past the policies.
  v_written bigint;
  v_id uuid := uuid_v7();
  v_sequence bigint;
  v_hash bytea;
  v_currency text;
begin
  update account a set
    commitment = a.commitment + d.commitment, available = a.available + d.available, held = a.held + d.held, consumed = a.consumed + d.consumed,
    expired = a.expired + d.expired, revoked = a.revoked + d.revoked, overage = a.overage + d.overage, version = a.version + 1,
    last_hash = posting_hash(a.last_hash, v_id, a.id, a.version + 1, p_kind, p_key, p_effective_at, p_booked_at, p_subject, p_reverses, p_sides, p_grants, p_amounts)
  from (
    select coalesce(sum(l.amount) filter (where l.side = 'COMMITMENT'), 0) as commitment, coalesce(sum(l.amount) filter (where l.side = 'AVAILABLE'), 0) as available, coalesce(sum(l.amount) filter (where l.side = 'HELD'), 0) as held, coalesce(sum(l.amount) filter (where l.side = 'CONSUMED'), 0) as consumed, coalesce(sum(l.amount) filter (where l.side = 'EXPIRED'), 0) as expired, coalesce(sum(l.amount) filter (where l.side = 'REVOKED'), 0) as revoked, coalesce(sum(l.amount) filter (where l.side = 'OVERAGE'), 0) as overage
    from unnest(p_sides, p_amounts) as l (side, amount)) d
  where a.employer_id = p_employer and a.id = p_account
  returning a.version, a.last_hash, a.currency into strict v_sequence, v_hash, v_currency;

  insert into posting (employer_id, id, account_id, sequence, kind, key, effective_at, booked_at, subject_id, reverses_id, hash)
  values (p_employer, v_id, p_account, v_sequence, p_kind, p_key, p_effective_at, p_booked_at, p_subject, p_reverses, v_hash);
  with written as (
    insert into entry (employer_id, posting_id, leg, account_id, side, grant_id, currency, amount)
    select p_employer, v_id, l.leg - 1, p_account, l.side, l.grant_id, v_currency, l.amount
    from unnest(p_sides, p_grants, p_amounts) with ordinality as l (side, grant_id, amount, leg)
    returning 1)
  select count(*) into v_written from written;
  if 'AVAILABLE' = any (p_sides) then
    update grant_account g set available = g.available + d.amount
    from (select l.grant_id, sum(l.amount) as amount from unnest(p_sides, p_grants, p_amounts) as l (side, grant_id, amount)
          where l.side = 'AVAILABLE' group by l.grant_id) d
    where g.employer_id = p_employer and g.grant_id = d.grant_id;
  end if;
end $$;
