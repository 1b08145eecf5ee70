-- Leaves a job for a worker in the caller's transaction. The queue may be one that no worker has opened yet: it is made as a
-- worker makes it. A queue of another kind is not for callers.
create or replace function send_job(p_employer uuid, p_name text, p_payload jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
begin
  -- It writes as the owner into a queue of all employers, where no policy says whose a job is: the setting does.
  if p_employer is null or p_employer is distinct from nullif(current_setting('app.employer_id', true), '')::uuid then
    raise exception 'a job is sent for the employer that is set, and for no other' using errcode = '42501';
  end if;
  if not exists (select from pgboss.queue q where q.name = p_name) then
    perform pgboss.create_queue(p_name,
      '{"policy": "standard", "retryLimit": 10, "retryBackoff": true, "retryDelay": 2, "expireInSeconds": 900}');
  end if;
  insert into pgboss.job (name, data, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds,
    keep_until, dead_letter, heartbeat_seconds)
  select q.name, jsonb_build_object('employerId', p_employer, 'payload', p_payload), q.policy, q.retry_limit, q.retry_delay, q.retry_backoff,
    q.retry_delay_max, q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.dead_letter,
    q.heartbeat_seconds
  from pgboss.queue q where q.name = p_name and q.policy = 'standard';
  if not found then
    raise exception 'the queue % takes no jobs of callers', p_name using errcode = '42501';
  end if;
end $$;
