-- How much of what pays a spend comes from grants that are promised now.
create or replace function guaranteed_part(p_employer uuid, p_grants uuid[], p_amounts numeric[], p_now timestamptz) returns numeric language plpgsql stable as $$
begin
  return (
    select coalesce(sum(f.amount), 0) from unnest(p_grants, p_amounts) as f (grant_id, amount)
      join grant_account g on g.employer_id = p_employer and g.grant_id = f.grant_id
    where g.guaranteed_until > p_now);
end $$;
