-- Whether a list names a value, however both are written: what ends with * names what begins so. The value is folded once.
-- It is asked for each grant of a spend, and a function in SQL would be planned anew each time.
create or replace function is_named(p_names text[], p_value text) returns boolean language plpgsql immutable as $$
declare
  v_value text := folded_name(p_value);
  v_name text;
begin
  foreach v_name in array coalesce(p_names, '{}') loop
    v_name := folded_name(v_name);
    if v_name = v_value or (right(v_name, 1) = '*' and starts_with(v_value, left(v_name, -1))) then
      return true;
    end if;
  end loop;
  return false;
end $$;
