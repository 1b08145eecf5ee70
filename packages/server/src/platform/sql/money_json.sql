create or replace function money_json(p_amount numeric, p_currency text) returns jsonb language sql immutable as $$
  select jsonb_build_object('amount', trim_scale(p_amount)::text, 'currency', p_currency)
$$;
