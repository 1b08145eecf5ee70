-- Where none of the grants in force is for a use, whatever is left in them: which name of it the grants that come closest do not
-- have, and what they are for. Null where one is for it, or none is in force.
create or replace function spend_closest(p_employer uuid, p_employee uuid, p_currency text, p_at timestamptz, p_provider text, p_model text, p_tool text) returns jsonb
language plpgsql stable as $$
begin
  return (
    select case when not bool_or(x.fits = 3) then jsonb_build_object('field', (array['provider', 'model', 'tool'])[max(x.fits) + 1],
      'providers', sorted_names(jsonb_agg(to_jsonb(x.providers)) filter (where x.providers is not null and x.fits = x.closest)),
      'models', sorted_names(jsonb_agg(to_jsonb(x.models)) filter (where x.models is not null and x.fits = x.closest)),
      'tools', sorted_names(jsonb_agg(to_jsonb(x.tools)) filter (where x.tools is not null and x.fits = x.closest))) end
    from (
      select f.*, max(f.fits) over () as closest from (
        select g.providers, g.models, g.tools, case
          when g.providers is not null and not is_named(g.providers, p_provider) then 0
          when g.models is not null and not is_named(g.models, p_model) then 1
          when g.tools is not null and not is_named(g.tools, p_tool) then 2 else 3 end as fits
        from grant_account g
        where g.employer_id = p_employer and g.employee_id = p_employee and g.currency = p_currency
          and g.effective_at <= p_at and (g.expires_at is null or g.expires_at > p_at)) f) x);
end $$;
