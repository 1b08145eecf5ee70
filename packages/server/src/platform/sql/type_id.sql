-- The id as the API writes it, for what is told to the world from here.
create or replace function type_id(p_prefix text, p_id uuid) returns text language sql immutable as $$
  select p_prefix || '_' || string_agg(
    substr('0123456789abcdefghjkmnpqrstvwxyz', substring(b.bits from 5 * i + 1 for 5)::bit(5)::integer + 1, 1), '' order by i)
  from (select B'00' || ('x' || replace(p_id::text, '-', ''))::bit(128) as bits) b, generate_series(0, 25) as i
$$;
