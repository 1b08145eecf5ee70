-- Resolves a hold under the lock of its person's accounts.
create or replace function settle_hold(p_employer uuid, p_hold hold, p_status text, p_amount numeric, p_at timestamptz, p_now timestamptz, p_zone text, p_tokens numeric default null)
returns hold language plpgsql volatile as $$
declare
  v_resolved hold;
  v_overage numeric := settle_funds(p_employer, p_hold, p_status, p_amount, p_at, p_now);
begin
  update hold set status = p_status, resolved_at = p_now, captured = case p_status when 'CAPTURED' then p_amount end,
    overage = case p_status when 'CAPTURED' then v_overage end, captured_tokens = case p_status when 'CAPTURED' then p_tokens end
  where employer_id = p_hold.employer_id and id = p_hold.id returning * into v_resolved;
  if exists (select from spend_limit l where l.employer_id = p_hold.employer_id) then
    perform settle_counts(p_employer, p_hold, p_amount, p_tokens, p_now, p_zone);
  end if;
  return v_resolved;
end $$;
