create or replace function sorted_names(p_lists jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(n.name order by n.name collate "C"), '[]') from (
    select distinct m.name from jsonb_array_elements(p_lists) as l (list), jsonb_array_elements_text(l.list) as m (name)) n
$$;
