create or replace function hold_json(p_hold uuid) returns jsonb language plpgsql stable as $$
declare
  v_hold hold;
begin
  select h.* into v_hold from hold h where h.employer_id = current_setting('app.employer_id')::uuid and h.id = p_hold;
  return case when found then hold_row_json(v_hold, fundings_json(p_hold)) end;
end $$;
