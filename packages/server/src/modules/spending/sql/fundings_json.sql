create or replace function fundings_json(p_employer uuid, p_hold uuid) returns jsonb language plpgsql stable as $$
begin
  return (select jsonb_agg(jsonb_build_object('grantId', s.grant_id, 'held', s.held::text, 'captured', s.captured::text) order by s.slice)
    from hold_slice s where s.employer_id = p_employer and s.hold_id = p_hold);
end $$;
