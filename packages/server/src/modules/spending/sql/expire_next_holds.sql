-- Ends the next holds of a sandbox employer, at most so many, each when the test clock has come to its end. All accounts of their
-- people are locked first and then all counters, each in order, as by whoever ends holds of several. Answers how many stops it made.
create or replace function expire_next_holds(p_employer uuid, p_by timestamptz, p_most integer) returns integer language plpgsql volatile set enable_seqscan = off as $$
declare
  v_people uuid[];
  v_ends timestamptz[];
begin
  select array_agg(n.employee_id order by n.expires_at, n.employee_id), array_agg(n.expires_at order by n.expires_at, n.employee_id)
  into v_people, v_ends
  from (select h.employee_id, h.expires_at from hold h
        where h.employer_id = p_employer and h.status = 'AUTHORIZED' and h.expires_at <= p_by
        order by h.expires_at, h.employee_id limit p_most) n;
  perform from account a where a.employer_id = p_employer and a.employee_id = any(v_people) order by a.id for no key update;
  perform from spend_counter c where c.employer_id = p_employer and c.employee_id = any(v_people)
  order by c.limit_id, c.employee_id for no key update;
  for v_place in 1 .. coalesce(cardinality(v_people), 0) loop
    update employer_settings set test_now = v_ends[v_place] where employer_id = p_employer and test_now < v_ends[v_place];
    perform expire_holds(p_employer, v_people[v_place], null);
  end loop;
  return coalesce(cardinality(v_people), 0);
end $$;
