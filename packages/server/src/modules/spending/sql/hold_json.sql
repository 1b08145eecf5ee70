create or replace function hold_json(p_employer uuid, p_hold uuid) returns jsonb language plpgsql stable as $$
declare
  v_hold hold;
begin
  select h.* into v_hold from hold h where h.employer_id = p_employer and h.id = p_hold;
  return case when found then hold_row_json(v_hold, fundings_json(p_employer, p_hold)) end;
end $$;
