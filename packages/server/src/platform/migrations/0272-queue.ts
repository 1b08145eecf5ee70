import type { SchemaStep } from './migration.js';

/**
 * The queue belongs to a role of its own, which reaches no row of an employer; the app role, which does, reaches nothing of the
 * queue, where jobs of all employers lie. It leaves work through one function, for the employer that is set and no other.
 */
export const queue: SchemaStep = {
  name: '0272-queue',
  sql: `
    revoke all on schema pgboss from stipends_app;
    revoke all on all tables in schema pgboss from stipends_app;
    revoke all on all sequences in schema pgboss from stipends_app;
    revoke all on all functions in schema pgboss from stipends_app, public;
    grant usage on schema pgboss to stipends_queue;
    grant select, insert, update, delete on all tables in schema pgboss to stipends_queue;
    grant usage on all sequences in schema pgboss to stipends_queue;
    grant execute on all functions in schema pgboss to stipends_queue;

    -- Leaves a job for a worker in the caller's transaction. The queue may be one that no worker has opened yet: it is made as a
    -- worker makes it. A queue of another kind is not for callers.
    create function send_job(p_name text, p_payload jsonb) returns void
    language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
    declare
      v_employer uuid := nullif(current_setting('app.employer_id', true), '')::uuid;
    begin
      if v_employer is null then
        raise exception 'a job is sent for the employer that is set, and none is' using errcode = '42501';
      end if;
      if not exists (select from pgboss.queue q where q.name = p_name) then
        perform pgboss.create_queue(p_name,
          '{"policy": "standard", "retryLimit": 10, "retryBackoff": true, "retryDelay": 2, "expireInSeconds": 900}');
      end if;
      insert into pgboss.job (name, data, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds,
        keep_until, dead_letter, heartbeat_seconds)
      select q.name, jsonb_build_object('employerId', v_employer, 'payload', p_payload), q.policy, q.retry_limit, q.retry_delay, q.retry_backoff,
        q.retry_delay_max, q.expire_seconds, q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.dead_letter,
        q.heartbeat_seconds
      from pgboss.queue q where q.name = p_name and q.policy = 'standard';
      if not found then
        raise exception 'the queue % takes no jobs of callers', p_name using errcode = '42501';
      end if;
    end $$;

    -- The newest instant at which every write is settled: whoever writes later books later. A writer holds a
    -- transaction id before it reads the clock, so a transaction without one cannot book before this instant.
    -- The clock is read before the writers: one that begins in between is later than it. It runs as the owner, who may see the
    -- transactions of all roles (pg_read_all_stats): the owner writes rows of employers too.
    create or replace function safe_instant() returns timestamptz
    language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
    declare
      v_now timestamptz := clock_timestamp();
      v_oldest timestamptz;
    begin
      select min(xact_start) into v_oldest from pg_stat_activity
      where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid();
      return date_trunc('milliseconds', least(v_now, v_oldest)) - interval '1 millisecond';
    end $$;

    revoke execute on function send_job, safe_instant from public;
    grant execute on function send_job, safe_instant to stipends_app;
  `,
};
