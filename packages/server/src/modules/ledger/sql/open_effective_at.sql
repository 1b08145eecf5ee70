-- Moves an instant out of closed periods, to the start of the next open one.
create or replace function open_effective_at(p_employer uuid, p_at timestamptz) returns timestamptz language plpgsql stable as $$
declare
  v_at timestamptz := p_at;
  v_next timestamptz;
begin
  loop
    select upper(l.during) into v_next from period_lock l where l.employer_id = p_employer and l.during @> v_at;
    if not found then return v_at; end if;
    v_at := v_next;
  end loop;
end $$;
