import type { SchemaStep } from './migration.js';

/**
 * The functions through which the app role reaches what has no tenant look things up by key. They are called outside of any
 * transaction of ours, so each says of itself that it reads no table from end to end: a setting of the session would be lost
 * behind a connection pooler.
 */
export const pooledPlans: SchemaStep = {
  name: '0271-pooled-plans',
  sql: `
    do $$
    declare
      v_function regprocedure;
    begin
      for v_function in select oid from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and proowner = current_user::regrole loop
        -- Temporary tables come last: first, one could be put in the place of a table of ours.
        execute format('alter function %s set enable_seqscan = off set search_path = pg_catalog, public, pg_temp', v_function);
      end loop;
    end $$;
  `,
};
