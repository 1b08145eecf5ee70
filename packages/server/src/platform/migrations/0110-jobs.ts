import { getConstructionPlans } from 'pg-boss';
import type { SchemaStep } from './migration.js';

/** The queue's own schema, made by the owner here so that the app role needs no right to make any; and jobs callers see. */
export const jobs: SchemaStep = {
  name: '0110-jobs',
  sql: `
    ${withoutTransaction(getConstructionPlans('pgboss'))}
    grant usage on schema pgboss to stipends_app;
    grant select, insert, update, delete on all tables in schema pgboss to stipends_app;
    grant usage on all sequences in schema pgboss to stipends_app;
    grant execute on all functions in schema pgboss to stipends_app;
  `,
};

/** The plan brings its own BEGIN and COMMIT; a step runs in the migration's transaction. */
function withoutTransaction(plan: string): string {
  return plan
    .replace(/^\s*BEGIN;/, '')
    .replace(/COMMIT;\s*$/, '')
    .replace(/SET LOCAL [^;]*;/g, '');
}
