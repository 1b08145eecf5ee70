-- The first instant of a date in a zone: where midnight is missing the next valid one, where it comes twice the first.
create or replace function start_of_day(p_date date, p_zone text) returns timestamptz language sql stable as $$
  select min(m.at - b.back) from (select p_date::timestamp at time zone p_zone as at) m,
    unnest(array[interval '0', interval '30 minutes', interval '1 hour', interval '2 hours']) as b (back)
  where (m.at - b.back) at time zone p_zone >= p_date::timestamp
$$;
