create or replace function mark_hard_shared_limits(p_employer uuid) returns void language plpgsql volatile as $$
declare
  -- What an insert wrote that selects: without an answer, a cluster sends it past the policies.
  v_written bigint;
begin
  with written as (
    insert into shared_limit_mark (employer_id, limit_id, id)
    select p.employer_id, p.limit_id, uuid_v7() from shared_limit p
      join spend_limit l on l.employer_id = p_employer and l.id = p.limit_id and l.mode = 'HARD' and l.unit = 'MONEY'
    where p.employer_id = p_employer
    returning 1)
  select count(*) into v_written from written;
end $$;
