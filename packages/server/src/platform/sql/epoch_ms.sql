create or replace function epoch_ms(p_at timestamptz) returns bigint language sql stable as $$
  select (extract(epoch from p_at) * 1000)::bigint
$$;
